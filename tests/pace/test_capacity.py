"""How much the next sprints reach: one by what sprints reached, several by the forecast of their sum."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.model.records import Sprint
from pocli.pace import capacity, forecasting, sample
from pocli.pace.capacity import SupportedCapacity
from pocli.pace.flow import SprintFlow
from pocli.pace.sample import Period, Sample

FIRST = date(2026, 1, 5)


def flows(*points: int) -> list[SprintFlow]:
    sprint = Sprint("", "S-1", FIRST, FIRST)
    return [SprintFlow(sprint, None, Fraction(one), 2, None, None, None, 0, over=True) for one in points]


def made(*points: int, names: bool = True) -> Sample:
    """Return a sample of periods that finish all on their first day, one story each."""
    starts = [FIRST + timedelta(days=14 * number) for number in range(len(points))]
    every = tuple(
        Period(f"S-{number}" if names else "", start, start + timedelta(days=13)) for number, start in enumerate(starts)
    )
    days = [0] * 14 * len(points)
    days[::14] = points
    counts = [0] * len(days)
    counts[::14] = [1] * len(points)
    return Sample(FIRST, every[-1].last, tuple(counts), tuple(map(Fraction, days)), every, sized=len(points))


@pytest.mark.parametrize(
    ("points", "level", "amount"),
    [((26, 28, 27), 85, 26), ((20, 10, 30, 40, 50, 25, 35), 85, 20), ((20, 10, 30, 40, 50, 25, 35), 50, 30)],
)
def test_one_sprint_is_what_so_many_percent_of_the_closed_ones_reached(
    points: tuple[int, ...], level: int, amount: int
) -> None:
    found = capacity.supported(flows(*points), made(*points), level, "points")
    assert found == SupportedCapacity(
        Fraction(amount), Fraction(min(points)), Fraction(max(points)), len(points), sprints=True
    )


def test_with_less_than_three_closed_sprints_two_weeks_tell() -> None:
    found = capacity.supported(flows(26, 28), made(26, 28, 27, 30, names=False), 85, "points", days=7)
    assert (found.low, found.high, found.periods, found.sprints) == (26, 30, 4, False)
    past = sample.past(made(26, 28, 27, 30, names=False), "points")
    assert past is not None
    assert found.amount == forecasting.how_many(past, 7, (85,))[85]


def test_several_sprints_reach_together_more_than_each_surely_does() -> None:
    """Bad sprints and good ones make up for each other."""
    points = (30, 10, 25, 15, 30, 10, 25, 15, 30, 10, 25, 15)
    one = capacity.supported(flows(*points), made(*points), 85, "points")
    three = capacity.supported(flows(*points), made(*points), 85, "points", sprints=3)
    past = sample.past(made(*points), "points")
    assert past is not None
    assert three.amount == forecasting.how_many(past, 42, (85,))[85] > 3 * one.amount == 30


def test_no_points_support_nothing() -> None:
    assert capacity.supported([], made(0, 0), 85, "points", sprints=2).amount == 0


@given(st.fractions(0, 1000, max_denominator=10), st.integers(1, 26))
def test_what_is_spread_adds_up_and_differs_by_one_at_most(amount: Fraction, sprints: int) -> None:
    found = capacity.spread(amount, sprints)
    assert (sum(found), len(found)) == (amount, sprints)
    assert max(found) - min(found) <= 1
    assert list(found) == sorted(found, reverse=True)


def test_a_rest_goes_to_the_first() -> None:
    assert capacity.spread(Fraction(41), 3) == (14, 14, 13)
