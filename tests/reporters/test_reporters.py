"""Do problems read well, whatever stands in the file?"""

import json
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from pocli.model.diagnostic import Diagnostic, RelatedPlace, Report
from pocli.model.place import Span
from pocli.reporters import concise, full
from pocli.reporters import json as machine
from pocli.text import HOSTILE, cells

FILE = "stories/PO-12-export-invoices.yaml"
FIVE = (
    Diagnostic(
        "unknown-dependency",
        "error",
        "no story is called `PO-99`",
        FILE,
        Span(14, 20, 14, 25),
        "fix the id, or remove the dependency",
        source="depends_on: [PO-3, PO-99]",
    ),
    Diagnostic(
        "dependency-cycle",
        "error",
        "PO-1 waits for itself: PO-1, PO-2",
        "stories/PO-1.yaml",
        Span(3, 14, 3, 18),
        related=(RelatedPlace("stories/PO-2.yaml", Span(4, 14, 4, 18), "PO-2 waits for PO-1"),),
        source="depends_on: [PO-2]",
    ),
    Diagnostic("wide", "warning", "wide [red]x[/red] :smile:", "a.yaml", Span(2, 9, 2, 11), source="\ttitle: 日本 x"),
    Diagnostic("long", "warning", "long", "a.yaml", Span(9, 121, 9, 126), source="x" * 120 + "HERE!" + "y" * 500),
    Diagnostic("unsafe-yaml", "info", "a\x1b[2Jb\u202ec\u2028d", "b\x1b.yaml", Span(), "say `\x07`"),
)


def made(source: str, start: int, end: int, end_line: int = 1) -> list[str]:
    one = Diagnostic("r", "error", "m", "a.yaml", Span(1, start, end_line, end), source=source)
    return full.report(Report((one,), 1)).split("\n")


def test_full() -> None:
    assert full.report(Report(FIVE, 14)) == snapshot("""\
error[unknown-dependency]: no story is called `PO-99`
   ┌─ stories/PO-12-export-invoices.yaml:14:20
14 │ depends_on: [PO-3, PO-99]
   │                    ^^^^^
   = help: fix the id, or remove the dependency        more: po explain unknown-dependency

error[dependency-cycle]: PO-1 waits for itself: PO-1, PO-2
  ┌─ stories/PO-1.yaml:3:14
3 │ depends_on: [PO-2]
  │              ^^^^
  = see: stories/PO-2.yaml:4:14: PO-2 waits for PO-1
  = more: po explain dependency-cycle

warning[wide]: wide [red]x[/red] :smile:
  ┌─ a.yaml:2:9
2 │     title: 日本 x
  │            ^^^^
  = more: po explain wide

warning[long]: long
  ┌─ a.yaml:9:121
9 │ …xxxxxxxxxxxxxxxxxxxxHERE!yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
  │                      ^^^^^
  = more: po explain long

info[unsafe-yaml]: a␛[2Jb<U+202E>c<U+2028>d
  ┌─ b␛.yaml:1:1
  = help: say `␇`        more: po explain unsafe-yaml

2 errors, 2 warnings, 1 info in 14 files
""")


def test_concise() -> None:
    assert concise.report(Report(FIVE, 14)) == snapshot("""\
stories/PO-12-export-invoices.yaml:14:20: error[unknown-dependency] no story is called `PO-99`
stories/PO-1.yaml:3:14: error[dependency-cycle] PO-1 waits for itself: PO-1, PO-2
a.yaml:2:9: warning[wide] wide [red]x[/red] :smile:
a.yaml:9:121: warning[long] long
b␛.yaml:1:1: info[unsafe-yaml] a␛[2Jb<U+202E>c<U+2028>d
2 errors, 2 warnings, 1 info in 14 files
""")


def test_json() -> None:
    assert machine.report(Report(FIVE[:1], 14)) == snapshot("""\
{
  "schema": "po.diagnostics/1",
  "diagnostics": [
    {
      "rule": "unknown-dependency",
      "severity": "error",
      "message": "no story is called `PO-99`",
      "hint": "fix the id, or remove the dependency",
      "file": "stories/PO-12-export-invoices.yaml",
      "line": 14,
      "column": 20,
      "end_line": 14,
      "end_column": 25
    }
  ],
  "summary": {
    "files": 14,
    "errors": 1,
    "warnings": 0,
    "infos": 0
  }
}
""")


def test_json_keeps_every_text_and_all_problems() -> None:
    nasty = "##[group]\ud800\u202e\x1b日"
    many = [FIVE[0]._replace(message=nasty)] * 1100
    text = machine.report(Report(tuple(many), 1))
    text.encode("utf-8")
    assert "##[" not in text
    found = json.loads(text)
    assert {one["message"] for one in found["diagnostics"]} == {nasty}
    assert len(found["diagnostics"]) == found["summary"]["errors"] == 1100


@pytest.mark.parametrize("look", [full, concise])
def test_people_see_no_more_than_they_can_read(look: object) -> None:
    many = [FIVE[0]._replace(path=f"{file}.yaml") for file in range(21) for _ in range(51)]
    text = look.report(Report(tuple(many), 21))  # type: ignore[attr-defined]
    assert text.count("error[") == 1000
    assert text.endswith("1,071 errors in 21 files\n")
    assert "… and 71 more\n" in text
    assert look.report(Report((), 1)) == "no problems in 1 file\n"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "start", "end", "carets"),
    [
        ("abc", 2, 3, "1 │ abc|  │  ^"),
        ("abc", 2, 2, "1 │ abc|  │  ^"),
        ("abc", 99, 120, "1 │ abc|  │    ^"),
        ("日本x", 2, 3, "1 │ 日本x|  │   ^^"),
        ("\tab", 2, 4, "1 │     ab|  │     ^^"),
        ("a\x1bb", 2, 3, "1 │ a␛b|  │  ^"),
        ("a\u202eb", 3, 4, "1 │ a<U+202E>b|  │          ^"),
        ("abc\r\n", 3, 2, "1 │ abc|  │   ^"),
    ],
)
def test_carets_stand_under_what_is_wrong(source: str, start: int, end: int, carets: str) -> None:
    assert "|".join(made(source, start, end)[2:4]) == carets


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert made("abcdef", 3, 2, 5)[3] == "  │   ^^^^"


def test_a_blank_source_is_not_shown() -> None:
    assert not any("│" in row for row in made("  ", 1, 1))


def slow_width(text: str) -> int:
    return sum(2 if east_asian_width(character) in {"W", "F"} else 1 for character in text)


@given(
    st.text(st.sampled_from("ab日\t\x1b\u202e ") | st.characters(categories=["Ll", "Lo", "Nd"]), max_size=400),
    st.integers(1, 450),
    st.integers(1, 450),
)
def test_any_line_is_shown_within_the_window(source: str, start: int, end: int) -> None:
    rows = made(source, start, end)
    assert not HOSTILE.search("".join(rows))
    if "│" in rows[2]:
        text, carets = rows[2][4:], rows[3][4:]
        assert cells(text) <= 74
        assert "^" in carets
        assert len(carets) <= 75  # the window, and one behind it; blanks at a line's end are not printed, but marked


@given(st.integers(0, 3000), st.integers(0, 3000), st.sampled_from("x日"))
def test_a_window_shows_what_is_wrong(before: int, after: int, filler: str) -> None:
    rows = made(filler * before + "HERE" + filler * after, before + 1, before + 5)
    text, carets = rows[2][4:], rows[3][4:]
    assert carets.strip() == "^^^^"
    assert slow_width(text[: text.index("HERE")]) == carets.index("^")
