"""What would git store of a working file? What git does by itself is undone; what a filter does, only it knows."""

import re
from collections.abc import Mapping
from pathlib import Path

from pocli.git import worktree

EXPANDED = re.compile(rb"\$Id:[^$\n]*\$")


def breaks(data: bytes | str) -> bytes | str:
    """Return content with the line breaks that git stores; a text, which says why there is none, as it is."""
    return data.replace(b"\r\n", b"\n") if isinstance(data, bytes) else data


def unexpanded(root: Path, contents: Mapping[str, bytes | str]) -> dict[str, bytes]:
    """Return the content of those files in which git wrote `$Id: …$` on checkout (attribute `ident`), without that.

    Args:
        root: the backlog's folder.
        contents: what the working files hold, by path; a text: why one is not read.

    Raises:
        PoError: git cannot tell.
    """
    found = {path: data for path, data in contents.items() if isinstance(data, bytes) and EXPANDED.search(data)}
    marked = worktree.attribute(root, "ident", found) if found else {}
    return {path: EXPANDED.sub(b"$Id$", data) for path, data in found.items() if marked.get(path) == "set"}
