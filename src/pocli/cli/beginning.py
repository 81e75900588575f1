"""In which surroundings does a process of `po` begin: its encoding, its streams, its folder?"""

import os
import sys
from pathlib import Path

from pocli.errors import PoError


def start_again_in_utf8() -> None:
    """Start this process again in Python's UTF-8 mode where words, variables and names of files were read as ASCII.

    Python does so by itself for the locale C, unless PYTHONUTF8=0 forbids it; every other locale is taken as it is.
    """
    if sys.getfilesystemencoding() == "ascii" and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - no shell: itself


def open_streams() -> None:
    """Let every character be written, and nothing be missed where a stream was closed by who called."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
        stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)


def check_folder() -> None:
    """Make sure that the folder in which the process began is still there.

    Raises:
        PoError: it is gone, or may not be read.
    """
    try:
        Path.cwd()
    except OSError as error:
        raise PoError(f"the current folder cannot be used: {error.strerror}", "go to another one: cd ~") from error
