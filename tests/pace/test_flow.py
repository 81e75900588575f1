"""Lives, scope, metrics: small histories, with what a person reads in them."""

from datetime import date
from fractions import Fraction

import pytest

from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.event import Event, History
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.pace import burndown, flow, life, moves, sample

TODAY = date(2026, 1, 16)
MONDAY = date(2026, 1, 5)
S1 = Sprint("sprints/S-1.yaml", "S-1", MONDAY, date(2026, 1, 16), state="active")


def day(number: int) -> date:
    """Return a day of January 2026; the 5th is a Monday."""
    return date(2026, 1, number)


def story(ident: str, status: str = "done", points: int | None = 3, **more: object) -> Story:
    size = None if points is None else Fraction(points)
    return Story(f"stories/{ident}.yaml", ident, ident, status=status, points=size, **more)  # type: ignore[arg-type]


def event(number: int | None, ident: str, field: str, old: str | None, new: str | None) -> Event:
    """Make an event on a day of January; 0 is the line's first commit, on the 1st."""
    when = None if number is None else day(number or 1)
    return Event(ident, field, old, new, when, "Ada", f"c{number}")


def past(*events: Event) -> History:
    return History((event(0, "PO-999", "status", None, "draft"), *events), "tip", day(1), whole=True)


def lives(backlog: Backlog, history: History, today: date = TODAY) -> dict[str, life.Life]:
    known = moves.moves(backlog, history, today)
    return {one.story.id: one for one in life.lives(backlog, known)}


def path(ident: str, *steps: tuple[int | None, str | None]) -> tuple[Event, ...]:
    """Make the events of a story's statuses, one after another."""
    words = [None, *(status for _, status in steps)]
    return tuple(event(number, ident, "status", old, new) for (number, new), old in zip(steps, words, strict=False))


def test_a_life_from_creation_to_finish() -> None:
    known = lives(Backlog(stories=(story("PO-1"),)), past(*path("PO-1", (2, "draft"), (6, "doing"), (8, "done"))))
    one = known["PO-1"]
    assert (one.state, one.created, one.started, one.finished, one.cycle) == ("done", day(2), day(6), day(8), 3)


@pytest.mark.parametrize(
    ("steps", "started", "finished"),
    [
        ([(6, "ready"), (7, "doing"), (8, "ready"), (9, "doing"), (10, "done")], day(7), day(10)),
        ([(6, "doing"), (7, "done"), (8, "doing"), (9, "done")], day(6), day(9)),
        ([(6, "ready"), (7, "done")], None, day(7)),
        ([(6, "done")], None, None),
        ([(0, "doing"), (7, "done")], None, day(7)),
        ([(6, "doing"), (None, "done")], day(6), None),
        ([(6, "in-review"), (7, "shipped")], day(6), day(7)),
        ([(6, "doing"), (7, None), (8, "done")], day(6), None),
    ],
    ids=["set-back", "reopened", "never-doing", "appears-done", "was-there", "no-day", "own-words", "gone"],
)
def test_what_is_not_known_is_none(
    steps: list[tuple[int | None, str | None]], started: date | None, finished: date | None
) -> None:
    config = Config(statuses={"in-review": "doing", "shipped": "done"})
    last = steps[-1][1] or ""
    one = lives(Backlog(config, (story("PO-1", last),)), past(*path("PO-1", *steps)))["PO-1"]
    assert (one.started, one.finished) == (started, finished)


def test_the_days_in_a_file_win() -> None:
    own = story("PO-1", created=day(1), started=day(2), finished=day(3))
    one = lives(Backlog(stories=(own,)), past(*path("PO-1", (5, "draft"), (6, "doing"), (8, "done"))))["PO-1"]
    assert (one.created, one.started, one.finished, one.cycle) == (day(1), day(2), day(3), 2)
    undone = story("PO-1", "doing", finished=day(3))
    assert lives(Backlog(stories=(undone,)), past(*path("PO-1", (6, "doing"))))["PO-1"].finished is None


def test_without_git_the_files_alone_speak() -> None:
    known = lives(Backlog(stories=(story("PO-1", finished=day(3)), story("PO-2", "doing"))), History(message="no git"))
    assert (known["PO-1"].finished, known["PO-2"].state, known["PO-2"].started) == (day(3), "doing", None)


