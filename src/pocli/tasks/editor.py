"""Which editor does a person want, and how does it open a file?"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from pocli.errors import PoError

USUAL = ("nano", "vim", "vi")
"""What is tried where neither VISUAL nor EDITOR is set."""


def words() -> list[str]:
    """Return the editor's command, split as a shell would split it; no shell ever sees it.

    Raises:
        PoError: there is none, or it cannot be split.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        found = shlex.split(named)
    except ValueError as error:
        raise PoError(f"`{named}` is not a command: {error}", "fix VISUAL or EDITOR") from error
    if not found and not sys.stdin.isatty():
        raise PoError("no editor is named, and there is no terminal to open one in", "name one: export EDITOR=nano")
    found = found or [name for name in USUAL if shutil.which(name)][:1]
    if not found:
        raise PoError("no editor is known", "name one: export EDITOR=nano")
    return found


def opened(path: Path) -> None:
    """Let a person edit a file, and wait until the editor ends.

    Raises:
        PoError: there is no editor, it cannot be started, or it says that it failed.
    """
    command = words()
    try:
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the person's own editor, without a shell
    except OSError as error:
        hint = "fix VISUAL or EDITOR, such as: export EDITOR=nano"
        raise PoError(f"the editor `{command[0]}` cannot be started: {error.strerror}", hint) from error
    if done.returncode:
        raise PoError(f"the editor `{command[0]}` ended with {done.returncode}", "nothing was changed")
