"""Charts drawn with characters: what stands where, at any width, with any figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from pocli import drawing
from pocli.page import Bar, Bars, Chart, Label, Page, Series
from pocli.render import csv, markdown, plain, terminal
from pocli.text import cells

CHART = Chart(
    tuple(Label(x, f"Mon {x}", f"2026-01-{x:02}") for x in range(1, 6)),
    (
        Series("left", "columns", tuple((x, Fraction(8 - x)) for x in range(1, 4)), "accent"),
        Series("ideal", "line", ((1, Fraction(8)), (5, Fraction(0))), "muted"),
        Series("likely", "faint", ((4, Fraction(7, 2)),), "muted"),
        Series("one", "dots", ((5, Fraction(5)),), "good"),
    ),
    "points",
)
BARS = Bars((Bar("first", Fraction(3), "3"), Bar("second é", Fraction(1, 2), "0.5"), Bar("none", Fraction(0), "0")))
KINDS = st.sampled_from(["columns", "faint", "line", "dots"])
POINTS = st.lists(st.tuples(st.integers(0, 400), st.fractions(0, 10**9, max_denominator=9)), max_size=9)


def drawn(chart: Chart, width: int, *, plain: bool = True) -> list[str]:
    return ["".join(cell.text for cell in row).rstrip() for row in drawing.chart(chart, width, plain=plain)]


def test_a_chart_in_ascii() -> None:
    assert "\n".join(drawn(CHART, 40)) == snapshot("""\
points:  # left  . ideal  : likely  o one
8 |    . .
  | ###### .
  | ###### ##.#.#
  | ###### ######.                 o
  | ###### ###### #.####
4 | ###### ###### ###.#.
  | ###### ###### ###### .:::::
  | ###### ###### ###### ::.:.:
  | ###### ###### ###### ::::::.
  | ###### ###### ###### ::::::  . .
0 +------------------------------------
    Mon 1  Mon 2  Mon 3  Mon 4  Mon 5\
""")


def test_a_chart_with_blocks() -> None:
    assert "\n".join(drawn(CHART, 40, plain=False)) == snapshot("""\
points:  █ left  · ideal  ░ likely  • one
8 ┤    · ·
  │ ▆▆▆▆▆▆ ·
  │ ██████ ▄▄·▄·▄
  │ ██████ ██████·▂▂▂▂▂▂           •
  │ ██████ ██████ █·████
4 ┤ ██████ ██████ ███·█·
  │ ██████ ██████ ██████ ·░░░░░
  │ ██████ ██████ ██████ ░░·░·░
  │ ██████ ██████ ██████ ░░░░░░·
  │ ██████ ██████ ██████ ░░░░░░  · ·
0 └────────────────────────────────────
    Mon 1  Mon 2  Mon 3  Mon 4  Mon 5\
""")


def test_bars_in_both() -> None:
    shown = ["".join(cell.text for cell in row) for form in (True, False) for row in drawing.bars(BARS, 40, plain=form)]
    assert "\n".join(shown) == snapshot("""\
first     #########################  3
second é  ####  0.5
none        0
first     █████████████████████████  3
second é  ████▏  0.5
none        0\
""")


@given(st.lists(st.tuples(KINDS, POINTS), max_size=3), st.integers(40, 200), st.booleans())
def test_no_line_is_longer_than_there_is_room(
    found: list[tuple[str, list[tuple[int, Fraction]]]], width: int, form: bool
) -> None:
    series = tuple(Series("s", kind, tuple(sorted(points)), "") for kind, points in found)  # type: ignore[arg-type]
    labels = tuple(Label(x, f"d{x}") for one in series for x, _ in one.points)
    for row in drawn(Chart(labels, series), width, plain=form)[1:]:
        assert cells(row) <= width


@given(st.fractions(0, 10**12, max_denominator=1000))
def test_a_ceiling_is_above_and_plain(value: Fraction) -> None:
    found = drawing.ceiling(value)
    assert found >= value
    assert not value or found <= 2 * value


@pytest.mark.parametrize("chart", [Chart((), ()), Chart((), (Series("none", "line", ()),))])
def test_nothing_to_draw(chart: Chart) -> None:
    assert drawn(chart, 80) == []
    assert list(drawing.bars(Bars(()), 80, plain=True)) == []


def test_every_look_shows_charts() -> None:
    page = Page((CHART, BARS))
    assert "# left" in plain.render(page, 60, colour=False)
    assert "█" in terminal.render(page, 60, colour=False)
    assert "\x1b[" in terminal.render(page, 60, colour=True)
    assert markdown.render(page, 0, colour=False).count("```") == 4
    assert csv.render(page, 0, colour=False).splitlines()[:2] == ["x,left,ideal,likely,one", "2026-01-01,7,8,,"]


def test_hostile_names_are_only_names() -> None:
    evil = "\x1b[31m```\n"
    page = Page(
        (Bars((Bar(evil, Fraction(1), evil),)), Chart((Label(1, evil),), (Series(evil, "dots", ((1, Fraction(1)),)),)))
    )
    for look in (plain, terminal, markdown):
        shown = look.render(page, 60, colour=False)
        assert "\x1b" not in shown
        assert "\n```\n" not in shown.removesuffix("\n```\n").replace("```text\n", "", 1).replace(
            "\n```\n\n```text\n", "", 1
        )


def test_a_dot_on_a_figure_of_the_axis_is_beside_it() -> None:
    chart = Chart((), (Series("one", "dots", tuple((x, Fraction(x)) for x in (0, 5, 10)), ""),))
    rows = ["".join(cell.text for cell in row) for row in drawing.drawn(chart, 40, plain=True)]
    assert [row.split()[0] for row in rows if "o" in row[4:]] == ["10", "5", "|"]


def test_labels_are_equally_far_apart() -> None:
    labels = tuple(Label(x, text) for x, text in enumerate(("Mon 30", "Tue 1", "Wed 2", "Thu 3", "Fri 4", "Sat 5")))
    chart = Chart(labels, (Series("one", "columns", tuple((label.x, Fraction(1)) for label in labels)),))
    *_, line = drawing.drawn(chart, 24, plain=True)
    assert "".join(cell.text for cell in line).split() == ["Mon", "30", "Thu", "3"]
    assert drawing.spaced(labels, lambda *_: False) == labels[:1]
    assert not drawing.spaced((), lambda *_: True)
