"""Forecasts against an exact oracle, and their laws."""

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import SHARED
from pocli.analysis import forecast

ORACLE = SHARED / "data" / "forecast" / "exact.json"
SAMPLES = st.lists(st.integers(0, 5), min_size=1, max_size=12).filter(any)


@pytest.mark.skipif(not ORACLE.exists(), reason="the oracle is not here")
@pytest.mark.parametrize("quick", [forecast.QUICK, 0], ids=["exact", "simulated"])
def test_the_oracle(quick: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast, "QUICK", quick)
    known = json.loads(ORACLE.read_text())
    sample = known["daily_throughput"]
    counts = forecast.how_many(sample, 30)
    days = forecast.when(sample, 28)
    for level in forecast.LEVELS:
        assert abs(counts[level] - known["how_many_in_30_days"][str(level)]) <= 1
        assert abs((days[level] or 0) - known["days_for_28_items"][str(level)]) <= 1
    assert abs(forecast.chance(sample, 28, 30) - known["chance_of_28_by_day_30"]) <= 0.015


@pytest.mark.skipif(not ORACLE.exists(), reason="the oracle is not here")
def test_exactly_it_is_the_oracle() -> None:
    known = json.loads(ORACLE.read_text())
    sample = known["daily_throughput"]
    assert {str(level): count for level, count in forecast.how_many(sample, 30).items()} == known["how_many_in_30_days"]
    assert {str(level): day for level, day in forecast.when(sample, 28).items()} == known["days_for_28_items"]
    assert round(forecast.chance(sample, 28, 30), 4) == known["chance_of_28_by_day_30"]


@given(SAMPLES, st.integers(1, 20))
def test_chances_add_up_and_the_counts_fall_with_the_confidence(sample: list[int], days: int) -> None:
    assert sum(forecast.after(sample, days)) == pytest.approx(1)
    counts = [forecast.how_many(sample, days)[level] for level in forecast.LEVELS]
    assert counts == sorted(counts, reverse=True)


@given(SAMPLES, st.integers(0, 20))
def test_the_days_grow_with_the_confidence_and_reach_it(sample: list[int], items: int) -> None:
    found = forecast.when(sample, items)
    days = [day if day is not None else forecast.FAR + 1 for day in found.values()]
    assert all(first <= second for first, second in pairwise(days))
    for level, day in found.items():
        if day:
            assert forecast.chance(sample, items, day) + 1e-9 >= level / 100
            assert forecast.chance(sample, items, day - 1) < level / 100


def test_nothing_was_ever_finished() -> None:
    assert forecast.when([0, 0, 0], 1) == dict.fromkeys(forecast.LEVELS)
    assert forecast.how_many([0, 0], 5) == dict.fromkeys(forecast.LEVELS, 0)
    assert forecast.when([0, 0, 1], 0) == dict.fromkeys(forecast.LEVELS, 0)


def test_scope_grows_upwards() -> None:
    assert [forecast.grown(*case) for case in ((20, 0), (20, 10), (21, 10), (0, 50))] == [20, 22, 24, 0]


def test_simulations_repeat_to_the_byte() -> None:
    code = (
        "from pocli.analysis import forecast as f; f.QUICK = 0; print(f.how_many([0, 1, 3], 9), f.when([0, 1, 3], 9))"
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
