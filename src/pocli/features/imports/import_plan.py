"""What becomes of another tool's rows in this backlog: which stories are new, which change, what is left out?"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pocli.features.imports import import_ids, row_merge, same_titles
from pocli.features.imports.import_ids import Box, ImportOptions, Word
from pocli.features.imports.row_merge import ImportedChange
from pocli.model import graph, ident, written
from pocli.model.backlog import Backlog
from pocli.model.edit import Create, Edit, Set
from pocli.model.file_name import file_name
from pocli.model.story import Story
from pocli.tables.items import Import, ImportItem, ImportLink, Note, SourceColumn, normal

ORDER = {field: place for place, field in enumerate(Story._fields)}


class PlannedRow(NamedTuple):
    """A story that a row makes, or changes."""

    ident: str
    title: str
    fields: Mapping[str, object]
    """What the row says: texts, lists and mappings of texts, in the file's order, `id` and `title` first."""
    path: str
    """The file of the story that is there already; empty for a new one."""
    line: int
    """Where the row begins in the other tool's file."""
    changes: tuple[ImportedChange, ...] = ()
    """What changes of a story that is there already."""
    seen: Mapping[str, str] = {}
    """What the other tool's values are, as digests."""


class ImportPlan(NamedTuple):
    """The stories that an import makes and changes, and what became of all the rest."""

    rows: tuple[PlannedRow, ...]
    columns: tuple[SourceColumn, ...]
    notes: tuple[Note, ...]
    sprints: tuple[Box, ...] = ()
    """The sprints that it makes."""
    words: tuple[Word, ...] = ()
    """What became of each status word."""
    key_field: str = ""
    unit: str = "row"

    @property
    def new(self) -> int:
        """Return how many stories are new."""
        return sum(not row.path for row in self.rows)

    @property
    def known(self) -> int:
        """Return how many stories are here already."""
        return len(self.rows) - self.new

    @property
    def changed(self) -> int:
        """Return how many of those that are here already change."""
        return sum(bool(row.changes) for row in self.rows)

    @property
    def unused(self) -> tuple[str, ...]:
        """Return the columns that have no home."""
        return tuple(column.name for column in self.columns if not column.field)


def intake(found: Import, backlog: Backlog, ask: ImportOptions = ImportOptions()) -> ImportPlan:  # noqa: B008 - a value that never changes
    """Give each row its id, and put ids in the place of the other tool's names.

    Raises:
        PoError: the user named a status that no row has, or a word that is none of ours.
    """
    notes = list(found.notes)
    items = tuple(import_ids.keyed(found.items, backlog.config.id_prefix))
    rows = import_ids.identified(items, found, backlog, ask, notes)
    known = import_ids.stories(rows, found.key_field, backlog)
    boxes, made = import_ids.sprints(found.timeboxes, backlog, ask, notes)
    statuses = import_ids.statuses(rows.values(), backlog, ask)
    places = {"sprint": boxes, "goal": import_ids.goals(backlog)}
    drafts: dict[str, dict[str, object]] = {}
    for name, item in rows.items():
        fields = _resolved(name, item, known, notes)
        drafts[name] = _worded(_placed(fields, item, places, notes), item, statuses, notes)
    _link(drafts, found.links, known, notes)
    notes += _rings(drafts)
    stories = {story.id: story for story in backlog.stories}
    told = tuple(_row(name, drafts[name], item, stories.get(name), found, ask, notes) for name, item in rows.items())
    ordered = tuple(sorted(notes, key=lambda note: note[0]))
    words = _words(rows.values(), statuses)
    return ImportPlan(told, _columns(found, backlog), ordered, tuple(made), words, found.key_field, found.unit)


def edits(answer: ImportPlan, *, new: bool = True) -> tuple[Edit, ...]:
    """Return what changes in the files that are there, and the new ones if they are wanted."""
    made: list[Edit] = [Create(box.path, box.fields) for box in answer.sprints if new]
    for row in answer.rows:
        if not row.path and new:
            made.append(Create(f"stories/{file_name(row.ident, row.title)}", row.fields))
        elif row.changes:
            made += _sets(row, answer.key_field)
    return tuple(made)


def _sets(row: PlannedRow, key_field: str) -> Iterator[Edit]:
    for field, _, new in row.changes:
        yield Set(row.path, tuple(field.split(".")), new or None)
    if row.seen:
        yield Set(row.path, (row_merge.seen_field(key_field),), row.seen)


def _resolved(name: str, item: ImportItem, known: Mapping[str, str], notes: list[Note]) -> dict[str, object]:
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


def _placed(
    fields: dict[str, object], item: ImportItem, places: Mapping[str, Mapping[str, str]], notes: list[Note]
) -> dict[str, object]:
    """Put ids in the place of the names of sprints and goals."""
    for field, known in places.items():
        word = str(fields.pop(field, ""))
        if normal(word) in known:
            fields[field] = known[normal(word)]
        elif word:
            notes.append((item.row, f"{field}: no {field} here is called `{word[:60]}`: left out"))
    return fields


def _worded(
    fields: dict[str, object], item: ImportItem, statuses: Mapping[tuple[str, str], str], notes: list[Note]
) -> dict[str, object]:
    """Put our word in the place of a status; one that nobody knows is left out."""
    word = str(fields.pop("status", ""))
    our = statuses.get((word, item.state), "")
    if our:
        fields["status"] = our
    elif word:
        notes.append((item.row, f"status: `{word[:60]}` is not a status that po knows: left out"))
    elif item.state:
        fields["status"] = item.state
    return fields


