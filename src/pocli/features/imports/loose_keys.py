"""Is a key that is unique only together with something else, such as `#7` of a repository, that of our story?"""

from collections.abc import Mapping, Sequence

from pocli.errors import PoError
from pocli.features.imports import same_titles
from pocli.model.backlog import Backlog
from pocli.tables.items import Import, ImportItem

HINT = "export it again with each issue's address: gh issue list --state all --json number,title,state,url"


def checked(items: Sequence[ImportItem], found: Import, backlog: Backlog, known: Mapping[str, str]) -> dict[str, str]:
    """Return the ids by key, with those of stories that were imported before their whole keys were known.

    Args:
        items: the rows.
        found: the file.
        backlog: ours.
        known: the ids by key, as the stories say them.

    Raises:
        PoError: a key that is not whole belongs to another title here, or to two titles in the file.
    """
    titles = {story.id: story.title for story in backlog.stories}
    keys = dict(known)
    seen: dict[str, str] = {}
    for item in items:
        there = _title(item)
        if not item.loose:
            continue
        here = known.get(item.loose, "")
        same = bool(here) and " ".join(titles[here].split()) == there
        if item.key == item.loose and ((here and not same) or seen.setdefault(item.key, there) != there):
            other = titles[here] if here and not same else seen[item.key]
            where = "here" if here and not same else f"another {found.unit} of the file"
            why = f"{found.unit} {item.row}: {item.key} is `{there[:60]}` there and `{other[:60]}` {where}"
            raise PoError(f"{why}: the file does not tell of which repository its {found.unit}s are", HINT)
        if item.key != item.loose and same and item.key not in known:
            keys[item.key] = here
    return keys


def _title(item: ImportItem) -> str:
    return " ".join(same_titles.cut(str(item.fields.get("title", ""))).split())
