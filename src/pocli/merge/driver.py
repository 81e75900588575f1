"""How does git hand three files over to be merged, and how does it get one back?"""

from pathlib import Path

from pocli.disk import find, save, write
from pocli.errors import PoError
from pocli.merge.conflict import Conflict
from pocli.merge.merged_text import blended, marked


def drive(base: str, ours: str, theirs: str, path: str, *, names: tuple[str, str]) -> tuple[Conflict, ...]:
    """Merge the file of `theirs` into that of `ours`, and return what is in conflict there.

    Args:
        base: the file that both began with.
        ours: our file; it is replaced.
        theirs: their file.
        path: what the file is called in the repository.
        names: what the two sides are called.

    Raises:
        PoError: the fields cannot be merged; our file is as it was.
    """
    inside = _inside(path)
    texts = [find.content(Path(), name) for name in (base, ours, theirs)]
    before, mine, yours = (data if isinstance(data, bytes) else None for data in texts)
    if mine is None or yours is None:
        raise PoError(
            f"`{path}` cannot be merged: {next(one for one in texts if isinstance(one, str))}", "merge it by hand"
        )
    blend = blended(inside, before or None, mine, yours)
    if blend.lost:
        raise PoError(f"a comment of `{path}` would be lost: {blend.lost[0]}", "git merges its lines instead")
    data = marked(inside, blend, names) if blend.conflicts else blend.data
    with save.named(f"`{path}`"):
        write.whole(Path(ours), data)
    return blend.conflicts


def _inside(path: str) -> str:
    """Return a file's path as it stands in its backlog."""
    parts = path.split("/")
    tails = ("/".join(parts[at:]) for at in range(len(parts)))
    found = next((tail for tail in tails if find.kind(tail)), "")
    if not found:
        raise PoError(f"`{path}` is not a file of a backlog", "git merges its lines instead")
    return found
