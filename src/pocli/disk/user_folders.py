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

    On Linux that is what platformdirs says, without the 8 ms that its import takes of every start. A relative folder in
    an XDG variable counts as none, as their specification says. A user without a home has folders among the temporary
    files, which are used only where they are private.
    """
    own, base, below_home = (os.environ.get(HOMES[kind][0]), os.environ.get(HOMES[kind][1], ""), HOMES[kind][2])
    if own:
        return Path(own).absolute()
    if sys.platform != "win32" and not (home := _home()):
        return Path(os.environ.get("TMPDIR") or "/tmp") / f"po-{os.geteuid()}-{kind}"  # noqa: S108 - its owner is checked
    if sys.platform.startswith("linux"):
        return (Path(base) if base.startswith("/") else Path(home) / below_home) / "po"
    import platformdirs

    return platformdirs.user_cache_path("po", False) if kind == "cache" else platformdirs.user_state_path("po", False)


def _home() -> str:
    """Return this user's home, or an empty text where the system cannot say it."""
    try:
        found = Path.home()
    except RuntimeError:
        return ""
    return str(found) if found.is_absolute() else ""
