"""Any table becomes stories, and nothing of it is lost without a word."""

import csv as standard
import io
from fractions import Fraction
from statistics import mean, mode, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrivals import shared, stories
from pocli.errors import PoError
from pocli.exchange import csv
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.features.imports.row_merge import digest
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.story import Rice, Story


def table(text: str, *taken: Story, links: str = "", **mapping: str) -> ImportPlan:
    found = csv.read(text, mapping)
    more, notes = csv.links(links) if links else ((), ())
    return intake(found._replace(links=more, notes=(*found.notes, *notes)), Backlog(stories=taken))


def score(rice: Rice | None) -> Fraction:
    assert rice is not None
    assert rice.reach is not None
    assert rice.impact is not None
    assert rice.confidence is not None
    assert rice.effort is not None
    return rice.reach * rice.impact * rice.confidence / rice.effort


@pytest.mark.parametrize(
    ("name", "scores"),
    [
        ("mcbride", [Fraction(675), Fraction(400), Fraction(800)]),
        ("feature-requests", [Fraction(1200), Fraction(10_000), Fraction(750), Fraction(7000, 3)]),
        ("words", [Fraction(2000), Fraction(800), Fraction(375)]),
    ],
)
def test_public_rice_tables_have_their_published_scores(name: str, scores: list[Fraction]) -> None:
    found = table(shared(f"rice/{name}.csv"))
    assert [score(story.rice) for story in stories(found)] == scores
    assert found.unused == ()
    assert found.notes == ()


def test_a_real_backlog_with_its_links() -> None:
    found = table(shared("usergrid/issues.csv"), links=shared("usergrid/links.csv"))
    made = stories(found)
    points = [story.points for story in made if story.points is not None]
    assert (len(made), min(points), max(points), mode(points)) == (482, *map(Fraction, (1, 8, 3)))
    assert (round(float(mean(points)), 2), round(pstdev(map(float, points)), 2)) == (2.85, 1.40)
    by_key = {story.extra["x-csv-key"]: story for story in made}
    first, second = by_key["USERGRID-536"], by_key["USERGRID-541"]
    assert second.id in first.depends_on
    assert first.id in second.depends_on
    rows = list(standard.DictReader(io.StringIO(shared("usergrid/links.csv"))))
    wanted = set()
    for row in rows:
        one, two = by_key[row["issuekey"]].id, by_key[row["linkedIssueKey"]].id
        if row["name"] in {"is blocked by", "depends upon"}:
            wanted.add((one, two))
        elif row["name"] in {"blocks", "is depended upon by"}:
            wanted.add((two, one))
    assert {(story.id, other) for story in made for other in story.depends_on} == wanted
    assert len(found.notes) == 20


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_delimiter_with_or_without_a_mark(delimiter: str, begin: str, newline: str) -> None:
    lines = ["name,story points,notes", '"a, b; c",3,"x', 'y"', "d,5,"]
    text = begin + newline.join(lines).replace(",", delimiter) + newline
    wanted = " ".join(f"a{delimiter} b; c".split())  # a title is one line, a tab in it a space
    first, second = stories(table(text))
    assert (first.title, first.points, first.description) == (wanted, Fraction(3), "x\ny")
    assert (second.title, second.points, second.description) == ("d", Fraction(5), "")


def test_a_spreadsheet_that_names_its_delimiter() -> None:
    (row,) = table("sep=;\ntitle;points\nA, b;2\n").rows
    assert (row.fields, row.line) == ({"id": "PO-1", "title": "A, b", "points": "2"}, 3)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Feature_Name", "title"),
        ("SUMMARY", "title"),
        ("Reach (users / quarter)", "reach"),
        ("Effort [person-months]", "effort"),
        ("Person-Months", "effort"),
        ("Story-Points", "points"),
        ("storypoint", "points"),
        ("Custom field (Story Points)", "points"),
        ("Issue Key", "key"),
        ("So that", "so_that"),
        ("Depends on", "depends_on"),
        ("(users)", ""),
        ("Nonsense", ""),
    ],
)
def test_headers_are_matched_by_meaning(header: str, field: str) -> None:
    found = table(f"{header},Title\n1,x\n") if field != "title" else table(f"{header},Other\nx,1\n")
    assert found.columns[0][:2] == (header, field)


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("reach", '"1,200"', "1200"),
        ("reach", "1 200", "1200"),
        ("reach", "800..2000", "800..2000"),
        ("confidence", "80%", "80%"),
        ("confidence", "1.0", "1.0"),
        ("confidence", "80", "80%"),
        ("Confidence (%)", "1", "1%"),
        ("effort", '"0,5"', "0.5"),
        ("impact", "High", "High"),
    ],
)
def test_values_keep_their_meaning(header: str, cell: str, value: str) -> None:
    found = table(f"title,{header}\nx,{cell}\n")
    stories(found)
    rice = found.rows[0].fields["rice"]
    assert rice == {found.columns[1][1]: value}
    assert found.notes == ()


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("points", "-1"),
        ("points", "010"),
        ("points", "1e400"),
        ("points", "nan"),
        ("points", "٣"),
        ("points", "9" * 5000),
        ("effort", "0"),
        ("impact", "7"),
        ("confidence", "high%"),
        ("status", "mysterious"),
        ("type", "saga"),
        ("due", "18/Okember/25"),
        ("due", "3/4/2025"),
        ("goal", "grow"),
        ("parent", "X-1"),
        ("depends on", "X-1"),
    ],
)
def test_what_does_not_fit_is_named_and_left_out(header: str, cell: str) -> None:
    found = table(f"title,{header}\nx,{cell}\n")
    assert [story.title for story in stories(found)] == ["x"]
    assert set(found.rows[0].fields) == {"id", "title"}
    ((row, reason),) = found.notes
    assert row == 2
    assert reason.startswith((header.replace(" ", "_"), header))


