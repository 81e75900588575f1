"""What backlog does a table of comma-separated values hold, whoever wrote it?

Headers are matched by meaning, cells are read by position; whatever is not used is named in the answer.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model import ident
from pocli.model.story import Story
from pocli.schema import columns
from pocli.schema.columns import LISTS, MEANINGS, NUMERIC, RICE, normal
from pocli.text import nearest

KEY = "x-csv-key"
"""Where a story keeps the id that the table gave it."""

ORDER = (*(field for field in MEANINGS if field not in {"key", *RICE, "description"}), "rice", "description", KEY)
LINKS = {"is blocked by": True, "depends upon": True, "depends on": True}
LINKS |= {"blocks": False, "is depended upon by": False, "is depended on by": False}
"""The words of a link between two rows, and whether the first row needs the second."""
TITLE = 200
"""How many characters a title may have."""


class Row(NamedTuple):
    """A story that a row of the table makes, or changes."""

    ident: str
    title: str
    fields: Mapping[str, object]
    """What its file says: texts, lists and mappings of texts, in the file's order, `id` and `title` first."""
    existing: bool
    line: int
    """Where the row begins in the table's file."""


class Import(NamedTuple):
    """What a table holds, and what became of all the rest."""

    stories: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...]
    """Each header with its field; an empty one if it is not used."""
    unused: tuple[str, ...]
    skipped: tuple[tuple[int, str], ...]
    """What was left out or changed: the row, as a spreadsheet counts it (the header is 1), and why."""


class _Record(NamedTuple):
    row: int
    line: int
    cells: list[str]


class _Draft(NamedTuple):
    """A row whose cells are read, before the references between rows are known."""

    row: int
    line: int
    key: str
    fields: dict[str, object]


