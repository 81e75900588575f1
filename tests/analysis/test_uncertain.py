"""Intervals, ties and chances against closed forms; what would change a place against the order itself."""

import math
from fractions import Fraction
from itertools import count
from statistics import NormalDist
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.test_sprints import story
from pocli.analysis.bets import bets
from pocli.analysis.horizon import slots
from pocli.analysis.plan import Ask, plan
from pocli.analysis.rank import rank
from pocli.analysis.sensitive import sensitivity
from pocli.analysis.spread import above, spread
from pocli.analysis.uncertain import doubts
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.story import Rice, Story, median
from pocli.views import bets as bets_view
from pocli.views import sensitive as sensitive_view
from pocli.views import uncertain as view

Ends = tuple[float, float]


def ranged(number: int, reach: Ends, effort: Ends | None = None, **fields: Any) -> Story:  # noqa: ANN401
    """Return a story whose reach, and perhaps effort, is a range."""
    low, high = (Fraction(str(end)) for end in reach)
    rice = Rice(median(low, high), Fraction(1), Fraction(1), Fraction(1), reach_range=(low, high))
    if effort is not None:
        low, high = (Fraction(str(end)) for end in effort)
        rice = rice._replace(effort=median(low, high), effort_range=(low, high))
    return story(number, 5, 1, **fields)._replace(rice=rice)


def closed(reach: Ends, effort: Ends | None) -> tuple[float, float]:
    """Return mean and deviation of the logarithm of the score, from the ends of 90 % intervals."""
    z = 2 * NormalDist().inv_cdf(0.95)
    mean, deviation = (math.log(reach[0]) + math.log(reach[1])) / 2, math.log(reach[1] / reach[0]) / z
    if effort is not None:
        mean -= (math.log(effort[0]) + math.log(effort[1])) / 2
        deviation = math.hypot(deviation, math.log(effort[1] / effort[0]) / z)
    return mean, deviation


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (((800, 2000), None), ((900, 1600), None)),
        (((100, 10000), None), ((900, 1100), None)),
        (((100, 10000), None), ((300, 400), None)),
        (((10, 11), None), ((10, 12), None)),
        (((1, 2), None), ((5, 6), None)),
        (((800, 2000), (0.5, 2)), ((900, 1600), (0.8, 1.2))),
        (((800, 2000), (0.5, 4)), ((700, 1600), None)),
        (((50, 5000), (0.1, 10)), ((50, 5000), (0.1, 10))),
        (((300, 900), (1, 3)), ((100, 400), (0.2, 0.9))),
        (((1000, 1001), (2, 8)), ((400, 900), (1.5, 3))),
    ],
)
def test_the_chance_to_be_ahead_is_the_closed_form(
    one: tuple[Ends, Ends | None], two: tuple[Ends, Ends | None]
) -> None:
    backlog = Backlog(stories=(ranged(1, *one), ranged(2, *two)))
    first, _ = doubts(backlog).items
    theirs = {"PO-1": closed(*one), "PO-2": closed(*two)}
    (mean, deviation), (other, also) = (
        theirs[first.ranked.story.id],
        theirs["PO-1" if first.ranked.story.id == "PO-2" else "PO-2"],
    )
    expected = NormalDist().cdf((mean - other) / math.hypot(deviation, also))
    assert first.ahead == pytest.approx(expected, abs=0.01)
    assert above((mean, deviation), (other, also)) == pytest.approx(expected)
    assert doubts(backlog, top=1).items[0].top == pytest.approx(expected, abs=0.01)
    assert first.tied == (expected < 2 / 3)


def test_the_interval_of_a_score_is_the_range_of_its_reach() -> None:
    (one,) = doubts(Backlog(stories=(ranged(1, (800, 2000)),))).items
    assert one.scores == pytest.approx((800, 2000), rel=0.01)
    assert spread(None).score == spread(Rice()).score == 0


def test_without_ranges_the_order_is_that_of_rank_and_equals_are_ties() -> None:
    stories = (
        story(1, 5, 9),
        story(2, 5, 9),
        story(3, 5, 12, depends_on=("PO-4",)),
        story(4, 5),
        story(5, 5, 3, pinned="so"),
    )
    backlog = Backlog(stories=stories)
    found = doubts(backlog)
    assert [one.ranked for one in found.items] == list(rank(backlog).items)
    assert [one.ranks for one in found.items] == [(place, place) for place in range(1, 6)]
    assert [one.ranked.story.id for one in found.items if one.tied] == ["PO-1"]
    assert found.ranges == 0
    assert "no score is a range" in str(view.page(found))


def test_heirs_of_an_epic_vary_together() -> None:
    epic = ranged(1, (100, 10000))._replace(type="epic")
    heirs = tuple(story(number, 5, 0, parent="PO-1") for number in (2, 3))
    found = doubts(Backlog(stories=(epic, *heirs, story(4, 5, 100))))
    ahead = {one.ranked.story.id: one for one in found.items}
    assert ahead["PO-2"].scores == ahead["PO-3"].scores
    assert ahead["PO-2"].ahead == 0.5


def test_the_same_seed_gives_the_same_bytes() -> None:
    backlog = Backlog(stories=tuple(ranged(number, (100 * number, 900)) for number in range(1, 8)))
    assert view.data(doubts(backlog, seed=7)) == view.data(doubts(backlog, seed=7))
    assert view.data(doubts(backlog, seed=7)) != view.data(doubts(backlog, seed=8))
    assert doubts(Backlog()).items == ()


