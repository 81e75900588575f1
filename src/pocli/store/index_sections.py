"""What does an index keep of a backlog, in which sections?

`files`, `stamps`, `blobs`: each file, what its folder says of it, and its content's id. `stories`: the number of the
file of each, then a line for each other field but the long texts, in the order of their ids. `texts`: those, a line for
each story. `others`: everything else. `diagnostics`: what is wrong with each file. Further ones hold what was worked
out of that, such as every problem.
"""

import json
from array import array
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, repeat
from typing import Any, NamedTuple

from pocli.disk.find import STAMP, Stamp
from pocli.field_table.by_kind import LONG
from pocli.model.backlog import Backlog, Record
from pocli.model.diagnostic import Diagnostic
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import UNREAD, Story
from pocli.reading.contents import Text
from pocli.store import codec
from pocli.store.index import Index, Pieces

OTHERS: Mapping[str, Any] = {"goals": Goal, "requests": Request, "sprints": Sprint}
ALSO = ("config", "shadowed", "unreadable", "strays")
TEXTS = tuple(name for name in Story._fields if name in LONG)
FILES = ("files", "stamps", "blobs")
SETTLED = 2 * 10**9
"""A file whose last change is not so many nanoseconds older than its reading may have changed since, unseen."""
BETWEEN = b",\n"
BLOB = 20
"""The bytes of an id of git."""
NO_BLOB = "00" * BLOB
MANY = 4096


class Derived(NamedTuple):
    """What was worked out of the files, to be kept while they are the same."""

    name: str
    data: bytes
    """The key, which is what it depends on beside the files, such as the day; and the value, frozen."""


class IndexContents(NamedTuple):
    """Everything that a run knows of a backlog; the texts of its stories are still frozen."""

    backlog: Backlog
    texts: Sequence[Text]
    """Those of each story of the backlog."""
    diagnostics: Mapping[str, Any]
    """What is wrong with each file, frozen, by path."""
    before: Sequence[Story]
    """The stories as the index has them."""


def backlog(index: Index, files: Sequence[str], *, whole: bool) -> Backlog:
    """Return the backlog that is kept, its stories with or without their texts.

    Args:
        index: where it is kept.
        files: the paths of the files that are kept; those of the stories are the same objects.
        whole: whether with their texts.
    """
    others = index.json("others")
    texts = _texts(index) if whole else dict.fromkeys(TEXTS, repeat(UNREAD))
    of, *columns = map(json.loads, index.section("stories").split(b"\n"))
    instead = {"path": map(files.__getitem__, of), **texts}
    stories = codec.rows(Story, {"rows": len(of), "columns": [None, *columns]}, instead)
    goals, requests, sprints = (codec.rows(kind, others[name], {}) for name, kind in OTHERS.items())
    config, hidden, unreadable, strays = (codec.decode(others[name]) for name in ALSO)
    return Backlog(config, stories, goals, requests, sprints, hidden, unreadable, tuple(files), strays)


def _texts(index: Index) -> Mapping[str, Iterable[Any]]:
    rows = json.loads(b"[" + index.section("texts") + b"]")
    return dict(zip(TEXTS, zip(*map(codec.decode, rows), strict=True) if rows else repeat((), len(TEXTS)), strict=True))


def shadowed(index: Index) -> tuple[Record, ...]:
    """Return the records that are in no answer because an earlier path has their id."""
    found: tuple[Record, ...] = codec.decode(index.json("others")["shadowed"])
    return found


def config(index: Index) -> Any:  # noqa: ANN401 - Config, of which mypy cannot know
    """Return the settings that are kept."""
    return codec.decode(index.json("others")["config"])


def texts(index: Index) -> Sequence[bytes]:
    """Return the frozen texts of the stories that are kept, in their order."""
    data = index.section("texts")
    return data.split(BETWEEN) if data else ()


def resolve_texts(some: Sequence[Text], index: Index | None) -> Sequence[bytes]:
    """Return texts, frozen, those that are still in the index from there."""
    rows = texts(index) if index and any(isinstance(one, int) for one in some) else ()
    return [rows[one] if isinstance(one, int) else one for one in some]


def with_texts(records: tuple[Record, ...], wanted: Iterable[Record], rows: Mapping[str, bytes]) -> tuple[Any, ...]:
    """Return records, those that are wanted and whose texts are frozen in `rows` with them."""
    paths = [record.path for record in wanted if record.path in rows]
    if not paths:
        return records
    made = dict(zip(paths, json.loads(b"[" + BETWEEN.join(rows[path] for path in paths) + b"]"), strict=True))
    return tuple(
        record._replace(**dict(zip(TEXTS, codec.decode(made[record.path]), strict=True)))
        if record.path in made
        else record
        for record in records
    )


