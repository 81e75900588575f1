"""What becomes of another tool's rows in this backlog: which stories are new, which change, what is left out?"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pocli.features.imports import (
    import_ids,
    import_links,
    import_names,
    own_words,
    row_merge,
    same_titles,
    sound_links,
)
from pocli.features.imports.import_ids import Box, ImportOptions, Word
from pocli.features.imports.row_merge import ImportedChange
from pocli.model import ident, written
from pocli.model.backlog import Backlog
from pocli.model.edit import Create, Edit, Set
from pocli.model.file_name import file_name
from pocli.model.story import Story
from pocli.tables.items import Import, ImportItem, Note, SourceColumn

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
    places: Mapping[int, str] = MappingProxyType({})
    """What a row is called where its number says nothing."""
    parents: bool = False
    """Whether rows name parents by titles that nothing has."""

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
        PoError: the user named a status or a type that no row has, or a word that is none of ours; the keys are not
            whole.
    """
    notes = list(found.notes)
    keyed = tuple(import_ids.keyed(found.items, backlog.config.id_prefix))
    items = own_words.worded(keyed, found, backlog, ask, notes)
    rows = import_ids.identified(items, found, backlog, ask, notes)
    known = import_names.names(rows, found, backlog)
    boxes, made = import_ids.sprints(found.timeboxes, backlog, ask, notes)
    statuses = import_ids.statuses(rows.values(), backlog, ask)
    places = {"sprint": boxes, "goal": import_ids.goals(backlog)}
    drafts: dict[str, dict[str, object]] = {}
    for name, item in rows.items():
        fields = import_links.resolved(name, item, known, notes)
        drafts[name] = import_links.worded(import_links.placed(fields, item, places, notes), item, statuses, notes)
    import_links.link(drafts, found.links, known, notes)
    if ask.sound:
        sound_links.sound(drafts, rows, backlog, notes)
    stories = {story.id: story for story in backlog.stories}
    told = tuple(_row(name, drafts[name], item, stories.get(name), found, ask, notes) for name, item in rows.items())
    ordered = tuple(sorted(notes, key=lambda note: note[0]))
    words = _words(rows.values(), statuses)
    shown = _columns(found, backlog)
    parents = bool(import_names.epics(items, found, backlog))
    return ImportPlan(told, shown, ordered, tuple(made), words, found.key_field, found.unit, found.places, parents)


def edits(answer: ImportPlan) -> tuple[Edit, ...]:
    """Return the new files, and what changes in those that are there."""
    made: list[Edit] = [Create(box.path, box.fields) for box in answer.sprints]
    for row in answer.rows:
        if not row.path:
            made.append(Create(f"stories/{file_name(row.ident, row.title)}", row.fields))
        elif row.changes:
            made += _sets(row, answer.key_field)
    return tuple(made)


def _sets(row: PlannedRow, key_field: str) -> Iterator[Edit]:
    for field, _, new in row.changes:
        yield Set(row.path, tuple(field.split(".")), new or None)
    if row.seen:
        yield Set(row.path, (row_merge.seen_field(key_field),), row.seen)


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
    means |= {field: kept.get(field, "") for field in ("description", "as_a") if field in {"description", *means}}
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
    linked = not named and item.key and found.folded(str(old.extra.get(found.key_field, ""))) != found.folded(item.key)
    changes = (
        *_whole(merged.changes, old),
        *([ImportedChange(found.key_field, old.extra.get(found.key_field), item.key)] if linked else []),
    )
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
