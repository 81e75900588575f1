"""The past of a forecast: which periods, how much in each, in which unit."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pocli.model.backlog import Backlog
from pocli.model.event import Event, History
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.pace import flow, forecasting, life, moves, sample
from pocli.pace.sample import Sample
from pocli.pace.sizes import Unit

MONDAY = date(2026, 1, 5)
TODAY = date(2026, 4, 1)


def on(day: int) -> date:
    """Return a day, counted from the first Monday of the year."""
    return MONDAY + timedelta(days=day)


def sprint(number: int, first: int, last: int, state: str = "closed") -> Sprint:
    return Sprint(f"sprints/S-{number}.yaml", f"S-{number}", on(first), on(last), state=state)


def done(number: int, day: int, points: int | None = 3, kind: str = "story") -> Story:
    size = None if points is None else Fraction(points)
    name = f"PO-{number}"
    return Story(f"stories/{name}.yaml", name, name, type=kind, status="done", points=size, finished=on(day))


def drawn(
    stories: tuple[Story, ...],
    sprints: tuple[Sprint, ...] = (),
    *,
    today: date = TODAY,
    since: date | None = None,
    unit: Unit | None = None,
    history: History = History(),  # noqa: B008 - a value
) -> Sample:
    backlog = Backlog(stories=stories, sprints=sprints)
    known = moves.moves(backlog, history, today)
    return sample.sample(backlog, life.lives(backlog, known), known, today, since=since, unit=unit)


FIVE = tuple(sprint(number, 14 * number, 14 * number + 11) for number in range(5))
STORIES = (done(1, 0, 5), done(2, 11, 3), done(3, 12, 8), done(4, 14, 2), done(5, 30, 13), done(6, 60, 1), done(7, 79))


def test_closed_sprints_count_and_their_totals_are_the_velocities_of_the_metrics() -> None:
    """What is finished between sprints (PO-3, on a Saturday) is of none; nor is what the running one has (PO-7)."""
    running = sprint(5, 70, 86, "active")
    found = drawn(STORIES, (*FIVE, running))
    assert [one.name for one in found.periods] == ["S-0", "S-1", "S-2", "S-3", "S-4"]
    assert sample.totals(found, "points") == (8, 2, 13, 0, 1)
    assert sample.totals(found, "count") == (2, 1, 1, 0, 1)
    assert (found.length, found.place, found.few, found.in_sprints) == (14, 2, True, True)
    backlog = Backlog(stories=STORIES, sprints=(*FIVE, running))
    known = moves.moves(backlog, History(), TODAY)
    flows = flow.sprints(backlog, life.lives(backlog, known), known, TODAY, found.first)
    assert [one.done for one in flows if one.over] == list(sample.totals(found, "points"))


def test_without_three_closed_sprints_periods_are_two_weeks_back_from_yesterday() -> None:
    found = drawn(STORIES, FIVE[:2])
    assert [(one.first, one.last) for one in found.periods] == [
        (TODAY - timedelta(days=14 * back), TODAY - timedelta(days=14 * back - 13)) for back in range(6, 0, -1)
    ]
    assert (found.length, found.place, found.in_sprints) == (14, 0, False)
    assert sum(sample.totals(found, "count")) == 6, "what is older than six whole periods is of none"


def test_less_than_two_weeks_are_one_short_period() -> None:
    found = drawn((done(1, 0), done(2, 4), done(3, 7)), today=on(7))
    assert [(one.first, one.last) for one in found.periods] == [(on(0), on(6))]
    past = sample.past(found, "count")
    assert past is not None
    assert (past.totals, past.length) == ((4.0,), 14), "two in seven days are four in two weeks"


def test_on_the_first_day_nothing_is_known() -> None:
    found = drawn((done(1, 0),), today=on(0))
    assert (found.periods, found.counts, sample.past(found, "count")) == ((), (), None)


def test_a_sample_ends_yesterday_and_holds_the_days_without_anything() -> None:
    stories = (done(1, 8), done(2, 8), done(3, 11))
    found = drawn(stories, today=on(11))
    assert (found.first, found.counts, found.points[0], found.few) == (on(8), (2, 0, 0), 6, True)
    assert drawn(stories, today=on(11), since=on(7)).counts == (0, 2, 0, 0)


def test_only_the_last_twelve_periods_count_and_all_can_be_replayed() -> None:
    many = tuple(sprint(number, 7 * number, 7 * number + 6) for number in range(20))
    found = drawn(tuple(done(number, 7 * number) for number in range(1, 20)), many, today=on(145))
    assert [one.name for one in found.periods] == [f"S-{number}" for number in range(8, 20)]
    assert (len(found.every), found.length, found.few) == (19, 7, False)


def test_sprints_that_share_days_count_each_story_once() -> None:
    shared = (sprint(0, 0, 13), sprint(1, 12, 25), sprint(2, 24, 37), sprint(3, 36, 49))
    found = drawn((done(1, 0), done(2, 12), done(3, 13), done(4, 24), done(5, 49)), shared)
    assert sample.totals(found, "count") == (1, 2, 1, 1)
    assert found.length == 12


def test_a_long_break_between_sprints_does_not_stretch_them() -> None:
    broken = (sprint(0, 0, 11), sprint(1, 14, 25), sprint(2, 56, 67), sprint(3, 70, 81))
    found = drawn((done(1, 0), done(2, 14), done(3, 56), done(4, 70)), broken)
    assert (sample.totals(found, "count"), found.length) == ((1, 1, 1, 1), 14)


def test_sprints_of_other_lengths_are_told_as_they_were_and_forecast_with_at_their_pace() -> None:
    lengths = (sprint(0, 0, 20), sprint(1, 21, 34), sprint(2, 35, 48), sprint(3, 49, 62))
    found = drawn(tuple(done(number, 3 * number) for number in range(21)), lengths)
    assert sample.totals(found, "count") == (7, 5, 5, 4)
    past = sample.past(found, "count")
    assert past is not None
    assert (past.length, past.totals) == (14, (pytest.approx(14 / 3), 5, 5, 4))


def test_a_team_that_goes_on_without_sprints_is_told_by_two_weeks() -> None:
    """A fortnight after the last sprint's end it may still be between two."""
    over = FIVE[:3]
    assert drawn((*STORIES[:5], done(8, 53)), over).in_sprints
    assert not drawn((*STORIES[:5], done(8, 54)), over).in_sprints


