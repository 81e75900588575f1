"""Bad input, for every importer: a message with its place and the next step, no crash, nothing written on refusal."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from types import ModuleType

import pytest

from house import Po, Write
from pocli import registry
from pocli.errors import PoError
from pocli.features.imports.import_ids import ImportOptions
from pocli.features.imports.import_plan import intake
from pocli.model.backlog import Backlog
from pocli.tables import csv_table
from pocli.tables.items import Import

HEADS = {
    "jira": "Summary,Issue key,Description,Issue Type,Status",
    "linear": "Title,ID,Description,Team,Status",
    "azure": "Title,ID,Description,Work Item Type,State",
    "pivotal": "Title,Id,Description,Type,Current State",
    "aha": "Feature name,Feature reference #,Feature description,x,y",
    "productboard": "Name,ID,Description,x,y",
    "csv": "title,key,description,x,y",
}
"""A title, a key, a description and two more columns."""
MIXED = {"azure", "aha", "productboard"}
"""Their descriptions are HTML."""
ALL = [name for name in registry.names("exchange") if hasattr(registry.member("exchange", name), "read")]


def of(name: str) -> ModuleType:
    return registry.member("exchange", name)


def rows(name: str, *cells: list[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(cells)
    return f"{HEADS[name]}\n{text.getvalue()}"


def refused(name: str, text: str) -> str:
    with pytest.raises(PoError) as raised:
        of(name).read(text, {})
    assert raised.value.hint
    return raised.value.message


def said(found: Import, row: int) -> str:
    return "\n".join(why for at, why in intake(found, Backlog()).notes if at == row)


@pytest.mark.parametrize("name", HEADS)
def test_a_quote_that_is_not_closed(name: str) -> None:
    text = rows(name, ["a", "K-1", "two\nlines", "", ""], ["b", "K-2", "@", "", ""], *[["c", "K-3", "d", "", ""]] * 9)
    assert refused(name, text.replace("@", '"open')) == (
        "4:7: row 3, column 3: the quote that begins the cell is not closed"
    )
    closed = text.replace("@", '"open').replace("c,", '"c",', 1)
    assert refused(name, closed) == (
        "4:7: row 3, column 3: the quote that begins the cell is closed on line 5, but the cell goes on"
    )


@pytest.mark.parametrize("name", HEADS)
def test_rows_that_a_quote_swallowed_are_named(name: str) -> None:
    text = rows(name, ["a", "K-1", "@", "", ""], *[["c", "K-3", "d", "", ""]] * 3, ["e", "K-4", '12"', "", ""])
    swallowed = text.replace("@", '"open').replace('"12"""', '12"')
    found = of(name).read(swallowed, {})
    assert len(found.items) == 1
    assert "holds 3 lines that may be rows of their own: check its quotes" in said(found, 2)


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize(("bad", "why"), [("x\0y", "control characters"), ("y" * 10_000_000, "longer than 50,000")])
def test_what_no_file_can_hold_is_named_with_row_and_column(name: str, bad: str, why: str) -> None:
    title, _, description, *_ = HEADS[name].split(",")
    found = of(name).read(rows(name, ["ok", "K-1", "d", "", ""], [f"t{bad}", "K-2", f"d{bad}", "", ""]), {})
    assert said(found, 2) == ""
    assert f"{title}: {why}" in said(found, 3)
    assert f"{description}: {why}" in said(found, 3)


@pytest.mark.parametrize("name", HEADS)
def test_ragged_rows_and_keys_twice(name: str) -> None:
    found = of(name).read(rows(name, ["a", "K-1", "", "", "", "more"], ["b", "K-1", "", "", ""], ["c"]), {})
    assert said(found, 2) == "the row has 6 cells, the header 5: the rest is left out"
    assert said(found, 3) == "`b` (K-1) is already in row 2: left out"
    assert [row.title for row in intake(found, Backlog()).rows] == ["a", "c"]


@pytest.mark.parametrize("name", HEADS)
def test_formulas_scripts_and_paths_are_only_text(name: str) -> None:
    cells = ["=cmd|'/c calc'!A1", "../../etc/passwd", "<script>alert(1)</script>@SUM(A1)", "", ""]
    (row,) = intake(of(name).read(rows(name, cells), {}), Backlog()).rows
    assert (row.ident, row.title) == ("PO-1", cells[0])
    assert row.fields["x-" + name + "-key"] == cells[1]
    told = str(row.fields.get("description", ""))
    assert told.endswith("@SUM(A1)") if name in MIXED else told == cells[2]


@pytest.mark.parametrize("name", HEADS)
def test_another_kind_of_file(name: str) -> None:
    assert refused(name, '{"x": [1]}') == "this looks like JSON, not a table"
    assert refused(name, "a,b\n1,2\n") == "no column holds titles"
    assert of(name).read(HEADS[name] + "\n", {}).items == ()


