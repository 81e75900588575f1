"""Plans that look ahead: against every schedule of three sprints, and sprint after sprint until all is built."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from time import monotonic
from typing import Any

import pytest

from pocli.features.plan import page as view
from pocli.features.plan.plan_data_page import data
from pocli.model.backlog import Backlog
from pocli.model.records import Request, Sprint
from pocli.model.story import Criterion, Rice, Story
from pocli.page import Line
from pocli.pages import reasons
from pocli.planning.candidates import PlanQuery, ahead
from pocli.planning.horizon import further, slots
from pocli.planning.plan import Plan, plan

CAPACITY = 13
KINDS: Mapping[str, tuple[float, float]] = {
    "few": (0.3, 0.2),
    "many": (0.7, 0.2),
    "dull": (0.5, 0.5),
    "loose": (0, 0.3),
}
"""How likely a story waits for others, and is worth nothing itself."""


def story(number: int, points: int, worth: int, *needs: int, **fields: Any) -> Story:  # noqa: ANN401
    name = f"PO-{number}"
    rice = Rice(Fraction(worth), Fraction(1), Fraction(1), Fraction(1)) if worth else None
    found = Story(f"stories/{name}.yaml", name, f"Story {number}", status="ready", points=Fraction(points), rice=rice)
    depends_on = tuple(f"PO-{need}" for need in needs)
    return found._replace(acceptance_criteria=(Criterion("it works"),), depends_on=depends_on, **fields)


def backlog(kind: str, seed: int, count: int = 12) -> Backlog:
    dice = random.Random(f"{kind} {seed}")  # noqa: S311 - a test
    waits, dull = KINDS[kind]
    stories = []
    for number in range(1, count + 1):
        many = dice.randint(1, 2) if number > 1 and dice.random() < waits else 0
        needs = sorted({dice.randint(max(1, number - 5), number - 1) for _ in range(many)})
        worth = 0 if dice.random() < dull else dice.randint(1, 300)
        stories.append(story(number, dice.choice([1, 2, 3, 5, 8, 13]), worth, *needs))
    dice.shuffle(stories)
    return Backlog(stories=tuple(stories))


def look(whole: Backlog, *rooms: int, horizon: int = 3, shown: int = 0, **fields: Any) -> Plan:  # noqa: ANN401
    begun = slots(whole, [Fraction(room) for room in rooms or (CAPACITY,)], shown)
    return plan(whole, ahead(whole, PlanQuery(monotonic, begun, priced=0, compared=True, **fields), horizon))


def taken(found: Plan) -> frozenset[str]:
    return frozenset(row.story.id for row in found.sprints[0].stories)


class Exact:
    """The best schedule of any three sprints, by trying every one of them."""

    def __init__(self, whole: Backlog) -> None:
        self.names = [one.id for one in whole.stories]
        place = {name: at for at, name in enumerate(self.names)}
        self.needs = [sum(1 << place[need] for need in one.depends_on) for one in whole.stories]
        self.sizes = [int(one.points or 0) for one in whole.stories]
        self.worths = [int(one.rice.reach or 0) if one.rice else 0 for one in whole.stories]
        self.known: dict[tuple[int, int], int] = {}

    def additions(self, done: int) -> Iterator[tuple[int, int]]:
        """Yield each set that fits into the next sprint, with what it is worth."""
        stack, seen = [(0, CAPACITY, 0)], {0}
        while stack:
            chosen, room, worth = stack.pop()
            yield chosen, worth
            for at, need in enumerate(self.needs):
                bit = 1 << at
                fits = not (chosen | done) & bit and self.sizes[at] <= room and need & ~(chosen | done) == 0
                if fits and chosen | bit not in seen:
                    seen.add(chosen | bit)
                    stack.append((chosen | bit, room - self.sizes[at], worth + self.worths[at]))

    def best(self, done: int, left: int) -> int:
        """Return the most value × sprints of use that is to be had from here."""
        if not left:
            return 0
        if (done, left) not in self.known:
            tries = (worth * left + self.best(done | chosen, left - 1) for chosen, worth in self.additions(done))
            self.known[done, left] = max(tries)
        return self.known[done, left]

    def after(self, first: frozenset[str]) -> int:
        """Return the most that is to be had with a given first sprint."""
        chosen = sum(1 << at for at, name in enumerate(self.names) if name in first)
        worth = sum(self.worths[at] for at, name in enumerate(self.names) if name in first)
        return worth * 3 + self.best(chosen, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_no_schedule_of_three_sprints_is_better(kind: str, whole: bool) -> None:
    for seed in range(200 if whole else 4):
        these = backlog(kind, seed)
        exact = Exact(these)
        found = look(these)
        assert found.optimal
        assert found.value * 3 == exact.best(0, 3), seed
        assert exact.after(taken(found)) == exact.best(0, 3), seed
        alone = look(these, horizon=1)
        assert alone.value == exact.best(0, 1), seed
        assert found.alone == Fraction(exact.after(taken(alone)), 3), seed
        three = look(these, CAPACITY, CAPACITY, CAPACITY)
        assert (three.value, three.beyond, taken(three)) == (found.value, (), taken(found)), seed


@pytest.mark.parametrize("shown", [1, 2])
def test_what_is_said_of_the_horizon_adds_up(shown: int) -> None:
    for seed in range(6):
        these = backlog("dull", seed)
        answer = data(look(these, CAPACITY, shown=shown))
        seen: Any = answer["horizon"]
        worths = {one.id: one.rice.reach if one.rice else 0 for one in these.stories}
        values = [sum(worths[name] or 0 for name in sprint["stories"]) for sprint in seen["plan"]]
        assert values == [sprint["value"] for sprint in seen["plan"]]
        assert float(seen["value"]) == pytest.approx(sum(value * (3 - at) for at, value in enumerate(values)) / 3)
        assert (seen["sprints"], seen["value"], len(seen["plan"])) == (3, answer["value"], 3)
        assert seen["plan"][0]["stories"] == [one["id"] for one in answer["sprints"][0]["stories"]]  # type: ignore[index]
        left = {one["id"]: one for one in answer["left_out"]}  # type: ignore[attr-defined]
        for place, sprint in enumerate(seen["plan"][shown:], shown + 1):
            for name in sprint["stories"]:
                assert (left[name]["reason"], left[name]["detail"]) == ("later", f"would come in sprint {place}")


def walk(these: Backlog, shown: int) -> tuple[int, bool]:
    """Build the first sprint of each plan; return value × time over 40 sprints, and whether nothing went on."""
    total, done = 0, frozenset[str]()
    for turn in range(40):
        found = look(these, *[CAPACITY] * shown)
        done |= taken(found)
        total += int(found.sprints[0].value) * (40 - turn)
        states = ("done" if one.id in done else one.status for one in these.stories)
        these = these._replace(
            stories=tuple(one._replace(status=state) for one, state in zip(these.stories, states, strict=True))
        )
        if not any(one.rice for one in these.open()):
            return total, False
        if not taken(found):
            return total, True
    return total, True


def test_planned_sprint_after_sprint_nobody_gets_stuck(whole: bool) -> None:
    kinds = ("few", "many", "dull")
    one = three = 0
    for seed in range(80 if whole else 2):
        for kind in kinds:
            these = backlog(kind, seed, 30)
            total, stuck = walk(these, 1)
            assert not stuck, (kind, seed)
            one += total
            three += walk(these, 3)[0]
    assert one >= three * 0.99


def test_an_enabler_is_taken_for_what_comes_in_the_next_sprint() -> None:
    these = Backlog(stories=(story(1, 13, 0), story(2, 13, 100, 1), story(3, 13, 20)))
    found = look(these)
    assert taken(found) == {"PO-1"}
    assert taken(look(these, horizon=1)) == {"PO-3"}
    assert [(one.id, [(aim.id, aim.stage) for aim in one.aims]) for one in found.enablers] == [("PO-1", [("PO-2", 1)])]
    assert data(found)["later"] == [{"id": "PO-1", "for": [{"id": "PO-2", "sprint": None, "place": 2}]}]
    assert found.alone == 20 + Fraction(100, 3)
    said = words(found)
    assert "PO-1 is taken for PO-2, which would come in sprint 2." in said
    proof = "Best possible for these scores, looking 3 sprints ahead (proven)"
    assert f"{proof}: +37.5 % against looking at this sprint alone." in said
    assert (found.value - found.alone) / found.alone == Fraction(3, 8)


def test_a_first_step_is_taken_even_if_its_aim_lies_beyond_the_horizon() -> None:
    stories = (story(1, 13, 0), story(2, 13, 0, 1), story(3, 13, 0, 2), story(4, 13, 100, 3), story(5, 40, 9))
    found = look(Backlog(stories=stories))
    assert (taken(found), found.value, found.optimal) == ({"PO-1"}, 0, True)
    assert [one.id for one in found.enablers] == ["PO-1"]
    assert "PO-1 is taken for PO-4, which comes after sprint 3." in words(found)
    assert taken(look(Backlog(stories=stories), horizon=1)) == frozenset()


def test_nothing_is_taken_on_the_way_to_what_never_fits() -> None:
    these = Backlog(stories=(story(1, 5, 0), story(2, 14, 100, 1)))
    assert taken(look(these)) == frozenset()


def test_a_price_is_that_of_the_horizon() -> None:
    these = backlog("many", 3)
    exact = Exact(these)
    found = plan(these, ahead(these, PlanQuery(monotonic, slots(these, [Fraction(CAPACITY)]), priced=3), 3))
    priced = [left for left in found.left_out if left.price is not None]
    assert priced
    for left in priced:
        firsts = (chosen for chosen, _ in exact.additions(0) if chosen >> exact.names.index(left.id) & 1)
        names = (frozenset(name for at, name in enumerate(exact.names) if chosen >> at & 1) for chosen in firsts)
        assert left.price is not None
        assert left.price * 3 == exact.best(0, 3) - max(exact.after(first) for first in names)


def sprint(number: int, capacity: int | None) -> Sprint:
    start = dt.date(2026, 11, 2) + dt.timedelta(days=14 * number)
    room = None if capacity is None else Fraction(capacity)
    return Sprint(f"sprints/S-{number}.yaml", f"S-{number}", start, start + dt.timedelta(days=11), capacity=room)


def test_what_fits_later_stands_in_the_files_or_is_the_same_again() -> None:
    one = sprint(1, 20)
    these = Backlog(sprints=(one, sprint(2, 15), sprint(3, None)))
    assert [(slot.sprint and slot.sprint.id, slot.capacity) for slot in further(these, slots(these, first=one), 4)] == [
        ("S-1", 20),
        ("S-2", 15),
        ("S-3", 15),
        ("S-4", 15),
    ]
    asked = slots(these, [Fraction(3)], first=one)
    assert [slot.capacity for slot in further(these, asked, 3, files=False)] == [3, 3, 3]
    assert [slot.capacity for slot in further(these, slots(these, [Fraction(9), Fraction(7)]), 3)] == [9, 7, 7]
    assert further(these, asked, 1) == asked


def test_only_what_is_wanted_by_the_shown_sprints_must_be_in_them() -> None:
    these = Backlog(stories=(story(1, 13, 0), story(2, 13, 100, 1), story(3, 13, 20, pinned="the law")))
    assert taken(look(these, must=("PO-1",))) == {"PO-1"}
    assert taken(look(these)) == {"PO-3"}
    pinned = Backlog(stories=(story(1, 13, 0), story(3, 13, 20, 1, pinned="the law")))
    (cannot,) = look(pinned).cannot
    assert (cannot.id, cannot.reason, cannot.stage) == ("PO-3", "later", 1)
    assert "PO-3 is pinned but cannot go in: would come in sprint 2" in words(look(pinned))


def test_only_what_a_file_says_is_called_planned() -> None:
    stories = (story(1, 13, 90), story(2, 7, 40), story(3, 6, 30, sprint="S-2"))
    these = Backlog(stories=stories, sprints=(sprint(1, 13), sprint(2, 13)))
    found = plan(these, ahead(these, PlanQuery(monotonic, slots(these)[:1], priced=0), 2))
    said = {left.id: reasons.reason(found, left) for left in found.left_out}
    assert said == {"PO-2": "would come in S-2", "PO-3": "planned for S-2"}


def test_a_promise_for_the_next_sprint_is_no_promise_for_this_one() -> None:
    these = Backlog(stories=(story(1, 13, 50, sprint="S-2"), story(2, 13, 50)), sprints=(sprint(1, 13), sprint(2, 13)))
    found = plan(these, ahead(these, PlanQuery(monotonic, slots(these), priced=0), 3))
    assert taken(found) == {"PO-2"}
    assert found.broken == ()


def test_a_request_that_is_met_later_is_what_a_story_is_for() -> None:
    wish = Request("requests/R-1.yaml", "R-1", "Wish", value=Fraction(90), needs=("PO-1", "PO-2"))
    found = look(Backlog(stories=(story(1, 13, 0), story(2, 13, 0), story(3, 13, 20)), requests=(wish,)))
    (one,) = found.enablers
    assert [(aim.id, aim.stage) for aim in one.aims] == [("R-1", 1)]
    assert f"{one.id} is taken for R-1, met in sprint 2." in words(found)


def words(found: Plan) -> str:
    lines = (block for block in view.page(found).blocks if isinstance(block, Line))
    return "\n".join("".join(cell.text for cell in one.cells) for one in lines)
