"""A trade-off adds up to the two plans that it compares, and names what waits for how long."""

from collections.abc import Sequence
from fractions import Fraction
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.test_sprints import Question, questions, request, sprint, story
from pocli.errors import PoError
from pocli.features.tradeoff import page as view
from pocli.features.tradeoff.answer import Option, Tradeoff, tradeoff
from pocli.features.tradeoff.sentence_page import sentence
from pocli.model.backlog import Backlog
from pocli.model.records import Goal
from pocli.planning.horizon import reaching, slots
from pocli.planning.plan import PlanQuery
from pocli.render import plain

THREE = tuple(sprint(number, 5) for number in (1, 2, 3))
GOALS = (Goal("goals/G-1.yaml", "G-1", "More leads"), Goal("goals/G-2.yaml", "G-2", "Fewer calls"))


def asked(backlog: Backlog, *sides: Sequence[str], stage: int | None = None, **fields: Any) -> Tradeoff:  # noqa: ANN401
    return tradeoff(backlog, PlanQuery(monotonic, slots(backlog, count=3), **fields), sides, stage=stage)


def moved(option: Option) -> dict[str, tuple[int | None, int | None]]:
    return {move.id: (move.before, move.after) for move in option.moves}


def said(found: Tradeoff) -> str:
    return sentence(found, found.options[0])


@settings(max_examples=60, deadline=None)
@given(questions(), st.integers(1, 9))
def test_the_figures_add_up_to_both_plans(question: Question, number: int) -> None:
    backlog = question.backlog
    name = f"PO-{1 + number % len(backlog.stories)}"
    ask = PlanQuery(monotonic, slots(backlog, tuple(map(Fraction, question.capacities)), first=backlog.sprints[0]))
    try:
        found = tradeoff(backlog, ask, [[name]])
    except PoError:
        return
    (option,) = found.options
    assert option.plan.value == found.plan.value + option.gained - option.lost
    assert option.gained - option.lost == sum(move.gain for move in option.moves)
    before, after = found.plan.places(), option.plan.places()
    assert moved(option) == {
        one: (before.get(one), after.get(one)) for one in {**before, **after} if before.get(one) != after.get(one)
    }
    assert found.plan.optimal
    assert option.plan.optimal
    if option.planned:
        assert name not in after
    else:
        assert after[name] <= option.stage


def test_what_waits_is_said_with_its_goal_and_for_how_long() -> None:
    stories = (story(1, 5, 30, goal="G-1"), story(2, 5, 20), story(3, 5, 10, goal="G-2"), story(4, 5, 5))
    backlog = Backlog(stories=stories, goals=GOALS, sprints=THREE)
    found = asked(backlog, ["PO-3"])
    (option,) = found.options
    assert moved(option) == {"PO-3": (2, 0), "PO-1": (0, 1), "PO-2": (1, 2)}
    assert [(wait.id, wait.before, wait.after) for wait in option.goals] == [("G-1", 0, 1)]
    assert said(found) == (
        "Taking Story 3 (PO-3) into S-1 moves Story 1 (PO-1), which would come in S-1, to S-2 "
        "and Story 2 (PO-2), which would come in S-2, to S-3; "
        "“More leads” (G-1) waits 2 weeks; costs 21.4 % of what the three sprints are worth."
    )


def test_what_is_in_already_is_weighed_by_leaving_it_out() -> None:
    stories = (story(1, 5, 30), story(2, 5, 20), story(3, 5, 10), story(4, 5, 6))
    found = asked(Backlog(stories=stories, sprints=THREE), ["PO-1"])
    (option,) = found.options
    assert option.planned
    assert moved(option)["PO-1"] == (0, None)
    assert said(found).startswith(
        "Story 1 (PO-1) would come in S-1 in the best plan anyway; "
        "leaving it out brings Story 2 (PO-2), which would come in S-2, to S-1"
    )
    written = asked(Backlog(stories=(stories[0]._replace(sprint="S-1"), *stories[1:]), sprints=THREE), ["PO-1"])
    assert said(written).startswith("Story 1 (PO-1) is planned for S-1 already; leaving it out brings Story 2 (PO-2)")


