"""What `po` alone says of the sprint, of goals, and where that stands."""

from datetime import date
from fractions import Fraction

import pytest

from pocli.features.overview import answer as overview
from pocli.features.overview import page as view
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.health import CloneStatus
from pocli.model.records import Goal, Sprint
from pocli.model.story import Rice, Story
from pocli.ranking.ordering import order
from pocli.render import plain

MONDAY = date(2026, 11, 23)
S1 = Sprint("s", "S-1", date(2026, 11, 16), date(2026, 11, 27), "Sprint 1", "All is well", state="active")
S2 = Sprint("s", "S-2", date(2026, 11, 30), date(2026, 12, 11))
RICE = Rice(Fraction(100), Fraction(1), Fraction(1), Fraction(1))


def story(number: int, **more: object) -> Story:
    return Story(f"s/{number}", f"PO-{number}", f"Title {number}", **more)  # type: ignore[arg-type]


def told(known: Backlog, today: date = MONDAY) -> list[str]:
    answer = overview.overview(known, order(known), today)
    page = view.page(answer, problems=2, clone=CloneStatus(uncommitted=3))
    return plain.render(page, 0, colour=False).splitlines()


IN = story(1, sprint="S-1", status="doing")
WHOLE = Backlog(Config(project="Books"), (IN,), sprints=(S1, S2))


@pytest.mark.parametrize(
    ("sprint", "stories", "today", "head", "lacks"),
    [
        (S1, (IN,), MONDAY, "Books, Sprint 1, 5 working days left: All is well", ""),
        (S1._replace(sprint_goal=""), (IN,), MONDAY, "Books, Sprint 1, 5 working days left", "no Sprint Goal"),
        (
            S1,
            (),
            MONDAY,
            "Books, Sprint 1, 5 working days left: All is well",
            "it is empty (po plan --sprint S-1)",
        ),
        (
            S1,
            (IN,),
            date(2026, 12, 1),
            "Books, Sprint 1 ended on 27 Nov, 4 days ago: All is well",
            "not closed (po sprint close S-1)",
        ),
        (
            S1._replace(state="planned"),
            (IN,),
            MONDAY,
            "Books, Sprint 1, 5 working days left: All is well",
            "not started (po sprint start S-1)",
        ),
        (
            S1._replace(state="closed"),
            (IN,),
            MONDAY,
            "Books, no sprint is active; the next is S-2, 30 Nov to 11 Dec",
            "",
        ),
    ],
)
def test_what_the_sprint_lacks_is_said(
    sprint: Sprint, stories: tuple[Story, ...], today: date, head: str, lacks: str
) -> None:
    found = told(WHOLE._replace(sprints=(sprint, S2), stories=stories), today)
    assert found[0] == head
    said = [one for one in found if one.startswith("S-1: ")]
    assert said == ([one for one in said if lacks in one] if lacks else [])
    assert bool(said) is bool(lacks)


def test_a_backlog_without_sprints_or_a_name_says_where_to_begin() -> None:
    found = told(Backlog())
    assert found[0] == "this backlog (po.yaml names no project), no sprint is active or planned (po new sprint)"
    assert "po config (po.yaml)" in found[-1]


def test_all_of_it_is_a_few_lines_and_ids_have_their_titles() -> None:
    stories = (
        *(story(number, status="doing", sprint="S-1", blocked="x") for number in range(1, 9)),
        *(story(number, status="ready", rice=RICE) for number in range(10, 19)),
        story(20, status="done", goal="G-1"),
        story(21, status="done", goal="G-2"),
    )
    goals = tuple(Goal("g", name, "Quick", "days", Fraction(9), Fraction(3), Fraction(9)) for name in ("G-1", "G-2"))
    known = Backlog(Config(project="Books"), stories, goals, sprints=(S1._replace(sprint_goal=""),))
    found = told(known)
    assert found == [
        "Books, Sprint 1, 5 working days left",
        "S-1: no Sprint Goal (po set S-1 sprint_goal=…)",
        "blocked: PO-1 Title 1, PO-2 Title 2, PO-3 Title 3 and 5 more",
        "under way: PO-1 Title 1, PO-2 Title 2, PO-3 Title 3 and 5 more",
        "G-1 Quick: all stories done, metric 0 % of the way: nothing planned moves it (and 1 other goal: po goals)",
        "worth most: PO-10 Title 10 (100), PO-11 Title 11 (100), PO-12 Title 12 (100)",
        "2 problems: po validate",
        "3 files not committed (po diff)",
        "next: po rank · po plan · po checklist · po config (po.yaml) · po --help",
    ]
