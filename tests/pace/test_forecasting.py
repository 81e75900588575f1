"""Forecasts against exact oracles, and their laws."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import erf, exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocli.pace import forecasting
from pocli.pace.forecasting import PeriodTotals

TOTALS = st.lists(st.integers(0, 40).map(float), min_size=1, max_size=14).filter(any)
NOISE = 0.022
"""Three deviations of a share of TRIALS trials."""


def past(*totals: float, length: int = 14) -> PeriodTotals:
    """Return a past whose periods go evenly."""
    even = tuple(day / length for day in range(length + 1))
    return PeriodTotals(length, tuple(map(float, totals)), (even,) * len(totals))


def weights(totals: Sequence[float]) -> list[float]:
    """Return the weights in the urn, as the documentation has them."""
    found = [0.85**age for age in range(len(totals))][::-1]
    return [0.5 * one * len(totals) / sum(found) for one in found]


def draws(totals: Sequence[float], periods: int) -> Iterator[tuple[float, tuple[float, ...]]]:
    """Yield every sequence of totals that the urn may give, with its exact chance."""
    urn = weights(totals)

    def following(chance: float, drawn: tuple[int, ...]) -> Iterator[tuple[float, tuple[float, ...]]]:
        if len(drawn) == periods:
            yield chance, tuple(totals[one] for one in drawn)
            return
        for one, weight in enumerate(urn):
            share = (weight + drawn.count(one)) / (sum(urn) + len(drawn))
            yield from following(chance * share, (*drawn, one))

    return following(1.0, ())


def at_least(totals: Sequence[float], periods: int, amount: float) -> float:
    return sum(chance for chance, drawn in draws(totals, periods) if sum(drawn) >= amount - 1e-9)


@pytest.mark.parametrize("totals", [(3, 8, 5), (0, 10, 20), (1, 2, 4, 8), (0, 0, 7)], ids=str)
@pytest.mark.parametrize("periods", [1, 2, 3, 4])
def test_without_wandering_it_is_the_exact_convolution(
    totals: tuple[int, ...], periods: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecasting, "WANDER", 0.0)
    forecasting._drawn.cache_clear()
    found = past(*totals)
    assert sum(chance for chance, _ in draws(totals, periods)) == pytest.approx(1)
    for level, amount in forecasting.how_many(found, 14 * periods).items():
        assert at_least(totals, periods, float(amount)) > level / 100 - NOISE
        assert at_least(totals, periods, float(amount) + 1) < level / 100 + NOISE
    for count in range(1, periods * max(totals) + 2):
        exact = at_least(totals, periods, count)
        assert forecasting.chance(found, Fraction(count), 14 * periods) == pytest.approx(exact, abs=NOISE)
    forecasting._drawn.cache_clear()


def wander(totals: Sequence[float]) -> float:
    """Return how far the level wanders in a period, as the documentation has it."""
    urn, count = weights(totals), len(totals)
    mean = sum(weight * total for weight, total in zip(urn, totals, strict=True)) / sum(urn)
    square = sum(weight * (total - mean) ** 2 for weight, total in zip(urn, totals, strict=True)) / sum(urn) / mean**2
    return min(0.4 * sqrt((count * square + 2 * 0.36) / (count + 2)), 0.4)


@pytest.mark.parametrize("totals", [(3, 8, 5), (20, 21, 19, 20), (5, 60, 10)], ids=str)
def test_with_wandering_it_is_the_exact_mixture(totals: tuple[int, ...]) -> None:
    """One period in closed form; two by the middles of 40 equally likely steps each."""
    found, deviation = past(*totals), wander(totals)

    def over(total: float, amount: float) -> float:
        return (1 - erf(log(amount / total) / deviation / sqrt(2))) / 2

    for amount in (2, 5, 9, 15, 22, 40):
        exact = sum(chance * over(drawn[0], amount) for chance, drawn in draws(totals, 1))
        assert forecasting.chance(found, Fraction(amount), 14) == pytest.approx(exact, abs=NOISE)
    steps = [exp(deviation * normal((one + 0.5) / 40)) for one in range(40)]
    for amount in (6, 15, 30, 45):
        exact = sum(
            chance * (first * (drawn[0] + second * drawn[1]) >= amount) / 1600
            for chance, drawn in draws(totals, 2)
            for first in steps
            for second in steps
        )
        assert forecasting.chance(found, Fraction(amount), 28) == pytest.approx(exact, abs=NOISE)


def normal(share: float) -> float:
    """Return the value that a standard normal variable stays below with this chance."""
    low, high = -9.0, 9.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 + erf(middle / sqrt(2))) / 2 < share else (low, middle)
    return low


@settings(max_examples=8)
@given(TOTALS, st.integers(1, 400))
def test_how_much_falls_with_the_confidence_and_grows_with_the_days(totals: list[float], days: int) -> None:
    found = past(*totals)
    amounts = list(forecasting.how_many(found, days).values())
    assert amounts == sorted(amounts, reverse=True)
    assert all(one <= other for one, other in zip(amounts, forecasting.how_many(found, days + 1).values(), strict=True))


@settings(max_examples=8)
@given(TOTALS, st.integers(0, 300))
def test_the_days_grow_with_the_confidence_and_the_three_answers_agree(totals: list[float], amount: int) -> None:
    found = past(*totals)
    by = forecasting.when(found, Fraction(amount))
    days = [day if day is not None else forecasting.FAR + 1 for day in by.values()]
    assert all(first <= second for first, second in pairwise(days))
    for level, day in by.items():
        if day:
            assert forecasting.chance(found, Fraction(amount), day) >= level / 100
            assert forecasting.chance(found, Fraction(amount), day - 1) < level / 100
            assert forecasting.how_many(found, day)[level] >= amount
            assert forecasting.how_many(found, day - 1)[level] < amount


@settings(max_examples=8)
@given(TOTALS)
def test_what_is_further_away_goes_on_from_what_is_near(totals: list[float]) -> None:
    near, far = (forecasting._drawn(tuple(totals), periods) for periods in (forecasting.NEAR, forecasting.FURTHEST))
    assert all(list(one.sums) == list(other.sums)[: forecasting.NEAR + 1] for one, other in zip(near, far, strict=True))


@settings(max_examples=8)
@given(TOTALS, st.sampled_from([0.25, 7.0, 1e9]))
def test_the_unit_of_the_amounts_does_not_matter(totals: list[float], factor: float) -> None:
    near, scaled = (
        forecasting.sums(tuple(totals), 3, 200),
        forecasting.sums(tuple(one * factor for one in totals), 3, 200),
    )
    assert scaled == pytest.approx([one * factor for one in near])


def test_only_the_last_twelve_count_and_the_latest_most() -> None:
    twelve = tuple(map(float, range(10, 22)))
    assert forecasting.sums((900.0, *twelve), 1, 500) == forecasting.sums(twelve, 1, 500)
    assert forecasting.fading(3) == pytest.approx((0.84257, 0.99125, 1.16618), abs=1e-4)
    rising, falling = (forecasting.how_many(past(*order), 14)[50] for order in (twelve, twelve[::-1]))
    assert rising > falling


def test_a_team_that_never_varies_is_trusted_more_than_others() -> None:
    """It wanders by 0.4 of 0.6 × √(2 ÷ (periods + 2)): 85 % are above 20 × exp(−1.036 × that)."""
    steady = [forecasting.how_many(past(*[20] * count), 14)[85] for count in (3, 6, 12)]
    assert steady == [17, 17, 18]
    assert forecasting.how_many(past(*[20] * 12), 14)[50] in {19, 20}
    assert forecasting.spread([20.0] * 3, [1.0] * 3) == pytest.approx(0.6 * sqrt(2 / 5))
    assert forecasting.spread([0.0], [1.0]) == forecasting.USUAL


def test_one_or_two_periods_promise_little() -> None:
    one, two, three = (forecasting.how_many(past(*totals), 14) for totals in ((20,), (20, 20), (20, 20, 20)))
    assert (one[85], two[85] < three[85]) == (4, True)
    assert forecasting.how_many(past(20), 14 * 6)[50] > 80


def test_nothing_was_ever_finished() -> None:
    assert forecasting.when(past(0, 0), Fraction(1)) == dict.fromkeys(forecasting.LEVELS)
    assert forecasting.how_many(past(0, 0), 5) == dict.fromkeys(forecasting.LEVELS, 0)
    assert forecasting.when(past(0, 0), Fraction(0)) == dict.fromkeys(forecasting.LEVELS, 0)
    assert forecasting.chance(past(0, 3), Fraction(0), 1) == 1


def test_within_a_period_days_go_as_they_went() -> None:
    """All is finished on the last of four days; today is the first of them."""
    late = PeriodTotals(4, (8.0, 8.0, 8.0), ((0.0, 0.0, 0.0, 1.0, 1.0),) * 3)
    assert forecasting.how_many(late, 2)[50] == 0
    assert forecasting.how_many(late, 3) == forecasting.how_many(late, 4)
    assert forecasting.when(late, Fraction(1))[95] == 3


def test_amounts_are_told_in_whole_steps() -> None:
    found = past(2.5, 3.5, 4.5)
    assert all(amount.denominator == 1 for amount in forecasting.how_many(found, 14).values())
    tenths = forecasting.how_many(found._replace(step=Fraction(1, 10)), 14)
    assert all(amount * 10 == int(amount * 10) for amount in tenths.values())
    assert any(amount.denominator > 1 for amount in tenths.values())


def test_a_day_a_generation_away_costs_no_more_than_one_in_a_year() -> None:
    found = past(*[13.0 + one % 5 for one in range(12)])
    forecasting._drawn.cache_clear()
    started = time.process_time()
    amounts = forecasting.how_many(found, 8_800)
    assert forecasting.when(found, Fraction(10**6))[50] is None
    assert forecasting.when(found, Fraction(10**30)) == dict.fromkeys(forecasting.LEVELS)
    assert time.process_time() - started < 3
    assert 13 * 8_800 / 14 / 3 < amounts[50] < 17 * 8_800 / 14 * 2


def test_scope_grows() -> None:
    assert [forecasting.grown(Fraction(amount), by) for amount, by in ((20, 0), (20, 10), (21, 12.5))] == [
        20,
        22,
        Fraction(189, 8),
    ]


def test_simulations_repeat_to_the_byte() -> None:
    code = (
        "from fractions import Fraction as F; from pocli.pace import forecasting as f; "
        "p = f.PeriodTotals(2, (0.0, 1.0, 3.0), ((0.0, 0.5, 1.0),) * 3); "
        "print(f.how_many(p, 9), f.how_many(p, 90), f.when(p, F(9)), f.chance(p, F(5), 7))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu"))
    }
    assert len(found) == 1
