"""A command answers the same with an index as without one, in all that it writes."""

import subprocess
import sys
from pathlib import Path

import pytest

import recording
from house import REPO

BROKEN = ("po rank -v", "po validate --format json", "po show PO-61 PO-64", "po set PO-10 depends_on+=PO-999")
WHOLE = (
    *(f"po {words} --format json" for words in ("rank", "list --all", "show PO-12 G-1 R-3", "requests", "sprint show")),
    *("po", "po rank", "po goals", "po checklist", "po export json", "po set PO-12 points=3"),
)


@pytest.mark.parametrize(("backlog", "lines"), [("broken", BROKEN), ("example", WHOLE)], ids=["broken", "example"])
def test_cold_is_as_warm(backlog: str, lines: tuple[str, ...]) -> None:
    words = [sys.executable, "tests/recording.py", "same", backlog, *lines]
    done = subprocess.run(words, cwd=REPO, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_records_that_differ_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, text in (("one", "a"), ("two", "a")):
        (tmp_path / side / "example").mkdir(parents=True)
        (tmp_path / side / "example" / "po.txt").write_text(text, encoding="utf-8")
    assert recording.compare(tmp_path / "one", tmp_path / "two") == 0
    (tmp_path / "two" / "example" / "po.txt").write_text("b", encoding="utf-8")
    (tmp_path / "two" / "example" / "more.txt").write_text("", encoding="utf-8")
    assert recording.compare(tmp_path / "one", tmp_path / "two") == 1
    assert capsys.readouterr().out.splitlines() == [
        "1 and 1 records, 0 differ",
        f"example/more.txt: not in {tmp_path / 'one'}",
        "example/po.txt: differs",
        "1 and 2 records, 2 differ",
    ]
