"""What are the two sides of a conflict called? By what they are, as git's own state tells it.

Git's words "ours" and "theirs" mean the other one in a rebase and after `git stash pop`: there "ours" is what everybody
has already, and "theirs" is what the person who is asked wrote.
"""

import re
from collections.abc import Iterable, Iterator

from pocli.git import objects, refs
from pocli.git.objects import Stages
from pocli.git.refs import Repository
from pocli.git.underway import Underway, underway

NAMELESS = re.compile(r"|ours|theirs|HEAD|\.merge_file_\w+|[0-9a-f]{7,64}( .*)?|(?:parent of [0-9a-f]{7,64}.*)")
"""What git writes at a marker where it has no name for a side, or only that of a commit."""
STASH = ("Updated upstream", "Stashed changes")
STASHES = 20
"""So many stashes are looked through."""
LONGEST = 50
"""So many characters of a commit's subject are shown."""
OTHER = "the other side"


def named(repo: Repository | None, path: str, marked: tuple[str, str], stages: Stages) -> tuple[str, str]:
    """Return what the sides of a file are called.

    Args:
        repo: the repository, if there is one.
        path: the file's, relative to the backlog's folder.
        marked: what stands at its markers.
        stages: what git's index holds of it.

    Raises:
        PoError: git fails, or takes too long.
    """
    ours, theirs = (name if not NAMELESS.fullmatch(name) else "" for name in marked)
    if marked == STASH:
        return "HEAD", "your stash"
    if repo is None or (stages.theirs is None and stages.ours is None):
        return ours or "HEAD", marked[1] if marked[1] not in {"", "theirs"} else OTHER
    return _told(repo, path, (ours, theirs), stages)


def _told(repo: Repository, path: str, known: tuple[str, str], stages: Stages) -> tuple[str, str]:
    """Return the names by what git was doing."""
    found = underway(repo.git_dir)
    tips = refs.tips(repo)
    here = known[0] or tips.branch or "HEAD"
    if found.act == "rebase":
        onto = _branch(tips, found.onto, but=found.branch) or f"commit {found.onto[:7]}"
        return onto, f"your commit {_subject(repo, found)}"
    if found.act == "merge":
        whose = next(iter(_holding(repo, path, found.theirs, stages.theirs)), found.theirs[0])
        several = len(found.theirs) > 1
        theirs = ("" if several else known[1]) or _branch(tips, whose, but=tips.branch) or f"commit {whose[:7]}"
        return (f"{here} so far" if several else here), theirs
    if found.act:
        words = {"am": "the patch", "cherry-pick": "the commit", "revert": "without the commit"}
        return here, f"{words[found.act]} {_subject(repo, found)}"
    if known[1]:
        return here, known[1]
    stashes = (f"stash@{{{at}}}" for at in range(STASHES))
    return ("HEAD", "your stash") if any(_holding(repo, path, stashes, stages.theirs)) else ("HEAD", OTHER)


def _holding(repo: Repository, path: str, commits: Iterable[str], content: bytes | None) -> Iterator[str]:
    """Give those commits in which a file is as its side says."""
    names = {f"{commit}:{repo.prefix}{path}": commit for commit in commits}
    if content is None or any(re.search(r"\s", name) for name in names):
        return
    for name, data in objects.blobs(repo, names):
        if data == content:
            yield names[name]


def _branch(tips: refs.Tips, commit: str, *, but: str) -> str:
    """Return the branch that points to a commit, the default one before others, and a local one before a remote's."""
    there = [name for name, tip in (*tips.local.items(), *tips.remote.items()) if tip == commit and name != but]
    return tips.default if tips.default in there else next(iter(there), "")


def _subject(repo: Repository, found: Underway) -> str:
    """Return the first line of what is brought in, in quotes; its id where it says nothing."""
    said = found.subject
    for _, data in objects.blobs(repo, found.theirs[:1]):
        text = (data or b"").decode("utf-8", "replace").partition("\n\n")[2]
        said = next(iter(text.splitlines()), "") or said
    cut = f"{said[:LONGEST].rstrip()}…" if len(said) > LONGEST else said
    return f'"{cut}"' if cut else found.theirs[0][:7] if found.theirs else "without a title"
