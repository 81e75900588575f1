"""What is frozen thaws to the same, whatever it is."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.field_table.by_kind import LONG
from pocli.model.diagnostic import Diagnostic, Fix, RelatedPlace
from pocli.model.edit import Create, Move, Set
from pocli.model.place import Span
from pocli.model.records import Goal
from pocli.model.story import UNREAD, Criterion, Rice, Story
from pocli.store import codec

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBER = st.fractions(max_denominator=1000)
TREE = st.recursive(
    TEXT | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
)
RICE = st.builds(Rice, *[st.none() | NUMBER] * 4, st.none() | st.tuples(NUMBER, NUMBER))
STORY = st.builds(
    Story,
    path=TEXT,
    id=TEXT,
    title=TEXT,
    acceptance_criteria=st.lists(st.builds(Criterion, TEXT, done=st.booleans(), then=st.tuples(TEXT)), max_size=2).map(
        tuple
    ),
    points=st.none() | NUMBER,
    rice=st.none() | RICE,
    due=st.none() | st.dates(),
    depends_on=st.lists(TEXT, max_size=3).map(tuple),
    extra=st.dictionaries(TEXT, TREE, max_size=2),
)


def again(value: object) -> Any:  # noqa: ANN401 - whatever it is
    return codec.decode(json.loads(json.dumps(codec.encode(value))))


def types(value: object) -> object:
    """Return the types of a value all through: equal is not enough, True is equal to 1 and a record to a tuple."""
    if isinstance(value, dict):
        return {key: types(inner) for key, inner in value.items()}
    return (type(value), [types(one) for one in value]) if isinstance(value, (tuple, list)) else type(value)


@given(st.lists(STORY, max_size=80).map(tuple))
def test_stories_one_by_one_and_in_columns(stories: tuple[Story, ...]) -> None:
    found = again(stories)
    assert found == stories
    assert types(found) == types(stories)
    table = json.loads(json.dumps(codec.columns(Story, stories)))
    rows = codec.rows(Story, table, {})
    assert rows == stories
    assert types(rows) == types(stories)


@given(st.lists(STORY, min_size=1, max_size=5))
def test_fields_that_are_left_out_come_from_elsewhere(stories: list[Story]) -> None:
    table = json.loads(json.dumps(codec.columns(Story, stories, tuple(LONG))))
    found = codec.rows(Story, table, dict.fromkeys(LONG, [UNREAD] * len(stories)))
    kept = [name for name in Story._fields if name not in LONG]
    assert [[getattr(one, name) for name in kept] for one in found] == [
        [getattr(s, name) for name in kept] for s in stories
    ]
    assert all(one.description is UNREAD for one in found)


def test_many_problems_with_fixes_of_every_kind() -> None:
    edits = (
        Set("a", ("labels", 1), ["x", "y"]),
        Set("a", ("rice",), {"reach": "1"}),
        Move("a", "b"),
        Create("c", {"id": "d"}),
    )
    some = [
        Diagnostic(
            "r", "error", f"m {number}", "a", Span(number, 1, number, 2), "h", (RelatedPlace("b", Span(), "n"),), fix
        )
        for number in range(60)
        for fix in (None, Fix(edits, safe=True), Fix(edits[number % 4 :], safe=False))
    ]
    assert again(tuple(some)) == tuple(some)
    assert types(again(tuple(some))) == types(tuple(some))


def test_what_is_no_value_of_the_model_is_refused() -> None:
    for value in (1.5, {1}, object()):
        with pytest.raises(TypeError, match="no value of the model"):
            codec.encode(value)


def test_a_text_that_was_not_asked_for_cannot_be_used() -> None:
    story = Story("p", "PO-1", "t")._replace(description=UNREAD)  # type: ignore[arg-type]
    for use in (bool, str, len, iter, hash):
        with pytest.raises(TypeError, match="not asked for"):
            use(story.description)


def test_a_goal_keeps_its_figures() -> None:
    goal = Goal("goals/G-1.yaml", "G-1", "t", baseline=Fraction(1, 3), by=date(2026, 12, 31))
    assert again(goal) == goal
