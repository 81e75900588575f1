"""What does a bug in po leave for its authors?"""

import sys
import traceback

from pocli import __version__
from pocli.disk.draft_file import draft


def report(error: BaseException) -> str:
    """Write how an error came about outside the repository; say where, or why that was not possible."""
    text = f"po {__version__}, Python {sys.version}\n\n" + "".join(traceback.format_exception(error))
    try:
        return f"the report is in {draft('crash', 'report.txt', text.encode('utf-8', 'backslashreplace'))}"
    except OSError as refused:
        return f"{type(error).__name__}: {error}; no report could be written: {refused.strerror}"
