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

from pocli.errors import PoError
from pocli.features.plan import page as view
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Criterion, Rice, Story
from pocli.page import Heading, Line, Table
from pocli.planning.horizon import slots
from pocli.planning.plan import Plan, PlanQuery, plan

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


def ask(*capacities: float, sprint: Sprint | None = None, backlog: Backlog = EMPTY, **fields: Any) -> PlanQuery:  # noqa: ANN401
    rooms = [Fraction(capacity) for capacity in capacities or ((10,) if sprint is None else ())]
    return PlanQuery(
        monotonic, slots(backlog._replace(sprints=backlog.sprints or (SPRINT,)), rooms, first=sprint), **fields
    )


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
    said = words(found)
    assert said.index("pinned\n") < said.index("PO-5 is pinned but cannot go in: a draft") < said.index("Not in")


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


def test_a_request_that_is_met_already_adds_nothing() -> None:
    done = (
        story(1, 5, 90, status="done"),
        story(2, None, None, type="epic"),
        story(3, 5, 9, parent="PO-2", status="done"),
    )
    dropped = story(4, 5, 9, parent="PO-2", status="dropped")
    stories = (
        *done,
        dropped,
        story(5, 3, 12),
        story(6, 2, status="doing", sprint="S-9"),
        story(7, 3, 5, status="doing"),
    )
    asked = (request(1, 400, "PO-1"), request(2, 300, "PO-1", "PO-2"), request(3, 200, "PO-6"), request(4, 100))
    backlog = Backlog(stories=stories, requests=asked, sprints=(SPRINT,))
    found = plan(backlog, ask(sprint=SPRINT))
    assert found.requests == ()
    assert found.value == 17
    assert [one.id for one in found.ready] == ["R-1", "R-2"]
    assert "Ready to deliver already: R-1 (Request 1), R-2 (Request 2)." in words(found)
    assert "Meets" not in words(found)
    assert "71 %" in words(found)
    late = backlog._replace(requests=(request(5, 50, "PO-1", "PO-5", "PO-6"), request(6, 7, "PO-7")))
    assert plan(late, ask(sprint=SPRINT)).value == 17 + 50 + 7
    for status in ("declined", "delivered"):
        gone = tuple(one._replace(status=status) for one in late.requests)
        assert plan(late._replace(requests=gone), ask(sprint=SPRINT)).value == 17
    never = backlog._replace(stories=tuple(one for one in stories if one.id != "PO-3"), requests=asked[1:2])
    assert (plan(never, ask(sprint=SPRINT)).ready, plan(never, ask(sprint=SPRINT)).value) == ((), 17)


def test_a_request_outside_the_filters_counts_for_nothing_though_its_need_is_under_way() -> None:
    stories = (story(1, 3, 12, goal="G-1"), story(2, 3, 5, status="doing"))
    backlog = Backlog(stories=stories, requests=(request(1, 400, "PO-2"),), sprints=(SPRINT,))
    assert plan(backlog, ask(sprint=SPRINT, only={"goal": ("G-1",)})).value == 12
    assert plan(backlog, ask(sprint=SPRINT)).value == 417


def test_what_stands_in_another_sprint_than_its_file_says_has_a_mark_and_a_word() -> None:
    sprints = tuple(
        SPRINT._replace(id=f"S-{at}", path=f"sprints/S-{at}.yaml", start=day, end=day + dt.timedelta(11), state=state)
        for at, (day, state) in enumerate(
            (
                (dt.date(2026, 11, 2), "closed"),
                (dt.date(2026, 11, 16), "active"),
                (dt.date(2026, 11, 30), "planned"),
                (dt.date(2026, 12, 14), "planned"),
            ),
            1,
        )
    )
    stories = (
        story(1, 2, 90, sprint="S-2"),
        story(2, 2, 80, sprint="S-1"),
        story(3, 2, 70, sprint="S-3"),
        story(4, 2, 60, sprint="S-4"),
        story(5, 2, 50),
        story(6, 9, 10, sprint="S-3"),
        story(7, 9, 1, sprint="S-4"),
        story(8, 1, 1, status="doing", sprint="S-3"),
    )
    backlog = Backlog(stories=stories, sprints=sprints)
    found = plan(backlog, ask(sprint=sprints[2], backlog=backlog, min_gain=Fraction(0)))
    assert {row.story.id: (row.mark, row.was) for row in found.sprints[0].stories} == {
        "PO-8": ("under way", ""),
        "PO-1": ("moved", "S-2"),
        "PO-2": ("moved", "S-1"),
        "PO-3": ("promised", ""),
        "PO-4": ("earlier", "S-4"),
    }
    said = words(found)
    assert "→ | PO-1 | Story 1 | – | 2 | 1 | 30 % | moved from S-2" in said
    assert "← | PO-4 | Story 4 | – | 2 | 4 | 20 % | brought forward from S-4" in said
    assert "Promised but not in the plan: PO-6 (S-3: others are worth more)" in said
    rooms = [Fraction(10), Fraction(11)]
    two = plan(backlog, PlanQuery(monotonic, slots(backlog, rooms, first=sprints[2]), min_gain=Fraction(0)))
    assert [(row.story.id, row.mark, row.was) for row in two.sprints[1].stories] == [
        ("PO-5", "new", ""),
        ("PO-6", "moved", "S-3"),
    ]
    assert "PO-6 moved from S-3 to S-4" in str(view.page(two, timeline=True))
    nameless = plan(backlog, PlanQuery(monotonic, slots(Backlog(), (Fraction(20),))))
    marks = {row.story.id: (row.mark, row.was) for row in nameless.sprints[0].stories}
    assert (marks["PO-1"], marks["PO-2"]) == (("promised", "S-2"), ("moved", "S-1"))
    assert "planned for S-2" in words(nameless)
    data: dict[str, Any] = view.data(found)
    rows = {row["id"]: (row["mark"], row["planned"]) for row in data["sprints"][0]["stories"]}
    assert rows["PO-1"] == ("moved", "S-2")
    assert data["broken"] == [{"id": "PO-6", "planned": "S-3"}]


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


