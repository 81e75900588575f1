"""A stand-up, a review and a sprint's end: small histories, with what a person would say of them."""

from datetime import date
from fractions import Fraction

import pytest

from pocli.errors import PoError
from pocli.features.sprint import sprint
from pocli.features.standup import answer
from pocli.features.standup import page as view
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.edit import Set
from pocli.model.event import Event, History
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Criterion, Story
from pocli.pace import flow, life, moves, review, sample
from pocli.render import plain

TODAY = date(2026, 1, 16)
S1 = Sprint("sprints/S-1.yaml", "S-1", date(2026, 1, 5), TODAY, state="active", sprint_goal="All is well")
S2 = Sprint("sprints/S-2.yaml", "S-2", date(2026, 1, 19), date(2026, 1, 30))


def story(ident: str, status: str, **more: object) -> Story:
    return Story(f"stories/{ident}.yaml", ident, f"Story {ident}", status=status, **more)  # type: ignore[arg-type]


def event(number: int, ident: str, field: str, old: str | None, new: str | None, about: str = "") -> Event:
    return Event(ident, field, old, new, date(2026, 1, number), "Ada", f"c{number}", about)


def stood(backlog: Backlog, *events: Event, since: int = 15, owners: tuple[str, ...] = ()) -> answer.Standup:
    history = History((event(1, "PO-999", "status", None, "draft"), *events), "tip", date(2026, 1, 1), whole=True)
    known = moves.moves(backlog, history, TODAY)
    aged = flow.wip(life.lives(backlog, known), TODAY, 3)
    return answer.standup(backlog, known, aged, date(2026, 1, since), TODAY, owners=owners)


def test_what_happened_is_told_once_and_a_way_there_and_back_is_nothing() -> None:
    config = Config(statuses={"in-review": "doing"})
    backlog = Backlog(
        config,
        (
            story("PO-1", "done", owner="ada"),
            story("PO-2", "in-review"),
            story("PO-3", "ready"),
            story(
                "PO-4", "doing", blocked="no server", acceptance_criteria=(Criterion("A", done=True), Criterion("B"))
            ),
            story("PO-5", "ready"),
            story("PO-6", "doing"),
            story("PO-7", "ready"),
        ),
    )
    found = stood(
        backlog,
        event(2, "PO-1", "status", None, "ready"),
        event(15, "PO-1", "status", "ready", "doing"),
        event(16, "PO-1", "status", "doing", "done"),
        event(2, "PO-2", "status", None, "doing"),
        event(16, "PO-2", "status", "doing", "in-review"),
        event(2, "PO-3", "status", None, "ready"),
        event(15, "PO-3", "status", "ready", "doing"),
        event(16, "PO-3", "status", "doing", "ready"),
        event(2, "PO-4", "status", None, "doing"),
        event(2, "PO-4", "criterion", None, "open", "A"),
        event(2, "PO-4", "criterion", None, "open", "B"),
        event(15, "PO-4", "criterion", "open", "met", "A"),
        event(15, "PO-4", "blocked", "", "no server"),
        event(16, "PO-5", "status", None, "ready"),
        event(2, "PO-6", "status", None, "ready"),
        event(14, "PO-6", "status", "ready", "doing"),
        event(2, "PO-7", "status", None, "doing"),
        event(15, "PO-7", "status", "doing", "ready"),
    )
    assert [(one.story.id, one.old, one.new, one.who) for one in found.finished] == [("PO-1", "ready", "done", "Ada")]
    assert found.started == ()
    assert [(one.story.id, one.new) for one in found.moved] == [("PO-2", "in-review"), ("PO-7", "ready")]
    assert [one.id for one in found.new] == ["PO-5"]
    assert [(one.story.id, one.criteria) for one in found.ticked] == [("PO-4", ("A",))]
    assert [one.id for one in found.hindered] == ["PO-4"]
    assert [(one.life.story.id, one.age, one.old) for one in found.under_way] == [
        ("PO-2", 15, True),
        ("PO-4", 15, True),
        ("PO-6", 3, False),
    ]


