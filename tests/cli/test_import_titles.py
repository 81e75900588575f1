"""A table without keys that comes again: a row is known by its title, or nobody knows whose it is and it is said."""

import json
from pathlib import Path

import pytest

from house import Po, Write

TABLE = "Title,Points,Labels\nPay by card,3,web\nRefund,,\n"


def stories(root: Path) -> dict[str, str]:
    return {path.name[:4]: path.read_text() for path in sorted((root / "stories").iterdir())}


@pytest.fixture
def root(po: Po, write: Write) -> Path:
    folder = write({"x.csv": TABLE})
    done = po("import", "csv", "x.csv")
    assert "known by" not in done.stdout
    return folder


def test_the_same_table_changes_nothing(root: Path, po: Po) -> None:
    before = stories(root)
    dry = po("import", "csv", "x.csv", "--dry-run")
    assert "rows 2, 3: matched by its title, because it has no key\n" in dry.stdout
    assert "would import 2 stories unchanged; nothing was written\n" in dry.stdout
    assert "imported 2 stories unchanged\n" in po("import", "csv", "x.csv").stdout
    assert stories(root) == before


def test_what_is_new_is_added_and_what_differs_is_told(root: Path, po: Po) -> None:
    (root / "x.csv").write_text("Title,Points,Labels\nPay  by card,5,\nNew,,\nRefund,8,pay\n")
    done = po("import", "csv", "x.csv")
    assert "row 2: points of PO-1 is different here: kept (--theirs takes the imported one)\n" in done.stdout
    assert "rows 2, 4: matched by its title, because it has no key\n" in done.stdout
    found = stories(root)
    assert sorted(found) == ["PO-1", "PO-2", "PO-3"]
    assert "points: 3\nlabels: [web]\n" in found["PO-1"]
    assert "points: 8\nlabels: [pay]\n" in found["PO-2"]
    po("import", "csv", "x.csv", "--theirs")
    assert "points: 5\n" in stories(root)["PO-1"]


def test_two_rows_of_one_title_are_two_stories_and_never_merged(po: Po, write: Write) -> None:
    root = write({"x.csv": "Title,Points\nSame,1\nSame,2\nOther,3\n"})
    done = po("import", "csv", "x.csv")
    said = "rows 2, 3: `Same` is the title of 2 rows (2, 3): each becomes a story of its own\n"
    assert said in done.stdout
    before = stories(root)
    assert len(before) == 3
    again = po("import", "csv", "x.csv")
    said = (
        "rows 2, 3: `Same` is the title of 2 rows (2, 3) and of PO-1, PO-2: left out, because the match is not clear\n"
    )
    assert said in again.stdout
    assert stories(root) == before


def test_one_row_of_two_stories_and_two_rows_of_one_story(root: Path, po: Po) -> None:
    before = stories(root)
    (root / "x.csv").write_text("Title,Points\nRefund,1\nRefund,2\n")
    assert (
        "rows 2, 3: `Refund` is the title of 2 rows (2, 3) and of PO-2: left out" in po("import", "csv", "x.csv").stdout
    )
    assert stories(root) == before
    (root / "stories" / "PO-3.yaml").write_text("id: PO-3\ntitle: Refund\n")
    (root / "x.csv").write_text("Title,Points\nRefund,1\n")
    assert (
        "row 2: `Refund` is the title of 1 row (2) and of PO-2, PO-3: left out" in po("import", "csv", "x.csv").stdout
    )
    assert stories(root)["PO-2"] == before["PO-2"]


def test_a_story_that_another_row_names_is_not_taken(root: Path, po: Po) -> None:
    (root / "x.csv").write_text("Id,Title,Points\n,Refund,1\nPO-2,Refund,2\n")
    done = po("import", "csv", "x.csv")
    assert "row 2: `Refund` is the title of 1 row (2) and of PO-2: left out" in done.stdout
    assert "points: 2\n" in stories(root)["PO-2"]
    assert sorted(stories(root)) == ["PO-1", "PO-2"]


def test_a_long_title_is_known_again(po: Po, write: Write) -> None:
    root = write({"x.csv": f"Title,Points\n{'long ' * 60},1\n"})
    po("import", "csv", "x.csv")
    before = stories(root)
    assert "imported 1 story unchanged\n" in po("import", "csv", "x.csv").stdout
    assert stories(root) == before


def test_a_draft_never_changes_a_story(root: Path, po: Po) -> None:
    before = stories(root)
    (root / "d.yaml").write_text("title: Refund\npoints: 5\n---\ntitle: Fresh\n")
    done = po("import", "draft", "d.yaml")
    assert "story 1: `Refund` is already the title of PO-2: left out\n" in done.stdout
    assert {name: text for name, text in stories(root).items() if name != "PO-3"} == before
    assert "title: Fresh\n" in stories(root)["PO-3"]
    po("import", "draft", "d.yaml")
    assert len(stories(root)) == 3


def test_a_title_of_several_lines_becomes_its_first_one_and_all_of_it_is_described(po: Po, write: Write) -> None:
    title = "Pay\n\nby card" + "!" * 200
    root = write({"x.json": json.dumps({"schema": "po.export/1", "stories": [{"id": "PO-1", "title": title}]})})
    assert po("import", "json", "x.json").returncode == 0
    said = stories(root)["PO-1"]
    assert "title: Pay\n" in said
    assert "by card!!!" in said.partition("description:")[2]
