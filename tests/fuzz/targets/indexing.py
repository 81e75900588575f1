"""The index: whatever bytes it holds, the answers are those of the files."""

import os
from pathlib import Path
from tempfile import mkdtemp

from pocli.store import index, load
from pocli.store.load import LoadedBacklog
from pocli.store.saved import Snapshot

_PLACE = Path(mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))  # noqa: S108 - it makes its own folder
_ROOT = _PLACE / "backlog"


def _question(seen: Snapshot) -> tuple[LoadedBacklog, tuple[()]]:
    return LoadedBacklog(load.backlog(seen), load.diagnostics(seen)), ()


def _made() -> tuple[Path, bytes, str]:
    """Make a backlog and its index; return where that lies, its bytes, and what the files say."""
    (_ROOT / "stories").mkdir(parents=True)
    (_ROOT / "po.yaml").write_text("project: P\n")
    for number in (1, 2):
        (_ROOT / f"stories/PO-{number}.yaml").write_text(f"id: PO-{number}\ntitle: T\npoints: {number}\nlabels: [a]\n")
    (_ROOT / "stories/PO-3.yaml").write_text("id: [\n")
    for path in _ROOT.rglob("*.yaml"):
        os.utime(path, (10**9, 10**9))
    os.environ["PO_CACHE_DIR"] = str(_PLACE / "cache")
    at = index.place(_ROOT)
    said, why = load.ask(_ROOT, at, _question)
    assert not why
    return at, at.read_bytes(), repr(said)


_AT, _BYTES, _SAID = _made()
SEEDS = (_BYTES, _BYTES[:64], b"")
LARGEST = len(_BYTES) + 64


def check(data: bytes) -> None:
    _AT.write_bytes(data)
    _AT.chmod(0o600)
    said, _ = load.ask(_ROOT, _AT, _question)
    assert repr(said) == _SAID
