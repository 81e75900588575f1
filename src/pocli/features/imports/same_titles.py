"""Which of our stories is a row that names neither an id nor a key? The one of its title, where that is one of each."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pocli.model.story import Story
from pocli.tables.items import Import, ImportItem, Note
from pocli.text import plural

TITLE = 200
"""How many characters a title may have."""
SHOWN = 3
"""So many stories of one title are named."""


def cut(title: str) -> str:
    """Return a title that a story may have: its first line, where it is short enough."""
    line = title.strip().partition("\n")[0].rstrip()
    return line if len(line) <= TITLE else line[: TITLE - 1] + "…"


def titled(
    items: Sequence[ImportItem], found: Import, stories: Iterable[Story], claimed: AbstractSet[str], notes: list[Note]
) -> Mapping[int, str]:
    """Return the story of each row that has neither id nor key, by the row; empty for one that is left out.

    Rows that are missing here are new.

    Args:
        items: the rows.
        found: the file.
        stories: ours.
        claimed: the ids of those that another row names.
        notes: where it is said.
    """
    here: dict[str, list[str]] = {}
    for story in stories:
        here.setdefault(" ".join(story.title.split()), []).append(story.id)
    rows: dict[str, list[ImportItem]] = {}
    for item in items:
        title = " ".join(cut(str(item.fields.get("title", ""))).split())
        if title and not item.key and not item.fields.get("id"):
            rows.setdefault(title, []).append(item)
    known: dict[int, str] = {}
    for title, same in rows.items():
        ids = here.get(title, [])
        free = [name for name in ids if name not in claimed]
        sure = len(same) == len(ids) == len(free) == 1 and not found.fresh
        known |= dict.fromkeys((item.row for item in same), free[0] if sure else "") if ids else {}
        notes += [(item.row, why) for item in same if (why := _why(title, same, ids, found, sure=sure))]
    return known


def adopted(
    items: Sequence[ImportItem], found: Import, stories: Iterable[Story], known: AbstractSet[str], notes: list[Note]
) -> Mapping[int, str]:
    """Return the story of each row with a new key whose title one story has that has no key yet, by the row.

    Args:
        items: the rows.
        found: the file.
        stories: ours.
        known: the keys that stories have.
        notes: where it is said.
    """
    here: dict[str, list[Story]] = {}
    for story in stories:
        here.setdefault(" ".join(story.title.split()), []).append(story)
    rows: dict[str, list[ImportItem]] = {}
    for item in items:
        rows.setdefault(" ".join(cut(str(item.fields.get("title", ""))).split()), []).append(item)
    taken: dict[int, str] = {}
    for title, same in rows.items():
        row, ours = same[0], here.get(title, [])
        new = row.key and found.folded(row.key) not in known and not row.fields.get("id")
        if title and new and len(same) == len(ours) == 1 and not ours[0].extra.get(found.key_field):
            taken[row.row] = ours[0].id
            notes.append((row.row, f"matched by its title: {ours[0].id} had no key and takes `{row.key[:60]}`"))
    return taken


def _why(title: str, same: Sequence[ImportItem], ids: Sequence[str], found: Import, *, sure: bool) -> str:
    """Return what there is to say of rows of one title; nothing of one that is plainly new."""
    shown = f"`{title[:60]}`"
    rows = f"{plural(len(same), found.unit)} ({', '.join(str(item.row) for item in same[:SHOWN])}"
    rows += ", …)" if len(same) > SHOWN else ")"
    if sure:
        return "matched by its title, because it has no key"
    if found.fresh and ids:
        return f"{shown} is already the title of {ids[0]}: left out"
    if ids:
        named = ", ".join(ids[:SHOWN]) + (", …" if len(ids) > SHOWN else "")
        return f"{shown} is the title of {rows} and of {named}: left out, because the match is not clear"
    if len(same) > 1:
        return f"{shown} is the title of {rows}: each becomes a story of its own"
    return ""
