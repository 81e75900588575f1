"""Does every look show every block, and no stranger's text as anything but text?"""
# ruff: noqa: E501, FBT003 - snapshots are as wide as they are; a look takes (page, width, colour) by position

import csv
import io
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt
from rich.cells import cell_len

from pocli.page import Cell, Checklist, Column, Heading, Item, Lane, Mark, Page, Table, Timeline, blank, line, page
from pocli.render import csv as sheet
from pocli.render import markdown, plain, terminal
from pocli.text import HOSTILE, cells

COLUMNS = (
    Column("rank", "#", right=True),
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("points", "pts", right=True),
    Column("score", "score", right=True),
)
WHOLE = page(
    Heading("Sprint S-25"),
    line("Sprint Goal: ", Cell("Books can be exported without a developer", "strong"), Cell(" (at risk)", "bad")),
    line("40 of 40 points: 9 under way, 23 new, 8 kept for bugs, which is the reserve of 20 % that po.yaml asks for"),
    blank(),
    Table(
        COLUMNS,
        (
            (
                Cell("1", value="1"),
                Cell("PO-44", "accent"),
                Cell("Certificate change by law"),
                Cell("2"),
                Cell("1,200", value="1200"),
            ),
            (
                Cell("2"),
                Cell("PO-7"),
                Cell("Single sign-on for enterprise customers, which all of them have been asking for"),
                Cell("8"),
                Cell("-3.5"),
            ),
            (Cell("10"), Cell("PO-9"), Cell("日本語の請求書を出力する | =HYPERLINK()"), Cell(""), Cell("–", "muted")),
        ),
    ),
    blank(),
    (
        Heading("Acceptance criteria"),
        Checklist(
            (
                Item(True, ("# A file is offered",), "PR 12"),
                Item(False, ("Given a book with 3 rows", "When it is exported", "Then the file has 3 rows")),
                Item(False, ()),
            )
        ),
    ),
)
NASTY = (
    "\x1b[2J\x1b]52;c;AAAA\x07\u202egnp\u2028\x85[red]x[/red] :smile: "
    "<b>&amp;</b> `a` *b* _c_ ~~d~~ $e$ \\| ##[group] ::x"
)
STARTS = [
    "# x",
    "- x",
    "* x",
    "+ x",
    "1. x",
    "12) x",
    "> x",
    "===",
    "---",
    "```",
    "    x",
    "| a | b |",
    "\tx",
    "~~~",
    "<b>",
    ":-",
]
LOOKS = [plain, terminal, markdown]

texts = st.one_of(st.text(max_size=60), st.sampled_from([NASTY, *STARTS, "日本語" * 20, "👩‍👧 é ⚠️", "x" * 90]))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    titles = draw(st.lists(texts, min_size=1, max_size=4))
    columns = tuple(Column(f"c{i}", title, draw(st.booleans()), draw(st.booleans())) for i, title in enumerate(titles))
    row = st.tuples(*(st.builds(Cell, texts) for _ in columns))
    table = Table(columns, tuple(draw(st.lists(row, max_size=3))))
    items = draw(
        st.lists(
            st.builds(Item, st.booleans(), st.lists(texts, max_size=3).map(tuple), texts, st.integers(0, 120)),
            max_size=2,
        )
    )
    return page(Heading(draw(texts)), line(draw(texts), draw(texts)), table, Checklist(tuple(items)), line(draw(texts)))


def test_plain_aligns_and_cuts_nothing() -> None:
    assert plain.render(WHOLE, 0, False) == snapshot("""\
Sprint S-25
Sprint Goal: Books can be exported without a developer (at risk)
40 of 40 points: 9 under way, 23 new, 8 kept for bugs, which is the reserve of 20 % that po.yaml asks for

 #  id     title                                                                            pts  score
 1  PO-44  Certificate change by law                                                          2  1,200
 2  PO-7   Single sign-on for enterprise customers, which all of them have been asking for    8   -3.5
10  PO-9   日本語の請求書を出力する | =HYPERLINK()                                                   –

Acceptance criteria
[x] # A file is offered (PR 12)
[ ] Given a book with 3 rows
    When it is exported
    Then the file has 3 rows
[ ]
""")


