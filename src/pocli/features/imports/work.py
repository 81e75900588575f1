"""What comes in from another tool: is it that tool's file, and which numbers do its stories get?"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from pocli import output, registry, session
from pocli.changes import numbering
from pocli.disk import foreign_file, given_ids
from pocli.disk.save import AGAIN, CHANGED
from pocli.errors import PoError
from pocli.features.imports import import_plan, recognised
from pocli.features.imports.import_ids import ImportOptions
from pocli.features.imports.import_plan import ImportPlan
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.output import warn
from pocli.run import Run
from pocli.tables import columns, csv_table, workbook
from pocli.tables.items import Import, Note
from pocli.tables.json_source import json_text
from pocli.text import meant
from pocli.yaml.parse import parse

FENCED = re.compile(r"(?ms)^```(?:ya?ml)[^\S\n]*+\n(.*?)^```")
YAML = re.compile(r"\s*+(?:---[^\S\n]*+\n\s*+)?(?:- )?(?:id|title|type|as_a|stories):")
ORDERS = {"": "", "d/m": "dm", "m/d": "md"}


def wanted(mapping: Mapping[str, str], dates: str) -> columns.Wanted:
    """Return what the user says of the columns and of the dates.

    Raises:
        PoError: the order of dates is none.
    """
    if dates not in ORDERS:
        raise PoError(f"`{dates}` is not an order of dates", "write d/m (4 March is 4/3) or m/d")
    found = columns.Wanted(mapping)
    found.order = ORDERS[dates]
    return found


def creating(word: str) -> bool:
    """Tell whether epics are to be created.

    Raises:
        PoError: the word says something else.
    """
    if word not in {"", "create"}:
        raise PoError(f"`{word}` is not a way to treat epics", "write: --epics create")
    return bool(word)


class Given(NamedTuple):
    """A file of another tool: its format, its name, its text."""

    source: str
    file: str
    text: str


def given(run: Run, source: str, file: str) -> Given:
    """Return what is to be read; where no format is named, the file tells it.

    Args:
        run: this run's settings.
        source: the format, or the file where no second word is there.
        file: the file; empty where only one word is there.

    Raises:
        PoError: there is no such format, the file cannot be read, it is empty, or nobody can tell whose it is.
    """
    if not file and source in registry.names("exchange"):
        raise PoError(f"which file of {source}?", f"name it: po import {source} FILE")
    if file:
        _reader(source, file)
    name = file or source
    text = _text(name)
    if not text.strip():
        raise PoError(f"`{name}` is empty", "export it again, with the stories in it")
    if file:
        return Given(source, name, text)
    found = _told(name, text)
    output.note(run, f"a file of {found}: read as by po import {found} {name}")
    return Given(found, name, text)


def _text(name: str) -> str:
    """Return the text of another tool's file, or of the standard input for `-`; of a workbook, its table.

    Raises:
        PoError: it cannot be read.
    """
    return foreign_file.text(name, workbook.table if workbook.able() else None)


def _told(name: str, text: str) -> str:
    """Return the format of a file that nobody named."""
    if text.startswith("\f"):
        return "backlog-md"
    fits = recognised.fitting(text)
    if fits:
        return fits[0] if len(fits) == 1 else "csv"
    recognised.checked("csv", name, text)
    if csv_table.is_table(text):
        return "csv"
    raise PoError(f"`{name}` is of no tool that po knows", f"name its format: po import text {name}, or draft, or csv")


def read(run: Run, what: Given, mapping: Mapping[str, str]) -> Import:
    """Return what a file of another tool holds.

    Raises:
        PoError: it cannot be read, or it looks like another tool's.
    """
    source, file, text = what
    member = registry.member("exchange", source)
    fits = recognised.fitting(text)
    other = fits[0] if len(fits) == 1 and source not in fits else ""
    hint = f"po import {other} {file}"
    if other and source not in recognised.ANY:
        raise PoError(f"`{file}` looks like a file of {other}", f"try: {hint}")
    recognised.checked(source, file, text)
    if other:
        warn(run, f"this looks like a file of {other}; po reads more of it with: {hint}")
    with _naming(file):
        trees = _trees(text) if source == "draft" else ()
        if trees:
            member = registry.member("exchange", "json")
        outside = tuple(_outside(text)) if trees else ()
        found: Import = member.read(_as_export(trees) if trees else text, mapping)
    return found._replace(fresh=source == "draft", notes=(*found.notes, *outside))


def linked(found: Import, file: str) -> Import:
    """Return an import with what a table of links says.

    Raises:
        PoError: the table cannot be read, or lacks a column.
    """
    text = _text(file)
    with _naming(file):
        more, notes = registry.member("exchange", "csv").links(text)
    return found._replace(links=(*found.links, *more), notes=(*found.notes, *notes))


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """Name the file in what is wrong with it; a message that begins with a place then reads `file:12:3: …`."""
    try:
        yield
    except PoError as error:
        joint = ":" if error.message[:1].isdecimal() else ": "
        raise PoError(f"{file}{joint}{error.message}", error.hint) from error


def _trees(text: str) -> tuple[Mapping[str, object], ...]:
    """Return the stories of a text that is YAML, or that has YAML between fences; none if it is prose.

    Raises:
        PoError: the YAML cannot be read.
    """
    blocks = [(found.start(1), found[1]) for found in FENCED.finditer(text)]
    if not blocks and YAML.match(text):
        blocks = [(0, text)]
    return tuple(story for start, block in blocks for story in _stories(text, start, block))


def _outside(text: str) -> Iterator[Note]:
    """Name what stands around the YAML that stands between fences."""
    if FENCED.search(text):
        for line in FENCED.sub("\n", text).split("\n"):
            if line.strip():
                yield 0, f"it stands outside of the YAML: left out: `{line.strip()[:60]}`"


def _stories(text: str, start: int, block: str) -> Iterator[Mapping[str, object]]:
    """Return the stories of a block: a document each, or a list of them."""
    at = start
    for part in re.split(r"(?m)^---[ \t]*$", block):
        lines = text.count("\n", 0, at)
        at += len(part) + len("---")
        if part.strip():
            listed = part.lstrip().startswith("- ")
            document = parse((f"stories:\n{part}" if listed else part).encode("utf-8", "replace"))
            for fault in document.faults:
                line = lines + fault.span.line - listed
                raise PoError(
                    f"{line}:{fault.span.column}: {fault.message}",
                    fault.hint or "fix the YAML, or ask for it again",
                )
            found = document.tree.get("stories")
            yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else [document.tree]


def _as_export(trees: tuple[Mapping[str, object], ...]) -> str:
    """Return stories as an export of ours holds them, as drafts that have no ids yet."""
    kept = [{key: one for key, one in tree.items() if key not in {"id", "status"}} for tree in trees]
    return json_text({"schema": "po.export/1", "stories": kept})


def _reader(source: str, file: str) -> None:
    """Refuse a format that po does not import."""
    if not registry.able("exchange", source, "read"):
        known = registry.capable("exchange", "read")
        only = source in registry.names("exchange")
        message = f"`{source}` can only be exported" if only else f"`{source}` is not a format that po imports"
        listed = f"it imports: {', '.join(known)}"
        table = f"save it as CSV: po import csv {file}; {listed}"
        raise PoError(message, listed if only else meant(source, known, table))


def taken(run: Run, found: Import, backlog: Backlog, ask: ImportOptions, *, dry_run: bool) -> ImportPlan:
    """Return what becomes of an import, its new ids taken, so that nobody else gets them.

    Raises:
        PoError: the user named a status that no row has; nothing has a title; somebody else took the ids meanwhile
            (exit code 75).
    """
    prefix = backlog.config.id_prefix
    following = ident.order(numbering.following(run, backlog, prefix))[1]
    answer = import_plan.intake(found, backlog, ask._replace(highest=following - 1))
    if found.items and not answer.rows and not any(item.fields.get("title") for item in found.items):
        hint = f'name the column of titles: --map "{found.likely}=title"' if found.likely else "give each one a title"
        raise PoError(f"nothing was imported: no {found.unit} has a title", hint)
    last = max((ident.order(row.ident)[1] for row in answer.rows if not row.path), default=0)
    if last >= following and not dry_run:
        given = given_ids.reserve(session.root(run), prefix, last - 1)
        if ident.order(given)[1] != last:
            raise PoError("somebody else took the next ids in the meantime", AGAIN, exit_code=CHANGED)
    return answer
