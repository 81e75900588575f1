"""What does a table of comma-separated values hold, whoever wrote it?

Headers are matched by meaning, cells are read by position; whatever is not used is named in the answer.
"""

from collections.abc import Iterator, Mapping, Sequence

from pocli.errors import PoError
from pocli.model.foreign import Import, Item, Link, Note
from pocli.schema import columns
from pocli.schema.columns import LISTS, MEANINGS, NUMERIC, RICE, normal
from pocli.schema.table import Record, records
from pocli.text import nearest

KEY = "x-csv-key"
"""Where a story keeps the id that the table gave it."""

LINKS = {"is blocked by": True, "depends upon": True, "depends on": True}
LINKS |= {"blocks": False, "is depended upon by": False, "is depended on by": False}
"""The words of a link between two rows, and whether the first row needs the second."""


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read a table of stories.

    Args:
        text: the table, with any delimiter, with or without a byte order mark.
        mapping: the field of a column by its header; an empty field leaves the column out.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    header, *rows = records(text) or [Record(1, 1, [])]
    fields = _columns(header.cells, mapping)
    notes: list[Note] = []
    items = _items(rows, header.cells, fields, notes)
    return Import(KEY, tuple(items), tuple(zip(header.cells, fields, strict=True)), tuple(notes))


def links(text: str) -> tuple[tuple[Link, ...], tuple[Note, ...]]:
    """Read a table of what depends on what: `issuekey`, `linkedIssueKey` and `name`, in any order.

    Raises:
        PoError: the text is no table, or lacks one of the columns.
    """
    header, *others = records(text) or [Record(1, 1, [])]
    names = [normal(name) for name in header.cells]
    if not {"issuekey", "linkedissuekey", "name"} <= set(names):
        raise PoError("the table of links lacks a column", "it needs issuekey, linkedIssueKey and name")
    found: list[Link] = []
    notes: list[Note] = []
    for record in others:
        cells = dict(zip(names, map(str.strip, record.cells), strict=False))
        first, second, kind = (cells.get(name, "") for name in ("issuekey", "linkedissuekey", "name"))
        if kind.lower() not in LINKS:
            notes.append((record.row, f"links: `{kind[:60]}` is no dependency: not used"))
        else:
            later, earlier = (first, second) if LINKS[kind.lower()] else (second, first)
            found.append(Link(record.row, later, earlier))
    return tuple(found), tuple(notes)


def _columns(header: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Return the field of each column, or an empty text."""
    fields = [""] * len(header)
    told = _told(header, mapping)
    for index, field in told.items():
        fields[index] = field
    for field, words in MEANINGS.items():
        ranks = words.split()
        fits = [(ranks.index(word), at) for at, name in enumerate(header) if (word := normal(name)) in ranks]
        free = [at for _, at in sorted(fits) if at not in told]
        wanted = free if field in LISTS else free[:1] if field not in fields else []
        for index in wanted:
            fields[index] = field
    if "title" not in fields and "id" not in fields:
        names = ", ".join(f"`{name}`" for name in header) or "none"
        raise PoError("no column holds titles", f"name it with --map COLUMN=title; the columns are: {names}")
    return fields


def _told(header: Sequence[str], mapping: Mapping[str, str]) -> dict[int, str]:
    """Return the field of each column that the user named; every column of that name has it."""
    told: dict[int, str] = {}
    for column, given in mapping.items():
        field = given.removeprefix("rice.")
        if field and field not in MEANINGS and not field.startswith("x-"):
            near = nearest(field, MEANINGS)
            raise PoError(f"no field is called `{given}`", f"did you mean `{near}`?" if near else ", ".join(MEANINGS))
        exact = [at for at, name in enumerate(header) if name.strip() == column.strip()]
        alike = [at for at, name in enumerate(header) if normal(name) and normal(name) == normal(column)]
        if not exact and not alike:
            near = nearest(column, header)
            hint = f"did you mean `{near}`?" if near else "the columns are: " + ", ".join(header)
            raise PoError(f"no column is called `{column}`", hint)
        told |= dict.fromkeys(exact or alike, field)
    return told


def _items(rows: Sequence[Record], header: Sequence[str], fields: Sequence[str], notes: list[Note]) -> Iterator[Item]:
    """Read the cells of every row."""
    numbers = {at: list(_column(rows, at)) for at, field in enumerate(fields) if field in NUMERIC}
    comma = any(columns.DECIMAL_COMMA.fullmatch(cell) for cells in numbers.values() for cell in cells)
    percents = {
        at for at, cells in numbers.items() if fields[at] == "confidence" and columns.is_percent(header[at], cells)
    }
    for row, line, cells in rows:
        found: dict[str, object] = {}
        if any(cells[len(header) :]):
            notes.append((row, f"the row has {len(cells)} cells, the header {len(header)}: the rest is left out"))
        for at, (field, cell) in enumerate(zip(fields, cells, strict=False)):
            if field and cell.strip():
                try:
                    value = columns.value(field, cell, percent=at in percents, comma=comma)
                except ValueError as error:
                    notes.append((row, f"{header[at].strip()}: {error}: left out"))
                    continue
                old = found.get(field)
                found[field] = [*old, *value] if isinstance(old, list) and isinstance(value, list) else value
                if columns.control(cell):
                    notes.append((row, f"{header[at].strip()}: control characters were removed, or the text was cut"))
        rice = {part: found.pop(part) for part in RICE if part in found}
        yield Item(row, line, str(found.pop("key", "")), {**found, "rice": rice} if rice else found)


def _column(rows: Sequence[Record], at: int) -> Iterator[str]:
    return (record.cells[at].strip() for record in rows if at < len(record.cells))
