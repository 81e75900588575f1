"""A journal that somebody else wrote: the next command that writes leaves what is outside of the backlog as it is."""

import os
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from fuzz.seeds import as_json
from pocli.disk import journal, private, state, steps
from pocli.errors import PoError
from pocli.model.head import Head

TEMPORARY = ".po-1-0123456789ab.tmp"
OLD, NEW = b"id: PO-1\n", b"id: PO-1\npoints: 3\n"
_STEP = {
    "said": ["set PO-1"],
    "changes": [["stories/PO-1.yaml", steps._coded(OLD), steps._coded(NEW)]],
    "temporaries": [f"stories/{TEMPORARY}"],
    "folders": ["goals"],
    "head": ["", "", "", ""][: len(Head._fields)],
    "number": 1,
    "act": "do",
    "emptied": [],
}
SEEDS = tuple(
    bytes([whole]) + as_json({**_STEP, **more})
    for whole in (0, 1)
    for more in (
        {},
        {"act": "undo"},
        {"changes": [["../outside.yaml", None, steps._coded(NEW)]]},
        {"changes": [["stories/PO-1.yaml", steps._coded(OLD), None], ["stories/PO-2.yaml", None, steps._coded(NEW)]]},
        {"temporaries": ["../outside.yaml"], "emptied": ["stories"], "folders": ["../stories"]},
    )
)
_PLACE = Path(mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))  # noqa: S108 - it makes its own folder
_ROOT = _PLACE / "backlog"


def check(data: bytes) -> None:
    """Let a command that writes find the bytes as its journal; the first one says whether their checksum is right."""
    os.environ["PO_STATE_DIR"] = str(_PLACE / "state")
    rmtree(_ROOT, ignore_errors=True)
    (_ROOT / "stories").mkdir(parents=True)
    (_ROOT / "stories" / "PO-1.yaml").write_bytes(NEW)
    (_PLACE / "outside.yaml").write_bytes(OLD)
    before = {path.name for path in _PLACE.iterdir()} | {"state"}
    home = private.opened(state.home(_ROOT))
    body = data[1:]
    whole = data[:1] and data[0] % 2
    (home / state.PENDING).write_bytes((f"{sha256(body).hexdigest()} 1\n".encode() if whole else b"") + body)
    (home / state.PENDING).chmod(0o600)
    try:
        with journal.locked(_ROOT):
            assert not (home / state.PENDING).exists()
    except PoError:
        pass
    assert (_PLACE / "outside.yaml").read_bytes() == OLD
    assert {path.name for path in _PLACE.iterdir()} == before