def test_terminal_at_80() -> None:
    assert terminal.render(WHOLE, 80, False) == snapshot("""\
Sprint S-25
Sprint Goal: Books can be exported without a developer (at risk)
40 of 40 points: 9 under way, 23 new, 8 kept for bugs, which is the reserve of
20 % that po.yaml asks for

 #  id     title                                                      pts  score
────────────────────────────────────────────────────────────────────────────────
 1  PO-44  Certificate change by law                                    2  1,200
 2  PO-7   Single sign-on for enterprise customers, which all of th…    8   -3.5
10  PO-9   日本語の請求書を出力する | =HYPERLINK()                             –

Acceptance criteria
[x] # A file is offered (PR 12)
[ ] Given a book with 3 rows
    When it is exported
    Then the file has 3 rows
[ ]
""")


def test_terminal_at_80_in_colour() -> None:
    assert terminal.render(page(WHOLE.blocks[0], WHOLE.blocks[1], WHOLE.blocks[4]), 80, True) == snapshot("""\
\x1b[1mSprint S-25\x1b[0m
Sprint Goal: \x1b[1mBooks can be exported without a developer\x1b[0m\x1b[31m (at risk)\x1b[0m
 \x1b[1m#\x1b[0m  \x1b[1mid\x1b[0m     \x1b[1mtitle\x1b[0m                                                      \x1b[1mpts\x1b[0m  \x1b[1mscore\x1b[0m
\x1b[2m────────────────────────────────────────────────────────────────────────────────\x1b[0m
 1  \x1b[36mPO-44\x1b[0m  Certificate change by law                                    2  1,200
 2  PO-7   Single sign-on for enterprise customers, which all of th…    8   -3.5
10  PO-9   日本語の請求書を出力する | =HYPERLINK()                             \x1b[2m–\x1b[0m
""")


def test_terminal_under_40_shows_a_list() -> None:
    assert terminal.render(WHOLE, 30, False) == snapshot("""\
Sprint S-25
Sprint Goal: Books can be
exported without a developer
(at risk)
40 of 40 points: 9 under way,
23 new, 8 kept for bugs, which
is the reserve of 20 % that
po.yaml asks for

1  PO-44  Certificate change
by law
  pts 2 · score 1,200
2  PO-7  Single sign-on for
enterprise customers, which
all of them have been asking
for
  pts 8 · score -3.5
10  PO-9
日本語の請求書を出力する |
=HYPERLINK()
  score –

Acceptance criteria
[x] # A file is offered (PR
    12)
[ ] Given a book with 3 rows
    When it is exported
    Then the file has 3 rows
[ ]
""")


def test_markdown() -> None:
    assert markdown.render(WHOLE, 0, False) == snapshot("""\
# Sprint S-25

Sprint Goal: Books can be exported without a developer (at risk)\\
40 of 40 points: 9 under way, 23 new, 8 kept for bugs, which is the reserve of 20 % that po.yaml asks for

| \\# | id | title | pts | score |
| ---: | --- | --- | ---: | ---: |
| 1 | PO-44 | Certificate change by law | 2 | 1,200 |
| 2 | PO-7 | Single sign-on for enterprise customers, which all of them have been asking for | 8 | -3.5 |
| 10 | PO-9 | 日本語の請求書を出力する \\| =HYPERLINK() |  | – |

## Acceptance criteria

- [x] \\# A file is offered (PR 12)
- [ ] Given a book with 3 rows\\
  When it is exported\\
  Then the file has 3 rows
- [ ] \n\
""")


def test_csv() -> None:
    assert sheet.render(WHOLE, 0, False) == snapshot("""\
rank,id,title,points,score
1,PO-44,Certificate change by law,2,1200
2,PO-7,"Single sign-on for enterprise customers, which all of them have been asking for",8,-3.5
10,PO-9,日本語の請求書を出力する | =HYPERLINK(),,–
""")


def test_a_page_without_a_table_has_no_csv() -> None:
    assert sheet.render(page(Heading("x")), 0, False) == ""


@pytest.mark.parametrize("look", [*LOOKS, sheet])
def test_an_empty_page_is_nothing(look: object) -> None:
    assert look.render(page(), 80, False) == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [30, 80])
def test_a_table_of_nothing(look: object, width: int) -> None:
    none = look.render(page(Table((), ())), width, False)  # type: ignore[attr-defined]
    assert none == ""
    look.render(page(Table(COLUMNS, ())), width, False)  # type: ignore[attr-defined]


@given(pages(), st.integers(20, 200))
def test_no_hostile_character_reaches_a_person(answer: Page, width: int) -> None:
    for look in LOOKS:
        shown = look.render(answer, width, False)
        assert not HOSTILE.search(shown.replace("\n", ""))


