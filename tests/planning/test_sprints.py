"""A plan over several sprints against brute force, and what is promised, wanted first, and contradictory."""

import datetime as dt
import math
from collections.abc import Iterator
from fractions import Fraction
from time import monotonic
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Criterion, Rice, Story
from pocli.planning.horizon import overlaps, slots
from pocli.planning.plan import Plan, PlanQuery, plan

Where = tuple[int, ...]
"""The sprint of each story, or as many as there are sprints: nowhere."""


def story(number: int, points: int, worth: int = 0, **fields: Any) -> Story:  # noqa: ANN401
    rice = Rice(Fraction(worth), Fraction(1), Fraction(1), Fraction(1)) if worth else None
    ready: dict[str, Any] = {"status": "ready", "acceptance_criteria": (Criterion("it works"),), "points": points}
    name = f"PO-{number}"
    found = Story(f"stories/{name}.yaml", name, f"Story {number}", rice=rice, **{**ready, **fields})
    return found._replace(points=Fraction(found.points or 0))


def sprint(number: int, capacity: int = 10, **fields: Any) -> Sprint:  # noqa: ANN401
    start = dt.date(2026, 11, 30) + dt.timedelta(days=14 * number - 14)
    end = start + dt.timedelta(days=11)
    return Sprint(f"sprints/S-{number}.yaml", f"S-{number}", start, end, capacity=Fraction(capacity))._replace(**fields)


def request(number: int, worth: int, *needs: str) -> Request:
    return Request(f"requests/R-{number}.yaml", f"R-{number}", f"Wish {number}", value=Fraction(worth), needs=needs)


def solved(backlog: Backlog, *capacities: int, count: int = 0, **fields: Any) -> Plan:  # noqa: ANN401
    return plan(backlog, PlanQuery(monotonic, slots(backlog, tuple(map(Fraction, capacities)), count), **fields))


def held(found: Plan) -> list[set[str]]:
    return [{row.story.id for row in one.stories} for one in found.sprints]


class Question(NamedTuple):
    backlog: Backlog
    capacities: tuple[int, ...]
    must: tuple[str, ...]
    without: tuple[str, ...]


def everywhere(question: Question) -> Iterator[Where]:
    """Yield every way to deliver stories that fits, has its prerequisites and what must be in."""
    stories, capacities = question.backlog.stories, question.capacities
    count = len(capacities)
    places = {one.id: index for index, one in enumerate(stories)}

    def fill(where: Where, room: tuple[int, ...]) -> Iterator[Where]:
        if len(where) == len(stories):
            delivered = [(one, at) for one, at in zip(stories, where, strict=True) if at < count]
            ordered = all(where[places[need]] <= at for one, at in delivered for need in one.depends_on)
            if ordered and all(where[places[name]] < count for name in question.must):
                yield where
            return
        one = stories[len(where)]
        yield from fill((*where, count), room)
        for at in range(count) if one.id not in question.without else ():
            rest = room[at] - int(one.points or 0)
            if rest >= 0:
                yield from fill((*where, at), (*room[:at], rest, *room[at + 1 :]))

    return fill((), capacities)


def worth(question: Question, where: Where) -> Fraction:
    """Return the weighted value of a way to deliver: n − k + 1 for the k-th of n sprints, divided by n."""
    count = len(question.capacities)
    at = {one.id: place for one, place in zip(question.backlog.stories, where, strict=True)}
    total = sum((one.rice.reach or 0) * (count - at[one.id]) for one in question.backlog.stories if one.rice)
    for wish in question.backlog.requests:
        total += (wish.value or 0) * (count - max(at[name] for name in wish.needs))
    return Fraction(total) / count


