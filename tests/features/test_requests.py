"""When a request is met, what it misses, whom the plan serves, and what we told them."""

from fractions import Fraction
from time import monotonic
from typing import Any

import pytest

from planning.test_sprints import sprint, story
from pocli.errors import PoError
from pocli.features.requests import page as view
from pocli.features.requests.answer import Requests, answer, find, requests
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.edit import Set
from pocli.model.records import Request
from pocli.planning.horizon import ahead
from pocli.planning.plan import PlanQuery
from pocli.planning.shares import askers

THREE = tuple(sprint(number, 5) for number in (1, 2, 3))


def wish(number: int, *needs: str, **fields: Any) -> Request:  # noqa: ANN401
    return Request(f"requests/R-{number}.yaml", f"R-{number}", f"Wish {number}", needs=needs, **fields)


def seen(backlog: Backlog, **options: Any) -> Requests:  # noqa: ANN401
    return requests(backlog, PlanQuery(monotonic, ahead(backlog)), **options)


def outlooks(found: Requests) -> dict[str, str]:
    return {one.request.id: one.outlook for one in found.wanted}


STORIES = (
    story(1, 5, 9),
    story(2, 5, 8),
    story(3, 1, 1, status="done"),
    story(4, 1, 1, status="draft"),
    story(5, 0, 0, type="epic"),
    story(6, 5, 7, parent="PO-5"),
    story(7, 1, 1, parent="PO-5", status="done"),
)
ASKED = (
    wish(1, "PO-1", "PO-3", by=THREE[0].end, value=Fraction(1)),
    wish(2, "PO-2", by=THREE[0].end, value=Fraction(5)),
    wish(3, "PO-3"),
    wish(4, "PO-4", "PO-1"),
    wish(5, "PO-5"),
    wish(6),
    wish(7, "PO-99"),
    wish(8, "PO-1", status="declined"),
)
BACKLOG = Backlog(stories=STORIES, requests=ASKED, sprints=THREE)


def test_each_request_has_its_outlook() -> None:
    found = seen(BACKLOG, everything=True)
    assert outlooks(found) == {
        "R-1": "late",
        "R-2": "in time",
        "R-3": "met",
        "R-4": "missing",
        "R-5": "planned",
        "R-6": "empty",
        "R-7": "missing",
        "R-8": "declined",
    }
    assert [one.request.id for one in found.wanted][:2] == ["R-2", "R-1"]
    by_id = {one.request.id: one for one in found.wanted}
    assert [need.story.id for need in by_id["R-5"].needs] == ["PO-6", "PO-7"]
    assert [(need.story.id, need.reason) for need in by_id["R-4"].missing] == [("PO-4", "draft")]
    assert by_id["R-7"].unknown == ("PO-99",)
    assert seen(BACKLOG).hidden == 1
    assert outlooks(seen(BACKLOG._replace(sprints=())))["R-1"] == "unknown"
    assert "R-4 still needs PO-4 (a draft)" in str(view.page(found))


def test_what_is_under_way_or_dropped_is_told_apart_as_the_plan_does() -> None:
    running = sprint(-1, id="S-0", state="active")
    stories = (
        *STORIES,
        story(8, 5, 9, status="doing", sprint="S-0"),
        story(9, 0, 0, type="epic"),
        story(10, 1, 1, parent="PO-9", status="dropped"),
        story(11, 1, 1, parent="PO-9", status="done"),
        story(12, 0, 0, type="epic"),
        story(13, 1, 1, parent="PO-12", status="dropped"),
    )
    asked = (
        wish(1, "PO-8", value=Fraction(500)),
        wish(2, "PO-9", value=Fraction(600)),
        wish(3, "PO-12", value=Fraction(700)),
        wish(4, "PO-8", "PO-1", value=Fraction(1)),
        wish(5, "PO-1", from_="law", status="delivered"),
    )
    backlog = Backlog(stories=stories, requests=asked, sprints=(running, *THREE))
    found = seen(backlog)
    assert outlooks(found) == {"R-1": "under way", "R-2": "met", "R-3": "missing", "R-4": "planned"}
    assert found.plan
    assert [one.id for one in found.plan.requests] == ["R-4"]
    assert [one.id for one in found.plan.ready] == ["R-2"]
    assert [(one.request.id, len(one.needs)) for one in found.wanted if one.outlook == "met"] == [("R-2", 1)]
    assert {one.name for one in found.shares} == {""}


def test_worth_is_in_units_where_money_has_a_rate() -> None:
    asked = (
        wish(1, "PO-1", value=Fraction(100), currency="EUR"),
        wish(2, "PO-1", value=Fraction(9), currency="USD"),
        wish(3),
    )
    backlog = Backlog(Config(money={"EUR": Fraction(50)}), STORIES, requests=asked, sprints=THREE)
    assert {one.request.id: one.worth for one in seen(backlog).wanted} == {"R-1": 2, "R-2": None, "R-3": None}


def test_who_asked_follows_from_requests_down_to_the_children() -> None:
    stories = (*STORIES[:5], STORIES[5]._replace(requested_by=("support",)))
    asked = (wish(1, "PO-5", from_="sales"), wish(2, "PO-1", from_="law", status="declined"))
    backlog = Backlog(stories=stories, requests=asked, sprints=THREE)
    assert askers(backlog)["PO-6"] == ("support", "sales")
    assert askers(backlog)["PO-1"] == ()
    shares = {one.name: (one.size, one.part) for one in seen(backlog).shares}
    assert shares == {"sales": (5, Fraction(1, 3)), "support": (5, Fraction(1, 3)), "": (10, Fraction(2, 3))}


def test_an_answer_is_two_edits() -> None:
    path = "requests/R-1.yaml"
    assert answer(ASKED[0], " in May ", "accepted") == (
        Set(path, ("answer",), "in May"),
        Set(path, ("status",), "accepted"),
    )
    assert answer(ASKED[0], "in May") == (Set(path, ("answer",), "in May"),)
    with pytest.raises(PoError):
        answer(ASKED[0], "  ")
    assert find(BACKLOG, "r-3") == find(BACKLOG, "3") == ASKED[2]
    with pytest.raises(PoError):
        find(BACKLOG, "PO-1")
