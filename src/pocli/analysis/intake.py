"""What becomes of another tool's rows in this backlog: which stories are new, which change, what is left out?"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.edit import Create, Edit, Set
from pocli.model.file_name import file_name
from pocli.model.foreign import Import, Item, Link, Note
from pocli.model.story import Story

TITLE = 200
"""How many characters a title may have."""
ORDER = {field: place for place, field in enumerate(Story._fields)}


class Row(NamedTuple):
    """A story that a row makes, or changes."""

    ident: str
    title: str
    fields: Mapping[str, object]
    """What its file says: texts, lists and mappings of texts, in the file's order, `id` and `title` first."""
    path: str
    """The file of the story that is there already; empty for a new one."""
    line: int
    """Where the row begins in the other tool's file."""


class Intake(NamedTuple):
    """The stories that an import makes and changes, and what became of all the rest."""

    rows: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...]
    """Each column with its field; an empty one if it is not used."""
    notes: tuple[Note, ...]

    @property
    def new(self) -> int:
        """Return how many stories are new."""
        return sum(not row.path for row in self.rows)

    @property
    def known(self) -> int:
        """Return how many stories are here already."""
        return len(self.rows) - self.new

    @property
    def unused(self) -> tuple[str, ...]:
        """Return the columns that have no home."""
        return tuple(name for name, field in self.columns if not field)


def intake(found: Import, backlog: Backlog) -> Intake:
    """Give each row its id, and put ids in the place of the other tool's names."""
    notes = list(found.notes)
    prefix = backlog.config.id_prefix
    items = _keyed(found.items, prefix)
    rows = _identified(items, found.key_field, backlog, notes)
    known = _names(rows, found.key_field, backlog)
    drafts = {name: _resolved(name, item, known, notes) for name, item in rows.items()}
    _link(drafts, found.links, known, notes)
    stories = {story.id: story for story in backlog.stories}
    made = tuple(_row(name, drafts[name], item, stories.get(name), found.key_field) for name, item in rows.items())
    columns = found.columns
    if not any(_ours(str(item.fields.get("id", "")), prefix) for item in found.items):
        instead = "" if any(field == "key" for _, field in columns) else "key"
        columns = tuple((name, instead if field == "id" else field) for name, field in columns)
    return Intake(made, columns, tuple(sorted(notes, key=lambda note: note[0])))


def edits(answer: Intake, *, new: bool = True) -> tuple[Edit, ...]:
    """Return what changes in the files that are there, and the new ones if they are wanted."""
    return tuple(edit for row in answer.rows if new or row.path for edit in _edits(row))


def _edits(row: Row) -> Iterator[Edit]:
    if not row.path:
        yield Create(f"stories/{file_name(row.ident, row.title)}", row.fields)
        return
    for field, value in row.fields.items():
        if isinstance(value, Mapping):
            yield from (Set(row.path, (field, part), inner) for part, inner in value.items())
        elif field != "id":
            yield Set(row.path, (field,), value)


def _ours(name: str, prefix: str) -> bool:
    return name.startswith(prefix + "-") and ident.ID.fullmatch(name) is not None


def _keyed(items: tuple[Item, ...], prefix: str) -> Iterator[Item]:
    """Read an id that is not one of ours as the other tool's name."""
    for item in items:
        name = str(item.fields.get("id", ""))
        if name and not _ours(name, prefix):
            rest = {field: value for field, value in item.fields.items() if field != "id"}
            yield item._replace(key=item.key or name, fields=rest)
        else:
            yield item


def _by_key(backlog: Backlog, key_field: str) -> dict[str, str]:
    return {str(one.extra[key_field]): one.id for one in reversed(backlog.stories) if one.extra.get(key_field)}


def _identified(items: Iterator[Item], key_field: str, backlog: Backlog, notes: list[Note]) -> dict[str, Item]:
    """Give each row its id: the one it names, that of the story with its key, or the next one that is free."""
    prefix = backlog.config.id_prefix
    kept = tuple(items)
    by_key = _by_key(backlog, key_field)
    there = {story.id for story in backlog.stories}
    named = (str(item.fields.get("id", "")) for item in kept)
    taken = {name for name in (*backlog.known_ids(), *named) if name.startswith(prefix + "-")}
    last = max((ident.order(name)[1] for name in taken), default=0)
    rows: dict[str, Item] = {}
    keys: set[str] = set()
    for item in kept:
        name = str(item.fields.get("id", "")) or by_key.get(item.key, "")
        if name in rows or (item.key and item.key in keys):
            notes.append((item.row, f"`{name or item.key}` stands in an earlier row: the row is left out"))
        elif not item.fields.get("title") and name not in there:
            notes.append((item.row, "the row has no title: left out"))
        else:
            last += not name
            rows[name or f"{prefix}-{last}"] = item
            keys.add(item.key)
    return rows


def _names(rows: Mapping[str, Item], key_field: str, backlog: Backlog) -> dict[str, str]:
    """Return the id that each name stands for, be it the other tool's or ours."""
    known = _by_key(backlog, key_field)
    known |= {item.key: name for name, item in rows.items() if item.key}
    return known | {name: name for name in (*rows, *(story.id for story in backlog.stories))}


def _resolved(name: str, item: Item, known: Mapping[str, str], notes: list[Note]) -> dict[str, object]:
    """Return a row's fields with ids in the place of names in `parent` and `depends_on`."""
    fields = dict(item.fields)
    for field in ("parent", "depends_on"):
        value = fields.pop(field, None)
        words = [str(value)] if field == "parent" and value else list(value) if isinstance(value, list) else []
        found = [known[word] for word in words if known.get(word, name) != name]
        notes += [
            (item.row, f"{field}: no other story is called `{word[:60]}`: left out")
            for word in words
            if known.get(word, name) == name
        ]
        if found:
            fields[field] = found[0] if field == "parent" else list(dict.fromkeys(found))
    return fields


def _link(
    drafts: Mapping[str, dict[str, object]], links: tuple[Link, ...], known: Mapping[str, str], notes: list[Note]
) -> None:
    """Add what the links say to `depends_on`."""
    for row, later, earlier in links:
        missing = [key for key in (later, earlier) if key not in known] or [later] * (known[later] not in drafts)
        if missing or known[later] == known[earlier]:
            notes.append((row, f"links: `{(missing or [later])[0][:60]}` is no other imported row: not used"))
            continue
        depends = drafts[known[later]].setdefault("depends_on", [])
        if isinstance(depends, list) and known[earlier] not in depends:
            depends.append(known[earlier])


def _row(name: str, fields: dict[str, object], item: Item, old: Story | None, key_field: str) -> Row:
    """Put the fields of a row in the order of a file."""
    title = str(fields.get("title") or (old.title if old else ""))
    if len(title) > TITLE:
        fields["description"] = f"{title}\n\n{fields.get('description', '')}".rstrip("\n")
        title = title[: TITLE - 1] + "…"
    wanted = fields.get("depends_on")
    if isinstance(wanted, list):
        fields["depends_on"] = sorted({*wanted, *(old.depends_on if old else ())}, key=ident.order)
    fields |= {"id": name, "title": title}
    fields |= {key_field: item.key} if item.key else {}
    ordered = sorted(fields, key=lambda field: (ORDER.get(field, len(ORDER)), field))
    kept = {field: fields[field] for field in ordered if fields[field]}
    return Row(name, title, kept, old.path if old else "", item.line)
