"""The mean of a range, beside the textbook's formula and a plan that counts with it."""

import math
from fractions import Fraction
from statistics import NormalDist
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.features.plan import page as view
from pocli.model.backlog import Backlog
from pocli.model.story import Criterion, Rice, Story, median
from pocli.page import Line, Table
from pocli.planning.candidates import PlanQuery, ahead
from pocli.planning.horizon import slots
from pocli.planning.means import expected, mean
from pocli.planning.plan import plan
from pocli.ranking.rank import rank

ENDS = st.decimals(min_value="0.001", max_value="1000000", places=3)


@given(ENDS, ENDS)
def test_it_is_that_of_a_lognormal(one: Fraction, two: Fraction) -> None:
    low, high = sorted((Fraction(one), Fraction(two)))
    sigma = math.log(high / low) / (2 * NormalDist().inv_cdf(0.95))
    expected_mean = math.sqrt(low * high) * math.exp(sigma**2 / 2)
    assert float(mean(low, high)) == pytest.approx(expected_mean, rel=1e-9, abs=1e-6)
    assert mean(low, high) >= median(low, high) or low == high
    assert (mean(low, high) * 10**6).denominator == 1


def test_some_by_hand() -> None:
    """exp(μ + σ² ÷ 2) : of 10..100, 31.622777 × exp(0.244952)."""
    assert mean(Fraction(10), Fraction(100)) == Fraction("40.400128")
    assert mean(Fraction(5), Fraction(5)) == 5
    assert mean(Fraction(800), Fraction(2000)) == Fraction("1314.941293")


def ranged(number: int, low: int, high: int) -> Story:
    ends = Fraction(low), Fraction(high)
    rice = Rice(median(*ends), Fraction(1), Fraction(1, 2), Fraction(1), reach_range=ends)
    found = Story(f"stories/PO-{number}.yaml", f"PO-{number}", f"Story {number}", status="ready", points=Fraction(3))
    return found._replace(acceptance_criteria=(Criterion("it works"),), rice=rice)


def test_a_plan_counts_with_the_mean_and_a_ranking_with_the_median() -> None:
    """30..40 has the higher median, 10..100 the higher mean; a place in a ranking is by the median."""
    these = Backlog(stories=(ranged(1, 10, 100), ranged(2, 30, 40)))
    assert [item.story.id for item in rank(these).items] == ["PO-2", "PO-1"]
    found = plan(these, ahead(these, PlanQuery(monotonic, slots(these, [Fraction(3)]), priced=0), 1))
    (row,) = found.sprints[0].stories
    assert (row.story.id, row.rank, row.value) == ("PO-1", 2, mean(Fraction(10), Fraction(100)) / 2)
    assert row.score == median(Fraction(10), Fraction(100)) / 2
    blocks = view.page(found).blocks
    shares = [row[-1].text for block in blocks if isinstance(block, Table) for row in block.rows]
    said = ["".join(cell.text for cell in block.cells) for block in blocks if isinstance(block, Line)]
    assert "100 % ~" in shares
    assert "~ a range counts with its mean, in its rank with its median" in said


def test_what_has_no_range_stays_as_it_is() -> None:
    these = Backlog(stories=(Story("stories/PO-1.yaml", "PO-1", "One", rice=Rice(Fraction(7))),))
    assert expected(these) is these