@pytest.mark.parametrize(
    ("number", "said", "hint"),
    [
        (1, "PO-1 cannot be planned: a draft", "make it ready: po ready PO-1"),
        (
            2,
            "PO-2 cannot be planned: a draft without acceptance criteria and points",
            'make it ready: po set PO-2 acceptance_criteria+="…" points=…, then po ready PO-2',
        ),
        (3, "PO-3 cannot be planned: no points", "estimate it: po set PO-3 points=…"),
        (
            4,
            "PO-4 cannot be planned: not ready: no acceptance criteria",
            'write what is missing: po set PO-4 acceptance_criteria+="…"',
        ),
        (5, "PO-5 cannot be planned: blocked: the bank", "when nothing blocks it any more: po unblock PO-5"),
        (6, "PO-6 cannot be planned: it waits for PO-1 (a draft)", "make it ready: po ready PO-1"),
        (
            7,
            "PO-7 cannot be planned: it waits for PO-99, which does not exist",
            "remove the dependency: po set PO-8 depends_on-=PO-99",
        ),
        (
            9,
            "PO-9 cannot be planned: it waits for PO-10, which is dropped",
            "remove the dependency: po set PO-9 depends_on-=PO-10",
        ),
        (10, "PO-10 is dropped, so it cannot be planned", "reopen it: po ready PO-10"),
        (11, "PO-11 cannot be planned: an epic is planned through its stories", "plan its stories: --must PO-12"),
    ],
)
def test_what_cannot_be_in_is_said_with_the_command_that_mends_it(number: int, said: str, hint: str) -> None:
    bare = {"acceptance_criteria": ()}
    stories = (
        story(1, 2, 9, status="draft"),
        story(2, None, 9, status="draft", **bare),
        story(3, None, 9),
        story(4, 2, 9, **bare),
        story(5, 2, 9, blocked="the bank"),
        story(6, 2, 9, depends_on=("PO-1",)),
        story(7, 2, 9, depends_on=("PO-8",)),
        story(8, 2, 9, depends_on=("PO-99",)),
        story(9, 2, 9, depends_on=("PO-10",)),
        story(10, 2, 9, status="dropped"),
        story(11, None, 9, type="epic"),
        story(12, 2, 9, parent="PO-11"),
    )
    config = Config(definition_of_ready=("acceptance_criteria", "points"))
    with pytest.raises(PoError) as caught:
        plan(Backlog(config=config, stories=stories), ask(20, must=(f"PO-{number}",)))
    assert (caught.value.message, caught.value.hint) == (said, hint)


def test_a_price_that_is_asked_for_is_said_or_why_there_is_none() -> None:
    stories = (
        story(1, 6, 60),
        story(2, 4, 40),
        story(3, 5, 30),
        story(4, 2, 9, status="draft"),
        story(5, 3, status="done"),
        story(6, 3, type="chore"),
        story(7, 1, 1, status="doing", sprint="S-9"),
        story(8, 2, 9, status="dropped"),
    )
    backlog = Backlog(stories=stories, sprints=(SPRINT,))
    names = tuple(f"PO-{number}" for number in range(1, 9))

    def said(**fields: Any) -> list[str]:  # noqa: ANN401
        lines = words(plan(backlog, ask(sprint=SPRINT, prices=names, priced=0, **fields))).splitlines()
        return [one.removeprefix("Price of ") for one in lines if one.startswith("Price of")]

    assert said() == [
        "PO-1: none, it is in the plan already",
        "PO-2: none, it is in the plan already",
        "PO-3: 30 of 100 (30 %); it would push out PO-1",
        "PO-4: none, it cannot be in the plan: a draft; make it ready: po ready PO-4",
        "PO-5: none, it is done",
        "PO-6: 40 of 100 (40 %); it would push out PO-2",
        "PO-7: none, it is under way",
        "PO-8: none, it is dropped; reopen it: po ready PO-8",
    ]
    assert "PO-3: not known, po works out no price with --goal-first" in said(goal_first="G-1")
    assert "PO-3: not known, the time ran out; give a larger --time-limit" in said(time_limit=0)
    assert "PO-3: not known, it does not fit beside the stories that must be in" in said(must=("PO-1", "PO-2"))


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
                "under_way": 0,
                "reserve": 0,
                "stories": [
                    {
                        "id": "PO-2",
                        "title": "Story 2",
                        "points": 8,
                        "value": 10.5,
                        "score": 10.5,
                        "rank": 1,
                        "goal": None,
                        "under_way": False,
                        "mark": "new",
                        "planned": None,
                    }
                ],
                "requests": [],
                "met": [],
            }
        ],
        "requests": [],
        "left_out": [
            {
                "id": "PO-1",
                "title": "Story 1",
                "points": 5,
                "rank": 2,
                "reason": "displaced",
                "detail": "would push out PO-2: −4.8 %",
                "price": 0.5,
                "planned": None,
            },
        ],
        "prices": [],
        "broken": [],
        "ready_to_deliver": [],
        "horizon": {
            "sprints": 1,
            "value": 10.5,
            "alone": None,
            "plan": [
                {
                    "id": None,
                    "capacity": 8,
                    "reserve": 0,
                    "points": 8,
                    "value": 10.5,
                    "stories": ["PO-2"],
                    "requests": [],
                }
            ],
        },
        "later": [],
        "goals": [{"id": None, "planned": [8], "open": 13}],
    }