@st.composite
def questions(draw: st.DrawFn) -> Question:
    count = draw(st.integers(1, 9))
    numbers = st.integers(1, count)
    names = st.sets(numbers, max_size=2)
    stories = tuple(
        story(
            number,
            draw(st.sampled_from([0, 1, 2, 3, 5, 8])),
            draw(st.integers(0, 20)),
            sprint=draw(st.sampled_from(["", "", "S-1", "S-2", "S-3"])),
            depends_on=tuple(f"PO-{need}" for need in sorted(draw(names) - {number})),
        )
        for number in range(1, count + 1)
    )
    requests = tuple(
        request(number, draw(st.integers(0, 30)), *(f"PO-{need}" for need in draw(st.sets(numbers, min_size=1))))
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    must = tuple(f"PO-{number}" for number in draw(st.sets(numbers, max_size=2)))
    without = tuple(f"PO-{number}" for number in draw(st.sets(numbers, max_size=1)))
    capacities = tuple(draw(st.lists(st.integers(0, 9), min_size=1, max_size=3)))
    sprints = tuple(sprint(number) for number in range(1, len(capacities) + 1))
    return Question(Backlog(stories=stories, requests=requests, sprints=sprints), capacities, must, without)


def asked(question: Question, gain: Fraction = Fraction(0)) -> PlanQuery:
    first = question.backlog.sprints[0]
    found = slots(question.backlog, tuple(map(Fraction, question.capacities)), first=first)
    return PlanQuery(monotonic, found, question.must, question.without, min_gain=gain)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_no_other_way_to_deliver_is_worth_more(question: Question) -> None:
    best = max((worth(question, where) for where in everywhere(question)), default=None)
    if best is None:
        with pytest.raises(PoError):
            plan(question.backlog, asked(question))
        return
    found = plan(question.backlog, asked(question))
    assert (found.value, found.bound, found.settled) == (best, best, True)
    at = found.places()
    where = tuple(at.get(one.id, len(found.sprints)) for one in question.backlog.stories)
    assert worth(question, where) == best
    assert where in set(everywhere(question))
    for one, capacity in zip(found.sprints, question.capacities, strict=True):
        assert one.size == sum(row.size for row in one.stories) <= capacity
    assert {left.id for left in found.left_out}.isdisjoint(at)
    for left in found.left_out:
        if left.price is not None:
            forced = question._replace(must=(*question.must, left.id))
            assert left.price == best - max(worth(question, other) for other in everywhere(forced))
        if left.reason == "too-big":
            assert not list(everywhere(question._replace(must=(left.id,), without=())))


@settings(max_examples=40, deadline=None)
@given(questions())
def test_a_promise_is_broken_only_for_more_than_the_least_gain(question: Question) -> None:
    promised = {place: int(one.sprint[2:]) - 1 for place, one in enumerate(question.backlog.stories) if one.sprint}
    promised = {place: at for place, at in promised.items() if at < len(question.capacities)}
    best: dict[int, Fraction] = {}
    for where in everywhere(question):
        kept = sum(where[place] <= at for place, at in promised.items())
        best[kept] = max(best.get(kept, Fraction(0)), worth(question, where))
    if not best:
        return
    gain = Fraction(1, 10)
    found = plan(question.backlog, asked(question, gain))
    most = max(best.values())
    assert found.optimal
    assert found.value + found.forgone == most
    at = found.places()
    names = [one.id for one in question.backlog.stories]
    kept = sum(at.get(names[place], 99) <= stage for place, stage in promised.items())
    worths = [int(one.rice.reach or 0) for one in question.backlog.stories if one.rice]
    unit = Fraction(
        math.gcd(*worths, *(int(wish.value or 0) for wish in question.backlog.requests)) or 1, len(found.sprints)
    )
    least = math.ceil(gain * most / unit) * unit
    assert found.value + least * kept == max(value + least * count for count, value in best.items())


def test_a_prerequisite_comes_no_later_and_value_comes_first() -> None:
    stories = (story(1, 5, 10), story(2, 5, 30, depends_on=("PO-3",)), story(3, 5))
    found = solved(Backlog(stories=stories), 5, 5, 5)
    assert held(found) == [{"PO-1"}, {"PO-3"}, {"PO-2"}] or held(found) == [{"PO-3"}, {"PO-2"}, {"PO-1"}]
    assert found.value == max(Fraction(10 * 3 + 30, 3), Fraction(30 * 2 + 10, 3))
    assert [one.value for one in found.sprints] == [0, 30, 10]


def test_what_is_under_way_takes_room_in_the_first_sprint_only() -> None:
    stories = (story(1, 8, 5, status="doing"), story(2, 4, 9), story(3, 2, 8))
    found = solved(Backlog(stories=stories), 10, 10)
    assert held(found) == [{"PO-1", "PO-3"}, {"PO-2"}]
    over = solved(Backlog(stories=stories), 7, 10)
    assert over.over
    assert held(over) == [{"PO-1"}, {"PO-2", "PO-3"}]


def test_a_request_counts_from_its_last_need_on() -> None:
    stories = (story(1, 5), story(2, 5), story(3, 5, 1))
    found = solved(Backlog(stories=stories, requests=(request(1, 60, "PO-1", "PO-2"),)), 5, 5, 5)
    assert [one.id for one in found.sprints[1].requests] == ["R-1"]
    assert found.value == Fraction(60 * 2 + 1, 3)


def test_due_goes_into_the_last_sprint_that_ends_in_time_or_before() -> None:
    due = sprint(2).end
    stories = (story(1, 10, 90), story(2, 10, 80), story(3, 10, 1, due=due), story(4, 10, 70))
    backlog = Backlog(stories=stories, sprints=tuple(sprint(number) for number in (1, 2, 3)))
    assert held(solved(backlog, count=3)) == [{"PO-1"}, {"PO-3"}, {"PO-2"}]
    late = backlog._replace(stories=(*stories[:2], stories[2]._replace(points=Fraction(30)), stories[3]))
    assert [(left.id, left.reason) for left in solved(late, count=3).cannot] == [("PO-3", "too-big")]


def test_a_goal_that_goes_first_gets_its_best_and_the_rest_what_is_left() -> None:
    goals = (Goal("goals/G-1.yaml", "G-1", "Leads"), Goal("goals/G-2.yaml", "G-2", "Sales"))
    stories = (story(1, 6, 10, goal="G-1"), story(2, 5, 50, goal="G-2"), story(3, 4, 30), story(4, 4, 3, goal="G-1"))
    backlog = Backlog(stories=stories, goals=goals)
    assert held(solved(backlog, 10)) == [{"PO-2", "PO-3"}]
    assert held(solved(backlog, 10, goal_first="G-1")) == [{"PO-1", "PO-4"}]
    assert held(solved(backlog, 6, 5, goal_first="G-1")) == [{"PO-1"}, {"PO-4"}]
    assert held(solved(backlog, 10, 9, goal_first="G-1")) == [{"PO-1", "PO-4"}, {"PO-2", "PO-3"}]


def test_only_what_is_asked_for_counts_and_what_it_needs_comes_along() -> None:
    stories = (story(1, 5, 90), story(2, 5, 10, goal="G-1", depends_on=("PO-3",)), story(3, 5, 40))
    found = solved(Backlog(stories=stories), 10, only={"goal": ("G-1",)})
    assert held(found) == [{"PO-2", "PO-3"}]
    assert found.value == 10
    assert {left.id: left.reason for left in found.left_out} == {"PO-1": "filtered"}


@pytest.mark.parametrize(
    ("must", "without", "capacities", "said"),
    [
        (("PO-1",), ("PO-1",), (10,), "--must PO-1 contradicts --without PO-1"),
        (("PO-2",), ("PO-1",), (10,), "--must PO-2 contradicts --without PO-1: PO-2 waits for PO-1"),
        (("PO-4",), ("PO-1",), (10,), "--must PO-4 contradicts --without PO-1: PO-4 waits for PO-1"),
        (("PO-3", "PO-5", "PO-6"), (), (10,), "PO-3 and PO-6 do not fit into the sprint together"),
        (("PO-3", "PO-5", "PO-6"), (), (5, 5), "PO-3 does not fit into 2 sprints"),
        (("PO-5", "PO-7", "PO-8"), (), (5, 5), "PO-5, PO-7 and PO-8 do not fit into 2 sprints together"),
    ],
)
def test_the_smallest_contradiction_is_named(
    must: tuple[str, ...], without: tuple[str, ...], capacities: tuple[int, ...], said: str
) -> None:
    stories = (
        story(1, 1, 5),
        story(2, 1, 5, depends_on=("PO-1",)),
        story(3, 6, 5),
        story(4, 1, 5, depends_on=("PO-2",)),
        *(story(number, size, 5) for number, size in ((5, 3), (6, 5), (7, 3), (8, 3))),
    )
    with pytest.raises(PoError) as caught:
        solved(Backlog(stories=stories), *capacities, must=must, without=without)
    assert caught.value.message.startswith(said)


def test_sprints_are_thought_on_from_the_last_one_with_a_file() -> None:
    backlog = Backlog(sprints=(sprint(1, state="closed"), sprint(2, 30), sprint(3, 35), sprint(9, 1)))
    found = slots(backlog, count=2)
    assert [(one.sprint and one.sprint.id, one.capacity) for one in found] == [("S-2", 30), ("S-3", 35)]
    further = slots(backlog, (Fraction(8),), 4, first=backlog.sprints[2])
    assert [one.sprint.id for one in further if one.sprint] == ["S-3", "S-9", "S-10", "S-11"]
    assert further[3].sprint == sprint(11)._replace(path="", capacity=Fraction(1))
    assert {one.capacity for one in further} == {8}
    assert not overlaps(further)
    near = (sprint(1), sprint(2, start=dt.date(2026, 12, 11)))
    assert [(one.id, two.id) for one, two in overlaps(slots(Backlog(sprints=near), count=2))] == [("S-1", "S-2")]


def test_sprints_that_cannot_be() -> None:
    nameless = Backlog(sprints=(sprint(1)._replace(capacity=None),))
    for backlog, capacities, count in (
        (Backlog(), (), 0),
        (nameless, (), 1),
        (Backlog(), (1, 2), 3),
        (Backlog(), (-1,), 1),
        (Backlog(), (1,), 999),
        (Backlog(), (1,), -1),
    ):
        with pytest.raises(PoError):
            slots(backlog, tuple(map(Fraction, capacities)), count)
