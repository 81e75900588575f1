"""An everyday verb changes what it says, refuses what makes no sense, and tells what speaks against it."""

from fractions import Fraction

import pytest

from pocli.changes import transitions
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.edit import Set
from pocli.model.story import Criterion, Story


def story(number: int, status: str = "draft", **more: object) -> Story:
    return Story(f"stories/PO-{number}.yaml", f"PO-{number}", f"Story {number}", status=status, **more)  # type: ignore[arg-type]


def backlog(*stories: Story, **settings: object) -> Backlog:
    return Backlog(Config(**settings), stories)  # type: ignore[arg-type]


def one(verb: transitions.Verb, *stories: Story, **settings: object) -> transitions.Transition:
    (found,) = transitions.transitions(backlog(*stories, **settings), ["1"], verb)
    return found


def test_start_names_the_owner_where_there_is_none() -> None:
    assert one(transitions.start("Ada"), story(1)).fields == {"status": "doing", "owner": "Ada"}
    assert one(transitions.start("Ada"), story(1, owner="bob")).fields == {"status": "doing"}
    assert one(transitions.start(""), story(1)).fields == {"status": "doing"}
    assert one(transitions.start(""), story(1, "doing")).fields == {}


def test_start_tells_what_speaks_against_it() -> None:
    found = one(
        transitions.start(""), story(1, depends_on=("PO-2", "PO-3", "PO-9"), blocked="bank"), story(2), story(3, "done")
    )
    assert (found.waits_for, found.blocked) == (("PO-2",), "bank")
    assert found.lacking == ("acceptance_criteria", "points")
    assert one(transitions.start(""), story(1, "ready")).lacking == ()
    assert one(transitions.start(""), story(1, type="epic")).lacking == ()


@pytest.mark.parametrize("verb", [transitions.start(""), transitions.block("x"), transitions.pin("x")])
@pytest.mark.parametrize("status", ["done", "dropped"])
def test_a_closed_story_is_left_alone(verb: transitions.Verb, status: str) -> None:
    with pytest.raises(PoError, match=f"`PO-1` is {status} and cannot be") as caught:
        one(verb, story(1, status))
    assert caught.value.hint == "reopen it first: po ready PO-1"


def test_done_tells_what_is_open() -> None:
    criteria = (Criterion("a", done=True), Criterion("b"), Criterion("c"))
    found = one(
        transitions.done,
        story(1, acceptance_criteria=criteria),
        story(2, parent="PO-1"),
        story(3, "done", parent="PO-1"),
    )
    assert (found.fields, found.open_criteria, found.children) == ({"status": "done"}, 2, ("PO-2",))
    with pytest.raises(PoError, match="`PO-1` is dropped"):
        one(transitions.done, story(1, "dropped"))


def test_ready_takes_a_dropped_story_up_again() -> None:
    found = one(transitions.ready, story(1, "dropped", dropped_because="x", points=Fraction(1)))
    assert found.fields == {"status": "ready", "dropped_because": None}
    assert found.lacking == ("acceptance_criteria",)


def test_reasons_are_set_changed_and_taken_away() -> None:
    assert one(transitions.block("x"), story(1)).fields == {"blocked": "x"}
    assert one(transitions.block("x"), story(1, blocked="y")).fields == {"blocked": "x"}
    assert one(transitions.block("x"), story(1, blocked="x")).fields == {}
    assert one(transitions.unblock, story(1, blocked="x")).fields == {"blocked": None}
    assert one(transitions.unblock, story(1)).fields == {}
    assert one(transitions.pin("x"), story(1)).fields == {"pinned": "x"}
    assert one(transitions.unpin, story(1, pinned="x")).fields == {"pinned": None}
    assert one(transitions.unpin, story(1)).fields == {}


def test_drop_tells_who_needs_it() -> None:
    found = one(transitions.drop("no"), story(1), story(2, depends_on=("PO-1",)), story(3, parent="PO-1"))
    assert found.fields == {"status": "dropped", "dropped_because": "no"}
    assert (found.needed_by, found.children) == (("PO-2",), ("PO-3",))
    with pytest.raises(PoError, match="`PO-1` is done"):
        one(transitions.drop("no"), story(1, "done"))


def test_the_status_word_is_the_one_that_is_usual_here() -> None:
    words = {"in-review": "doing", "closed": "done"}
    others = (story(2, "closed"), story(3, "closed"), story(4, "done"), story(5, "in-review"), story(6, "doing"))
    assert one(transitions.done, story(1), *others, statuses=words).fields == {"status": "closed"}
    assert one(transitions.done, story(1), statuses=words).fields == {"status": "done"}
    assert one(transitions.start(""), story(1), *others, statuses=words).fields == {"status": "doing"}
    assert one(transitions.start(""), story(1, "in-review"), statuses=words).fields == {}
    assert one(transitions.ready, story(1, "what"), statuses=words).fields == {"status": "ready"}


def test_a_story_that_is_named_twice_changes_once() -> None:
    found = transitions.transitions(backlog(story(1), story(2)), ["1", "po-1", "PO-2"], transitions.block("x"))
    assert transitions.edits(found) == (
        Set("stories/PO-1.yaml", ("blocked",), "x"),
        Set("stories/PO-2.yaml", ("blocked",), "x"),
    )
    with pytest.raises(PoError, match="no story is called `PO-9`"):
        transitions.transitions(backlog(story(1)), ["1", "9"], transitions.unblock)
