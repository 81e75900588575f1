"""User stories, one a line, are taken apart into role, want and so-that."""

import re

import pytest

from arrivals import shared, stories
from pocli.errors import PoError
from pocli.exchange import text
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog
from pocli.model.story import Criterion

TEMPLATE = re.compile(
    r"#\w+# As an? (.+?) ?,? +I (?:do not |don't |only )?(?:want|need) +(.+?)(?:[,.] [Ss]o(?: that)? (.+?))?\.? *"
)
"""How the lines of the sets are built, read in another way than po does."""


def taken(source: str) -> ImportPlan:
    return intake(text.read(source, {}), Backlog())


def words(one: str | None) -> str:
    return " ".join((one or "").split()).rstrip(".")


@pytest.mark.parametrize("name", ["g02-federalspending", "g03-loudoun"])
def test_public_sets_of_user_stories(name: str) -> None:
    source = shared(f"stories/{name}.txt")
    lines = source.split("\n")
    items = text.read(source, {}).items
    assert len(items) == sum(bool(line.strip()) for line in lines)
    right = 0
    for item in items:
        found = TEMPLATE.fullmatch(lines[item.row - 1])
        if found:
            role, want, end = map(words, found.groups())
            said = [str(item.fields.get(field, "")) for field in ("as_a", "i_want", "so_that")]
            right += said[0] == role and said[1].removeprefix("not ") == want and said[2] == end
    assert right >= 0.99 * len(items)


def test_a_story_has_its_criteria_indented_under_it() -> None:
    found = taken(
        "# Sprint 3\n"
        "- As an admin, I want to see who paid, so that I can follow up.\n"
        "  - the list is sorted by day\n"
        "  - [x] it has a total\n"
        "\n"
        "2. As a buyer, I need to pay by card\n"
        "   Given a full basket\n"
        "   When I press Pay\n"
        "   Then I see a receipt\n"
        "\n"
        "Fix the footer\n"
    )
    one, two, three = stories(found)
    assert (one.title, one.as_a, one.i_want) == ("See who paid", "admin", "to see who paid")
    assert one.so_that == "I can follow up"
    assert one.acceptance_criteria == (Criterion("the list is sorted by day"), Criterion("it has a total", done=True))
    assert (two.as_a, two.i_want, two.so_that) == ("buyer", "to pay by card", "")
    assert two.acceptance_criteria == (Criterion("", ("a full basket",), ("I press Pay",), ("I see a receipt",)),)
    assert (three.title, three.as_a) == ("Fix the footer", "")
    assert found.notes == ((1, "a heading: left out"),)


def test_the_same_line_is_the_same_story() -> None:
    once = taken("As a user, I want x.\nAs a user,  I want x.\nAs a user, I want y.\n")
    assert [row.title for row in once.rows] == ["X", "Y"]
    assert once.notes[0][0] == 2
    again = intake(text.read("- As a user, I want x.\n", {}), Backlog(stories=tuple(stories(once))))
    assert [(row.ident, row.changes) for row in again.rows] == [("PO-1", ())]


def test_a_text_without_a_line_is_refused() -> None:
    with pytest.raises(PoError, match="no stories in this text"):
        text.read("\n  \n", {})