def test_what_is_not_on_the_line_counts_as_of_today() -> None:
    backlog = Backlog(stories=(story("PO-1", "done"), story("PO-2", "doing")))
    known = lives(backlog, past(*path("PO-1", (6, "doing"))))
    assert (known["PO-1"].finished, known["PO-2"].started) == (TODAY, TODAY)
    assert known["PO-2"].created == TODAY


def test_what_comes_after_today_did_not_happen_yet() -> None:
    one = lives(Backlog(stories=(story("PO-1"),)), past(*path("PO-1", (6, "doing"), (8, "done"))), day(7))["PO-1"]
    assert (one.state, one.finished) == ("doing", None)


def test_a_finish_before_its_start_has_no_cycle_time() -> None:
    own = story("PO-1", started=day(9), finished=day(3))
    assert lives(Backlog(stories=(own,)), History())["PO-1"].cycle is None


def worked(events: tuple[Event, ...], *stories: Story, today: date = TODAY) -> flow.Metrics:
    backlog = Backlog(stories=stories, sprints=(S1,))
    known = moves.moves(backlog, past(*events), today)
    return flow.metrics(backlog, life.lives(backlog, known), known, today)


def test_metrics_of_a_sprint() -> None:
    events = (
        *path("PO-1", (2, "ready"), (6, "doing"), (8, "done")),
        *path("PO-2", (2, "ready"), (7, "doing")),
        *path("PO-3", (2, "ready"), (9, "doing"), (12, "done")),
        *path("PO-4", (7, "ready")),
        *(event(2, ident, "sprint", "", "S-1") for ident in ("PO-1", "PO-2")),
        *(event(2, ident, "points", "", "3") for ident in ("PO-1", "PO-2", "PO-3")),
        event(9, "PO-3", "sprint", "", "S-1"),
        event(13, "PO-2", "sprint", "S-1", ""),
    )
    stories = (
        story("PO-1"),
        story("PO-2", "doing"),
        story("PO-3", sprint="S-1"),
        story("PO-4", "ready", type="bug"),
    )
    found = worked(events, *(one._replace(sprint="S-1") if one.id == "PO-1" else one for one in stories))
    (sprint,) = found.sprints
    assert sprint == flow.SprintFlow(
        S1, Fraction(6), Fraction(6), 2, Fraction(3), Fraction(3), Fraction(3), 1, over=False
    )
    assert [(one.life.story.id, one.age, one.old) for one in found.wip] == [("PO-2", 10, True)]
    assert dict(found.cycles) == {50: 3, 70: 4, 85: 4, 95: 4}
    assert found.weeks == ((date(2025, 12, 29), 0), (MONDAY, 1), (day(12), 1))
    assert found.velocity is None
    assert worked(events, *stories, today=day(17)).velocity == flow.Velocity(Fraction(6), Fraction(6), Fraction(6), 1)


def test_a_sprint_before_the_history_is_not_known() -> None:
    backlog = Backlog(stories=(story("PO-1", finished=day(8)),), sprints=(S1,))
    known = moves.moves(backlog, History(message="no git"), TODAY)
    (sprint,) = flow.metrics(backlog, life.lives(backlog, known), known, TODAY).sprints
    assert (sprint.planned, sprint.kept, sprint.added, sprint.done) == (None, None, None, 3)


def test_groups_tell_apart() -> None:
    stories = (
        story("PO-1", finished=day(6), started=day(6), labels=("a", "b")),
        story("PO-2", finished=day(7), type="bug"),
    )
    backlog = Backlog(stories=stories)
    known = moves.moves(backlog, History(), TODAY)
    own = life.lives(backlog, known)
    by = {
        word: [(one.name, one.items, one.cycles) for one in flow.metrics(backlog, own, known, TODAY, by=word).groups]
        for word in flow.GROUPS
    }
    assert by["type"] == [("bug", 1, ()), ("story", 1, (1,))]
    assert by["label"] == [("", 1, ()), ("a", 1, (1,)), ("b", 1, (1,))]
    assert by["goal"] == [("", 2, (1,))]


