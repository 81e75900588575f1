"""What does a bug in po leave for its authors?"""

import os
import sys
import tempfile
import traceback
from pathlib import Path

from pocli import __version__


def report(error: BaseException) -> Path:
    """Write how an error came about into a new file outside the repository, and return where it is."""
    handle, name = tempfile.mkstemp(prefix="po-crash-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"po {__version__}, Python {sys.version}\n\n")
        file.writelines(traceback.format_exception(error))
    return Path(name)
