"""What is a file that is no text: a workbook, a page, a picture?"""

import io
import zipfile

EXCEL, OLD_EXCEL, OPEN_DOCUMENT = "an Excel file", "an old Excel file", "an OpenDocument file"
WORKBOOKS = frozenset({EXCEL, OLD_EXCEL, OPEN_DOCUMENT})
"""What po-backlog[xlsx] reads."""
KINDS = (
    (b"\xd0\xcf\x11\xe0", OLD_EXCEL),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
"""What a file is, by how it begins."""
ZIP = b"PK\x03\x04"
PARTS = (("xl/", EXCEL), ("word/", "a Word file"), ("ppt/", "a PowerPoint file"))
"""What an archive is, by what is in it."""


def told(data: bytes) -> str:
    """Return what a file is, or an empty text for one that may be a text."""
    if not data.startswith(ZIP):
        return next((kind for start, kind in KINDS if data.startswith(start)), "")
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "a zip archive"
    document = OPEN_DOCUMENT if "mimetype" in names and "content.xml" in names else "a zip archive"
    return next((kind for start, kind in PARTS if any(name.startswith(start) for name in names)), document)


def step(kind: str) -> str:
    """Return what to do with such a file."""
    if kind in WORKBOOKS:
        return "save it as CSV in UTF-8, or install po-backlog[xlsx]"
    return "unpack it, and name the file in it" if "archive" in kind else "export it again as CSV or JSON"