def _link(
    drafts: Mapping[str, dict[str, object]], links: tuple[ImportLink, ...], known: Mapping[str, str], notes: list[Note]
) -> None:
    """Add what the links say to `depends_on`."""
    for row, later, earlier in links:
        missing = [key for key in (later, earlier) if key not in known] or [later] * (known[later] not in drafts)
        if missing or known[later] == known[earlier]:
            notes.append((row, f"links: `{(missing or [later])[0][:60]}` is not another imported row: not used"))
            continue
        depends = drafts[known[later]].setdefault("depends_on", [])
        if isinstance(depends, list) and known[earlier] not in depends:
            depends.append(known[earlier])


def _rings(drafts: Mapping[str, Mapping[str, object]]) -> Iterator[Note]:
    """Name the stories that wait for each other, or are each other's parents."""
    waits: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    for name, fields in drafts.items():
        needed = fields.get("depends_on")
        waits[name] = list(needed) if isinstance(needed, list) else []
        above[name] = [str(fields["parent"])] if fields.get("parent") else []
    for edges, what in ((waits, "wait for each other"), (above, "are each other's parents")):
        for ring in graph.components(edges):
            if len(ring) > 1:
                shown = ", ".join(sorted(ring, key=ident.order)[:5])
                yield 0, f"{shown} {what}: imported as they are; po validate shows the cycle"


def _row(
    name: str,
    fields: dict[str, object],
    item: ImportItem,
    old: Story | None,
    found: Import,
    ask: ImportOptions,
    notes: list[Note],
) -> PlannedRow:
    """Put the fields of a row in the order of a file, and see what it changes."""
    title = str(fields.get("title") or (old.title if old else ""))
    short = same_titles.cut(title)
    if short != title:
        fields["description"] = f"{title}\n\n{fields.get('description', '')}".rstrip("\n")
        title = short
    waits = fields.get("depends_on")
    fields |= {"depends_on": sorted(waits, key=ident.order)} if isinstance(waits, list) else {}
    fields |= {"id": name, "title": title}
    kept = {field: fields[field] for field in sorted(fields, key=_place) if fields[field]}
    means = {field: item.means.get(field, value) for field, value in kept.items() if field != "id"}
    means["description"] = kept.get("description", "")
    key = {found.key_field: item.key} if item.key else {}
    if old is None:
        seen = {row_merge.seen_field(found.key_field): row_merge.digests(row_merge.flat(means))} if item.key else {}
        return PlannedRow(name, title, kept | key | seen, "", item.line)
    return _changed(PlannedRow(name, title, kept | key, old.path, item.line), means, item, old, found, ask, notes)


def _changed(
    row: PlannedRow,
    means: Mapping[str, object],
    item: ImportItem,
    old: Story,
    found: Import,
    ask: ImportOptions,
    notes: list[Note],
) -> PlannedRow:
    """Say what a row changes of a story that is there already."""
    known = old.extra.get(row_merge.seen_field(found.key_field))
    seen = {str(key): str(one) for key, one in known.items()} if isinstance(known, Mapping) else None
    named = "id" in item.fields
    said = {field: value for field, value in means.items() if value or field in row.fields}
    merged = row_merge.merged(written.fields(old), said, item.cleared, seen, named=named, theirs=ask.theirs)
    both = f"{'is different here' if seen is None else 'was changed here too'}: kept (--theirs takes the imported one)"
    notes += [(item.row, f"{field} of {old.id} {both}") for field in merged.kept]
    linked = not named and item.key and found.key_field not in old.extra
    changes = (*_whole(merged.changes, old), *([ImportedChange(found.key_field, None, item.key)] if linked else []))
    return row._replace(changes=changes, seen={} if named or not item.key else merged.seen)


def _whole(changes: tuple[ImportedChange, ...], old: Story) -> Iterator[ImportedChange]:
    """Return the changes; the parts of `rice` as one where the story has none."""
    parts = [one for one in changes if one.field.startswith(f"{row_merge.RICE}.")] if old.rice is None else []
    yield from (one for one in changes if one not in parts)
    if parts:
        yield ImportedChange(
            row_merge.RICE, None, {one.field.removeprefix(f"{row_merge.RICE}."): one.new for one in parts}
        )


def _place(field: str) -> tuple[int, str]:
    return ORDER.get(field, len(ORDER)), field


def _columns(found: Import, backlog: Backlog) -> tuple[SourceColumn, ...]:
    """Return the columns; ids that are none of ours became keys."""
    if any(import_ids.ours(str(item.fields.get("id", "")), backlog.config.id_prefix) for item in found.items):
        return found.columns
    instead = "" if any(column.field == "key" for column in found.columns) else "key"
    return tuple(one._replace(field=instead) if one.field == "id" else one for one in found.columns)


def _words(items: Iterable[ImportItem], statuses: Mapping[tuple[str, str], str]) -> tuple[Word, ...]:
    counts: dict[tuple[str, str], int] = {}
    for item in items:
        pair = str(item.fields.get("status", "")), item.state
        counts[pair] = counts.get(pair, 0) + 1
    return tuple(Word(word, statuses[word, state], counts[word, state]) for word, state in sorted(statuses))
