"""Output is not outcome: a goal is reached by its metric, never by its stories."""

from fractions import Fraction
from html import escape
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pace.test_roadmap import SAMPLE, TODAY, story
from pocli.features.goals import answer
from pocli.features.goals import page as goals_view
from pocli.features.goals.answer import Goals
from pocli.model.backlog import Backlog
from pocli.model.event import History
from pocli.model.records import Goal
from pocli.pace import moves, roadmap
from pocli.pace.goal_progress import GoalProgress, progress
from pocli.pace.roadmap import Roadmap
from pocli.page import Page, Table
from pocli.pages import goal_words as view
from pocli.pages import roadmap_page as roadmap_view
from pocli.planning.plan import PlanQuery
from pocli.render import html, markdown, mermaid, plain

DONE = (story("PO-1", "done", goal="G-1"), story("PO-2", "done", goal="G-1"))
Figures = tuple[int | None, int | None, int | None]


def goal(baseline: int | None, current: int | None, target: int | None, metric: str = "days") -> Goal:
    begun, aim, now = (None if one is None else Fraction(one) for one in (baseline, target, current))
    return Goal("g", "G-1", "Books close", metric, begun, aim, now)


def backlog(figures: Figures, metric: str = "days") -> Backlog:
    return Backlog(stories=DONE, goals=(goal(*figures, metric),))


def far(known: Backlog) -> GoalProgress:
    return progress(known)[0]


def on_roadmap(known: Backlog) -> Roadmap:
    return roadmap.roadmap(known, SAMPLE, moves.moves(known, History(), TODAY), TODAY)


def on_goals(known: Backlog) -> Goals:
    return answer.goals(known, PlanQuery(monotonic, ()))


def roles(page: Page) -> dict[str, str]:
    """Return the role of each cell of a page's first table, by its column."""
    table = next(block for block in page.blocks if isinstance(block, Table))
    return {column.name: cell.role for column, cell in zip(table.columns, table.rows[0], strict=True)}


NOT_THERE = "all stories done, metric {} of the way: nothing planned moves it"
UNKNOWN = "all stories done; po cannot tell whether it is reached: {}"


@pytest.mark.parametrize(
    ("figures", "shown", "said"),
    [
        ((30, 30, 70), "0 %", NOT_THERE.format("0 %")),
        ((9, 9, 3), "0 %", NOT_THERE.format("0 %")),
        ((9, 6, 3), "50 %", NOT_THERE.format("50 %")),
        ((9, 12, 3), "-50 %", NOT_THERE.format("-50 %")),
        ((0, 999, 1000), "99 %", NOT_THERE.format("99 %")),
        ((0, 1, 1000), "under 1 %", NOT_THERE.format("under 1 %")),
        ((9, 3, 3), "100 %", ""),
        ((9, 0, 3), "150 %", ""),
        ((9, None, 3), "–", UNKNOWN.format("the metric has no current value")),
        ((None, 6, 3), "–", UNKNOWN.format("the metric has no baseline")),
        ((9, 6, None), "–", UNKNOWN.format("the metric has no target")),
        ((5, 5, 5), "–", UNKNOWN.format("the metric's target equals its baseline")),
    ],
)
def test_work_that_is_done_is_said_beside_the_metric(figures: Figures, shown: str, said: str) -> None:
    """In every look, whichever way the metric runs; and only a metric at its target is good."""
    known = backlog(figures)
    assert (view.metric(far(known)).text, view.spent(far(known))) == (shown, said)
    pages = (roadmap_view.page(on_roadmap(known)), goals_view.page(on_goals(known)))
    for page in pages:
        for look in (plain, markdown, html):
            text = look.render(page, 0, colour=False)
            assert shown in text
            assert escape(said) in text or said in text
        assert ("good" in roles(page).values()) is not bool(said)
    drawn = mermaid.render(pages[0], 0, colour=False)
    assert ("Books close (only the stories are done)" in drawn) == bool(said)


def test_no_metric_at_all_is_said() -> None:
    assert view.spent(far(backlog((None, None, None), ""))) == UNKNOWN.format("it has no metric")


def test_machines_are_told_the_same() -> None:
    for figures, reached in (((30, 30, 70), False), ((30, 70, 70), True)):
        known = backlog(figures)
        for data in (roadmap_view.data(on_roadmap(known)), goals_view.data(on_goals(known))):
            listed = data["goals"]
            assert isinstance(listed, list)
            one = listed[0]
            assert (one["reached"], one["progress"]) == (reached, int(reached))
            assert one["warning"] == (None if reached else NOT_THERE.format("0 %"))


@pytest.mark.parametrize("last", [story("PO-3", goal="G-1"), story("PO-3", type="epic", goal="G-1")])
def test_while_a_story_or_an_epic_without_parts_is_open_the_work_is_not_done(last: object) -> None:
    known = backlog((30, 30, 70))._replace(stories=(*DONE, last))  # type: ignore[arg-type]
    assert not far(known).spent
    assert not far(backlog((30, 30, 70))._replace(stories=())).spent


def test_epics_stand_for_their_parts_and_what_is_dropped_is_nothing() -> None:
    stories = (
        story("PO-1", type="epic", goal="G-1"),
        story("PO-2", "done", parent="PO-1"),
        story("PO-3", "dropped", parent="PO-1"),
        story("PO-4", parent="PO-1", goal="G-2"),
    )
    found = far(backlog((30, 30, 70))._replace(stories=stories))
    assert [one.id for one in found.stories] == ["PO-2"]
    assert found.spent


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_part_reads_as_all_or_nothing_only_where_it_is(part: int, whole: int) -> None:
    said = view.share(Fraction(part, whole))
    assert (said == "100 %") <= (part >= whole)
    assert (said == "0 %") == (part == 0)


def test_what_is_not_known_of_a_metric_keeps_its_place() -> None:
    assert view.steps(goal(9, None, 3)) == "9 → ? → 3"
    assert view.steps(goal(None, 6, None)) == "? → 6 → ?"
    assert view.steps(goal(None, None, None)) == ""
