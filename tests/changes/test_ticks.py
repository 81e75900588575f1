"""Which criteria are meant, and what becomes of them."""

import pytest

from pocli.changes.ticks import criteria, met, numbers, ticked
from pocli.errors import PoError
from pocli.model.edit import Alteration

FOUND = ["plain", {"text": "a", "done": "true"}, {"given": "b", "done": "false"}, {"text": "c"}]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["2"], (2,)),
        (["3", "1"], (1, 3)),
        (["1,3"], (1, 3)),
        (["2-4"], (2, 3, 4)),
        (["1..2 4"], (1, 2, 4)),
        (["all"], (1, 2, 3, 4)),
    ],
)
def test_numbers(words: list[str], found: tuple[int, ...]) -> None:
    assert numbers(words, 4) == found


@pytest.mark.parametrize("word", ["0", "5", "3-2", "3-9", "x", "-1", "٣"])
def test_no_numbers(word: str) -> None:
    with pytest.raises(PoError, match="there is no criterion") as refused:
        numbers([word], 4)
    assert refused.value.hint == "write a number from 1 to 4, or all"


def test_nothing_and_one() -> None:
    with pytest.raises(PoError, match="no criterion is named"):
        numbers([" , "], 4)
    with pytest.raises(PoError) as refused:
        numbers(["2"], 1)
    assert refused.value.hint == "write 1, or all"


def test_a_plain_text_becomes_a_mapping_and_the_rest_changes_its_mark_only() -> None:
    changed = ticked(FOUND, (1, 2, 3, 4), done=True)
    assert changed == (
        Alteration(("acceptance_criteria", 0), "plain", {"text": "plain", "done": "true"}),
        Alteration(("acceptance_criteria", 2, "done"), "false", "true"),
        Alteration(("acceptance_criteria", 3, "done"), None, "true"),
    )
    assert met(FOUND, changed) == 4
    assert ticked(FOUND, (1, 3, 4), done=False) == ()
    back = ticked(FOUND, (1, 2, 3, 4), done=False)
    assert back == (Alteration(("acceptance_criteria", 1, "done"), "true", "false"),)
    assert met(FOUND, back) == 0


def test_a_story_without_criteria_says_how_to_add_some() -> None:
    empty: tuple[dict[str, object], ...] = ({}, {"acceptance_criteria": []})
    for tree in empty:
        with pytest.raises(PoError, match="`PO-1` has no acceptance criteria"):
            criteria(tree, "PO-1")
    with pytest.raises(PoError, match="are not a list"):
        criteria({"acceptance_criteria": "x"}, "PO-1")
