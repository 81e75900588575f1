"""Where things are, and the types of the fixtures."""

import gc
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time

REPO = Path(__file__).parents[1]
SHARED = REPO.parent / "shared"
TODAY = "2026-11-23"

Po = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[[Mapping[str, str | bytes]], Path]


def children() -> str:
    """Return the processes that this one has started, where the system tells."""
    known = Path(f"/proc/self/task/{os.getpid()}/children")
    return known.read_text(encoding="ascii") if known.exists() else ""


def is_quick(work: Callable[[], object], seconds: float, tries: int = 5) -> bool:
    """Tell whether work takes less than some seconds of a processor, once at least: a busy machine makes it slow too.

    What the tests hold in memory does not count: looking through it is no part of the work.
    """
    if _seconds(work) < seconds:
        return True
    gc.collect()
    gc.freeze()
    try:
        return any(_seconds(work) < seconds for _ in range(tries - 1))
    finally:
        gc.unfreeze()


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
