"""The plan against brute force, and rule by rule."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocli.analysis.horizon import slots
from pocli.analysis.plan import Ask, Plan, plan
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Criterion, Rice, Story
from pocli.page import Heading, Line, Table
from pocli.views import plan as view

EMPTY = Backlog()
SPRINT = Sprint("sprints/S-1.yaml", "S-1", dt.date(2026, 11, 30), dt.date(2026, 12, 11), capacity=Fraction(10))


def story(number: int, points: float | None = 1, worth: float | None = None, **fields: Any) -> Story:  # noqa: ANN401
    """Return a ready story whose expected value is `worth`."""
    rice = None if worth is None else Rice(Fraction(str(worth)), Fraction(1), Fraction(1), Fraction(1))
    ready: dict[str, Any] = {"status": "ready", "acceptance_criteria": (Criterion("it works"),)}
    size = None if points is None else Fraction(points)
    name = f"PO-{number}"
    return Story(f"stories/{name}.yaml", name, f"Story {number}", points=size, rice=rice, **{**ready, **fields})


def request(number: int, worth: float | None, *needs: str, **fields: Any) -> Request:  # noqa: ANN401
    value = None if worth is None else Fraction(worth)
    return Request(f"requests/R-{number}.yaml", f"R-{number}", f"Request {number}", value=value, needs=needs, **fields)


def ask(*capacities: float, sprint: Sprint | None = None, backlog: Backlog = EMPTY, **fields: Any) -> Ask:  # noqa: ANN401
    rooms = [Fraction(capacity) for capacity in capacities or ((10,) if sprint is None else ())]
    return Ask(monotonic, slots(backlog._replace(sprints=backlog.sprints or (SPRINT,)), rooms, first=sprint), **fields)


def ids(found: Plan) -> set[str]:
    return {row.story.id for row in found.sprints[0].stories}


def reasons(found: Plan) -> dict[str, str]:
    return {left.id: left.reason for left in found.left_out}


def words(found: Plan) -> str:
    """Return the page as plain lines."""
    lines: list[str] = []
    for block in view.page(found, everything=True).blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Line):
            lines.append("".join(cell.text for cell in block.cells))
        elif isinstance(block, Table):
            lines += [" | ".join(cell.text for cell in row) for row in block.rows]
    return "\n".join(lines)


def choices(stories: tuple[Story, ...]) -> Iterator[frozenset[str]]:
    names = [one.id for one in stories]
    for count in range(len(names) + 1):
        yield from map(frozenset, combinations(names, count))


def best(backlog: Backlog, capacity: int, must: tuple[str, ...], without: tuple[str, ...]) -> Fraction | None:
    """Try every choice of stories."""
    found: list[Fraction] = []
    by_id = {one.id: one for one in backlog.stories}
    for choice in choices(backlog.stories):
        chosen = [by_id[name] for name in choice]
        if not set(must) <= choice or set(without) & choice or sum(one.points or 0 for one in chosen) > capacity:
            continue
        if not all(set(one.depends_on) <= choice for one in chosen):
            continue
        worth = sum((one.rice.reach or Fraction(0) for one in chosen if one.rice), Fraction(0))
        worth += sum((wish.value or Fraction(0) for wish in backlog.requests if set(wish.needs) <= choice), Fraction(0))
        found.append(worth)
    return max(found, default=None)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Backlog, int, tuple[str, ...], tuple[str, ...]]:
    count = draw(st.integers(1, 9))
    numbers = st.integers(1, count)
    worths = st.one_of(st.none(), st.integers(1, 30), st.sampled_from([0.5, 2.25, 1264.911064]))
    stories = tuple(
        story(
            number,
            draw(st.sampled_from([0, 0.5, 1, 2, 3, 5, 8])),
            draw(worths),
            depends_on=tuple(f"PO-{need}" for need in sorted(draw(st.sets(numbers, max_size=2)) - {number})),
        )
        for number in range(1, count + 1)
    )
    requests = tuple(
        request(number, draw(st.integers(0, 40)), *(f"PO-{need}" for need in draw(st.sets(numbers, min_size=1))))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    must = tuple(f"PO-{number}" for number in draw(st.sets(numbers, max_size=1)))
    without = tuple(f"PO-{number}" for number in draw(st.sets(numbers, max_size=1)))
    return Backlog(stories=stories, requests=requests), draw(st.integers(0, 20)), must, without


@settings(max_examples=150, deadline=None)
@given(questions())
def test_no_choice_is_better(question: tuple[Backlog, int, tuple[str, ...], tuple[str, ...]]) -> None:
    backlog, capacity, must, without = question
    expected = best(backlog, capacity, must, without)
    if expected is None:
        with pytest.raises(PoError):
            plan(backlog, ask(capacity, must=must, without=without))
        return
    found = plan(backlog, ask(capacity, must=must, without=without))
    assert found.value == expected
    assert found.optimal
    assert found.settled
    chosen = ids(found)
    assert sum(row.size for row in found.sprints[0].stories) <= capacity
    assert all(set(row.story.depends_on) <= chosen for row in found.sprints[0].stories)
    assert chosen.isdisjoint(reasons(found))
    assert chosen | set(reasons(found)) == {one.id for one in backlog.stories}
    assert {wish.id for wish in found.requests} == {wish.id for wish in backlog.requests if set(wish.needs) <= chosen}
    for left in found.left_out:
        if left.price is not None:
            forced = best(backlog, capacity, (*must, left.id), without)
            assert forced is not None
            assert left.price == expected - forced


def test_a_dull_story_is_taken_because_the_best_one_waits_for_it() -> None:
    stories = (story(1, 4, None), story(2, 4, 100, depends_on=("PO-1",)), story(3, 8, 60))
    found = plan(Backlog(stories=stories), ask(8))
    assert ids(found) == {"PO-1", "PO-2"}
    (left,) = found.left_out
    assert (left.id, left.reason, set(left.pushes)) == ("PO-3", "displaced", {"PO-1", "PO-2"})
    assert left.price == 40


def test_each_story_left_out_has_its_reason() -> None:
    stories = (
        story(1, 1, 5, status="draft"),
        story(2, 1, 5, acceptance_criteria=()),
        story(3, None, 5),
        story(4, 1, 5, blocked="the contract is not signed"),
        story(5, 1, 5, depends_on=("PO-1",)),
        story(6, 1, 5, depends_on=("PO-5",)),
        story(7, 99, 5),
        story(8, 1),
        story(9, 1, 5),
        story(10, None, 50, type="epic"),
        story(11, 1, 5, parent="PO-10"),
        story(12, 10, 1),
        story(13, 1, 5, status="done"),
        story(14, 1, 5, depends_on=("PO-13",)),
        story(15, 1, 5, depends_on=("PO-99",)),
    )
    found = plan(Backlog(stories=stories), ask(10, without=("PO-9",)))
    assert ids(found) == {"PO-11", "PO-14"}
    assert reasons(found) == {
        "PO-1": "draft",
        "PO-2": "not-ready",
        "PO-3": "no-points",
        "PO-4": "blocked",
        "PO-5": "prerequisite",
        "PO-6": "prerequisite",
        "PO-7": "too-big",
        "PO-8": "no-value",
        "PO-9": "without",
        "PO-10": "epic",
        "PO-12": "displaced",
        "PO-15": "prerequisite",
    }
    text = words(found)
    for said in (
        "not ready: no acceptance criteria",
        "blocked: the contract is not signed",
        "waits for PO-1, a draft",
        "no points",
        "would push out",
        "Best possible for these scores (proven).",
    ):
        assert said in text


def test_under_way_goes_first_and_too_much_of_it_is_said() -> None:
    stories = (story(1, 8, 5, status="doing"), story(2, 4, 50), story(3, 2, 9))
    found = plan(Backlog(stories=stories), ask(10))
    assert [(row.story.id, row.under_way) for row in found.sprints[0].stories] == [("PO-1", True), ("PO-3", False)]
    assert found.value == 14
    over = plan(Backlog(stories=stories), ask(7))
    assert over.over
    assert ids(over) == {"PO-1"}
    assert "nothing is added" in words(over)


def test_of_a_named_sprint_only_its_own_work_is_under_way() -> None:
    stories = (
        story(1, 3, 5, status="doing", sprint="S-1"),
        story(2, 3, 5, status="doing"),
        story(3, 3, 5, status="doing", sprint="S-9"),
        story(4, 4, 5, depends_on=("PO-3",)),
    )
    found = plan(Backlog(stories=stories, sprints=(SPRINT,)), ask(sprint=SPRINT))
    assert ids(found) == {"PO-1", "PO-2", "PO-4"}
    assert words(found).startswith("S-1  30 Nov – 11 Dec")


def test_pinned_and_due_go_in_first_or_it_is_said_why_not() -> None:
    stories = (
        story(1, 6, 1, pinned="contract with Acme"),
        story(2, 4, 1, due=dt.date(2026, 12, 11)),
        story(3, 4, 90),
        story(4, 4, 90, due=dt.date(2026, 12, 12)),
        story(5, 1, 1, pinned="promised", status="draft"),
    )
    found = plan(Backlog(stories=stories, sprints=(SPRINT,)), ask(sprint=SPRINT))
    assert ids(found) == {"PO-1", "PO-2"}
    assert [(left.id, left.reason) for left in found.cannot] == [("PO-5", "draft")]
    assert words(found).startswith("PO-5 is pinned but cannot go in: a draft")


def test_the_reserve_is_for_unscored_bugs_and_chores() -> None:
    config = Config(reserve=Fraction(1, 5))
    stories = (
        story(1, 8, 10),
        story(2, 2, 9),
        story(3, 1, type="bug"),
        story(4, 1, type="chore"),
        story(5, 1, type="bug", due=dt.date(2026, 12, 31)),
    )
    found = plan(Backlog(config=config, stories=stories), ask(10))
    assert ids(found) == {"PO-1", "PO-3", "PO-5"}
    assert {row.story.id: row.why for row in found.sprints[0].stories if row.why} == {"PO-3": "spare", "PO-5": "spare"}
    alone = plan(Backlog(config=config, stories=stories[:1]), ask(10))
    assert "10 of 10 points: 8 new, 2 kept for bugs (reserve 20 %)" in words(alone)


def test_a_request_in_money_counts_in_units_of_expected_value() -> None:
    config = Config(money={"EUR": Fraction(50)})
    stories = (story(1, 5), story(2, 5, 30))
    wish = request(1, 2000, "PO-1", currency="EUR")
    found = plan(Backlog(config=config, stories=stories, requests=(wish,)), ask(5))
    assert ids(found) == {"PO-1"}
    assert found.value == 40
    assert "Meets request R-1 (Request 1)." in words(found)
    declined = plan(Backlog(config=config, stories=stories, requests=(wish._replace(status="declined"),)), ask(5))
    assert ids(declined) == {"PO-2"}


def test_among_equals_the_sprint_as_written_then_the_best_ranks() -> None:
    stories = (story(1, 5, 10), story(2, 5, 10), story(3, 5, 10, sprint="S-1"))
    backlog = Backlog(stories=stories, sprints=(SPRINT,))
    assert ids(plan(backlog, ask(5))) == {"PO-1"}
    assert ids(plan(backlog, ask(5, sprint=SPRINT))) == {"PO-3"}


def test_units() -> None:
    stories = (story(1, 5, 10), story(2, None, 12))
    effort = plan(Backlog(stories=stories), ask(1, unit="effort", include_drafts=True))
    assert ids(effort) == {"PO-2"}
    count = plan(Backlog(stories=stories), ask(2, unit="count", include_drafts=True))
    assert ids(count) == {"PO-1", "PO-2"}


def test_values_finer_than_the_solver_can_tell_are_still_planned() -> None:
    primes = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43)
    stories = tuple(
        story(number, 3)._replace(rice=Rice(Fraction(1000 * number, prime), Fraction(1), Fraction(1), Fraction(1)))
        for number, prime in enumerate(primes, 1)
    )
    found = plan(Backlog(stories=stories), ask(20))
    expected = sum(sorted(Fraction(1000 * number, prime) for number, prime in enumerate(primes, 1))[-6:])
    assert found.value == expected
    assert found.optimal


def test_goals_and_what_an_epic_waits_for() -> None:
    stories = (
        story(1, None, None, type="epic", goal="G-1"),
        story(2, 4, 5, parent="PO-1"),
        story(3, 5, 5, parent="PO-1"),
        story(4, 1, 90, depends_on=("PO-1",)),
    )
    goals = (Goal("goals/G-1.yaml", "G-1", "Leads"),)
    found = plan(Backlog(stories=stories, goals=goals), ask(10))
    assert ids(found) == {"PO-2", "PO-3", "PO-4"}
    assert "G-1: 9 of 9 points." in words(found)
    small = plan(Backlog(stories=stories, goals=goals), ask(6))
    assert reasons(small)["PO-4"] == "too-big"


def test_nothing_to_plan_says_what_would_work() -> None:
    stories = tuple(story(number, None, 10, status="draft") for number in range(1, 4))
    found = plan(Backlog(stories=stories), ask(40))
    said = "nothing can be planned: 3 drafts, 3 without points; try po plan --capacity 2 --unit effort --include-drafts"
    assert words(found) == f"0 of 40 points: 0 new\n{said}"
    again = plan(Backlog(stories=stories), ask(2, unit="effort", include_drafts=True))
    assert len(ids(again)) == 2
    assert "no story is open" in words(plan(Backlog(), ask(40)))


def test_what_cannot_be_asked() -> None:
    backlog = Backlog(stories=(story(1, 5, 10), story(2, 1, 1, status="draft")))
    for question in (ask(4, must=("PO-1",)), ask(4, must=("PO-2",))):
        with pytest.raises(PoError):
            plan(backlog, question)
    assert ids(plan(backlog, ask(0))) == set()


def test_without_time_the_plan_holds_and_is_not_called_best() -> None:
    stories = (story(1, 6, 10), story(2, 5, 8), story(3, 5, 8))
    found = plan(Backlog(stories=stories), ask(10, time_limit=0))
    assert not found.optimal
    assert found.value == 10
    assert found.bound == 18
    assert "at most 80 % better" in words(found)
    assert view.data(found)["proof"] == "gap"
    assert view.data(found)["gap"] == 0.8


def test_the_promised_shape() -> None:
    stories = (story(1, 5, 10), story(2, 8, 10.5))
    assert view.data(plan(Backlog(stories=stories), ask(8))) == {
        "schema": "po.plan/1",
        "proof": "optimal",
        "gap": 0,
        "value": 10.5,
        "bound": 10.5,
        "forgone": 0,
        "sprints": [
            {
                "id": None,
                "capacity": 8,
                "points": 8,
                "value": 10.5,
                "stories": [
                    {"id": "PO-2", "title": "Story 2", "points": 8, "value": 10.5, "score": 10.5, "under_way": False}
                ],
                "requests": [],
            }
        ],
        "requests": [],
        "left_out": [
            {"id": "PO-1", "reason": "displaced", "detail": "would push out PO-2: −4.8 %", "price": 0.5},
        ],
    }
