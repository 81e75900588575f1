"""An import that comes again: it updates, never doubles, and keeps what was changed here."""

import re
from pathlib import Path

import pytest

from house import Po, Write

FIRST = """Summary,Issue key,Issue Type,Status,Story Points,Labels,Labels
Pay by card,FIN-1,Story,To Do,3,web,pay
Refund,FIN-2,Bug,In Progress,,,
"""


@pytest.fixture
def root(po: Po, write: Write) -> Path:
    folder = write({"jira.csv": FIRST, "po.yaml": "statuses: {in-test: doing}\n"})
    assert po("import", "jira", "jira.csv").returncode == 0
    return folder


def stories(root: Path) -> dict[str, str]:
    return {path.name[:4]: path.read_text() for path in sorted((root / "stories").iterdir())}


def test_a_story_keeps_its_key_and_what_was_seen(root: Path) -> None:
    text = stories(root)["PO-1"]
    assert re.sub(r"[0-9a-f]{6}", "…", text) == (
        "id: PO-1\ntitle: Pay by card\ntype: story\nstatus: draft\npoints: 3\nlabels: [web, pay]\n"
        "x-jira-key: FIN-1\nx-jira-seen: {title: …, points: …, labels: …}\n"
    )


def test_the_same_file_changes_nothing(root: Path, po: Po) -> None:
    before = stories(root)
    done = po("import", "jira", "jira.csv")
    assert done.stdout.endswith("imported 2 stories unchanged\nnext: po list\n")
    assert stories(root) == before


def test_what_means_the_same_changes_nothing(root: Path, po: Po) -> None:
    before = stories(root)
    (root / "jira.csv").write_text(FIRST.replace(",3,web,pay", ",3.0,pay,web").replace("Pay by", "Pay  by"))
    po("import", "jira", "jira.csv")
    assert stories(root) == before


def test_an_update_is_shown_as_a_difference_and_then_made(root: Path, po: Po) -> None:
    text = FIRST.replace("To Do,3,web,pay", "In Test,5,web,")
    (root / "jira.csv").write_text(text + "New,FIN-3,Story,To Do,,,\n")
    before = stories(root)
    dry = po("import", "jira", "jira.csv", "--dry-run")
    assert (
        "-status: draft\n-points: 3\n-labels: [web, pay]\n+status: in-test\n+points: 5\n+labels: [web]\n" in dry.stdout
    )
    assert "would import 1 new story, 1 story changed, 1 story unchanged; nothing was written\n" in dry.stdout
    assert stories(root) == before
    po("import", "jira", "jira.csv")
    after = stories(root)
    assert sorted(after) == ["PO-1", "PO-2", "PO-3"]
    assert "status: in-test\npoints: 5\nlabels: [web]\n" in after["PO-1"]
    assert after["PO-2"] == before["PO-2"]


def test_what_was_changed_here_stays_unless_theirs(root: Path, po: Po) -> None:
    path = next((root / "stories").glob("PO-1*"))
    path.write_text(path.read_text().replace("points: 3", "points: 8  # we know better"))
    (root / "jira.csv").write_text(FIRST.replace(",3,web,pay", ",5,web,pay").replace("Pay by card", "Pay"))
    done = po("import", "jira", "jira.csv")
    assert "row 2: points of PO-1 was changed here too: kept (--theirs takes the imported one)" in done.stdout
    assert "title: Pay\n" in path.read_text()
    assert "points: 8  # we know better\n" in path.read_text()
    again = po("import", "jira", "jira.csv")
    assert "row 2: points of PO-1 was changed here too" in again.stdout
    po("import", "jira", "jira.csv", "--theirs")
    assert "points: 5" in path.read_text()


def test_a_change_here_alone_is_nothing_to_speak_of(root: Path, po: Po) -> None:
    path = next((root / "stories").glob("PO-1*"))
    path.write_text(path.read_text().replace("points: 3", "points: 8"))
    done = po("import", "jira", "jira.csv")
    assert "changed here too" not in done.stdout
    assert "points: 8" in path.read_text()


def test_what_is_emptied_there_goes_here(root: Path, po: Po) -> None:
    (root / "jira.csv").write_text(FIRST.replace(",3,web,pay", ",,,"))
    po("import", "jira", "jira.csv")
    assert "points" not in re.sub("x-jira-seen.*", "", stories(root)["PO-1"])
    assert "labels" not in stories(root)["PO-1"]


def test_a_status_can_be_named(po: Po, write: Write) -> None:
    folder = write({"jira.csv": FIRST.replace("To Do", "Ausgeliefert")})
    dry = po("import", "jira", "jira.csv", "--dry-run")
    assert 'map it: --status "Ausgeliefert=doing"' in dry.stdout
    po("import", "jira", "jira.csv", "--status", "Ausgeliefert=done")
    assert "status: done" in stories(folder)["PO-1"]
    wrong = po("import", "jira", "jira.csv", "--status", "Ausgeliefert=finished")
    assert (wrong.returncode, "`finished` is not a status" in wrong.stderr) == (2, True)
    missing = po("import", "jira", "jira.csv", "--status", "In Progres=doing")
    assert "did you mean `In Progress`?" in missing.stderr


def test_an_import_can_be_undone_as_one_step(root: Path, po: Po) -> None:
    assert po("undo").returncode == 0
    assert not (root / "stories").exists() or not list((root / "stories").iterdir())
