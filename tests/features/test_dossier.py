"""A goal, a request or a sprint as a whole: which stories count for it, and how far are they?"""

from datetime import date
from fractions import Fraction
from typing import Any

from inline_snapshot import snapshot

from pocli.features.browse import show_page
from pocli.features.browse.dossier import dossier
from pocli.features.browse.surroundings import about
from pocli.model.backlog import Backlog, Record
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story
from pocli.pace.goal_progress import way
from pocli.render import plain


def story(number: int, **fields: Any) -> Story:  # noqa: ANN401
    return Story(f"stories/TS-{number}.yaml", f"TS-{number}", f"Story {number}", **fields)


GOAL = Goal("goals/G-1.yaml", "G-1", "Pay on time", "days", Fraction(9), Fraction(3), Fraction(7), horizon="now")
REQUEST = Request("requests/R-1.yaml", "R-1", "Acme renews", "sales", Fraction(900), needs=("TS-1", "TS-9"))
SPRINT = Sprint(
    "sprints/S-5.yaml", "S-5", date(2026, 12, 28), date(2027, 1, 8), capacity=Fraction(10), sprint_goal="Go"
)
BACKLOG = Backlog(
    stories=(
        story(1, type="epic", goal="G-1"),
        story(2, parent="TS-1", points=Fraction(3), status="done", sprint="S-5"),
        story(3, parent="TS-1", points=Fraction(5), sprint="S-5"),
        story(4, goal="G-1", status="dropped", points=Fraction(8), sprint="S-5"),
        story(5),
    ),
    goals=(GOAL,),
    requests=(REQUEST,),
    sprints=(SPRINT,),
)


def ids(record: Goal | Request | Sprint) -> list[str]:
    return [one.id for one, _ in dossier(BACKLOG, record).stories]


def test_epics_stand_for_their_stories_and_what_was_dropped_is_left_out() -> None:
    assert ids(GOAL) == ids(SPRINT) == ids(REQUEST) == ["TS-2", "TS-3"]


def test_each_record_knows_what_refers_to_it() -> None:
    found = {record.id: dossier(BACKLOG, record) for record in (GOAL, REQUEST, SPRINT)}
    assert found["R-1"].unknown == ("TS-9",)
    assert [one.id for one in found["R-1"].goals] == [one.id for one in found["S-5"].goals] == ["G-1"]
    assert [one.id for one in found["G-1"].requests] == [one.id for one in found["S-5"].requests] == ["R-1"]
    assert found["G-1"].goals == found["R-1"].requests == ()


def test_the_progress_is_that_of_its_stories() -> None:
    found = dossier(BACKLOG, GOAL)
    assert (found.done(), found.points(), found.points("done")) == (1, 8, 3)
    assert way(GOAL) == Fraction(1, 3)
    assert way(GOAL._replace(current=None)) is None


def shown(*records: Record) -> str:
    return plain.render(show_page.page(about(BACKLOG, records)), 80, colour=False)


def test_pages() -> None:
    assert shown(GOAL, REQUEST, SPRINT) == snapshot("""\
G-1 Pay on time
goal · now
goals/G-1.yaml

metric      days: baseline 9, now 7, target 3 (33.3 % of the way)
stories     1 of 2 done, 3 of 8 points
requests    R-1 Acme renews

id    title    status  pts  sprint  owner
TS-2  Story 2  done      3  S-5
TS-3  Story 3  draft     5  S-5

R-1 Acme renews
request · open
requests/R-1.yaml

from        sales
worth       900
answer      no answer yet
stories     1 of 3 done, 3 of 8 points
goals       G-1 Pay on time

id    title          status  pts  sprint  owner
TS-2  Story 2        done      3  S-5
TS-3  Story 3        draft     5  S-5
TS-9  no such story

S-5 Go
sprint · planned · 28 Dec 2026 – 8 Jan 2027
sprints/S-5.yaml

capacity    8 of 10 points
stories     1 of 2 done, 3 of 8 points
goals       G-1 Pay on time
requests    R-1 Acme renews

id    title    status  pts  sprint  owner
TS-2  Story 2  done      3  S-5
TS-3  Story 3  draft     5  S-5
""")


def test_json_says_the_kind_of_each() -> None:
    data = show_page.data(about(BACKLOG, (story(5), GOAL, REQUEST, SPRINT)))
    records = data["records"]
    assert isinstance(records, list)
    assert (data["schema"], [one["kind"] for one in records]) == (
        "po.records/1",
        ["story", "goal", "request", "sprint"],
    )
    assert records[2]["from"] == "sales"