def test_a_promise_is_the_plan_and_nothing_is_blamed_for_moves_that_it_did_not_cause() -> None:
    stories = (
        story(1, 5, 30, sprint="S-2"),
        story(2, 5, 29, sprint="S-1"),
        story(3, 5, 10, sprint="S-3"),
        story(4, 5, 9),
    )
    backlog = Backlog(stories=stories, sprints=THREE)
    found = asked(backlog, ["PO-4"], stage=2)
    assert found.plan.places() == {"PO-2": 0, "PO-1": 1, "PO-3": 2}
    assert moved(found.options[0]) == {"PO-3": (2, None), "PO-4": (None, 2)}
    assert said(found) == (
        "Delivering Story 4 (PO-4) by S-3 moves Story 3 (PO-3), planned for S-3, beyond S-3; "
        "costs 0.64 % of what the three sprints are worth."
    )


def test_the_baseline_is_what_the_files_say_and_only_the_rest_is_filled_in() -> None:
    stories = (
        story(1, 5, 90, sprint="S-2"),
        story(2, 5, 1, sprint="S-1"),
        story(3, 5, 50),
        story(4, 5, 40),
        story(5, 5, 99, sprint="S-7"),
        story(6, 5, 98, sprint="S-9"),
        story(7, 5, 3, sprint="S-3", status="draft"),
        story(8, 2, 97, sprint="S-0"),
        story(9, 5, 7, depends_on=("PO-8",)),
    )
    before, over = (
        sprint(-1 - at, id=f"S-{name}", state=state) for at, name, state in ((1, 0, "active"), (9, 9, "closed"))
    )
    later = sprint(9, id="S-7")
    sprints = (over, before, sprint(1, 5), sprint(2, 10), sprint(3, 5), later)
    backlog = Backlog(stories=stories, sprints=sprints)
    found = asked(backlog, ["PO-4"], stage=0)
    assert found.plan.places() == {"PO-2": 0, "PO-1": 1, "PO-6": 1, "PO-7": 2}
    assert moved(found.options[0]) == {"PO-4": (None, 0), "PO-2": (0, None)}
    assert said(found).startswith("Taking Story 4 (PO-4) into S-1 moves Story 2 (PO-2), planned for S-1, beyond S-3;")
    assert "PO-9" not in found.plan.places()
    assert found.written.sprints["PO-5"] == "S-7"
    assert asked(backlog, ["PO-5"], stage=1).options[0].plan.places()["PO-5"] <= 1
    assert "planned for S-7, by S-2" in said(asked(backlog, ["PO-5"], stage=1))
    with pytest.raises(PoError) as caught:
        asked(backlog, ["PO-8"])
    assert caught.value.message.startswith("PO-8 is planned for S-0, before the first sprint")
    assert caught.value.hint == "start there: po tradeoff PO-8 --sprint S-0"


def test_what_is_planned_keeps_its_place_though_it_does_not_fit_or_waits_for_what_comes_later() -> None:
    stories = (
        story(1, 4, 30, sprint="S-1"),
        story(2, 4, 20, sprint="S-1", depends_on=("PO-3", "PO-6")),
        story(3, 4, 10, sprint="S-2"),
        story(4, 1, 50),
        story(5, 1, 1)._replace(points=None, sprint="S-2"),
        story(6, 2, 9, status="draft"),
    )
    backlog = Backlog(stories=stories, sprints=THREE)
    found = asked(backlog, ["PO-4"])
    assert found.plan.places() == {"PO-1": 0, "PO-2": 0, "PO-3": 1, "PO-4": 1}
    assert moved(found.options[0]) == {"PO-4": (1, 0), "PO-2": (0, 2)}
    shown = plain.render(view.page(found), 80, colour=False)
    assert "S-1 is too full in the files: 8 of 5 points." in shown
    assert "PO-2 is planned for S-1 but waits for PO-3, planned for S-2." in shown
    assert "PO-2 is planned for S-1 but waits for PO-6, which is in no sprint by then." in shown
    assert "Planned, but not counted, as they have no size: PO-5 (S-2)." in shown


def test_a_wish_is_not_praised_for_what_leaving_the_files_behind_would_bring_anyway() -> None:
    stories = (story(1, 4, 1, sprint="S-1"), story(2, 4, 100), story(3, 4, 100), story(4, 4, 100), story(5, 1, 2))
    found = asked(Backlog(stories=stories, sprints=THREE), ["PO-5"])
    assert found.plan.places() == {"PO-1": 0, "PO-2": 1, "PO-3": 2, "PO-5": 0}
    (option,) = asked(Backlog(stories=stories, sprints=THREE), ["PO-5"], stage=0).options
    assert option.planned
    assert {move.id for move in option.moves} == {"PO-5"}


