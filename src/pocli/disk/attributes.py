"""Do git's attributes send the files of a backlog to the driver that merges them field by field?"""

from pathlib import Path

from pocli.disk import find
from pocli.disk.save import FileChange
from pocli.errors import PoError

FILE = ".gitattributes"
PATTERNS = (*(f"{folder}/**/*.yaml" for folder in find.FOLDERS), find.SETTINGS)
"""Between two slashes, `**` stands for any number of folders, also none."""
LINES = tuple(f"{pattern} merge=po" for pattern in PATTERNS)
EARLIER = tuple(f"{folder}/*.yaml merge=po" for folder in find.FOLDERS)
"""Lines that an earlier po wrote; they leave out folders below."""


def installed(root: Path) -> bool:
    """Tell whether every kind of file is sent there."""
    return not _missing(_before(root))


def added(root: Path) -> FileChange | None:
    """Return the change that adds what is missing; None where nothing is.

    Raises:
        PoError: the file is none that can be read.
    """
    before = _before(root)
    missing = _missing(before)
    if not missing:
        return None
    text = _without(before or b"", EARLIER)
    start = text if not text or text.endswith(b"\n") else text + b"\n"
    return FileChange(FILE, before, start + "".join(f"{line}\n" for line in missing).encode())


def removed(root: Path) -> FileChange | None:
    """Return the change that takes the lines out; None where there are none."""
    before = _before(root)
    after = _without(before or b"", (*LINES, *EARLIER))
    return None if before is None or after == before else FileChange(FILE, before, after or None)


def _without(data: bytes, lines: tuple[str, ...]) -> bytes:
    ours = {line.encode() for line in lines}
    return b"".join(line for line in data.splitlines(keepends=True) if line.strip() not in ours)


def _missing(data: bytes | None) -> tuple[str, ...]:
    known = set((data or b"").decode("utf-8", "replace").splitlines())
    return tuple(line for line in LINES if line not in known)


def _before(root: Path) -> bytes | None:
    data = find.content(root, FILE)
    if isinstance(data, bytes):
        return data
    if (root / FILE).exists() or (root / FILE).is_symlink():
        raise PoError(f"`{FILE}` is not read: {data}", "put a plain file in its place", path=FILE)
    return None