@pytest.mark.parametrize(("level", "expected"), [(50, 5), (85, 9), (95, 10), (1, 1)])
def test_percentiles_are_nearest_ranks(level: int, expected: int) -> None:
    assert flow.percentile(range(1, 11), level) == expected


def burnt(events: tuple[Event, ...], *stories: Story, today: date = TODAY) -> burndown.Burndown:
    backlog = Backlog(stories=stories, sprints=(S1,))
    known = moves.moves(backlog, past(*events), today)
    found = sample.sample(backlog, life.lives(backlog, known), known, today)
    return burndown.burndown(backlog, known, S1, found, today)


def planned(ident: str, number: int, points: str = "3") -> tuple[Event, ...]:
    return event(number, ident, "sprint", "", "S-1"), event(number, ident, "points", "", points)


def test_a_burndown_with_scope_that_changes() -> None:
    events = (
        *path("PO-1", (2, "ready"), (6, "doing"), (8, "done")),
        *path("PO-2", (2, "ready")),
        *path("PO-3", (2, "ready")),
        *planned("PO-1", 2),
        *planned("PO-2", 2, "5"),
        *planned("PO-3", 7, "2"),
        event(9, "PO-2", "points", "5", "8"),
        event(12, "PO-3", "sprint", "S-1", ""),
    )
    stories = (story("PO-1", sprint="S-1"), story("PO-2", "ready", 8, sprint="S-1"), story("PO-3", "ready", 2))
    found = burnt(events, *stories, today=day(13))
    known = {one.day.day: one for one in found.days}
    assert [known[number].remaining for number in range(5, 15)] == [8, 8, 10, 7, 10, 10, 10, 8, 8, None]
    changes = {number: (one.added, one.removed) for number, one in known.items() if one.added or one.removed}
    assert changes == {7: (2, 0), 9: (3, 0), 12: (0, 2)}
    assert (found.planned, found.stories, found.done, found.unit) == (8, 2, 1, "points")
    assert [known[number].ideal for number in (5, 9, 10, 11, 16)] == [Fraction(36, 5), 4, 4, 4, 0]
    assert found.behind == 8 - Fraction(16, 5)
    assert known[16].expected is not None
    assert known[13].expected is None


def test_what_is_sent_back_on_the_last_day_was_not_finished() -> None:
    events = (*path("PO-1", (2, "ready")), *planned("PO-1", 2), event(16, "PO-1", "sprint", "S-1", ""))
    found = burnt(events, story("PO-1", "ready"), today=day(20))
    assert (found.days[-1].remaining, found.days[-1].removed, found.ends) == (3, 0, {})


def test_without_any_points_stories_are_counted_and_without_some_they_are_named() -> None:
    events = (*path("PO-1", (2, "ready")), *path("PO-2", (2, "ready")), event(2, "PO-1", "sprint", "", "S-1"))
    found = burnt(events, story("PO-1", "ready", None, sprint="S-1"), story("PO-2", "ready", None))
    assert (found.unit, found.days[0].remaining, found.unsized) == ("stories", 1, ())
    both = (*events, *planned("PO-2", 2))
    found = burnt(both, story("PO-1", "ready", None, sprint="S-1"), story("PO-2", "ready", sprint="S-1"))
    assert (found.unit, found.unsized) == ("points", ("PO-1",))


def test_days_before_the_history_are_not_known() -> None:
    events = (*path("PO-1", (8, "ready")), *planned("PO-1", 8))
    history = History(tuple(events), "tip", day(8), whole=True)
    backlog = Backlog(stories=(story("PO-1", "ready", sprint="S-1"),), sprints=(S1,))
    known = moves.moves(backlog, history, TODAY)
    found = burndown.burndown(backlog, known, S1, sample.sample(backlog, (), known, TODAY), TODAY)
    assert [one.remaining for one in found.days[:4]] == [None, None, None, 3]
    assert (found.planned, found.ends) == (None, {})


def test_when_everything_is_done_nothing_is_ahead() -> None:
    events = (*path("PO-1", (2, "ready"), (7, "done")), *planned("PO-1", 2))
    found = burnt(events, story("PO-1", sprint="S-1"), today=day(8))
    assert (found.days[3].remaining, dict(found.ends)) == (0, {50: day(8), 85: day(8)})
