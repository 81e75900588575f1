"""What does an index keep of a backlog, in which sections?

`files`, `stamps`, `blobs`: each file, what its folder says of it, and its content's id. `stories`: the stories in
columns, without their texts, in the order of their ids. `texts`: those, a line for each story. `others`: everything
else. `diagnostics`: what is wrong with each file. Further ones hold what was worked out of that, such as every problem.
"""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from pocli.files import frozen
from pocli.files.find import STAMP, Stamp
from pocli.files.index import Index, Pieces
from pocli.model import story as stories
from pocli.model.backlog import Backlog, Record
from pocli.model.diagnostic import Diagnostic
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import UNREAD, Story

OTHERS: Mapping[str, Any] = {"goals": Goal, "requests": Request, "sprints": Sprint}
TEXTS = tuple(name for name in Story._fields if name in stories.TEXTS)
FILES = ("files", "stamps", "blobs")
SETTLED = 2 * 10**9
"""A file whose last change is not so many nanoseconds older than its reading may have changed since, unseen."""
BETWEEN = b",\n"


class Work(NamedTuple):
    """What was worked out of the files, to be kept while they are the same."""

    name: str
    key: str
    """What it depends on beside the files, such as the day."""
    value: object


class Known(NamedTuple):
    """Everything that a run knows of a backlog; the texts of its stories are still frozen."""

    backlog: Backlog
    texts: Mapping[str, bytes]
    """By path."""
    diagnostics: Mapping[str, Any]
    """What is wrong with each file, frozen, by path."""


def backlog(index: Index, files: Sequence[str], *, whole: bool) -> Backlog:
    """Return the backlog that is kept, its stories with or without their texts."""
    others = index.json("others")
    texts = _texts(index) if whole else dict.fromkeys(TEXTS, repeat(UNREAD))
    stories = frozen.rows(Story, index.json("stories"), texts)
    goals, requests, sprints = (frozen.rows(kind, others[name], {}) for name, kind in OTHERS.items())
    config, hidden, unreadable = (frozen.thaw(others[name]) for name in ("config", "shadowed", "unreadable"))
    return Backlog(config, stories, goals, requests, sprints, hidden, unreadable, tuple(files))


def _texts(index: Index) -> Mapping[str, Iterable[Any]]:
    rows = json.loads(b"[" + index.section("texts") + b"]")
    return dict(zip(TEXTS, zip(*map(frozen.thaw, rows), strict=True) if rows else repeat((), len(TEXTS)), strict=True))


def shadowed(index: Index) -> tuple[Record, ...]:
    """Return the records that are in no answer because an earlier path has their id."""
    found: tuple[Record, ...] = frozen.thaw(index.json("others")["shadowed"])
    return found


def config(index: Index) -> Any:  # noqa: ANN401 - Config, of which mypy cannot know
    """Return the settings that are kept."""
    return frozen.thaw(index.json("others")["config"])


def texts(index: Index, stories: Sequence[Story]) -> dict[str, bytes]:
    """Return the frozen texts of the stories that are kept, by path."""
    rows = index.section("texts").split(BETWEEN) if stories else []
    return dict(zip((story.path for story in stories), rows, strict=True))


def filled(records: tuple[Record, ...], wanted: Iterable[Record], rows: Mapping[str, bytes]) -> tuple[Any, ...]:
    """Return records, those that are wanted and whose texts are frozen in `rows` with them."""
    paths = [record.path for record in wanted if record.path in rows]
    if not paths:
        return records
    made = dict(zip(paths, json.loads(b"[" + BETWEEN.join(rows[path] for path in paths) + b"]"), strict=True))
    return tuple(
        record._replace(**dict(zip(TEXTS, frozen.thaw(made[record.path]), strict=True)))
        if record.path in made
        else record
        for record in records
    )


def thawed(groups: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the files, thawed."""
    return tuple(chain.from_iterable(map(frozen.thaw, groups.values())))


def worked_out(index: Index, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Return what was worked out of the same files, if it is kept, and for that key; else None."""
    if name not in index.head["sections"]:
        return None
    of, found = index.json(name)
    return frozen.thaw(found) if of == key else None


def sections(known: Known) -> dict[str, Pieces]:
    """Return the sections that tell what the files say."""
    found = known.backlog
    others = {name: frozen.columns(kind, getattr(found, name)) for name, kind in OTHERS.items()}
    others |= {name: frozen.freeze(getattr(found, name)) for name in ("config", "shadowed", "unreadable")}
    rows = [piece for story in found.stories for piece in (BETWEEN, known.texts[story.path])]
    return {
        "stories": (encoded(frozen.columns(Story, found.stories, TEXTS)),),
        "texts": rows[1:],
        "others": (encoded(others),),
        "diagnostics": (encoded(known.diagnostics),),
    }


def row(story: Story) -> bytes:
    """Return the texts of a story, frozen."""
    return encoded([frozen.freeze(getattr(story, name)) for name in TEXTS])


def files(stamps: Mapping[str, Stamp], blobs: Mapping[str, str]) -> dict[str, Pieces]:
    """Return the sections that tell whether the files are still the same."""
    return {
        "files": (encoded(list(stamps)),),
        "stamps": (flat(stamps),),
        "blobs": (encoded([blobs[path] for path in stamps]),),
    }


def flat(stamps: Mapping[str, Stamp]) -> bytes:
    """Return stamps one after another, in the order of their paths."""
    return b"".join(stamps.values())


def stamps(index: Index) -> list[Stamp]:
    """Return the stamps that are kept, in the order of the paths."""
    data, size = index.section("stamps"), STAMP.size
    return [data[start : start + size] for start in range(0, len(data), size)]


def blobs(index: Index, names: Sequence[str]) -> dict[str, str]:
    """Return the id of each file's content, by path."""
    return dict(zip(names, index.json("blobs"), strict=True))


def same(index: Index) -> dict[str, Pieces]:
    """Return the sections that follow from the files' content, as they are."""
    return {name: (index.section(name),) for name in index.head["sections"] if name not in FILES}


def work_section(work: Work) -> dict[str, Pieces]:
    """Return the section of what was worked out."""
    return {work.name: (encoded([work.key, frozen.freeze(work.value)]),)}


def unsettled(stamps: Mapping[str, Stamp], now: int) -> list[str]:
    """Return the paths whose stamp, taken at a time in nanoseconds, does not prove that nothing changed since."""
    latest = now - SETTLED
    numbers = array("q", flat(stamps))
    each = zip(stamps, numbers[::4], numbers[1::4], strict=True)
    return [path for path, mtime, ctime in each if mtime > latest or ctime > latest]


def encoded(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """Return JSON as bytes, each control character escaped, so that a line break can stand between two values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