DOCUMENTS: Mapping[str, Callable[[Mapping[str, object]], object]] = {
    "github": lambda one: [{"number": 1, "url": "https://github.com/o/r/issues/1", **one}],
    "trello": lambda one: {"lists": [], "cards": [{"id": "1", **one}]},
    "json": lambda one: {"schema": "po.export/1", "stories": [one]},
}
NAMES = {"github": ("title", "body"), "trello": ("name", "desc"), "json": ("title", "description")}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    ("bad", "why"),
    [("x\0y", "control characters"), ("x\ud800y", "control characters"), ("y" * 10_000_000, "longer than 50,000")],
)
def test_what_no_file_can_hold_is_named_with_its_key(name: str, bad: str, why: str) -> None:
    title, description = NAMES[name]
    found = of(name).read(json.dumps(DOCUMENTS[name]({title: f"t{bad}", description: f"d{bad}"})), {})
    assert f"{title}: {why}" in said(found, 1)
    assert f"{description}: {why}" in said(found, 1)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    "value", [None, 5, True, "x", [], {}, [None], [5], [[]], [{}], [{"name": {"a": 1}}], {"a": [{}]}]
)
def test_a_value_of_any_shape_is_no_crash(name: str, value: object) -> None:
    keys = "labels assignees milestone projectItems state author createdAt type idList due checklists number url id"
    keys += " rice acceptance_criteria depends_on points evidence links status parent goal sprint x-a wsjf title name"
    for key in keys.split():
        one = {NAMES[name][0]: "t", key: value}
        intake(of(name).read(json.dumps(DOCUMENTS[name](one)), {}), Backlog())


@pytest.mark.parametrize("text", ["null", "1", '"x"', "[1, 2]", "{}", '{"x": []}'])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_of_another_kind(name: str, text: str) -> None:
    assert refused(name, text).startswith(
        ("there are no issues", "this is not a Trello board", "this is not JSON that po wrote")
    )


def test_no_issues_are_no_fault() -> None:
    assert of("github").read("[]", {}).items == ()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "`bad` is empty"),
        (b" \n\n", "`bad` is empty"),
        (b"a\nb\xc3\xa9\xed\xa0\x80", "bad:2:3: not UTF-8"),
    ],
)
def test_no_text_at_all(name: str, data: bytes, message: str, po: Po, write: Write) -> None:
    root = write({"bad": data})
    done = po("import", name, "bad")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"po: {message}\n  hint: ")
    assert not (root / "stories").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: a\ntitle: b\n", "bad:2:1: the key `title` stands twice"),
        ("prose\n```yaml\ntitle: &a x\n```\n", "bad:3:8: anchors are not allowed"),
        ("title: " + "[" * 100_000, "bad:1:39: nested deeper than 32"),
    ],
)
def test_a_draft_says_where(text: str, message: str, po: Po, write: Write) -> None:
    root = write({"bad": text})
    done = po("import", "draft", "bad")
    assert done.returncode == 2
    assert done.stderr.startswith(f"po: {message}\n  hint: ")
    assert not (root / "stories").exists()


def test_lines_that_hold_what_no_file_can() -> None:
    found = of("text").read("As a user, I want a\0b\n", {})
    assert said(found, 1) == "the line: control characters were removed"
    found = of("draft").read("# T\0\n- a\n", {})
    assert said(found, 1) == "the story: control characters were removed"
    found = of("backlog-md").read("---\nid: t-1\ntitle: a\0\n---\n", {})
    assert said(found, 0) == "title: control characters were removed"


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"])
def test_a_place_is_that_of_an_editor(mark: str) -> None:
    with pytest.raises(PoError, match=r"^3:3: row 2, column 2"):
        csv_table.records(f'sep=;{mark if mark != chr(13) else chr(10)}a;b{mark}1;"x{mark}2;3{mark}')


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jira", "Summary,Issue key,Parent key,Inward issue link (Blocks)\na,A-1,A-2,A-2\nb,A-2,A-1,A-1\n"),
        ("linear", "Title,ID,Parent issue,Blocked by\na,A-1,A-2,A-2\nb,A-2,A-1,A-1\n"),
        ("csv", "title,key,parent,depends on\na,A-1,A-2,A-2\nb,A-2,A-1,A-1\n"),
        (
            "json",
            json.dumps(
                {
                    "schema": "po.export/1",
                    "stories": [
                        {"id": "PO-1", "title": "a", "parent": "PO-2", "depends_on": ["PO-2"]},
                        {"id": "PO-2", "title": "b", "parent": "PO-1", "depends_on": ["PO-1"]},
                    ],
                }
            ),
        ),
    ],
)
def test_rings_are_opened_and_named(name: str, text: str) -> None:
    answer = intake(of(name).read(text, {}), Backlog(), ImportOptions(sound=True))
    told = "\n".join(why for at, why in answer.notes)
    assert "depends_on: PO-1 is part of PO-2, which says enough: left out" in told
    assert "parent: these would be each other's parents: PO-2 → PO-1 → PO-2: left out" in told
    assert [row.fields.get("depends_on") for row in answer.rows] == [None, ["PO-1"]]
