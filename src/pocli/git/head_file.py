"""Where does git's HEAD stand? Read from the files of its folder, as every command that writes asks for it.

A process of git would take such a command 5 ms. Nothing of the folder is run, and whatever is strange there counts as
a text that changes or does not.
"""

import os
from pathlib import Path

from pocli.git import git_folder
from pocli.git.git_folder import read
from pocli.model.head import Head

UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "REBASE_HEAD": "rebase",
}
REF, HEADS = b"ref: ", "refs/heads/"


def head(root: Path) -> Head:
    """Return where HEAD of the work tree stands that a folder is in; without one, all of it is empty."""
    top = git_folder.work_tree(root)
    own = git_folder.own(top) if top else None
    if own is None:
        return Head()
    said = read(own / "HEAD")
    found = ((word, read(own / name)) for name, word in UNDER_WAY.items())
    under_way = next((f"{word} {_text(data)}" for word, data in found if data), "")
    if not said.startswith(REF):
        return Head(_text(said), "", under_way)
    name = _text(said.removeprefix(REF))
    return Head(_commit(own, name), name.removeprefix(HEADS), under_way)


def _commit(own: Path, name: str) -> str:
    """Return the commit that a branch points to; with tables of refs, a text that changes with any of them."""
    shared = git_folder.shared(own)
    loose = read(shared / name)
    if loose:
        return _text(loose)
    for line in read(shared / "packed-refs").splitlines():
        if line.endswith(b" " + os.fsencode(name)):
            return _text(line.partition(b" ")[0])
    return _text(read(shared / "reftable" / "tables.list"))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace").strip()
