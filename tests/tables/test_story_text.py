"""A story told as one text is taken apart again, and nothing of a stranger's text gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.model import written
from pocli.model.story import Criterion, Story
from pocli.tables import story_text

STORY = Story("", "PO-1", "t", as_a="admin", i_want="to x", so_that="y", description="More.")


def test_a_story_reads_as_people_write_it() -> None:
    story = STORY._replace(acceptance_criteria=(Criterion("fast", done=True),))
    assert story_text.compose(story) == (
        "As an admin, I want to x, so that y.\n\nMore.\n\n## Acceptance criteria\n\n- [x] fast"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("Just text.", {"description": "Just text."}),
        ("As a user, I want x.\n\nMore.", {"as_a": "user", "i_want": "x", "description": "More."}),
        ("**As a** user, **I want** x **so that** y", {"as_a": "user", "i_want": "x", "so_that": "y"}),
        (
            "As a user, I want x. And more in the same paragraph.",
            {"description": "As a user, I want x. And more in the same paragraph."},
        ),
        ("As a user I need x", {"description": "As a user I need x"}),  # `need` would be lost
        ("h3. Acceptance criteria\n\n* a\n* b", {"acceptance_criteria": ["a", "b"]}),
        (
            "Text\n\n**Acceptance criteria:**\n- a\n\n## Notes\nx",
            {"description": "Text\n\n## Notes\nx", "acceptance_criteria": ["a"]},
        ),
        ("### Acceptance Criteria\n", {"description": "### Acceptance Criteria"}),
    ],
)
def test_what_strangers_write(text: str, found: dict[str, object]) -> None:
    assert story_text.split(text) == found


CHARACTER = st.characters(exclude_categories=["C", "Zl", "Zp"])
ODD = [
    "finance manager",
    "to export",
    "As a: x",
    "to x, so that y",
    "user, admin",
    "## Acceptance criteria",
    "## Description",
]
ODD += ["As a x, I want y.", "(none)", "- a", "Given a", "Scenario: x"]
WORDS = st.one_of(st.text(CHARACTER, max_size=14), st.sampled_from(ODD)).map(lambda text: " ".join(text.split()))
TEXT = st.lists(st.one_of(WORDS, st.just("")), max_size=6).map("\n".join).map(str.strip)
CRITERION = st.one_of(
    st.tuples(WORDS.filter(bool), st.booleans()).map(lambda one: Criterion(one[0], done=one[1])),
    st.tuples(WORDS.filter(bool), WORDS.filter(bool)).map(lambda one: Criterion("", (one[0],), (), (one[1],))),
)


@given(WORDS, WORDS, WORDS, TEXT, st.lists(CRITERION, max_size=2).map(tuple))
def test_what_is_composed_is_taken_apart_again(
    role: str, want: str, end: str, description: str, criteria: tuple[Criterion, ...]
) -> None:
    story = Story("", "PO-1", "t", as_a=role, i_want=want, so_that=end, description=description)
    story = story._replace(acceptance_criteria=criteria)
    wanted = {name: value for name, value in written.fields(story).items() if name not in {"id", "title"}}
    assert story_text.split(story_text.compose(story)) == wanted