@given(pages(), st.integers(20, 200))
def test_no_line_of_a_terminal_is_too_wide(answer: Page, width: int) -> None:
    shown = terminal.render(answer, width, False)
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert all(row == row.rstrip(" ") for row in shown.split("\n"))


@given(pages(), st.integers(20, 200))
def test_colour_adds_only_sgr_of_the_eight_colours(answer: Page, width: int) -> None:
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", terminal.render(answer, width, True)))
    assert codes <= {"0", "1", "2", "31", "32", "33", "36"}
    bare = re.sub(r"\x1b\[[0-9;]*m", "", terminal.render(answer, width, True))
    assert bare == terminal.render(answer, width, False)


def test_colours_never_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = terminal.render(WHOLE, 60, True)
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20", "TTY_COMPATIBLE": "0"}.items():
        monkeypatch.setenv(name, value)
    assert terminal.render(WHOLE, 60, True) == expected


@given(st.integers(40, 200), st.from_regex(r"PO-[0-9]{1,6}", fullmatch=True), texts)
def test_an_id_is_never_cut(width: int, ident: str, title: str) -> None:
    table = Table(COLUMNS, ((Cell("1"), Cell(ident), Cell(title), Cell("3"), Cell("1,200")),))
    assert ident in terminal.render(page(table), width, False)


@given(st.lists(st.sampled_from(["a", "日本", "é", "e\u0301", "x" * 9]), min_size=1))
def test_plain_columns_stand_under_each_other(words: list[str]) -> None:
    table = Table((Column("a", "a"), Column("b", "b")), tuple((Cell(word), Cell("|")) for word in words))
    rows = plain.render(page(table), 0, False).splitlines()[1:]
    assert len({cells(row) for row in rows}) == 1


CUT = "<!-- -->"
"""What cuts `@ada` and `#12` in Markdown, so that they are no mentions; a text that says it itself would not read so."""


def kinds(text: str) -> list[str]:
    """Say which structure a Markdown parser sees."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = parser.parse(text)
    inner = [child.type for token in found for child in token.children or () if child.content != CUT]
    return [token.type for token in found if token.type != "inline"] + [kind for kind in inner if kind != "text"]


def read(text: str) -> str:
    """Return the texts that a Markdown parser sees."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return "".join(child.content for token in found for child in token.children or () if child.type == "text")


@given(texts)
def test_markdown_text_makes_no_structure_and_reads_as_it_was(text: str) -> None:
    seen = HOSTILE.sub("", text)
    seen = " ".join(seen.split())
    for block, structure in (
        (line(seen), ["paragraph_open", "paragraph_close"]),
        (Heading(seen), ["heading_open", "heading_close"]),
    ):
        shown = markdown.render(page(block), 0, False)
        assert kinds(shown) == (structure if seen or isinstance(block, Heading) else [])
        assert read(shown) == seen


@given(texts, texts, texts)
def test_markdown_blocks_keep_their_structure(one: str, two: str, three: str) -> None:
    table = Table((Column("a", one), Column("b", "b")), ((Cell(two), Cell(three)),))
    listed = Checklist((Item(True, (f"a{one}", f"b{two}"), three),))
    cell = ["tr_open", "{}_open", "{}_close", "{}_open", "{}_close", "tr_close"]
    expected = ["table_open", "thead_open", *(part.format("th", "th") for part in cell), "thead_close", "tbody_open"]
    expected += [*(part.format("td", "td") for part in cell), "tbody_close", "table_close"]
    assert kinds(markdown.render(page(table), 0, False)) == expected
    items = ["bullet_list_open", "list_item_open", "paragraph_open", "paragraph_close", "list_item_close"]
    assert kinds(markdown.render(page(listed), 0, False)) == [*items, "bullet_list_close", "hardbreak"]


@pytest.mark.parametrize("start", STARTS)
def test_markdown_lines_that_look_like_blocks(start: str) -> None:
    shown = markdown.render(page(line("above"), line(start), line("below")), 0, False)
    assert kinds(shown) == ["paragraph_open", "paragraph_close", "hardbreak", "hardbreak"]


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    table = Table(
        (Column("a", "A"), Column("b", "B")), tuple((Cell(one), Cell("shown", value=two)) for one, two in rows)
    )
    text = sheet.render(page(table), 0, False)
    header, *found = csv.reader(io.StringIO(text, newline=""))
    assert header == ["a", "b"]
    for row, back in zip(rows, found, strict=True):
        for value, got in zip(row, back, strict=True):
            guarded = value.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(r"-?\d+(\.\d+)?", value)
            assert got == (f"'{value}" if guarded else value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "-5"),
        ("-0.5", "-0.5"),
        ("-x", "'-x"),
        ("+1", "'+1"),
        ("@a", "'@a"),
        ("a=b", "a=b"),
        ("\tx", "'\tx"),
    ],
)
def test_csv_guards_against_formulas(text: str, written: str) -> None:
    assert sheet.render(page(Table((Column("a", ""),), ((Cell(text),),))), 0, False) == f"a\n{written}\n"


