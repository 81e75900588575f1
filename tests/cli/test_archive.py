"""`po archive`: closed stories stand aside, and nothing else changes."""

from pathlib import Path

import pytest

from house import Po, Write
from repos import Repo

FILES = {
    "po.yaml": "id_prefix: PO\n",
    "stories/PO-1-old.yaml": "id: PO-1\ntitle: Old # as ever\nstatus: done\nfinished: 2025-12-30\n",
    "stories/team/PO-2-older.yaml": "id: PO-2\ntitle: Older\nstatus: dropped\nfinished: 2024-02-29\n",
    "stories/PO-3-new.yaml": "id: PO-3\ntitle: New\nstatus: done\nfinished: 2026-11-20\n",
    "stories/PO-4-open.yaml": "id: PO-4\ntitle: Open\nstatus: doing\ndepends_on: [PO-1]\n",
    "stories/PO-5-unknown.yaml": "id: PO-5\ntitle: Unknown\nstatus: dropped\n",
}


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.yaml"))}


def test_only_the_places_of_old_closed_stories_change(write: Write, po: Po) -> None:
    root = write(FILES)
    before = po("list", "--format", "csv", "--status", "done", "--status", "dropped").stdout
    shown = po("archive", "--dry-run").stdout
    assert texts(root) == FILES
    done = po("archive")
    assert (
        done.stdout
        == shown
        == ("PO-1 Old: now stories/done/2025/PO-1-old.yaml\nPO-2 Older: now stories/done/2024/PO-2-older.yaml\n")
    )
    assert done.stderr == "PO-5 stays: nothing says since when; set `finished`, or commit the backlog\n"
    places = {"stories/PO-1-old": "stories/done/2025/PO-1-old", "stories/team/PO-2": "stories/done/2024/PO-2"}
    wanted = FILES
    for old, new in places.items():
        wanted = {name.replace(old, new): text for name, text in wanted.items()}
    assert texts(root) == wanted
    assert po("list", "--format", "csv", "--status", "done", "--status", "dropped").stdout == before
    assert po("validate").returncode == 0
    assert po("show", "1").stdout.startswith("PO-1 Old")
    assert po("archive").stdout == "nothing to move: no story was closed more than 90 days ago\n"
    assert po("new", "Next").stdout.startswith("PO-6 ")
    po("undo")
    assert po("undo").returncode == 0
    assert texts(root) == FILES


@pytest.mark.parametrize(("days", "moved"), [(3, []), (2, ["PO-3"]), (0, ["PO-3"])])
def test_more_than_so_many_days_ago(write: Write, po: Po, days: int, moved: list[str]) -> None:
    write({"stories/PO-3.yaml": FILES["stories/PO-3-new.yaml"]})
    said = po("archive", "--days", str(days)).stdout
    assert [line.split()[0] for line in said.splitlines() if "now" in line] == moved


def test_git_knows_when_a_story_was_dropped(repo: Repo, po: Po) -> None:
    repo.commit("2026-01-05", {**FILES, "stories/PO-5-unknown.yaml": "id: PO-5\ntitle: Unknown\n"})
    repo.commit("2026-02-06", {"stories/PO-5-unknown.yaml": FILES["stories/PO-5-unknown.yaml"]})
    metrics = po("metrics", "--format", "json", cwd=repo.top).stdout
    assert "PO-5 Unknown: now stories/done/2026/PO-5-unknown.yaml\n" in po("archive", cwd=repo.top).stdout
    repo.commit("2026-11-20")
    assert po("metrics", "--format", "json", cwd=repo.top).stdout == metrics


def test_a_file_that_stands_there_is_not_written_over(write: Write, po: Po) -> None:
    root = write({**FILES, "stories/done/2025/PO-1-old.yaml": "id: PO-7\ntitle: Other\n"})
    before = texts(root)
    refused = po("archive")
    assert refused.returncode == 2
    assert "`stories/done/2025/PO-1-old.yaml` is there already" in refused.stderr
    assert texts(root) == before
