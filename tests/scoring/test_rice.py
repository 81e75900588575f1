"""RICE against McBride's own example, and the tables of the shared data."""

import csv
from fractions import Fraction

import pytest

from house import SHARED
from pocli.model.story import Rice, Story
from pocli.scoring import rice

MCBRIDE = {"Project 1": 675, "Project 2": 400, "Project 3": 800}
"""Sean McBride, RICE: simple prioritization for product managers, Intercom, 2016."""


def inputs(reach: str, impact: str, confidence: str, effort: str) -> Rice:
    share = Fraction(confidence.removesuffix("%")) / 100
    return Rice(Fraction(reach), Fraction(impact), share, Fraction(effort))


def score(given: Rice) -> Fraction | None:
    return rice.score(Story("stories/PO-1.yaml", "PO-1", "One", rice=given))


def test_mcbride_s_projects_score_as_he_says() -> None:
    rows = [("450", "3", "100%", "2"), ("2000", "1", "80%", "4"), ("800", "2", "50%", "1")]
    assert [score(inputs(*row)) for row in rows] == list(MCBRIDE.values())


def test_mcbride_s_table_scores_as_he_says() -> None:
    path = SHARED / "data" / "rice" / "mcbride.csv"
    if not path.exists():
        pytest.skip("no shared data here")
    with path.open(encoding="utf-8", newline="") as lines:
        found = {row["name"]: score(inputs(*(row[name] for name in rice.FIELDS))) for row in csv.DictReader(lines)}
    assert found == MCBRIDE


@pytest.mark.parametrize("name", rice.FIELDS)
def test_there_is_no_score_while_an_input_is_missing(name: str) -> None:
    assert score(inputs("1", "1", "100", "1")._replace(**{name: None})) is None


def test_expected_value_needs_no_effort() -> None:
    assert rice.expected(inputs("450", "3", "100", "2")._replace(effort=None)) == 1350


def test_expected_value_is_reach_times_impact_times_confidence() -> None:
    assert rice.expected(inputs("450", "3/7", "80%", "2")) == Fraction(450) * Fraction(3, 7) * Fraction(4, 5)


@pytest.mark.parametrize("name", ["reach", "impact", "confidence"])
def test_there_is_no_expected_value_while_an_input_is_missing(name: str) -> None:
    assert rice.expected(inputs("1", "1", "100", "1")._replace(**{name: None})) is None


def test_nothing_is_rounded() -> None:
    assert score(inputs("1", "1", "100", "3")) == Fraction(1, 3)


def test_a_reach_of_zero_is_a_score_of_zero() -> None:
    assert score(inputs("0", "1", "100", "3")) == 0
