"""Where did the backlog lie at an older commit?"""

from collections import Counter
from collections.abc import Sequence

from pocli.git import refs
from pocli.git.refs import Repository, TreeEntry

SETTINGS = "po.yaml"


def tree(repo: Repository, commit: str) -> tuple[TreeEntry, ...]:
    """Return the files of the backlog at a commit, relative to its folder then, which may have been another.

    That is the folder of the only po.yaml that the commit has; of several, that which shares most contents with HEAD's.

    Raises:
        PoError: there is no such commit.
    """
    here = refs.tree(repo, commit)
    if any(entry.path == SETTINGS for entry in here):
        return here
    everything = refs.tree(repo._replace(prefix=""), commit) if repo.prefix else here
    folders = [
        path.removesuffix(SETTINGS) for path, _, _ in everything if path.endswith(f"/{SETTINGS}") or path == SETTINGS
    ]
    prefix = folders[0] if len(folders) == 1 else _nearest(repo, everything, folders)
    if prefix is None:
        return here
    return tuple(
        entry._replace(path=entry.path.removeprefix(prefix)) for entry in everything if entry.path.startswith(prefix)
    )


def _nearest(repo: Repository, everything: Sequence[TreeEntry], folders: Sequence[str]) -> str | None:
    """Return the folder that shares most contents with the backlog of HEAD; None where none shares any."""
    head = refs.tips(repo).head
    ours = {entry.blob for entry in refs.tree(repo, head)} if head and folders else set()
    shared = Counter({
        folder: sum(entry.blob in ours for entry in everything if entry.path.startswith(folder)) for folder in folders
    })  # fmt: skip
    best = shared.most_common(1)
    return best[0][0] if best and best[0][1] else None
