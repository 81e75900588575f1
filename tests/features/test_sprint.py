"""What speaks against beginning a sprint, and how it is said."""

from datetime import date
from fractions import Fraction

import pytest

from pocli.errors import PoError
from pocli.features.sprint import sprint
from pocli.features.sprint import sprint_page as view
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import Story

MONDAY = date(2026, 11, 30)
S2 = Sprint("sprints/S-2.yaml", "S-2", MONDAY, date(2026, 12, 11), capacity=Fraction(40))


def story(number: int, points: int | None, status: str = "ready", **more: str) -> Story:
    size = None if points is None else Fraction(points)
    return Story(f"s/{number}", f"PO-{number}", "x", status=status, points=size, sprint="S-2", **more)  # type: ignore[arg-type]


def doubts(*stories: Story, today: date = MONDAY, of: Sprint = S2) -> tuple[str, ...]:
    return view.doubts(of, sprint.doubts(Backlog(stories=stories, sprints=(of,)), of, today), today)


def test_a_sprint_that_fits_and_begins_today_is_not_doubted() -> None:
    assert doubts(story(1, 40)) == ()
    assert doubts(story(1, None), of=S2._replace(capacity=None)) == ()


def test_the_points_are_those_that_the_board_counts() -> None:
    stories = (story(1, 40), story(2, 6), story(3, 9, "dropped"), story(4, 50, type="epic"))
    assert doubts(*stories) == ("holds 46 points, but only 40 fit",)
    assert sprint.board(Backlog(stories=stories), S2, MONDAY).points == 46


def test_nothing_to_do_is_said() -> None:
    assert doubts() == doubts(story(1, 3, "done")) == doubts(story(1, 3, type="epic")) == ("holds no open story",)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 25), ("starts on 30 Nov, 5 days from now",)),
        (date(2026, 11, 27), ("starts on 30 Nov, 3 days from now",)),
        (date(2026, 11, 28), ()),
        (date(2026, 12, 1), ("should have started on 30 Nov, 1 day ago",)),
        (date(2027, 1, 2), ("should have started on 30 Nov 2026, 33 days ago", "should have ended on 11 Dec 2026")),
    ],
)
def test_a_day_too_early_or_too_late_is_counted_but_for_a_weekend(today: date, said: tuple[str, ...]) -> None:
    assert doubts(story(1, 3), today=today) == said


def test_what_has_not_begun_cannot_end() -> None:
    with pytest.raises(PoError, match="`S-2` has not started"):
        sprint.closing(Backlog(sprints=(S2,)), S2, met="", outcome="", carried={}, into=None)
