"""How far a goal is, when its work is done, and whom the plan serves."""

import datetime as dt
from fractions import Fraction
from time import monotonic
from typing import Any

import pytest

from planning.test_sprints import sprint, story
from pocli.features.goals import page as view
from pocli.features.goals.answer import Way, goals, served
from pocli.model.backlog import Backlog
from pocli.model.records import Goal
from pocli.planning.horizon import ahead
from pocli.planning.plan import PlanQuery

THREE = tuple(sprint(number, 5) for number in (1, 2, 3))
MINE = {"goal": "G-1"}


def goal(**fields: Any) -> Goal:  # noqa: ANN401
    return Goal("goals/G-1.yaml", "G-1", "More leads", **fields)


def way(backlog: Backlog) -> Way:
    return goals(backlog, PlanQuery(monotonic, ahead(backlog))).ways[0]


def test_a_goal_whose_last_story_is_under_way_says_so() -> None:
    stories = (story(1, 5, 9, goal="G-1", status="doing"), story(2, 5, 8, goal="G-1", status="done"))
    backlog = Backlog(stories=stories, goals=(Goal("goals/G-1.yaml", "G-1", "Leads"),), sprints=(sprint(1),))
    (way,) = goals(backlog, PlanQuery(monotonic, ahead(backlog))).ways
    assert (way.outlook, way.under_way, way.planned) == ("under way", 1, 0)


@pytest.mark.parametrize(
    ("figures", "progress"),
    [
        ((9, 3, 6), Fraction(1, 2)),
        ((62, 80, 67), Fraction(5, 18)),
        ((0, 10, 12), Fraction(6, 5)),
        ((5, 5, 5), None),
        ((None, 3, 6), None),
        ((9, 3, None), None),
    ],
)
def test_progress_runs_from_the_baseline_to_the_target(
    figures: tuple[int | None, int | None, int | None], progress: Fraction | None
) -> None:
    baseline, target, current = (None if figure is None else Fraction(figure) for figure in figures)
    found = way(Backlog(goals=(goal(baseline=baseline, target=target, current=current),)))
    assert found.progress == progress
    assert found.outlook == ("reached" if progress and progress > 1 else "empty")


def test_the_outlook_is_the_last_of_its_stories_against_the_day() -> None:
    stories = (
        story(1, 5, 9, **MINE),
        story(2, 5, 8, **MINE),
        story(3, 1, 1, status="done", **MINE),
        story(4, 1, 1, status="doing", **MINE),
        story(5, 1, 1, status="dropped", **MINE),
    )
    backlog = Backlog(stories=stories, goals=(goal(by=THREE[2].end),), sprints=(sprint(1, 6), *THREE[1:]))
    found = way(backlog)
    assert (found.done, found.under_way, found.planned, found.waiting) == (1, 1, 2, 0)
    assert (found.ends, found.outlook) == (THREE[1], "in time")
    assert way(backlog._replace(goals=(goal(by=THREE[0].end),))).outlook == "late"
    assert way(backlog._replace(goals=(goal(),))).outlook == "planned"
    draft = backlog._replace(stories=(*stories, story(6, 1, 1, status="draft", **MINE)))
    assert (way(draft).outlook, way(draft).waiting, way(draft).ends) == ("waiting", 1, None)
    assert way(backlog._replace(stories=stories[2:3])).outlook == "done"
    assert way(backlog._replace(sprints=())).outlook == "unknown"


def test_a_story_serves_the_goal_of_its_epic_and_shares_are_the_whole() -> None:
    stories = (
        story(1, 0, 0, type="epic", goal="G-1"),
        story(2, 4, 9, parent="PO-1"),
        story(3, 1, 9),
        story(4, 5, 1, goal="G-2"),
    )
    backlog = Backlog(stories=stories, goals=(goal(), Goal("g", "G-2", "Sales")), sprints=THREE)
    found = goals(backlog, PlanQuery(monotonic, ahead(backlog)))
    assert [(one.name, one.size, one.part) for one in found.shares] == [
        ("G-1", 4, Fraction(4, 10)),
        ("G-2", 5, Fraction(5, 10)),
        ("", 1, Fraction(1, 10)),
    ]
    assert served(found) == Fraction(9, 10)
    assert [one.story.id for one in found.ways[0].stories] == ["PO-2"]
    one = view.data(found)["goals"]
    assert isinstance(one, list)
    assert one[0]["stories"] == [{"id": "PO-2", "status": "ready", "points": 4, "sprint": "S-1", "reason": None}]


def test_no_goal_and_no_sprint_are_said() -> None:
    backlog = Backlog()
    empty = view.page(goals(backlog, PlanQuery(monotonic, ahead(backlog))))
    assert "there is no Product Goal" in str(empty)
    dated = Backlog(goals=(goal(by=dt.date(2026, 12, 31)),))
    assert "po goals --capacity 40" in str(view.page(goals(dated, PlanQuery(monotonic, ahead(dated)))))