TIMES = page(
    Timeline(
        (("S-25", "30 Nov"), ("S-26", "14 Dec")),
        (
            Lane(Cell("G-1", "strong"), "Finance closes the month", (Mark("10 pts", Fraction(1, 2)), Mark())),
            Lane(Cell("R-1", "strong"), "A law firm\x1b[31m | wants it", (Mark(), Mark("◆ met", role="good"))),
        ),
    )
)


def test_a_timeline_in_every_look() -> None:
    assert terminal.render(TIMES, 80, False) == snapshot("""\
                                 S-25  30 Nov  S-26  14 Dec
───────────────────────────────────────────────────────────
G-1  Finance closes the month    █████ 10 pts
R-1  A law firm␛[31m | wants it                ◆ met
""")
    assert plain.render(TIMES, 80, False) == snapshot("""\
                                 S-25  30 Nov  S-26  14 Dec
G-1  Finance closes the month    10 pts
R-1  A law firm␛[31m | wants it                ◆ met
""")
    assert markdown.render(TIMES, 0, False) == snapshot("""\
|  |  | S-25  30 Nov | S-26  14 Dec |
| --- | --- | --- | --- |
| G-1 | Finance closes the month | 10 pts |  |
| R-1 | A law firm␛\\[31m \\| wants it |  | ◆ met |
""")
    assert sheet.render(TIMES, 0, False) == snapshot("""\
name,title,S-25,S-26
G-1,Finance closes the month,10 pts,
R-1,A law firm\x1b[31m | wants it,,◆ met
""")


def test_a_title_that_is_the_answer_goes_on_below() -> None:
    columns = (Column("goal", "goal", grow=True, wrap=True), Column("by", "by"))
    rows = ((Cell("Finance closes the month without anybody of us", "strong"), Cell("31 Dec")),)
    assert terminal.render(page(Table(columns, rows)), 40, False) == snapshot("""\
goal                              by
────────────────────────────────────────
Finance closes the month without  31 Dec
anybody of us
""")


@pytest.mark.parametrize("width", [80, 120, 200])
def test_a_table_is_as_wide_as_what_it_holds(width: int) -> None:
    rows = ((Cell("1"), Cell("PO-1"), Cell("One"), Cell("2"), Cell("3")),)
    assert terminal.render(page(Table(COLUMNS, rows)), width, False) == (
        "#  id    title  pts  score\n──────────────────────────\n1  PO-1  One      2      3\n"
    )


@given(st.lists(st.text(st.sampled_from("ab日👩é"), min_size=1, max_size=8), min_size=1, max_size=20))
def test_a_wrapped_cell_keeps_its_words_whole(words: list[str]) -> None:
    columns = (Column("id", "id"), Column("title", "title", grow=True, wrap=True), Column("n", "n" * 15, right=True))
    answer = page(Table(columns, ((Cell("PO-1"), Cell(" ".join(words)), Cell("7")),)))
    shown = terminal.render(answer, 40, False).splitlines()[2:]
    assert "…" not in "".join(shown)
    assert [word for line in shown for word in line.split() if word not in {"PO-1", "7"}] == words


def test_a_heading_says_what_to_type_but_not_to_others() -> None:
    answer = page(Heading("Not in (5 of 9)", "--all shows all"))
    assert plain.render(answer, 80, False) == "Not in (5 of 9) · --all shows all\n"
    assert terminal.render(answer, 80, False) == "Not in (5 of 9) · --all shows all\n"
    assert markdown.render(answer, 80, False) == "# Not in (5 of 9)\n"


def test_numbers_of_items_stand_under_each_other() -> None:
    items = tuple(Item(number == 9, (f"is {number}", "and more"), "", number) for number in (9, 10))
    shown = "[x]  9. is 9\n        and more\n[ ] 10. is 10\n        and more\n"
    assert plain.render(page(Checklist(items)), 80, False) == shown
    assert terminal.render(page(Checklist(items)), 80, False) == shown
    assert markdown.render(page(Checklist(items)), 80, False).startswith("- [x] 9. is 9\\\n")
