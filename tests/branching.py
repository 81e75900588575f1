"""Two branches that both change a story, for what merges and what resolves."""

from collections.abc import Callable

from repos import Repo

PATH = "stories/PO-1-export.yaml"
STORY = """\
# Asked for in May.
id: PO-1
title: Export invoices # the short name
status: ready
acceptance_criteria:
  - a file is offered
  - text: it opens in a spreadsheet
    done: false
points: 3
rice: {reach: 800, impact: 2}
depends_on: [PO-2]
labels: [export, books]
"""

Edit = Callable[[str], str | None]


def swap(*pairs: tuple[str, str]) -> Edit:
    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return edit


def expected(*pairs: tuple[str, str]) -> str:
    return str(swap(*pairs)(STORY))


def branches(repo: Repo, ours: Edit, theirs: Edit) -> None:
    repo.commit("2026-11-02", {"po.yaml": "", PATH: STORY, "stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"})
    repo.git("config", "core.autocrlf", "false")
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("2026-11-03", {PATH: theirs(STORY)})
    repo.git("checkout", "-q", "main")
    repo.commit("2026-11-04", {PATH: ours(STORY)})


def merges(repo: Repo) -> bool:
    """Merge, and tell whether it is clean."""
    repo.git("merge", "-q", "topic", "-m", "merged", check=False)
    return not repo.git("status", "--porcelain", "--untracked-files=no")
