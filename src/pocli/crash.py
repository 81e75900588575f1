"""What does a bug in po leave for its authors?"""

import sys
import traceback
from pathlib import Path

from pocli import __version__
from pocli.disk.draft import draft


def report(error: BaseException) -> Path:
    """Write how an error came about into a new file outside the repository, and return where it is.

    Raises:
        OSError: it cannot be written.
    """
    text = f"po {__version__}, Python {sys.version}\n\n" + "".join(traceback.format_exception(error))
    return draft("crash", "report.txt", text.encode("utf-8", "backslashreplace"))
