"""Goals in their order, each with what comes before it; and how they are told."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pocli.model.backlog import Backlog
from pocli.model.event import History
from pocli.model.records import Goal
from pocli.model.story import Story
from pocli.pace import moves, roadmap
from pocli.pace.sample import Sample, _two_weeks
from pocli.page import Cell, Lane, Line, Mark, Page, Timeline
from pocli.pages import roadmap_page as view
from pocli.render import mermaid

TODAY = date(2026, 11, 23)
DAYS = 12 * 14
FIRST = TODAY - timedelta(days=DAYS)
SAMPLE = Sample(FIRST, TODAY, (1,) * DAYS, (Fraction(2),) * DAYS, _two_weeks(FIRST, TODAY))
"""A story of two points a day for twelve times two weeks."""
POINTS = SAMPLE._replace(unit="points", finished=DAYS, sized=DAYS)


def story(ident: str, status: str = "ready", **more: object) -> Story:
    return Story(f"s/{ident}", ident, ident, status=status, **more)  # type: ignore[arg-type]


def asked(backlog: Backlog, sample: Sample = SAMPLE, *, by_date: bool = False) -> roadmap.Roadmap:
    return roadmap.roadmap(backlog, sample, moves.moves(backlog, History(), TODAY), TODAY, by_date=by_date)


GOALS = (
    Goal("g", "G-1", "One", horizon="next", by=date(2026, 11, 24)),
    Goal("g", "G-2", "Two", horizon="now"),
    Goal("g", "G-10", "Ten", horizon="now", by=date(2027, 1, 1)),
    Goal("g", "G-3", "Three"),
)
STORIES = (
    story("PO-1", goal="G-1", points=Fraction(3)),
    story("PO-2", goal="G-2", type="epic"),
    story("PO-3", parent="PO-2"),
    story("PO-4", parent="PO-2", depends_on=("PO-1",)),
    story("PO-5", "done", parent="PO-2", points=Fraction(2)),
    story("PO-6", "dropped", goal="G-1"),
)


def test_goals_come_by_horizon_and_take_their_turn() -> None:
    """A story a day, 0.91 with 85 %: G-2 needs two of its own and PO-1, so G-1 is done with it; two are empty."""
    found = asked(Backlog(stories=STORIES, goals=GOALS))
    assert [stage.goal.id for stage in found.stages] == ["G-10", "G-2", "G-1", "G-3"]
    by = {stage.goal.id: stage.when.get(85) for stage in found.stages}
    assert by == {"G-10": None, "G-2": date(2026, 11, 27), "G-1": date(2026, 11, 27), "G-3": None}
    assert [(one.done, one.total, one.points_done, one.points, one.late) for one in found.stages] == [
        (0, 0, 0, 0, False),
        (1, 3, 2, 2, False),
        (0, 1, 0, 3, True),
        (0, 0, 0, 0, False),
    ]
    assert asked(Backlog(stories=STORIES, goals=GOALS), by_date=True).stages[0].goal.id == "G-1"


def test_in_points_stories_count_by_their_size() -> None:
    """3 points of PO-1, and for PO-3 and PO-4 the median of the sizes that are known, 2.5: 8 at 1.82 a day."""
    by = {one.goal.id: one.when.get(85) for one in asked(Backlog(stories=STORIES, goals=GOALS), POINTS).stages}
    assert by == {"G-10": None, "G-2": date(2026, 11, 28), "G-1": date(2026, 11, 28), "G-3": None}


def test_nothing_is_promised_without_a_past() -> None:
    found = asked(Backlog(stories=STORIES, goals=GOALS), SAMPLE._replace(counts=(0,) * DAYS))
    assert all(not stage.when and not stage.late for stage in found.stages)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 11, 30), [("2026-11-01", "2026-11-30")]),
        (
            date(2027, 2, 1),
            [
                ("2026-11-01", "2026-11-30"),
                ("2026-12-01", "2026-12-31"),
                ("2027-01-01", "2027-01-31"),
                ("2027-02-01", "2027-02-28"),
            ],
        ),
        (date(2027, 4, 1), [("2026-10-01", "2026-12-31"), ("2027-01-01", "2027-03-31"), ("2027-04-01", "2027-06-30")]),
    ],
)
def test_periods_are_whole_months_that_reach_the_last_day(last: date, expected: list[tuple[str, str]]) -> None:
    assert [(str(start), str(end)) for start, end in roadmap._periods(TODAY, last)] == expected


def test_periods_reach_far() -> None:
    assert roadmap._periods(TODAY, date(2036, 1, 1))[0] == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 10), "early December"),
        (date(2026, 12, 11), "mid-December"),
        (date(2027, 1, 21), "late Jan 2027"),
    ],
)
def test_days_are_said_as_people_do(day: date, said: str) -> None:
    assert view.around(day, of=TODAY) == said


def test_executives_see_no_ids_points_or_percentiles() -> None:
    page = view.page(asked(Backlog(stories=STORIES, goals=GOALS)))
    assert "G-2" not in repr(page.blocks[:6])
    assert "85 %" not in repr(page)
    assert "85 %" in repr(view.page(asked(Backlog(stories=STORIES, goals=GOALS)), details=True))
    assert "there is no Product Goal yet" in repr(view.page(asked(Backlog())))


def test_mermaid_has_only_texts() -> None:
    evil = 'x: y; %%{init}%% `a` "b" <b>\nsection Z'
    found = Timeline((("Nov", "2026"), ("Dec", "2026")), (Lane(Cell("1"), evil, (Mark("likely"), Mark())),))
    assert mermaid.render(Page((found,)), 0, colour=False) == (
        "timeline\n    Nov 2026 : x  y     init     a   b   b ␊section Z (likely)\n    Dec 2026 : –\n"
    )
    assert mermaid.render(Page((Line(()),)), 0, colour=False) == ""
