"""Acceptance criteria in a text are taken apart, and written so that they read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.model.story import Criterion
from pocli.tables import criteria_text

STEPS = Criterion("", ("a",), ("b",), ("c", "d"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("one\n\ntwo", (Criterion("one"), Criterion("two"))),
        ("- one\n- two\n  more\n\n* three", (Criterion("one"), Criterion("two\nmore"), Criterion("three"))),
        ("1. one\n2) two", (Criterion("one"), Criterion("two"))),
        (
            "- [x] one\n[ ] two\n- [X] three",
            (Criterion("one", done=True), Criterion("two"), Criterion("three", done=True)),
        ),
        ("Given a\nWhen b\nThen c\nAnd d", (STEPS,)),
        ("* Given a\n* When b\n* Then c\n* And d", (STEPS,)),
        ("Given a\nWhen b\nThen c\nAnd d\n\nGiven e\nThen f", (STEPS, Criterion("", ("e",), (), ("f",)))),
        ("Scenario: log in\n  Given a\n  When b\n  Then c\n  And d", (STEPS._replace(text="log in"),)),
        ("Given names are unique", (Criterion("Given names are unique"),)),
        ("- [x] works\n  Verified by: tests/t.py::x", (Criterion("works", done=True, verified_by="tests/t.py::x"),)),
    ],
)
def test_what_people_write(text: str, found: tuple[Criterion, ...]) -> None:
    assert criteria_text.read(text) == found


ODD = [
    "Given a",
    "And b",
    "Scenario",
    "Scenario: x",
    "Verified by: t",
    "- [x] a",
    "\\Given a",
    "1. x",
    "[ ] a",
    "Then  x",
]
CHARACTER = st.characters(exclude_categories=["C", "Zl", "Zp"])
LINE = st.one_of(st.text(CHARACTER, max_size=14), st.sampled_from(ODD))
LINES = LINE.map(lambda text: " ".join(text.split())).filter(bool)
TEXT = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
BY = st.one_of(st.just(""), LINES)
PLAIN = st.tuples(TEXT, st.booleans(), BY).map(lambda one: Criterion(one[0], done=one[1], verified_by=one[2]))
GHERKIN = st.builds(
    Criterion,
    st.one_of(st.just(""), LINES),
    *[st.lists(TEXT, max_size=2).map(tuple)] * 3,
    st.booleans(),
    BY,
).filter(lambda one: bool(one.given or one.when or one.then))


@given(st.lists(st.one_of(PLAIN, GHERKIN), max_size=4).map(tuple), st.sampled_from(["- ", ""]))
def test_what_is_written_reads_back_the_same(found: tuple[Criterion, ...], bullet: str) -> None:
    assert criteria_text.read(criteria_text.write(found, bullet=bullet)) == found