def test_a_request_is_planned_where_all_it_needs_is_and_one_that_is_met_is_not_weighed() -> None:
    stories = (story(1, 5, 30, sprint="S-1"), story(2, 5, 20, sprint="S-2"), story(3, 5, 9), story(4, 1, status="done"))
    wishes = (request(1, 9, "PO-1", "PO-2"), request(2, 9, "PO-1", "PO-3"), request(3, 90, "PO-4"))
    backlog = Backlog(stories=stories, requests=wishes, sprints=THREE)
    assert said(asked(backlog, ["R-1"], stage=1)).startswith(
        "“Wish 1” (R-1) is planned for S-2 already; leaving it out"
    )
    one = asked(backlog, ["R-2"], stage=2)
    assert said(one).startswith("“Wish 2” (R-2) would be met in S-3 in the best plan anyway; leaving it out")
    assert "R-3" not in one.plan.worths
    with pytest.raises(PoError, match="all that it needs is done") as caught:
        asked(backlog, ["R-3"])
    assert caught.value.hint == 'tell them: po requests answer R-3 "…" --status delivered'


def test_a_request_comes_with_its_needs_and_its_cheapest_part() -> None:
    stories = (
        story(1, 5, 60),
        story(2, 5, 40),
        story(3, 5, 1, status="draft"),
        story(4, 5, 2),
        story(5, 5, 1, depends_on=("PO-3",)),
        story(6, 2),
    )
    backlog = Backlog(stories=stories, requests=(request(1, 9, "PO-5", "PO-6"),), sprints=(*THREE[:2], sprint(3, 7)))
    found = asked(backlog, ["R-1"])
    (option,) = found.options
    assert option.parts == ("PO-5", "PO-6")
    assert [(one.id, one.reason) for one in option.wishes[0].assumed] == [("PO-3", "draft")]
    assert option.plan.places()["R-1"] == option.stage
    assert option.cheaper
    assert option.cheaper.ids == ("PO-6",)
    assert "Cheaper: only Story 6 (PO-6), 2 points," in said(found)


def test_a_goal_leaves_aside_what_has_no_size_and_two_sides_are_compared() -> None:
    stories = (
        story(1, 5, 30),
        story(2, 5, 20, goal="G-1"),
        story(3, 5, 10, goal="G-1"),
        story(4, 0, 0, goal="G-1")._replace(points=None),
        story(5, 5, 9),
    )
    found = asked(Backlog(stories=stories, goals=GOALS, sprints=THREE), ["G-1"], ["PO-5"])
    one, two = found.options
    assert one.parts == ("PO-2", "PO-3")
    assert ("PO-4", "no-points") in [(left.id, left.reason) for left in one.wishes[0].assumed]
    assert two.plan.places()["PO-5"] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["PO-1"], "PO-1 has nothing open"),
        (["PO-2"], "PO-2 is under way already"),
        (["PO-3"], "PO-3 has no points"),
        (["PO-4"], "PO-4 does not fit into 3 sprints"),
        (["PO-5"], "PO-5 cannot be planned: it waits for PO-99"),
        (["R-1"], "R-1 needs PO-98, which is not in the backlog"),
        (["R-9"], "no request is called `R-9`"),
        (["G-9"], "no goal is called `G-9`"),
        (["PO-77"], "no story is called `PO-77`"),
    ],
)
def test_what_cannot_be_weighed_is_said(words: list[str], message: str) -> None:
    stories = (
        story(1, 5, 30, status="done"),
        story(2, 5, 20, status="doing"),
        story(3, 5, 10)._replace(points=None),
        story(4, 6, 10),
        story(5, 5, 9, depends_on=("PO-99",)),
    )
    with pytest.raises(PoError) as caught:
        asked(Backlog(stories=stories, requests=(request(1, 9, "PO-98"),), goals=GOALS, sprints=THREE), words)
    assert caught.value.message.startswith(message)


def test_the_sprints_reach_as_far_as_the_one_that_is_named() -> None:
    backlog = Backlog(sprints=(sprint(1, state="active"), *(sprint(number) for number in (2, 3))))

    def reached(by: str, count: int = 0) -> tuple[list[str], int | None]:
        found, stage = reaching(backlog, count=count, by=by)
        return [one.sprint.id for one in found if one.sprint], stage

    assert reached("") == (["S-2", "S-3", "S-4"], None)
    assert reached("S-6") == (["S-2", "S-3", "S-4", "S-5", "S-6"], 4)
    assert reached("current", 2) == (["S-1", "S-2"], 0)
    assert reached("next") == (["S-2", "S-3", "S-4"], 0)
    assert reached("3") == (["S-2", "S-3", "S-4"], 1)
    with pytest.raises(PoError):
        reached("S-99")