def test_points_that_nobody_gave_are_no_pace() -> None:
    """The open story has some; what was finished has none, and a median of nothing finished says nothing."""
    rough = (*(done(number, number, None) for number in range(4)), done(9, 9)._replace(status="ready", finished=None))
    found = drawn(rough, FIVE, unit="points")
    assert (sample.past(found, "points"), found.sized, found.finished) == (None, 0, 4)
    assert sample.past(found, "count") is not None


def test_a_sprint_that_the_history_reaches_only_in_part_does_not_count() -> None:
    first = Event("PO-999", "status", None, "draft", on(3), "Ada", "c0")
    history = History((first,), "tip", on(3), whole=True)
    assert [one.name for one in drawn(STORIES[4:], FIVE, history=history).periods] == ["S-1", "S-2", "S-3", "S-4"]
    assert drawn(STORIES, FIVE, since=on(15)).periods[0].name == "S-2"


def test_a_reopened_story_is_not_finished() -> None:
    again = STORIES[4]._replace(status="doing")
    assert sum(sample.totals(drawn((*STORIES[:4], again, *STORIES[5:]), FIVE), "points")) == 11


@pytest.mark.parametrize(
    ("sized", "unsized", "unit", "why"),
    [(8, 2, "points", "sized"), (7, 2, "count", "unsized"), (0, 4, "count", "unsized")],
)
def test_points_count_where_four_fifths_of_what_was_finished_have_some(
    sized: int, unsized: int, unit: str, why: str
) -> None:
    stories = tuple(done(number, number, 2 if number < sized else None) for number in range(sized + unsized))
    found = drawn(stories, FIVE)
    assert (found.unit, found.why, found.sized, found.finished) == (unit, why, sized, sized + unsized)
    assert drawn(stories, FIVE, unit="count").why == "asked for"


def test_what_was_finished_without_points_counts_with_the_median_of_its_type() -> None:
    """As open stories do, so that pace and what is left are of one measure."""
    stories = (
        done(1, 0, 2),
        done(2, 1, 8),
        done(3, 2, 5),
        done(4, 3, 1, "bug"),
        done(5, 4, None),
        done(6, 5, None, "bug"),
    )
    assert sample.totals(drawn((*stories, done(7, 6, None, "chore")), FIVE), "points")[0] == 16 + 5 + 1 + Fraction(7, 2)


def test_days_within_a_period_go_on_from_todays_place_in_the_sprint() -> None:
    """All is finished on the eighth day of each sprint. From the fifth day on, that is three days ahead."""
    found = drawn(tuple(done(number, 14 * number + 7) for number in range(4)), FIVE[:4], today=on(14 * 4 + 4))
    past = sample.past(found._replace(place=4), "count")
    assert past is not None
    assert past.shapes[0] == (0.0,) * 3 + (1.0,) * 12
    assert forecasting.when(past, Fraction(1, 2))[95] == 3
    later = sample.past(found._replace(place=8), "count")
    assert later is not None
    assert later.shapes[0] == (0.0,) * 13 + (1.0, 1.0)


def test_parts_of_points_are_told_in_tenths() -> None:
    half = (done(1, 0, 1)._replace(points=Fraction(1, 2)), done(2, 1))
    assert [sample.past(drawn(stories, FIVE), "points").step for stories in (half, STORIES)] == [  # type: ignore[union-attr]
        Fraction(1, 10),
        1,
    ]
