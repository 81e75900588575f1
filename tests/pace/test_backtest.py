"""Forecasts that are held against what came."""

import csv
from fractions import Fraction
from itertools import groupby
from statistics import mean

import pytest

from house import SHARED
from pocli.pace import backtest
from pocli.pace.backtest import Case, KeptForecasts

SPRINTS = SHARED / "data" / "forecast" / "sprints.csv"


def test_each_forecast_knows_only_what_came_before_it() -> None:
    seen: list[tuple[tuple[float, ...], int]] = []

    def method(totals: object, ahead: int) -> dict[int, float]:
        seen.append((tuple(totals), ahead))  # type: ignore[arg-type]
        return dict.fromkeys((50, 70, 85, 95), 5.0)

    found = list(backtest.cases([1.0, 2, 3, 4, 5], method, ahead=(1, 2), first=3))
    assert seen == [((1, 2, 3), 1), ((1, 2, 3), 2), ((1, 2, 3, 4), 1)]
    assert [(one.ahead, one.came) for one in found] == [(1, 4), (2, 9), (1, 5)]
    assert list(backtest.cases([0.0, 0, 0, 4], method)) == [], "nothing had been finished, so nothing was said"


def test_a_steady_team_keeps_all_and_one_that_collapses_nothing() -> None:
    steady, falling = backtest.record([20.0] * 13), backtest.record([float(2**one) for one in range(13, 0, -1)])
    assert [(one.ahead, one.cases, one.kept[85]) for one in steady] == [(1, 10, 10), (3, 8, 8), (6, 5, 5)]
    assert [(one.ahead, one.cases, one.kept[95]) for one in falling] == [(1, 10, 0), (3, 8, 0), (6, 5, 0)]
    assert backtest.record([20.0] * 3) == ()
    assert [one.ahead for one in backtest.record([20.0] * 4)] == [1]


def kept(ahead: int, cases: int, count: int) -> KeptForecasts:
    return KeptForecasts(ahead, cases, {85: count})


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ((kept(1, 24, 17),), 1),
        ((kept(1, 20, 15),), None),
        ((kept(1, 20, 19),), None),
        ((kept(1, 19, 19), kept(3, 18, 18)), None),
        ((kept(1, 20, 20), kept(3, 18, 2)), 1),
        ((kept(1, 20, 17), kept(3, 18, 2)), 3),
        ((kept(1, 7, 0),), None),
    ],
)
def test_a_record_is_off_by_more_than_ten_points_in_enough_cases(
    record: tuple[KeptForecasts, ...], expected: int | None
) -> None:
    found = backtest.off(record)
    assert (found.ahead if found else None) == expected


def loss(case: Case) -> float:
    errors = [(1 - level / 100, case.came - said) for level, said in case.said.items()]
    return mean(max(tau * error, (tau - 1) * error) for tau, error in errors)


@pytest.mark.skipif(not SPRINTS.exists(), reason="the sprints of real boards are not here")
def test_on_real_boards_85_percent_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "TRIALS", 400)
    with SPRINTS.open(encoding="utf-8") as file:
        rows = sorted(((row["team"], float(row["points"])) for row in csv.DictReader(file)), key=lambda row: row[0])
    boards = [[points for _, points in own] for _, own in groupby(rows, key=lambda row: row[0])]
    found = [case for totals in boards for case in backtest.cases(totals, first=8)]
    for ahead in backtest.AHEAD:
        own = [case.came >= case.said[85] - 1e-9 for case in found if case.ahead == ahead]
        assert Fraction(83, 100) <= Fraction(sum(own), len(own)) <= Fraction(88, 100), ahead