def test_who_waits_for_whom_down_to_the_root_and_never_in_a_ring() -> None:
    backlog = Backlog(
        stories=(
            story("PO-1", "doing", depends_on=("PO-2",)),
            story("PO-2", "ready", depends_on=("PO-9", "PO-3")),
            story("PO-3", "doing", depends_on=("PO-1",), blocked="no key", owner="bea"),
            story("PO-9", "done"),
        )
    )
    found = stood(backlog)
    chains = {one.story.id: [step.id for step in one.chain] for one in found.waiting}
    assert chains == {"PO-1": ["PO-2", "PO-3"], "PO-3": ["PO-1", "PO-2"]}
    assert [one.story.id for one in stood(backlog, owners=("Bea",)).waiting] == ["PO-3"]


def test_what_waits_for_acceptance_has_every_criterion_met() -> None:
    met = (Criterion("A", done=True),)
    backlog = Backlog(stories=(story("PO-1", "doing", acceptance_criteria=met), story("PO-2", "doing")))
    assert [one.id for one in stood(backlog).accepting] == ["PO-1"]


def reviewed(backlog: Backlog, *events: Event, of: Sprint = S1, today: date = TODAY) -> review.Review:
    history = History(events, "tip", date(2026, 1, 1), whole=True) if events else History()
    known = moves.moves(backlog, history, today)
    lives = life.lives(backlog, known)
    return review.review(backlog, lives, known, sample.sample(backlog, lives, known, today), of, today)


def test_a_review_groups_by_goal_and_says_what_is_met_and_what_is_left() -> None:
    goal = Goal("g", "G-1", "Goal", baseline=Fraction(9), target=Fraction(3), current=Fraction(6))
    stories = (
        story("PO-1", "done", goal="G-1", points=Fraction(3), finished=date(2026, 1, 8)),
        story("PO-2", "done", points=Fraction(2), finished=date(2026, 1, 9)),
        story("PO-3", "done", goal="G-1", finished=date(2026, 1, 2)),
        story("PO-4", "doing", goal="G-1", sprint="S-1", depends_on=("PO-5",), acceptance_criteria=(Criterion("A"),)),
        story("PO-5", "ready"),
        story("PO-6", "done", sprint="S-1"),
        story("PO-7", "dropped", sprint="S-1"),
        story("PO-8", "ready", type="epic"),
        story("PO-9", "done", type="story", parent="PO-8", finished=date(2026, 1, 2)),
        story("PO-10", "dropped", parent="PO-8"),
    )
    requests = (
        Request("r", "R-1", "Both", needs=("PO-1", "PO-3")),
        Request("r", "R-2", "Not yet", needs=("PO-1", "PO-4")),
        Request("r", "R-3", "An epic, and what was dropped of it", needs=("PO-6", "PO-8")),
        Request("r", "R-4", "Before this sprint", needs=("PO-8",)),
    )
    found = reviewed(Backlog(stories=stories, goals=(goal,), requests=requests, sprints=(S1,)))
    assert [(part.goal.id if part.goal else "", [one.id for one in part.stories]) for part in found.parts] == [
        ("G-1", ["PO-1"]),
        ("", ["PO-2", "PO-6"]),
    ]
    assert (found.parts[0].share, found.parts[0].left, found.items, found.done) == (Fraction(1, 2), 2, 3, 5)
    assert [one.id for one in found.met] == ["R-1", "R-3"]
    assert [(one.story.id, one.waits_for, one.open_criteria) for one in found.unfinished] == [("PO-4", ("PO-5",), 1)]


def test_a_review_knows_what_was_sent_back_at_the_end() -> None:
    events = (
        event(2, "PO-1", "status", None, "ready"),
        event(3, "PO-1", "sprint", "", "S-1"),
        event(16, "PO-1", "sprint", "S-1", ""),
    )
    found = reviewed(Backlog(stories=(story("PO-1", "ready"),), sprints=(S1,)), *events, today=date(2026, 1, 20))
    assert [one.story.id for one in found.unfinished] == ["PO-1"]


