"""A file tells whose it is, and what it is where it is none that po reads."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from house import Po, Write
from pocli.disk import foreign_file
from pocli.errors import PoError
from pocli.tables import workbook

ASANA = "Task ID,Name,Section/Column,Completed At,Projects\n1,Weigh,To do,,Depot\n"
JIRA = "Zusammenfassung,Vorgangsschlüssel,Vorgangstyp,Statuskategorie\nPakete wiegen,D-1,Aufgabe,Fertig\n"
BEADS = '{"id":"dep-a1","title":"Weigh","status":"open","issue_type":"feature"}\n'
XML = '<rss version="0.92"><channel><item><key>DEP-1</key></item></channel></rss>'


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "tool"),
    [
        ("a.csv", ASANA, "asana"),
        ("b.csv", JIRA, "jira"),
        ("c.csv", "name,points\nWeigh,3\n", "csv"),
        ("d.json", json.dumps([{"number": 1, "title": "Weigh", "state": "OPEN", "url": ""}]), "github"),
        ("e.json", json.dumps({"cards": [{"id": "1", "name": "Weigh"}], "lists": []}), "trello"),
        ("tasks/task-1.md", "---\nid: task-1\ntitle: Weigh\n---\n", "backlog-md"),
    ],
)
def test_a_file_tells_whose_it_is(name: str, text: str, tool: str, po: Po, write: Write) -> None:
    write({name: text})
    done = po("import", name.partition("/")[0])
    assert done.returncode == 0
    assert f"a file of {tool}: read as by po import {tool} {name.partition('/')[0]}\n" in done.stdout
    assert "imported 1 new story" in done.stdout


def test_a_workbook_is_a_table(po: Po, write: Write) -> None:
    pytest.importorskip("python_calamine")
    data = (Path(__file__).parent / "plan.xlsx").read_bytes()
    lines = workbook.table(data).splitlines()
    assert lines[0] == "Plan,,,,,,,"
    assert lines[3] == "a1,Weigh,Depot,In progress,Ada;Bo,2026-02-01,one;two,"
    root = write({"x.xlsx": data})
    done = po("import", "x.xlsx")
    assert "a file of planner: read as by po import planner x.xlsx\n" in done.stdout
    assert "due: 2026-02-01\n" in (root / "stories" / "PO-1-weigh.yaml").read_text()


def test_a_damaged_workbook_is_refused(po: Po, write: Write) -> None:
    pytest.importorskip("python_calamine")
    write({"x.xlsx": archive("xl/workbook.xml")})
    done = po("import", "csv", "x.xlsx")
    assert (done.returncode, "po: `x.xlsx` is an Excel file: this workbook cannot be read\n" in done.stderr) == (
        2,
        True,
    )


def test_without_the_extra_a_workbook_says_what_to_do(write: Write) -> None:
    root = write({"x.xlsx": archive("xl/workbook.xml")})
    with pytest.raises(PoError, match="is an Excel file, not a text") as raised:
        foreign_file.text(str(root / "x.xlsx"))
    assert raised.value.hint == "save it as CSV in UTF-8, or install po-backlog[xlsx]"


@pytest.mark.parametrize(
    ("words", "data", "said"),
    [
        (["jira"], '{"projects": [{"key": "DEP"}]}', "`x` is JSON, not a table"),
        (["jira"], XML, "`x` is XML, not a table"),
        (["csv"], BEADS, "`x` is JSON, not a table"),
        (["text"], BEADS, "`x` is JSON, not a text"),
        (["text"], XML, "`x` is XML, not a text"),
        ([], XML, "`x` is XML, not a table"),
        (["csv"], b"\xd0\xcf\x11\xe0\x00", ""),
        (["csv"], b"%PDF-1.7\n", "`x` is a PDF, not a text"),
        (["csv"], archive("word/document.xml"), "`x` is a Word file, not a text"),
        (["csv"], archive("a.csv"), "`x` is a zip archive, not a text"),
        (["csv"], b"\x1f\x8b\x08", "`x` is a gzip archive, not a text"),
        (["smartsheet"], "a,b\n", "`smartsheet` is not a format that po imports"),
        ([], "Just some words.\n", "`x` is of no tool that po knows"),
    ],
)
def test_a_wrong_file_says_what_it_is(words: list[str], data: str | bytes, said: str, po: Po, write: Write) -> None:
    root = write({"x": data})
    done = po("import", *words, "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("po: ")
    assert said in done.stderr
    assert "hint: " in done.stderr
    assert not (root / "stories").exists()


def test_a_format_alone_asks_for_its_file(po: Po, write: Write) -> None:
    write({})
    done = po("import", "jira")
    assert (done.returncode, done.stderr) == (2, "po: which file of jira?\n  hint: name it: po import jira FILE\n")
