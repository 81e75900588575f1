"""What was git doing when it left a conflict? Told by the files of its folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pocli.git.git_folder import read

Act = Literal["rebase", "am", "merge", "cherry-pick", "revert", ""]
REBASE, APPLY = "rebase-merge", "rebase-apply"
HEADS: Sequence[tuple[str, Act]] = (
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
)


class Underway(NamedTuple):
    """What git stopped in the middle of."""

    act: Act = ""
    """Empty: nothing that it keeps a record of, such as `git stash pop`."""
    theirs: tuple[str, ...] = ()
    """The ids of the commits that are brought in; several in an octopus."""
    onto: str = ""
    """The id of the commit onto which a rebase puts them."""
    branch: str = ""
    """The branch that is rebased."""
    subject: str = ""
    """The first line of what is brought in, where no commit of it is known."""


def underway(folder: Path) -> Underway:
    """Return what was under way, by the git folder of a work tree."""
    rebasing = next((place for place in (folder / REBASE, folder / APPLY) if _said(place / "onto")), None)
    if rebasing:
        commit = _said(folder / "REBASE_HEAD")
        branch = _said(rebasing / "head-name").removeprefix("refs/heads/")
        subject = _line(rebasing / "message")
        return Underway("rebase", (commit,) if commit else (), _said(rebasing / "onto"), branch, subject)
    if read(folder / APPLY / "next"):
        return Underway("am", subject=_line(folder / APPLY / "final-commit"))
    for name, act in HEADS:
        commits = tuple(_said(folder / name).split())
        if commits:
            return Underway(act, commits)
    return Underway()


def _said(path: Path) -> str:
    return read(path).decode("utf-8", "replace").strip()


def _line(path: Path) -> str:
    return next(iter(_said(path).splitlines()), "")
