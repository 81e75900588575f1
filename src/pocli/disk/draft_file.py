"""Where does a text lie that only this user may see, for a while: a draft for the editor, the report of a crash?"""

import os
import tempfile
from pathlib import Path

from pocli.disk import private, write


def draft(of: str, name: str, data: bytes) -> Path:
    """Write a file into a new private folder among the system's temporary ones, and return where it is.

    Args:
        of: what it is for, which begins the folder's name.
        name: the file's name.
        data: its bytes.

    Raises:
        OSError: it cannot be made.
    """
    place = private.checked(Path(tempfile.mkdtemp(prefix=f"po-{of}-"))) / name
    with os.fdopen(write.fresh(place, 0o600), "wb") as file:
        file.write(data)
    return place