@pytest.mark.parametrize(("current", "share"), [(9, 0), (12, 0), (3, 1), (0, 1), (6, Fraction(1, 2)), (None, None)])
def test_the_way_of_a_metric_is_between_nothing_and_all(current: int | None, share: Fraction | None) -> None:
    goal = Goal("g", "G-1", "Goal", baseline=Fraction(9), target=Fraction(3))
    assert review.way(goal._replace(current=None if current is None else Fraction(current))) == share


def test_the_sprint_to_review_is_the_active_one_else_the_last_that_began() -> None:
    closed = S1._replace(state="closed")
    assert review.latest(Backlog(sprints=(S1, S2)), TODAY) == S1
    assert review.latest(Backlog(sprints=(closed, S2)), date(2026, 1, 20)) == S2
    assert review.latest(Backlog(sprints=(closed, S2)), TODAY) == closed
    with pytest.raises(PoError, match="no sprint has started yet"):
        review.latest(Backlog(sprints=(S2,)), TODAY)


OPEN = (
    story("PO-1", "doing", sprint="S-1"),
    story("PO-2", "ready", sprint="S-1"),
    story("PO-3", "draft", sprint="S-1"),
    story("PO-4", "done", sprint="S-1"),
    story("PO-5", "doing"),
)


def test_closing_sends_back_or_carries_on() -> None:
    backlog = Backlog(stories=OPEN, sprints=(S1, S2))
    step = sprint.closing(backlog, S1, met="partly", outcome="Well", carried={"PO-2": True}, into=S2)
    assert step.edits == (
        Set("sprints/S-1.yaml", ("state",), "closed"),
        Set("sprints/S-1.yaml", ("goal_met",), "partly"),
        Set("sprints/S-1.yaml", ("outcome",), "Well"),
        Set("stories/PO-1.yaml", ("status",), "ready"),
        Set("stories/PO-1.yaml", ("sprint",), None),
        Set("stories/PO-2.yaml", ("sprint",), "S-2"),
        Set("stories/PO-3.yaml", ("sprint",), None),
    )
    assert step.said[1:] == (
        "PO-1: back to the Product Backlog as ready",
        "PO-2: carried into S-2",
        "PO-3: back to the Product Backlog",
    )
    with pytest.raises(PoError, match="no planned sprint"):
        sprint.closing(backlog, S1, met="", outcome="", carried={"PO-2": True}, into=None)
    with pytest.raises(PoError, match="already closed"):
        sprint.closing(backlog, S1._replace(state="closed"), met="", outcome="", carried={}, into=None)


def test_starting_needs_a_planned_sprint_and_no_other_one() -> None:
    step = sprint.starting(Backlog(sprints=(S2,)), S2, "Go")
    assert step.edits == (
        Set("sprints/S-2.yaml", ("state",), "active"),
        Set("sprints/S-2.yaml", ("sprint_goal",), "Go"),
    )
    with pytest.raises(PoError, match="`S-1` is under way"):
        sprint.starting(Backlog(sprints=(S1, S2)), S2, "")
    with pytest.raises(PoError, match="is already active"):
        sprint.starting(Backlog(sprints=(S1,)), S1, "")
    assert sprint.following(Backlog(sprints=(S1, S2)), S1) == S2
    assert sprint.following(Backlog(sprints=(S1,)), S1) is None


def test_a_board_counts_what_is_not_dropped() -> None:
    stories = (
        *OPEN[:2],
        story("PO-4", "done", sprint="S-1", points=Fraction(3)),
        story("PO-6", "dropped", sprint="S-1"),
    )
    found = sprint.board(Backlog(stories=stories), S1, date(2026, 1, 14))
    assert ([(one.id, state) for one, state in found.stories][-1], found.points, found.done, found.left) == (
        ("PO-6", "dropped"),
        3,
        3,
        3,
    )


def test_of_many_that_age_the_oldest_are_named_and_the_rest_is_counted() -> None:
    backlog = Backlog(stories=tuple(story(f"PO-{number}", "doing") for number in range(1, 12)))
    found = stood(backlog, *(event(2, f"PO-{number}", "status", None, "doing") for number in range(1, 12)))
    shown = plain.render(view.page(found), 80, colour=False)
    assert shown.count("ages") == view.OLD
    assert f"and {11 - view.OLD} more that take long" in shown
    assert shown.count("day 1") == 11