def thawed(groups: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the files, thawed."""
    return tuple(chain.from_iterable(map(codec.decode, groups.values())))


def derived(index: Index, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Return what was worked out of the same files, if it is kept, and for that key; else None."""
    if name not in index.head["sections"]:
        return None
    of, found = index.json(name)
    return codec.decode(found) if of == key else None


def sections(known: IndexContents, old: Index | None) -> dict[str, Pieces]:
    """Return the sections that tell what the files say.

    Args:
        known: what they say.
        old: the index that is there, from which comes what is the same.
    """
    found = known.backlog
    others = {name: codec.columns(kind, getattr(found, name)) for name, kind in OTHERS.items()}
    others |= {name: codec.encode(getattr(found, name)) for name in ALSO}
    return {
        "stories": _lines(found, known.before, old),
        "texts": _joined(known.texts, old),
        "others": (encoded(others),),
        "diagnostics": (encoded(known.diagnostics),),
    }


def _lines(found: Backlog, before: Sequence[Story], old: Index | None) -> Pieces:
    """Give the lines of the stories; those of fields in which no story changed are as they were."""
    places = {path: at for at, path in enumerate(found.files)}
    yield encoded([places[story.path] for story in found.stories])
    same = _same_fields(before, found.stories) if old else set()
    lines = old.section("stories").split(b"\n") if old and same else []
    for at, name in enumerate(Story._fields[1:], 1):
        yield b"\n"
        if at in same:
            yield lines[at]
        else:
            yield encoded(None if name in TEXTS else codec.column([story[at] for story in found.stories]))


def _same_fields(before: Sequence[Story], stories: Sequence[Story]) -> AbstractSet[int]:
    """Return the places of the fields in which no story changed; none, where these are not the same stories."""
    pairs = [(one, two) for one, two in zip(before, stories, strict=False) if one is not two]
    if len(before) != len(stories) or any(one.id != two.id for one, two in pairs):
        return set()
    return {at for at in range(len(Story._fields)) if all(_same(one[at], two[at]) for one, two in pairs)}


def _same(one: Any, two: Any) -> bool:  # noqa: ANN401 - any value
    """Tell whether two values are the same when frozen: True is equal to 1, but not the same."""
    if one is two:
        return True
    return one == two if type(one) is type(two) is str else encoded(codec.encode(one)) == encoded(codec.encode(two))


def _joined(texts: Sequence[Text], old: Index | None) -> Pieces:
    """Give texts with what is between them, so many at a time that they are written quickly and need little room."""
    rows = resolve_texts(texts, old)
    for start in range(0, len(rows), MANY):
        yield (BETWEEN if start else b"") + BETWEEN.join(rows[start : start + MANY])


def row(story: Story) -> bytes:
    """Return the texts of a story, frozen."""
    return encoded([codec.encode(getattr(story, name)) for name in TEXTS])


def files(
    stamps: Mapping[str, Stamp], blobs: Mapping[str, str], old: Index | None, names: Sequence[str]
) -> dict[str, Pieces]:
    """Return the sections that tell whether the files are still the same.

    Args:
        stamps: the files.
        blobs: the ids of the content of those that were read anew.
        old: the index that has the others' ids.
        names: the files that it knows.
    """
    found = dict(zip(names, _sliced(old.section("blobs"), BLOB), strict=True)) if old else {}
    found.update((path, bytes.fromhex(blob or NO_BLOB)) for path, blob in blobs.items())
    return {
        "files": (encoded(list(stamps)),),
        "stamps": (flat(stamps),),
        "blobs": (b"".join([found[path] for path in stamps]),),
    }


def flat(stamps: Mapping[str, Stamp]) -> bytes:
    """Return stamps one after another, in the order of their paths."""
    return b"".join(stamps.values())


def stamps(index: Index) -> Sequence[Stamp]:
    """Return the stamps that are kept, in the order of the paths."""
    return _sliced(index.section("stamps"), STAMP.size)


def blobs(index: Index, names: Sequence[str], wanted: Container[str] | None = None) -> dict[str, str]:
    """Return the ids of the content of some files (None: of all), by path; empty for one that has none."""
    data = index.section("blobs")
    asked = (at for at, path in enumerate(names) if wanted is None or path in wanted)
    found = {names[at]: data[at * BLOB : (at + 1) * BLOB].hex() for at in asked}
    return {path: "" if blob == NO_BLOB else blob for path, blob in found.items()}


def _sliced(data: bytes, size: int) -> Sequence[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def same(index: Index) -> dict[str, Pieces]:
    """Return the sections that follow from the files' content, as they are."""
    return {name: map(index.section, (name,)) for name in index.head["sections"] if name not in FILES}


def work(name: str, key: str, value: object) -> Derived:
    """Return what was worked out as it is kept."""
    return Derived(name, encoded([key, codec.encode(value)]))


def unsettled(stamps: Mapping[str, Stamp], now: int) -> list[str]:
    """Return the paths whose stamp, taken at a time in nanoseconds, does not prove that nothing changed since."""
    latest = now - SETTLED
    numbers = array("q", flat(stamps))
    each = zip(stamps, numbers[::4], numbers[1::4], strict=True)
    return [path for path, mtime, ctime in each if mtime > latest or ctime > latest]


def encoded(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """Return JSON as bytes, each control character escaped, so that a line break can stand between two values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
