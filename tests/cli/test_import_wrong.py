"""What is no file of the tool that was named says so, with the next step; nothing is written."""

import json

import pytest

from house import Po, Write

FILES = {
    "jira.csv": "Summary,Issue key,Issue Type,Status\nx,A-1,Story,To Do\n",
    "linear.csv": "ID,Team,Title,Cycle Number,Cycle Name,Triaged\nE-1,E,x,,,\n",
    "azure.csv": "ID,Work Item Type,Title,Assigned To,State\n1,Bug,x,,New\n",
    "pivotal.csv": "Id,Title,Labels,Iteration,Type,Estimate,Current State\n1,x,,,bug,,started\n",
    "aha.csv": "Feature reference #,Feature name\nA-1,x\n",
    "github.json": json.dumps([{"number": 1, "title": "x", "stateReason": ""}]),
    "trello.json": json.dumps({"cards": [], "lists": []}),
    "json.json": json.dumps({"schema": "po.export/1", "stories": []}),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("source", ["jira", "trello"])
def test_another_tools_file_is_known(source: str, name: str, po: Po, write: Write) -> None:
    root = write({name: FILES[name]})
    tool = name.partition(".")[0]
    done = po("import", source, name)
    if tool == source:
        assert done.returncode == 0
    else:
        assert done.returncode == 2
        assert done.stderr == f"po: `{name}` looks like a file of {tool}\n  hint: try: po import {tool} {name}\n"
        assert not (root / "stories").exists()


def test_csv_reads_it_and_says_what_would_read_more(po: Po, write: Write) -> None:
    write({"x.csv": FILES["jira.csv"]})
    done = po("import", "csv", "x.csv")
    assert done.returncode == 0
    assert done.stderr == "this looks like a file of jira; po reads more of it with: po import jira x.csv\n"


@pytest.mark.parametrize(
    ("source", "text", "message"),
    [
        ("jira", "", "`bad` is empty"),
        (
            "jira",
            'Summary,Issue key\nx,A-1\n"y,A-2\nz,A-3\n',
            "bad:3:1: row 3, column 1: the quote that begins the cell is not closed",
        ),
        ("jira", "Foo,Bar\n1,2\n", "no column holds titles"),
        ("github", '[{"number": 1,\n "title": "x", "title": "y"}]', "bad:2:16: the key `title` stands twice in one"),
        ("github", '[{"number": NaN, "title": "x"}]', "bad:1:13: `NaN` is not a JSON number"),
        ("json", '{"schema": "po.export/1",\n"stories": [-Infinity]}', "bad:2:13: `-Infinity` is not a JSON number"),
        ("json", '{"schema": 1e999}', "bad:1:12: `1e999` is too large a number"),
        ("trello", f'{{"cards": {"9" * 5000}}}', "bad:1:11: `99999999999999999999…` has more than 300 digits"),
        ("github", "[" * 100_000, "bad:1:101: nested deeper than 100"),
        ("trello", '{"a":' * 100_000, "bad:1:501: nested deeper than 100"),
        ("trello", '{"cards": [}', "bad:1:12: expecting value"),
        ("json", '{"cards": "', "bad:1:11: unterminated string"),
        ("trello", '{"\\ud800": 1, "\\ud800": 2}', "bad:1:15: the key `<U+D800>` stands twice"),
        ("gherkin", "Feature: x", "`gherkin` can only be exported"),
    ],
)
def test_what_cannot_be_read_says_where(source: str, text: str, message: str, po: Po, write: Write) -> None:
    root = write({"bad": text})
    done = po("import", source, "bad")
    assert done.returncode == 2
    assert done.stderr.startswith("po: ")
    assert message in done.stderr
    assert "hint: " in done.stderr
    assert not (root / "stories").exists()


def test_hostile_cells_become_plain_text(po: Po, write: Write) -> None:
    rows = "Summary,Issue key,Description\n\"=cmd|'/c calc'!A1\",../../etc/passwd,<script>alert(1)</script>\n"
    root = write({"x.csv": rows + f"a\x00b\x1b[31m,A-2,{'y' * 60_000}\nragged,A-3,d,e,f\n"})
    done = po("import", "jira", "x.csv")
    assert done.returncode == 0
    assert "rows 3" not in done.stderr
    assert "row 4: the row has 5 cells, the header 3: the rest is left out" in done.stdout
    assert done.stdout.count("row 3: ") == 2
    first, second, third = (path.read_text() for path in sorted((root / "stories").iterdir()))
    assert "title: =cmd|'/c calc'!A1\n" in first
    assert "x-jira-key: ../../etc/passwd\n" in first
    assert "<script>alert(1)</script>" in first
    assert "title: a b [31m\n" in second
    assert "title: ragged\n" in third
    assert {path.parent for path in root.rglob("*.yaml")} == {root, root / "stories"}
    assert po("validate").returncode == 0


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (
            "a,A-1,A-2,\nb,A-2,A-1,\n",
            "row 3: depends_on: these would wait for each other: PO-1 → PO-2 → PO-1: PO-1",
        ),
        (
            "a,A-1,,A-2\nb,A-2,,A-1\n",
            "row 3: parent: these would be each other's parents: PO-2 → PO-1 → PO-2: left",
        ),
        ("a,A-1,,\nb,A-2,,A-1\nc,A-3,A-1,A-2\n", "row 4: depends_on: PO-3 is part of PO-1, which says enough: left"),
        ("a,A-1,A-9,A-8\n", "row 2: depends_on: no other story is called `A-9`: left out"),
    ],
)
def test_what_validate_would_call_an_error_is_left_out(rows: str, note: str, po: Po, write: Write) -> None:
    write({"x.csv": f"Title,Key,Depends on,Parent\n{rows}"})
    assert note in po("import", "csv", "x.csv", "--dry-run").stdout
    assert note in po("import", "csv", "x.csv").stdout
    assert po("validate").returncode == 0
    assert "imported no stories" not in po("import", "csv", "x.csv").stdout
    assert po("validate").returncode == 0


def test_rings_with_what_is_here_are_left_out(po: Po, write: Write) -> None:
    here = {
        "stories/PO-1.yaml": "id: PO-1\ntitle: a\ndepends_on: [PO-2]\nparent: PO-3\n",
        "stories/PO-2.yaml": "id: PO-2\ntitle: b\n",
        "stories/PO-3.yaml": "id: PO-3\ntitle: c\ntype: epic\n",
    }
    write({**here, "x.csv": "ID,Title,Depends on,Parent\nPO-2,b,PO-1,\nPO-3,c,,PO-1\n"})
    found = po("import", "csv", "x.csv").stdout
    assert "depends_on: these would wait for each other" in found
    assert "parent: these would be each other's parents" in found
    assert po("validate").returncode == 0


def test_a_role_that_is_no_persona_is_left_out(po: Po, write: Write) -> None:
    write({"po.yaml": "personas: [Packer]\n", "x.csv": "title,as a\na,packer\nb,clerk\n"})
    assert "row 3: as_a: `clerk` is not a persona of po.yaml: left out" in po("import", "csv", "x.csv").stdout
    assert po("validate").returncode == 0
    again = po("import", "csv", "x.csv")
    assert (again.returncode, "imported 2 stories unchanged" in again.stdout) == (0, True)
