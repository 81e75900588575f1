"""Which files are not in their canonical form, and what would put them there?"""

from collections.abc import Sequence
from typing import NamedTuple

from pocli import session
from pocli.disk import find
from pocli.model.backlog import Backlog
from pocli.run import Run
from pocli.yaml.layout import formatted


class FormattedFile(NamedTuple):
    """A file whose form changes: its bytes before and after."""

    path: str
    before: bytes
    after: bytes


def format_files(run: Run, backlog: Backlog, paths: Sequence[str]) -> tuple[tuple[FormattedFile, ...], int]:
    """Return the named files that are not in their form, all where none is named; and how many were looked at.

    Raises:
        PoError: a path is not in the backlog.
    """
    root = session.root(run)
    wanted = [session.inside(root, path) for path in paths] or [""]
    left_out = {one.path for one in backlog.unreadable}
    chosen = [
        path
        for path in backlog.files
        if find.kind(path)
        and path not in left_out
        and any(path == one or path.startswith(one + "/" if one else "") for one in wanted)
    ]
    found = []
    for path in chosen:
        data = find.content(root, path)
        if isinstance(data, bytes) and (new := formatted(path, data)) != data:
            found.append(FormattedFile(path, data, new))
    return tuple(found), len(chosen)
