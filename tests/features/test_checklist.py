"""Criteria as a checklist, then the Definition of Done."""

import datetime as dt
from typing import Any

import pytest

from pocli.errors import PoError
from pocli.features.criteria import checklist_page as view
from pocli.features.criteria.checklist import checklist
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.config import Config
from pocli.model.records import Sprint
from pocli.model.story import Criterion, Story
from pocli.page import Checklist, Heading, Item

CRITERIA = (
    Criterion("Only finance managers see the button", done=True),
    Criterion(
        given=("3 invoices",), when=("I press Export",), then=("3 rows", "a header"), verified_by="tests/a.py::b"
    ),
)


def story(number: int, **fields: Any) -> Story:  # noqa: ANN401
    name = f"PO-{number}"
    return Story(f"stories/{name}.yaml", name, f"Story {number}", **fields)


BACKLOG = Backlog(
    Config(definition_of_done=("Reviewed", "Documented")),
    (
        story(1, status="doing", acceptance_criteria=CRITERIA),
        story(2, status="ready", sprint="S-1"),
        story(3, status="dropped", sprint="S-1"),
        story(4, status="done", sprint="S-1", acceptance_criteria=CRITERIA[:1]),
    ),
    sprints=(Sprint("sprints/S-1.yaml", "S-1", dt.date(2026, 1, 1), dt.date(2026, 1, 9), state="active"),),
    unreadable=(Unreadable("stories/PO-7.yaml", 2, "no title"),),
)


def found(*ids: str, sprint: str = "") -> list[tuple[str, int, int]]:
    return [(one.story.id, one.done, one.total) for one in checklist(BACKLOG, ids, sprint=sprint).stories]


def test_without_ids_it_is_what_is_under_way() -> None:
    assert found() == [("PO-1", 1, 2)]


def test_named_stories_in_the_order_of_their_names() -> None:
    assert found("4", "po-1") == [("PO-4", 1, 1), ("PO-1", 1, 2)]


@pytest.mark.parametrize("word", ["S-1", "1", "current"])
def test_a_sprint_without_what_was_dropped(word: str) -> None:
    assert found(sprint=word) == [("PO-2", 0, 0), ("PO-4", 1, 1)]


def test_nothing_to_check() -> None:
    with pytest.raises(PoError, match="there is no story to check"):
        checklist(Backlog())


def test_the_page_has_the_criteria_and_then_the_definition_of_done() -> None:
    blocks = view.page(checklist(BACKLOG, ("1",))).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["PO-1 Story 1", "Definition of Done"]
    assert [block.items for block in blocks if isinstance(block, Checklist)] == [
        (
            Item(done=True, lines=("Only finance managers see the button",), number=1),
            Item(
                done=False,
                lines=("Given 3 invoices", "When I press Export", "Then 3 rows", "Then a header"),
                note="tests/a.py::b",
                number=2,
            ),
        ),
        (Item(done=False, lines=("Reviewed",)), Item(done=False, lines=("Documented",))),
    ]


def test_json_has_the_promised_shape() -> None:
    assert view.data(checklist(BACKLOG, ("1",))) == {
        "schema": "po.checklist/1",
        "stories": [
            {
                "id": "PO-1",
                "title": "Story 1",
                "done": 1,
                "total": 2,
                "criteria": [
                    {"number": 1, "text": "Only finance managers see the button", "done": True, "verified_by": None},
                    {
                        "number": 2,
                        "given": ["3 invoices"],
                        "when": ["I press Export"],
                        "then": ["3 rows", "a header"],
                        "done": False,
                        "verified_by": "tests/a.py::b",
                    },
                ],
            }
        ],
        "definition_of_done": ["Reviewed", "Documented"],
        "unreadable": [{"file": "stories/PO-7.yaml", "line": 2, "message": "no title"}],
    }