@st.composite
def orders(draw: st.DrawFn) -> tuple[Backlog, str]:
    count = draw(st.integers(2, 7))
    numbers = st.integers(1, count)
    stories = tuple(
        story(
            number,
            5,
            draw(st.integers(1, 30)),
            depends_on=tuple(f"PO-{need}" for need in sorted(draw(st.sets(numbers, max_size=1)) - {number})),
        )
        for number in range(1, count + 1)
    )
    return Backlog(stories=stories), f"PO-{draw(numbers)}"


@settings(max_examples=100)
@given(orders())
def test_just_beyond_the_figure_the_place_changes_and_just_before_it_does_not(case: tuple[Backlog, str]) -> None:
    backlog, name = case
    mine = next(one for one in backlog.stories if one.id == name)
    try:
        found = sensitivity(backlog, rank(backlog), mine)
    except PoError:
        return

    def ahead(reach: Fraction, other: str) -> bool:
        assert mine.rice
        changed = mine._replace(rice=mine.rice._replace(reach=reach))
        stories = tuple(changed if one.id == name else one for one in backlog.stories)
        ids = [item.story.id for item in rank(backlog._replace(stories=stories)).items]
        return ids.index(name) < ids.index(other)

    (lever,) = (one for one in found.levers if one.name == "reach")
    tiny = Fraction(1, 1000)
    if found.above and lever.up is not None:
        assert ahead(lever.up + tiny, found.above.story.id)
        assert not ahead(lever.up - tiny, found.above.story.id)
    if found.below and lever.down is not None:
        assert not ahead(lever.down - tiny, found.below.story.id)
        assert ahead(lever.down + tiny, found.below.story.id)


def test_what_cannot_be_enough_is_not_said_and_whose_inputs_matter_is() -> None:
    stories = (
        story(1, 5, 90),
        story(2, 5, 10),
        story(3, 5, 5, depends_on=("PO-4",)),
        story(4, 5, 1),
        story(5, 5, 9, pinned="so"),
    )
    backlog = Backlog(stories=stories)
    order = rank(backlog)
    found = sensitivity(backlog, order, stories[1])
    assert {lever.name: (lever.now, lever.up) for lever in found.levers} == {
        "reach": (10, 90),
        "impact": (1, None),
        "confidence": (1, None),
        "effort": (1, Fraction(1, 9)),
    }
    assert found.below
    assert found.below.story.id == "PO-4"
    assert {lever.name: lever.down for lever in found.levers}["reach"] == 3
    assert "over 90 (+800 %)" in str(sensitive_view.page(found))
    tied = sensitivity(backlog, order, stories[3])
    assert tied.item.effective == 3
    assert tied.above
    assert {lever.name: lever.up for lever in tied.levers}["reach"] == 10
    with pytest.raises(PoError, match="pinned"):
        sensitivity(backlog, order, stories[4])
    with pytest.raises(PoError, match="no score"):
        sensitivity(backlog, order, story(9, 5))


def test_a_bet_is_in_the_best_plan_as_often_as_it_is_worth_more() -> None:
    stories = (ranged(1, (800, 2000)), ranged(2, (900, 1600)), story(3, 5, 99999), story(4, 1, 1, status="doing"))
    backlog = Backlog(stories=stories)
    ask = Ask(monotonic, slots(backlog, (Fraction(11),)))
    found = bets(backlog, ask)
    expected = above(closed((800, 2000), None), closed((900, 1600), None))
    shares = {bet.story.id: float(bet.share) for bet in found.items}
    assert shares["PO-1"] == pytest.approx(expected, abs=0.1)
    assert shares["PO-1"] + shares["PO-2"] == 1
    assert shares["PO-3"] == 1
    assert [bet.kind for bet in found.items] == ["safe", "likely", "bet"]
    assert {bet.story.id for bet in found.items if bet.planned} == {"PO-1", "PO-3"}
    assert bets_view.data(found) == bets_view.data(bets(backlog, ask))
    certain = Backlog(stories=stories[2:])
    assert bets(certain, ask).plans == 1
    assert bets(certain, ask).plan.value == plan(certain, ask).value
    assert "no input is a range" in str(bets_view.page(bets(certain, ask)))


@pytest.mark.parametrize("slow", [0.0001, 0.01])
def test_how_often_a_story_is_planned_does_not_depend_on_how_busy_the_machine_is(slow: float) -> None:
    backlog = Backlog(stories=(ranged(1, (800, 2000)), ranged(2, (900, 1600))))
    rooms = slots(backlog, (Fraction(1),))
    ticks = count(0, slow)
    found = bets(backlog, Ask(lambda: next(ticks), rooms, time_limit=60))
    assert bets_view.data(found) == bets_view.data(bets(backlog, Ask(lambda: 0, rooms)))
    assert found.plans == found.wanted


def test_it_is_said_when_time_ends_before_all_plans_are_made() -> None:
    backlog = Backlog(stories=(ranged(1, (800, 2000)), ranged(2, (900, 1600))))
    ticks = count(0, 1)
    found = bets(backlog, Ask(lambda: next(ticks), slots(backlog, (Fraction(1),)), time_limit=400))
    said = str(bets_view.page(found))
    assert found.plans < found.wanted
    assert f"{found.plans} of {found.wanted} plans" in said
    assert "time ran out" in said
