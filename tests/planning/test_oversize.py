"""What is too big, and what nothing fits: against walking through everything, and within the time that is given."""

import datetime as dt
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from time import process_time

import pytest

from house import is_quick
from pocli.features.tradeoff.answer import tradeoff
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.records import Sprint
from pocli.model.story import Criterion, Rice, Story
from pocli.planning.candidates import PlanQuery, ahead
from pocli.planning.demand import build
from pocli.planning.horizon import slots
from pocli.planning.oversize import oversize
from pocli.planning.plan import plan

DAY = dt.date(2026, 11, 30)
READY = (Criterion("it works"),)


def story(number: int, points: int, *needs: int, ready: bool = True) -> Story:
    rice = Rice(Fraction(number), Fraction(1), Fraction(4, 5), Fraction(1))
    found = Story(
        f"stories/PO-{number}.yaml", f"PO-{number}", f"Story {number}", status="ready", points=Fraction(points)
    )
    depends_on = tuple(f"PO-{need}" for need in needs)
    return found._replace(rice=rice, depends_on=depends_on, acceptance_criteria=READY if ready else ())


def chain(length: int, *, ready: bool) -> Backlog:
    numbers = range(1, length + 1)
    stories = (story(at, at % 8 + 1, *([at + 1] if at < length else []), ready=ready) for at in numbers)
    return Backlog(stories=tuple(stories))


def asked(these: Backlog, *rooms: int, limit: float = 10) -> PlanQuery:
    return PlanQuery(process_time, slots(these, [Fraction(room) for room in rooms]), time_limit=limit)


def test_it_is_what_all_that_it_needs_weighs_together() -> None:
    for seed in range(60):
        dice = random.Random(seed)  # noqa: S311 - a test
        size = dice.randint(3, 14)
        needs = {at: sorted(dice.sample(range(1, at), min(at - 1, dice.randint(0, 3)))) for at in range(1, size + 1)}
        points = {at: dice.choice([0, 1, 2, 3, 5]) for at in needs}
        these = Backlog(stories=tuple(story(at, points[at], *needs[at]) for at in needs))
        model = build(these, asked(these, 9))
        found = oversize(model, frozenset(), lambda: 60.0)
        for item, one in enumerate(model.items):
            whole = sum(points[at] for at in closure(needs, [int(one.id[3:])]))
            assert found[item] == (whole > 9), (seed, one.id)


@pytest.mark.parametrize("ready", [True, False])
def test_a_chain_of_thousands_keeps_the_limit(ready: bool) -> None:
    these = chain(4000, ready=ready)
    found = plan(these, ahead(these, asked(these, 40, limit=2)))
    assert is_quick(lambda: plan(these, ahead(these, asked(these, 40, limit=2))), 2.3)
    assert (found.nothing is None) == ready
    assert found.optimal  # no more of the chain than fits is looked at
    assert found.nothing is None or (found.nothing.unit, found.nothing.include_drafts) == ("points", True)


def test_many_needs_of_each_are_no_harder_than_a_few() -> None:
    dice = random.Random(1)  # noqa: S311 - a test
    many = (story(at, at % 8 + 1, *dice.sample(range(1, at), min(at - 1, 40))) for at in range(1, 1201))
    these = Backlog(stories=tuple(many))
    assert plan(these, ahead(these, asked(these, 40))).optimal
    assert is_quick(lambda: plan(these, ahead(these, asked(these, 40))), 2)


def ticking(step: float) -> Iterator[float]:
    """Yield the time of a clock that goes on whenever somebody looks at it."""
    return (at * step for at in count())


def test_no_stage_goes_on_for_long_without_a_look_at_the_clock() -> None:
    these = chain(3000, ready=True)
    for limit in (5, 50, 500):
        clock = ticking(1.0)
        ask = asked(these, 40)._replace(clock=clock.__next__, time_limit=limit)
        found = plan(these, ahead(these, ask))
        assert next(clock) < limit + 60
        assert found.bound >= found.value
        assert {one.reason for one in found.left_out} <= {"time", "displaced", "too-big", "later"}


def test_all_plans_of_a_tradeoff_share_one_limit() -> None:
    these = chain(300, ready=True)
    sprint = Sprint("sprints/S-1.yaml", "S-1", DAY, DAY, capacity=Fraction(40))
    these = these._replace(sprints=(sprint,))
    ask = PlanQuery(process_time, slots(these, count=3), time_limit=3)
    assert is_quick(lambda: tradeoff(these, ask, [["PO-299"], ["PO-298"]]), 5)
