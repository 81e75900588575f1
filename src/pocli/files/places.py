"""Where may po keep what belongs to a user, not to a backlog?"""

import os
import sys
from pathlib import Path
from typing import Literal

HOMES = {
    "cache": ("PO_CACHE_DIR", "XDG_CACHE_HOME", ".cache"),
    "state": ("PO_STATE_DIR", "XDG_STATE_HOME", ".local/state"),
}


def chosen(kind: Literal["cache", "state"]) -> bool:
    """Tell whether po's own variable names the folder."""
    return bool(os.environ.get(HOMES[kind][0]))


def folder(kind: Literal["cache", "state"]) -> Path:
    """Return po's folder for a kind of files: named by the environment, else where this system keeps them.

    On Linux that is what platformdirs says, without the 8 ms that its import takes of every start.
    """
    own, base, below_home = (os.environ.get(HOMES[kind][0]), os.environ.get(HOMES[kind][1], ""), HOMES[kind][2])
    if own:
        return Path(own).absolute()
    if sys.platform.startswith("linux"):
        return (Path(base) if base.strip() else Path.home() / below_home) / "po"
    import platformdirs

    return platformdirs.user_cache_path("po", False) if kind == "cache" else platformdirs.user_state_path("po", False)
