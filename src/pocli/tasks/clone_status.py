"""How does this clone stand to its repository? Ids of contents are compared; `git status` may run programs."""

from pathlib import Path

from pocli import output, session
from pocli.disk import attributes, find
from pocli.errors import PoError
from pocli.git import refs
from pocli.git.refs import NoRepository, Repository
from pocli.model.health import CloneStatus
from pocli.pages import clone_words as view
from pocli.run import Run
from pocli.tasks.differing import differing

SHA1 = 40


def standing(run: Run) -> CloneStatus:
    """Return how the clone stands; nothing is said where there is no repository, or git cannot tell."""
    try:
        root = session.root(run)
        repo = refs.repository(root)
        if isinstance(repo, NoRepository):
            return CloneStatus()
        tips = refs.tips(repo)
        upstream, behind = refs.upstream(repo, tips.branch) if tips.branch else ("", 0)
        undriven = attributes.installed(root) and not refs.driver(repo)
        return CloneStatus(_uncommitted(run, root, repo, tips.head), behind, upstream, undriven)
    except PoError:
        return CloneStatus()


def tell(run: Run, form: str) -> None:
    """Say on stderr how the clone stands, beside an answer for people."""
    said = view.worded(standing(run)) if form == "table" and not run.quiet else ""
    if said:
        output.warn(run, said)


def _uncommitted(run: Run, root: Path, repo: Repository, head: str) -> int:
    """Return how many files of the backlog are not as the last commit has them; 0 where that is not known."""
    if len(head) != SHA1:
        return 0
    there = {one.path: one.blob for one in refs.tree(repo, head) if find.kind(one.path) and find.listed(one.path)}
    here = {path: ident for path, ident in session.blobs(run).items() if find.kind(path)}
    return len(differing(root, there, here))
