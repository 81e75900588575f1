"""When stories are done, how much by then: what is counted, in which unit, and how it is told."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pocli.errors import PoError
from pocli.features.forecast import page as view
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.event import History
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story
from pocli.pace import life, moves, outlook, sample
from pocli.pace.outlook import Outlook
from pocli.pace.sizes import Unit
from pocli.render import plain

FIRST = date(2026, 1, 5)
SPRINTS = tuple(
    Sprint("", f"S-{number}", FIRST + timedelta(days=14 * number), FIRST + timedelta(days=14 * number + 13))
    for number in range(12)
)
TODAY = FIRST + timedelta(days=14 * 12)


def story(number: int, status: str = "ready", points: int | None = 10, **more: object) -> Story:
    size = None if points is None else Fraction(points)
    name = f"PO-{number}"
    return Story(name, name, name, status=status, points=size, **more)  # type: ignore[arg-type]


def finished(points: int | None, *, sprints: int = 12) -> tuple[Story, ...]:
    """Return stories of which one was finished on each Monday that begins a sprint."""
    return tuple(
        story(900 + one.start.toordinal() - FIRST.toordinal(), "done", points, finished=one.start)
        for one in SPRINTS[:sprints]
    )


def asked(backlog: Backlog, *words: str, unit: Unit | None = None, **more: object) -> Outlook:
    known = moves.moves(backlog, History(), TODAY)
    found = sample.sample(backlog, life.lives(backlog, known), known, TODAY, unit=unit)
    wanted = outlook.named(backlog, words) if words else backlog.open()
    asked = outlook.ForecastQuery(wanted, **more)  # type: ignore[arg-type]
    return outlook.outlook(backlog, asked, found, known, TODAY)


def text(answer: Outlook, *, replayed: bool = False) -> str:
    return plain.render(view.page(answer, replayed=replayed), 160, colour=False)


def test_what_they_wait_for_has_to_be_done_too() -> None:
    stories = (
        story(1, depends_on=("PO-2",), parent="PO-9"),
        story(2, points=5),
        story(3),
        story(4, "done", parent="PO-9", finished=TODAY),
        story(9, type="epic"),
    )
    found = asked(Backlog(stories=(*stories, *finished(10)), sprints=SPRINTS), "PO-9", growth=50)
    assert ([one.id for one in found.stories], [one.id for one in found.waited_for]) == (["PO-1"], ["PO-2"])
    assert (found.amount, found.sample.unit, found.many, found.chance) == (Fraction(45, 2), "points", {}, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("PO-1",), {1}),
        (("2", "po-1"), {1, 2}),
        (("G-1",), {1, 3}),
        (("R-3",), {2, 3}),
        (("S-20",), {2}),
        (("G-1", "S-20"), {1, 2, 3}),
    ],
)
def test_records_are_meant_by_their_ids(words: tuple[str, ...], expected: set[int]) -> None:
    backlog = Backlog(
        stories=(story(1, goal="G-1"), story(2, sprint="S-20"), story(3, goal="G-1"), story(4)),
        goals=(Goal("", "G-1", "One"),),
        requests=(Request("", "R-3", "Three", needs=("PO-2", "PO-3")),),
        sprints=(Sprint("", "S-20", TODAY, TODAY),),
    )
    assert {int(one.id[3:]) for one in outlook.named(backlog, words)} == expected
    with pytest.raises(PoError, match="no story is called `PO-99`"):
        outlook.named(backlog, (*words, "PO-99"))


def test_large_stories_are_forecast_by_their_points_and_not_by_their_number() -> None:
    """60 stories of 10 points at 20 points, one large story, a sprint: 30 sprints, and 60 by number."""
    large = Backlog(stories=(*(story(number) for number in range(1, 61)), *finished(20)), sprints=SPRINTS)
    points, count = asked(large), asked(large, unit="count")
    assert (points.amount, count.amount) == (600, 60)
    assert (points.sample.why, count.sample.why) == ("sized", "asked for")
    days = [(one.when[50] - TODAY).days / 14 for one in (points, count) if one.when[50]]
    assert days == [pytest.approx(30, abs=3), pytest.approx(60, abs=6)]
    assert "60 open stories: 600 points" in text(points)
    assert "in points: 12 of 12 stories finished then have points" in text(points)
    assert "by number of stories, as asked for: 12 of 12 stories" in text(count)


def test_open_stories_without_points_count_with_the_median_of_their_type_and_are_named() -> None:
    stories = (
        story(1, points=None),
        story(2, points=3),
        story(3, points=7, type="bug"),
        story(4, points=None, type="bug"),
    )
    found = asked(Backlog(stories=(*stories, *finished(3)), sprints=SPRINTS))
    assert (found.amount, [one.id for one in found.guessed]) == (3 + 3 + 7 + 7, ["PO-1", "PO-4"])
    assert "stories without points count with the median of their type: PO-1, PO-4" in text(found)
    assert view.data(found)["without_points"] == ["PO-1", "PO-4"]


def test_so_many_sprints_are_as_many_days() -> None:
    backlog = Backlog(stories=(story(1), *finished(10)), sprints=SPRINTS)
    found, same = asked(backlog, sprints=3), asked(backlog, by=TODAY + timedelta(days=42))
    assert (found.many, found.chance) == (same.many, same.chance)
    assert (view.data(found)["sprints"], view.data(found)["by"]) == (3, None)
    assert "In the next 3 sprints of 14 days each: the story with a chance of more than 99 %" in text(found)
    done = asked(Backlog(stories=finished(10), sprints=SPRINTS), sprints=1)
    assert "In the next sprint of 14 days" in text(done)
    assert "none of that is open" in text(done)


def test_the_sample_can_be_read_from_the_answer() -> None:
    answer = asked(Backlog(stories=(story(1), *finished(10)), sprints=SPRINTS))
    basis = view.data(answer)["sample"]
    assert isinstance(basis, dict)
    assert (basis["totals"], basis["period_days"], basis["with_points"]) == ([10] * 12, 14, 12)
    assert [one["sprint"] for one in basis["periods"]] == [f"S-{number}" for number in range(12)]
    assert {"seed", "method", "trials", "daily"} <= set(basis)
    assert "from the last 12 past sprints (S-0 to S-11, 5 Jan – 21 Jun): 10, 10" in text(answer)


def test_a_record_that_is_off_is_said_in_a_line() -> None:
    """What was finished halves each sprint, so that nothing was kept."""
    stories = tuple(one._replace(points=Fraction(2 ** (20 - number))) for number, one in enumerate(finished(1)))
    answer = asked(Backlog(stories=(story(1), *stories), sprints=SPRINTS))
    assert (
        "in your past, the 85 % forecast came true in 0 % of 9 cases, 1 sprint ahead: po forecast --backtest"
        in text(answer)
    )
    steady = Backlog(stories=(story(1), *finished(10)), sprints=SPRINTS)
    assert "in your past" not in text(asked(steady))
    assert "85 %     100 %   100 %   100 %  to plan with" in text(asked(steady), replayed=True)


def test_too_little_past_cannot_be_replayed() -> None:
    backlog = Backlog(stories=(story(1), *finished(10, sprints=3)), sprints=SPRINTS[:3])
    assert "so far it knows 3 past sprints" in text(asked(backlog), replayed=True)
    weeks = Backlog(stories=(story(1), story(2, "done", 5, finished=TODAY - timedelta(days=28))))
    assert "so far it knows 2 periods of two weeks" in text(asked(weeks), replayed=True)


def test_nothing_finished_says_nothing() -> None:
    with pytest.raises(PoError, match="no story was finished"):
        asked(Backlog(stories=(story(1),), sprints=SPRINTS))
    for unit_less in (finished(0), finished(None)):
        none = Backlog(stories=(story(1), *unit_less), sprints=SPRINTS)
        with pytest.raises(PoError, match="the finished stories have no points"):
            asked(none, unit="points")
        assert (asked(none).sample.unit, asked(none).amount) == ("count", 1)


def test_one_story_in_three_days_is_said_in_the_singular() -> None:
    backlog = Backlog(stories=(story(1), story(2, "done", None, finished=TODAY - timedelta(days=3))))
    shown = text(asked(backlog))
    assert "from the last 3 days (19 Jun – 21 Jun): 1 story finished" in shown
    assert (
        "by number of stories: 0 of 1 story finished then has points, and po counts points only from 80 % on" in shown
    )


def test_without_sprints_to_learn_from_a_sprint_has_its_days_from_the_settings() -> None:
    backlog = Backlog(stories=(story(1), *finished(10)), config=Config(sprint_days=7))
    found, same = asked(backlog, sprints=3), asked(backlog, by=TODAY + timedelta(days=21))
    assert found.many == same.many
    assert "In the next 3 sprints of 7 days each" in text(found)


def test_huge_stories() -> None:
    huge = 10**12
    found = asked(Backlog(stories=(story(1, points=huge), *finished(huge)), sprints=SPRINTS), sprints=26)
    assert found.when[50] is not None
    assert found.many[50] > 20 * huge


def test_nothing_is_said_of_what_lies_more_than_ten_years_ahead() -> None:
    backlog = Backlog(stories=(story(1), *finished(10)), sprints=SPRINTS)
    last = TODAY + timedelta(days=3650)
    assert asked(backlog, by=last).many
    with pytest.raises(PoError, match="is more than ten years ahead") as refused:
        asked(backlog, by=last + timedelta(days=1))
    assert refused.value.hint == f"name a day up to {last}"
    with pytest.raises(PoError, match="261 sprints of 14 days each are more than ten years") as refused:
        asked(backlog, sprints=261)
    assert asked(backlog, sprints=int("".join(filter(str.isdigit, refused.value.hint)))).many
