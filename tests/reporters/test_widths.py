"""Do problems fit a terminal: coloured, cut between words, with the carets under what is wrong?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.model.diagnostic import Diagnostic, RelatedPlace, Report
from pocli.model.place import Span
from pocli.page import Page
from pocli.render import terminal
from pocli.reporters import full
from pocli.text import cells

WORD = st.text(st.sampled_from("ab`.é日本👩"), min_size=1, max_size=12)
WORDS = st.lists(WORD, min_size=1, max_size=25).map(" ".join)
WIDTHS = st.sampled_from([40, 80, 120])
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def one(message: str, hint: str, source: str = "status: done", start: int = 9, end: int = 13) -> Report:
    related = (RelatedPlace("stories/PO-2.yaml", Span(4, 14, 4, 18), message),)
    found = Diagnostic("wide", "warning", message, "a.yaml", Span(12, start, 12, end), hint, related, source=source)
    return Report((found,), 3)


def shown(report: Report, width: int, *, colour: bool = False) -> list[str]:
    return terminal.render(Page(full.page(report, width)), width, colour).splitlines()


@given(WORDS, WORDS, WIDTHS)
def test_no_line_is_too_wide_and_no_word_is_broken(message: str, hint: str, width: int) -> None:
    lines = shown(one(message, hint), width)
    assert all(cells(line) <= width for line in lines)
    whole = " ".join(" ".join(lines).split())
    for words in (message, hint):
        assert " ".join(words.split()) in whole


@given(st.text(st.sampled_from("ab 日本é"), min_size=30, max_size=200), st.integers(1, 25), WIDTHS)
def test_the_carets_stand_under_what_is_wrong(source: str, start: int, width: int) -> None:
    source = f"x{source}x"
    lines = shown(one("m", "h", source, start, start + 3), width)
    line, carets = lines[2], lines[3]
    assert cells(line) <= width
    at, count = carets.index("^"), carets.count("^")
    ends = [cells(line[:index]) for index in range(len(line) + 1)]
    under = "".join(each for each, left in zip(line, ends, strict=False) if at <= left < at + count)
    assert under.rstrip() == source[start - 1 : start + 2].rstrip()


@pytest.mark.parametrize(("severity", "code"), [("error", "31"), ("warning", "33"), ("info", "2")])
def test_the_severity_the_place_and_the_carets_have_their_colours(severity: str, code: str) -> None:
    report = one("m", "h")
    lines = shown(report._replace(diagnostics=(report.diagnostics[0]._replace(severity=severity),)), 80, colour=True)
    assert lines[0] == f"\x1b[{code}m{severity}[wide]\x1b[0m: m"
    assert lines[1] == "\x1b[2m   ┌─ a.yaml:12:9\x1b[0m"
    assert f"\x1b[{code}m^^^^\x1b[0m" in lines[3]
    assert [COLOUR.sub("", line) for line in lines] == shown(
        report._replace(diagnostics=(report.diagnostics[0]._replace(severity=severity),)), 80
    )


def test_where_there_is_room_nothing_is_cut() -> None:
    report = one("a message" * 20, "a hint" * 20)
    assert full.report(report) == terminal.render(Page(full.page(report)), 1000, False)  # noqa: FBT003
