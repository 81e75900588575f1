"""Where things are, and the types of the fixtures."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

REPO = Path(__file__).parents[1]
SHARED = REPO.parent / "shared"
TODAY = "2026-11-23"

Po = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[[Mapping[str, str | bytes]], Path]


def children() -> str:
    """Return the processes that this one has started, where the system tells."""
    known = Path(f"/proc/self/task/{os.getpid()}/children")
    return known.read_text(encoding="ascii") if known.exists() else ""