def test_rows_without_a_title_and_repeated_keys_are_named() -> None:
    found = table("key,title\nA,x\nB,\nA,y\n,\n")
    assert [row.title for row in found.rows] == ["x"]
    assert [row for row, _ in found.notes] == [3, 4]


def test_the_second_column_of_one_name_is_merged_or_named() -> None:
    found = table("title,labels,labels,points,points,title\nx,a,b; c,1,2,y\n")
    assert found.rows[0].fields == {"id": "PO-1", "title": "x", "points": "1", "labels": ["a", "b", "c"]}
    assert found.unused == ("points", "title")


def test_new_ids_follow_those_that_are_taken() -> None:
    taken = (Story("a", "PO-9", "x"), Story("b", "PO-12", "y"))
    assert [row.ident for row in table("title\nb\na\n", *taken).rows] == ["PO-13", "PO-14"]
    broken = Backlog(unreadable=(Unreadable("stories/PO-40-broken.yaml", 1, ""),))
    assert [row.ident for row in intake(csv.read("title\nb\n", {}), broken).rows] == ["PO-41"]


def test_a_second_import_changes_the_same_stories() -> None:
    text = "key,title,depends on,epic\nK-1,a,K-2,\nK-2,b,,K-1\n"
    once = table(text)
    again = table(text, *stories(once))
    assert [row.ident for row in again.rows] == [row.ident for row in once.rows]
    assert [(bool(row.path), row.changes) for row in again.rows] == [(True, ())] * 2
    assert once.rows[0].fields["depends_on"] == ["PO-2"]
    assert once.rows[1].fields["parent"] == "PO-1"


def test_our_own_ids_name_the_stories_to_change() -> None:
    taken = Story("a", "PO-3", "old title", depends_on=("PO-1",))
    found = table("id,points,depends on\nPO-3,5,PO-7\nPO-7,,\n", taken)
    assert [(row.ident, row.title, row.path) for row in found.rows] == [("PO-3", "old title", "a")]
    assert found.notes[-1][0] == 3
    assert found.rows[0].fields["points"] == "5"


def test_a_foreign_id_is_kept_as_a_key() -> None:
    (row,) = table("id,title\n272,x\n").rows
    assert row.fields == {"id": "PO-1", "title": "x", "x-csv-key": "272", "x-csv-seen": {"title": digest("title", "x")}}


def test_columns_can_be_named() -> None:
    found = table("Was,Wert,Team,title\nx,5,red,no\n", Was="title", Wert="rice.reach", Team="x-team")
    assert found.rows[0].fields == {"id": "PO-1", "title": "x", "rice": {"reach": "5"}, "x-team": "red"}
    assert found.unused == ("title",)
    with pytest.raises(PoError, match="no column is called `Was`"):
        table("title\nx\n", Was="title")
    with pytest.raises(PoError, match="no field is called `titel`") as caught:
        table("title\nx\n", title="titel")
    assert caught.value.hint == "did you mean `title`?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column holds titles"),
        ("points\n1\n", "no column holds titles"),
        ('title,a\nx,1\n"y,2\n', "3:1: row 3, column 1: the quote that begins the cell is not closed"),
        ('title,a\n"x" y,2\n', "2:1: row 2, column 1: .* is closed on line 2, but the cell goes on"),
    ],
)
def test_what_is_no_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(PoError, match=message):
        table(text)


def test_long_and_hostile_texts() -> None:
    long = "word " * 60
    found = table(f'title,description\n{long},more\n"a\nb\x1b[1m\u202e","x\x00y\r\nz"\n')
    first, second = stories(found)
    assert (len(first.title), first.title[-1]) == (200, "…")
    assert first.description == f"{long.strip()}\n\nmore"
    assert (second.title, second.description) == ("a b [1m", "xy\nz")
    assert [row for row, _ in found.notes] == [3, 3]


def test_the_guard_against_formulas_is_taken_off() -> None:
    assert [row.title for row in table("title\n'=1+1\n'tis\n").rows] == ["=1+1", "'tis"]


def test_links_need_both_ends_and_their_columns() -> None:
    links = "issuekey,linkedIssueKey,name\nA,B,blocks\nB,A,is blocked by\nA,C,blocks\nA,A,blocks\nA,B,relates to\n"
    found = table("key,title\nA,x\nB,y\n", links=links)
    assert [story.depends_on for story in stories(found)] == [(), ("PO-1",)]
    assert [row for row, _ in found.notes] == [4, 5, 6]
    with pytest.raises(PoError, match="links lacks a column"):
        table("title\nx\n", links="a,b\n1,2\n")


CELL = st.one_of(st.text(max_size=20), st.sampled_from(["PO-1", "1", "80%", "1,200", "A", "B", "2026-01-01", "bug"]))
HEADERS = ["title", "id", "key", "reach", "impact", "confidence", "effort", "points", "labels", "depends on", "parent"]
HEADERS += ["status", "type", "due", "goal", "description", "owner", "as a"]


@given(st.lists(st.lists(CELL, min_size=len(HEADERS), max_size=len(HEADERS)), max_size=6))
def test_every_story_of_every_table_validates(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    standard.writer(text).writerows([HEADERS, *rows])
    found = table(text.getvalue())
    made = stories(found)
    assert len({story.id for story in made}) == len(made)
    assert Backlog(stories=tuple(made)).known_ids() == {row.ident for row in found.rows}
    assert len(found.columns) == len(HEADERS)
