"""What text does a file of another tool hold?"""

import codecs
import os
import sys
from collections.abc import Callable
from pathlib import Path

from pocli.apart import apart
from pocli.disk import file_kind
from pocli.errors import PoError

MAX_BYTES = 256 * 1024 * 1024
MAX_PAGES = 20_000
MAX_PIECES = 8_000_000
"""So many rows, cells, values and lines hold a file of any size that tools export; each takes 100 bytes of memory."""
PARTING = ",;\t|[{\n"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


Workbook = Callable[[bytes], str]
"""What returns the table of a workbook as text."""


HARMED = PoError(
    "it cannot be read",
    "it may be damaged, or have a cell far away from its table; open and save it again, or save it as CSV",
)


def text(name: str, workbook: Workbook | None = None) -> str:
    """Return the text of a file, or of the standard input for `-`, without its byte order mark.

    Of a workbook, it is its table; of a folder, the texts of its files of Markdown, each after a form feed and a line
    with its path.

    Raises:
        PoError: it cannot be read, is too large, or is neither UTF-8 nor marked UTF-16.
    """
    found = _of_folder(Path(name)) if Path(name).is_dir() else _of_file(name, workbook)
    if sum(map(found.count, PARTING)) > MAX_PIECES:
        raise PoError(f"`{name}` contains more than {MAX_PIECES:,} rows, cells and values", "export less at a time")
    return found


def _of_folder(folder: Path) -> str:
    pages, size = [], 0
    for path in _pages(folder):
        name = " ".join(path.relative_to(folder).as_posix().split("\n")).replace("\f", " ")
        pages.append(f"\f{name}\n" + _of_file(str(path)).replace("\f", "\v"))
        size += len(pages[-1])
        if size > MAX_BYTES:
            raise PoError(f"`{folder}` is larger than {MAX_BYTES // 1024**2} MiB", "name a folder further down")
    return "".join(pages)


def _of_file(name: str, workbook: Workbook | None = None) -> str:
    data = content(name)
    kind = file_kind.told(data)
    if workbook and kind in file_kind.WORKBOOKS:
        try:
            return apart(lambda: workbook(data), HARMED)
        except PoError as error:
            raise PoError(f"`{name}` is {kind}: {error.message}", error.hint) from error
    if kind:
        raise PoError(f"`{name}` is {kind}, not a text", file_kind.step(kind))
    mark, encoding = next((one for one in MARKS if data.startswith(one[0])), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) : len(mark) + error.start].decode(encoding, "replace")
        place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
        raise PoError(f"{name}:{place}: not {encoding.upper()}", "export it again as UTF-8") from error


def content(name: str) -> bytes:
    """Return the bytes of a file, or of the standard input for `-`.

    Raises:
        PoError: it cannot be read, or is too large.
    """
    data = _bytes(name)
    if len(data) > MAX_BYTES:
        raise PoError(f"`{name}` is larger than {MAX_BYTES // 1024**2} MiB", "export less at a time")
    return data


def _pages(folder: Path) -> list[Path]:
    """Return the files of Markdown below a folder, in the order of their names."""
    found = sorted(path for path in folder.rglob("*.md") if path.is_file() and not path.is_symlink())
    if len(found) > MAX_PAGES:
        raise PoError(f"`{folder}` contains more than {MAX_PAGES:,} files of Markdown", "name a folder further down")
    return found


def _bytes(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        handle = os.open(Path(name), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(handle, "rb") as file:  # noqa: PTH123 - of a handle
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PoError(f"`{name}` cannot be read: {error.strerror}", "name a file that another tool exported") from error
