"""Which table does a workbook of a spreadsheet hold, as text? What reads it is an extra, `po-backlog[xlsx]`."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from importlib.util import find_spec

from pocli.errors import PoError
from pocli.tables import csv_table

LARGEST = 256 * 1024 * 1024
"""So many bytes may the parts of a workbook have, unpacked."""
UNREAD = "open it and save it again, or save it as CSV in UTF-8"


def able() -> bool:
    """Tell whether what reads workbooks is installed."""
    return find_spec("python_calamine") is not None


def table(data: bytes) -> str:
    """Return the first sheet with more than one row as a table of text; days are written as 2026-12-31.

    Raises:
        PoError: the workbook is damaged, too large, or has no table.
    """
    import python_calamine

    if _size(data) > LARGEST:
        raise PoError(f"the workbook is larger than {LARGEST // 1024**2} MiB, unpacked", "export less at a time")
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise PoError("this workbook cannot be read", UNREAD) from error
    texts = [[[_cell(value) for value in row] for row in rows] for rows in sheets]
    found = next((rows for rows in texts if sum(map(any, rows)) > 1), None)
    if found is None:
        raise PoError("this workbook has no table", UNREAD)
    return csv_table.plain(_even(found))


def _size(data: bytes) -> int:
    """Return how large the parts of a workbook are, unpacked."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return len(data)
    return sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())


def _even(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Return the rows without what is empty in all of them at their ends."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    yield from ([*row[:width], *[""] * (width - len(row))] for row in rows)


def _cell(value: object) -> str:
    """Return a value as a person would type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)
