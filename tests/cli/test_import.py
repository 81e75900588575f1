"""A stranger's table becomes a backlog that ranks, and nothing is written by a dry run."""

import json
from statistics import mean, mode, pstdev

import pytest

from house import SHARED, Po, Write

needs_data = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="../shared/data is not there")


@needs_data
@pytest.mark.parametrize(
    ("name", "scores"),
    [
        ("mcbride", [800, 675, 400]),
        ("feature-requests", [10_000, 2333.33333333333, 1200, 750]),
        ("words", [2000, 800, 375]),
    ],
)
def test_public_rice_tables_rank_to_their_published_scores(
    name: str, scores: list[float], po: Po, write: Write
) -> None:
    write({})
    done = po("import", "csv", str(SHARED / "data" / "rice" / f"{name}.csv"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("next: po rank\n")
    items = json.loads(po("rank", "-f", "json").stdout)["items"]
    assert [item["score"] for item in items] == scores


@needs_data
def test_a_real_backlog_with_its_real_cycle(po: Po, write: Write) -> None:
    write({})
    folder = SHARED / "data" / "usergrid"
    done = po("import", "csv", str(folder / "issues.csv"), "--links", str(folder / "links.csv"))
    assert done.returncode == 0
    assert "imported 482 new stories" in done.stdout
    stories = json.loads(po("list", "-f", "json").stdout)["stories"]
    points = [story["points"] for story in stories]
    assert (len(points), min(points), max(points), mode(points)) == (482, 1, 8, 3)
    assert (round(mean(points), 2), round(pstdev(points), 2)) == (2.85, 1.40)
    keys = {story["id"]: story["x-csv-key"] for story in stories}
    assert po("validate").returncode == 0
    (message,) = [line for line in done.stdout.splitlines() if "would wait for each other" in line]
    ring = [keys[word] for word in message.split(": ")[3].split(" → ")]
    assert sorted(set(ring)) == ["USERGRID-536", "USERGRID-541"]


def test_a_dry_run_writes_nothing_and_a_second_run_changes_nothing(po: Po, write: Write) -> None:
    root = write({"in.csv": "Key;Summary;Story Points;Colour\nA-1;Pay by card;3;red\nA-2;Refund;five;blue\n"})
    dry = po("import", "csv", "in.csv", "--dry-run")
    assert (dry.returncode, sorted(path.name for path in root.iterdir())) == (0, ["in.csv", "po.yaml"])
    assert "Colour        not used" in dry.stdout
    assert "row 3: Story Points: `five` is not a number: left out" in dry.stdout
    assert po("import", "csv", "in.csv").returncode == 0
    before = {path: path.read_bytes() for path in (root / "stories").iterdir()}
    assert len(before) == 2
    again = po("import", "csv", "in.csv", "-f", "json")
    assert [story["new"] for story in json.loads(again.stdout)["stories"]] == [False, False]
    assert {path: path.read_bytes() for path in (root / "stories").iterdir()} == before


def test_a_column_of_our_ids_changes_those_stories_and_only_them(po: Po, write: Write) -> None:
    text = "# the best one\nid: PO-3\ntitle: Pay   # by card\npoints: 3\n"
    root = write({"stories/PO-3-pay.yaml": text, "in.csv": "id,points,reach\nPO-3,5,1200\n"})
    assert po("import", "csv", "in.csv").returncode == 0
    assert (root / "stories/PO-3-pay.yaml").read_text() == text.replace(
        "points: 3", "points: 5"
    ) + "rice: {reach: 1200}\n"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("csv", "gone.csv"), "`gone.csv` cannot be read: No such file or directory", "name a file"),
        (("cvs", "po.yaml"), "`cvs` is not a format that po imports", "csv"),
        (("csv", "po.yaml"), "`po.yaml` is empty", "export it again"),
        (("csv", "odd.csv"), "no column holds titles", "--map COLUMN=title"),
        (("csv", "latin.csv"), "latin.csv:2:4: not UTF-8", "as UTF-8"),
        (("csv", "open.csv"), "open.csv:3:1: row 3, column 1: ", "close the cell"),
        (("csv", "in.csv", "--links", "open.csv"), "open.csv:3:1: row 3, column 1: ", "close the cell"),
        (("csv", "in.csv", "--map", "x"), "--map takes pairs", "what it becomes"),
    ],
)
def test_what_cannot_be_imported_says_why(
    words: tuple[str, ...], message: str, hint: str, po: Po, write: Write
) -> None:
    root = write({"in.csv": "title\nx\n", "odd.csv": "a,b\n1,2\n", "open.csv": 'title,a\nx,1\n"y,2\n'})
    (root / "latin.csv").write_bytes("title\ncafé\n".encode("latin-1"))
    done = po("import", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert hint in done.stderr
    assert not (root / "stories").exists()
