"""What a story is worth, by itself and through its epic."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.story import Rice, Story
from pocli.ranking.value import figures

RICE = Rice(Fraction(1200), Fraction(2), Fraction(4, 5))
"""Worth 1,920."""


def story(number: int, points: int | None = None, rice: Rice | None = None, **fields: Any) -> Story:  # noqa: ANN401
    name = f"PO-{number}"
    size = None if points is None else Fraction(points)
    return Story(f"stories/{name}.yaml", name, f"Story {number}", points=size, rice=rice, **fields)


def test_effort_follows_from_points() -> None:
    backlog = Backlog(Config(points_per_person_month=Fraction(10)), (story(1, 5, RICE),))
    found = figures(backlog)["PO-1"]
    assert (found.effort, found.score, found.value) == (Fraction(1, 2), 3840, 1920)


def test_written_effort_wins_over_points() -> None:
    found = figures(Backlog(stories=(story(1, 5, RICE._replace(effort=Fraction(2))),)))["PO-1"]
    assert (found.effort, found.score) == (2, 960)


def test_without_points_or_effort_there_is_a_value_but_no_score() -> None:
    found = figures(Backlog(stories=(story(1, None, RICE), story(2, 0, RICE))))
    assert [(one.score, one.value) for one in found.values()] == [(None, 1920)] * 2


def test_children_have_the_epic_s_score_and_a_share_of_its_value() -> None:
    epic = story(1, None, RICE._replace(effort=Fraction(3)), type="epic")
    found = figures(Backlog(stories=(epic, story(2, 3, parent="PO-1"), story(3, 5, parent="PO-1"))))
    assert [found[name].score for name in ("PO-1", "PO-2", "PO-3")] == [640] * 3
    assert [found[name].value for name in ("PO-2", "PO-3")] == [720, 1200]
    assert found["PO-2"][:5] == (1200, 2, Fraction(4, 5), Fraction(3, 20), "PO-1")


def test_an_epic_without_effort_takes_its_children_s() -> None:
    epic = story(1, None, RICE, type="epic")
    found = figures(Backlog(stories=(epic, story(2, 8, parent="PO-1"), story(3, 12, parent="PO-1"))))
    assert [found[name].score for name in ("PO-1", "PO-2", "PO-3")] == [1920] * 3


def test_children_without_points_share_evenly() -> None:
    epic = story(1, 20, RICE, type="epic")
    found = figures(Backlog(stories=(epic, story(2, parent="PO-1"), story(3, parent="PO-1"))))
    assert [found[name].value for name in ("PO-2", "PO-3")] == [960, 960]


def test_closed_children_and_those_with_inputs_take_no_share() -> None:
    children = (
        story(2, 3, parent="PO-1"),
        story(3, 3, parent="PO-1", status="done"),
        story(4, 3, parent="PO-1", status="dropped"),
        story(5, 3, RICE, parent="PO-1"),
    )
    found = figures(Backlog(stories=(story(1, 20, RICE, type="epic"), *children)))
    assert [found[one.id].value for one in children] == [1920, None, None, 1920]
    assert found["PO-5"].inherited_from == ""


def test_inputs_come_from_the_nearest_ancestor() -> None:
    above = (story(1, 20, RICE, type="epic"), story(2, None, None, type="epic", parent="PO-1"))
    found = figures(Backlog(stories=(*above, story(3, 2, parent="PO-2"))))
    assert found["PO-3"].inherited_from == "PO-1"
    assert found["PO-3"].value == 1920
    assert found["PO-2"].value is None


def test_parents_in_a_ring_are_worth_nothing() -> None:
    found = figures(Backlog(stories=(story(1, parent="PO-2"), story(2, parent="PO-1"), story(3, 1, parent="PO-1"))))
    assert all(one.score is None and one.inherited_from == "" for one in found.values())


def test_a_parent_that_is_not_there_gives_nothing() -> None:
    assert figures(Backlog(stories=(story(1, 1, parent="PO-9"),)))["PO-1"].score is None


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=6), st.integers(0, 4))
def test_nothing_is_counted_twice(points: list[int | None], deep: int) -> None:
    """The shares of the heirs, however deep they hang, add up to the epic's expected value."""
    chain = [story(1, 20, RICE, type="epic")]
    chain += [story(number, type="epic", parent=f"PO-{number - 1}") for number in range(2, 2 + deep)]
    parents = [chain[number % len(chain)].id for number in range(len(points) - 1)] + [chain[-1].id]
    heirs = [story(20 + n, size, parent=parent) for n, (size, parent) in enumerate(zip(points, parents, strict=True))]
    found = figures(Backlog(stories=(*chain, *heirs)))
    assert sum(found[one.id].value or 0 for one in heirs) == 1920