def read(
    text: str, mapping: Mapping[str, str], *, links: str = "", taken: Sequence[Story], prefix: str, above: int = 0
) -> Import:
    """Read a table of stories.

    Args:
        text: the table, with any delimiter, with or without a byte order mark.
        mapping: the field of a column by its header; an empty field leaves the column out.
        links: a second table, `issuekey,linkedIssueKey,name`, of what depends on what.
        taken: the stories that are there already.
        prefix: what new ids begin with.
        above: new numbers are higher than this one, and than those of every id that is known.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    header, *records = _records(text) or [_Record(1, 1, [])]
    fields = _columns(header.cells, mapping, records, prefix)
    notes: list[tuple[int, str]] = []
    drafts = _drafts(records, header.cells, fields, notes)
    rows = _identified(drafts, taken, prefix, above, notes)
    known = {str(one.extra[KEY]): one.id for one in reversed(taken) if one.extra.get(KEY)}
    known |= {draft.key: name for name, draft in rows.items() if draft.key}
    known |= {name: name for name in (*rows, *(story.id for story in taken))}
    _resolve(rows, known, notes)
    stories = {story.id: story for story in taken}
    if links:
        _link(rows, _records(links), known, notes)
    became = tuple(zip(header.cells, fields, strict=True))
    unused = tuple(name for name, field in became if not field)
    return Import(tuple(_rows(rows, stories)), became, unused, tuple(sorted(notes, key=lambda note: note[0])))


def _records(text: str) -> list[_Record]:
    """Return every row that is not empty, with its number and its line."""
    text = text.removeprefix("\ufeff")
    told = re.match(r"sep=(.)\r?\n", text)
    start = told.end() if told else 0
    delimiter = told[1] if told else _delimiter(text)
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
    found: list[_Record] = []
    row, line = 0, 1 + bool(told)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error as error:
            hint = f"look at the quotes in the row that begins in line {line}"
            raise PoError(f"row {row + 1} cannot be read: {error}", hint) from error
        row += 1
        if any(map(str.strip, cells)):
            found.append(_Record(row, line, [_bare(cell) for cell in cells]))
        line = reader.line_num + 1 + bool(told)


def _bare(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from computing a cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@\t\r") - {""} else cell


def _delimiter(text: str) -> str:
    """Return the delimiter with which the first rows have as many cells as the header; of those, the most cells."""

    def fit(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 30) if row]
        if not counts or counts[0] == 1:
            return 0, 0
        return sum(count == counts[0] for count in counts) / len(counts), counts[0]

    csv.field_size_limit(2**31 - 1)
    return max(",;\t|", key=fit)


def _columns(header: list[str], mapping: Mapping[str, str], records: list[_Record], prefix: str) -> list[str]:
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
    if "id" in fields:
        at = fields.index("id")
        if not any(ident.ID.fullmatch(cell) and cell.startswith(prefix + "-") for cell in _column(records, at)):
            fields[at] = "" if "key" in fields else "key"
    if "title" not in fields and "id" not in fields:
        names = ", ".join(f"`{name}`" for name in header) or "none"
        raise PoError("no column holds titles", f"name it with --map COLUMN=title; the columns are: {names}")
    return fields


def _column(records: list[_Record], at: int) -> Iterator[str]:
    return (record.cells[at].strip() for record in records if at < len(record.cells))


def _told(header: list[str], mapping: Mapping[str, str]) -> dict[int, str]:
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


def _drafts(records: list[_Record], header: list[str], fields: list[str], notes: list[tuple[int, str]]) -> list[_Draft]:
    """Read the cells of every row."""
    numbers = {at: list(_column(records, at)) for at, field in enumerate(fields) if field in NUMERIC}
    comma = any(columns.DECIMAL_COMMA.fullmatch(cell) for cells in numbers.values() for cell in cells)
    percents = {
        at for at, cells in numbers.items() if fields[at] == "confidence" and columns.is_percent(header[at], cells)
    }
    drafts = []
    for row, line, cells in records:
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
        drafts.append(_Draft(row, line, str(found.pop("key", "")), found))
    return drafts


def _identified(
    drafts: list[_Draft], taken: Sequence[Story], prefix: str, above: int, notes: list[tuple[int, str]]
) -> dict[str, _Draft]:
    """Give each row its id: the one it names, that of the story with its key, or the next one that is free."""
    there = {story.id for story in taken}
    by_key = {str(one.extra[KEY]): one.id for one in reversed(taken) if one.extra.get(KEY)}
    given = [name for draft in drafts if _ours(name := str(draft.fields.get("id", "")), prefix)]
    last = max([above, *(ident.order(name)[1] for name in (*there, *given) if name.startswith(prefix + "-"))])
    rows: dict[str, _Draft] = {}
    keys: set[str] = set()
    for draft in drafts:
        name, key = str(draft.fields.pop("id", "")), draft.key
        if name and not _ours(name, prefix):
            name, key = "", key or name
        name = name or by_key.get(key, "")
        if name in rows or (key and key in keys):
            notes.append((draft.row, f"`{name or key}` stands in an earlier row: the row is left out"))
        elif not draft.fields.get("title") and name not in there:
            notes.append((draft.row, "the row has no title: left out"))
        else:
            last += not name
            rows[name or f"{prefix}-{last}"] = draft._replace(key=key)
            keys.add(key)
    return rows


def _ours(name: str, prefix: str) -> bool:
    return name.startswith(prefix + "-") and ident.ID.fullmatch(name) is not None


def _resolve(rows: Mapping[str, _Draft], known: Mapping[str, str], notes: list[tuple[int, str]]) -> None:
    """Exchange the keys in `parent` and `depends_on` for ids."""
    for name, draft in rows.items():
        for field in ("parent", "depends_on"):
            value = draft.fields.pop(field, None)
            words = [str(value)] if field == "parent" and value else list(value) if isinstance(value, list) else []
            found = [known[word] for word in words if known.get(word, name) != name]
            notes += [
                (draft.row, f"{field}: no other story is called `{word[:60]}`: left out")
                for word in words
                if known.get(word, name) == name
            ]
            if found:
                draft.fields[field] = found[0] if field == "parent" else list(dict.fromkeys(found))


def _link(
    rows: Mapping[str, _Draft], records: list[_Record], known: Mapping[str, str], notes: list[tuple[int, str]]
) -> None:
    """Add what a table of links says to `depends_on`."""
    header, *others = records or [_Record(1, 1, [])]
    names = [normal(name) for name in header.cells]
    if not {"issuekey", "linkedissuekey", "name"} <= set(names):
        raise PoError("the table of links lacks a column", "it needs issuekey, linkedIssueKey and name")
    for record in others:
        cells = dict(zip(names, map(str.strip, record.cells), strict=False))
        first, second, kind = (cells.get(name, "") for name in ("issuekey", "linkedissuekey", "name"))
        if kind.lower() not in LINKS:
            notes.append((record.row, f"links: `{kind[:60]}` is no dependency: not used"))
            continue
        later, earlier = (first, second) if LINKS[kind.lower()] else (second, first)
        missing = [key for key in (later, earlier) if key not in known] or [later] * (known[later] not in rows)
        if missing or known[later] == known[earlier]:
            notes.append((record.row, f"links: `{(missing or [later])[0][:60]}` is no other imported row: not used"))
            continue
        depends = rows[known[later]].fields.setdefault("depends_on", [])
        if isinstance(depends, list) and known[earlier] not in depends:
            depends.append(known[earlier])


def _rows(rows: Mapping[str, _Draft], stories: Mapping[str, Story]) -> Iterator[Row]:
    """Put the fields of every row in the order of a file."""
    for name, draft in rows.items():
        found, old = dict(draft.fields), stories.get(name)
        title = str(found.get("title") or (old.title if old else ""))
        if len(title) > TITLE:
            found["description"] = f"{title}\n\n{found.get('description', '')}".rstrip("\n")
            title = title[: TITLE - 1] + "…"
        wanted = found.get("depends_on")
        if isinstance(wanted, list):
            found["depends_on"] = sorted({*wanted, *(old.depends_on if old else ())}, key=ident.order)
        found |= {"id": name, "title": title, "rice": {part: found.pop(part) for part in RICE if part in found}}
        found |= {KEY: draft.key} if draft.key else {}
        fields = {field: found[field] for field in (*ORDER, *sorted(set(found) - set(ORDER))) if found.get(field)}
        yield Row(name, title, fields, old is not None, draft.line)
