"""Which children, and which criteria they take."""

import pytest

from pocli.errors import PoError
from pocli.features.split.answer import NewChild, draft, edits, parts
from pocli.model.edit import Set
from pocli.model.story import Story

TITLES = ["First part", "Second: part"]
STORY = Story("stories/PO-1.yaml", "PO-1", "Large", goal="G-1", depends_on=("PO-7", "PO-8"), labels=("a",))


@pytest.mark.parametrize(
    ("moves", "taken"),
    [
        ([], ((), ())),
        (["1,3=2"], ((), (1, 3))),
        (["3=1", "1-2=2"], ((3,), (1, 2))),
        (["all=first"], ((1, 2, 3), ())),
        (["2=SECOND: part"], ((), (2,))),
    ],
)
def test_moves(moves: list[str], taken: tuple[tuple[int, ...], ...]) -> None:
    assert parts(TITLES, moves, 3) == tuple(map(NewChild, TITLES, taken))


@pytest.mark.parametrize(
    ("titles", "moves", "message"),
    [
        ([" "], [], "cannot be a title"),
        (["x" * 201], [], "cannot be a title"),
        (["a\nb"], [], "cannot be a title"),
        (TITLES, ["1"], "`1` moves no criteria"),
        (TITLES, ["4=1"], "there is no criterion `4`"),
        (TITLES, ["1=3"], "`3` is not a child of this split"),
        (["Part a", "Part b"], ["1=part"], "`part` is not a child of this split"),
        (TITLES, ["1=1", "1,2=2"], "criterion 1 is moved twice"),
    ],
)
def test_what_means_nothing(titles: list[str], moves: list[str], message: str) -> None:
    with pytest.raises(PoError, match=message):
        parts(titles, moves, 3)


def test_a_child_serves_the_same_goal_and_waits_for_the_same_stories() -> None:
    made = draft(STORY, "PO", NewChild("Child", (2,)), ["one", {"text": "two", "done": "true"}])
    assert made.fields == {
        "title": "Child",
        "acceptance_criteria": [{"text": "two", "done": "true"}],
        "parent": "PO-1",
        "goal": "G-1",
        "depends_on": ["PO-7", "PO-8"],
    }


def test_the_story_becomes_an_epic_and_gives_its_criteria_from_the_last_one_on() -> None:
    path, field = STORY.path, "acceptance_criteria"
    found = [NewChild("a", (1,)), NewChild("b", (3,))]
    assert edits(STORY, found, 3) == (
        Set(path, ("type",), "epic"),
        Set(path, (field, 2), None),
        Set(path, (field, 0), None),
    )
    assert edits(STORY._replace(type="epic"), found, 2) == (Set(path, (field,), None),)
    assert edits(STORY._replace(type="epic"), [NewChild("a")], 0) == ()
