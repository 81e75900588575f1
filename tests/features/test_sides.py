"""An answer about a conflict means one thing or is asked for again."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.features.merge.sides import Choice, ChosenSide, keys, read

POINTS = Choice(("yours", "b1"), ("2", "1"))


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        *((word, ChosenSide("ours")) for word in ("o", "ours", "yours", "2", "=2")),
        *((word, ChosenSide("theirs")) for word in ("t", "theirs", "b1", "1", "=1")),
        *((f"={word}", ChosenSide(value=word)) for word in ("5", "o", "theirs", "")),
        *((word, ChosenSide()) for word in ("", "5", "y", "O", "yours and theirs")),
    ],
)
def test_what_an_answer_means(answer: str, means: ChosenSide) -> None:
    assert read(answer, POINTS) == means


def test_a_value_that_looks_like_a_key_is_no_key_and_no_value() -> None:
    owner = Choice(("yours", "b1"), ("t", "Ada"))
    assert read("t", owner) == ChosenSide(twice=True)
    assert read("=t", owner) == ChosenSide("ours")
    assert keys(owner) == ("o", "theirs")
    crossed = Choice(("theirs", "ours"), ("t", "o"))
    assert all(read(word, crossed).twice for word in ("o", "t", "ours", "theirs"))
    assert keys(crossed) == ("=t", "=o")


WORDS = st.sampled_from(["o", "t", "ours", "theirs", "yours", "main", "1", "2", "=1", "=o", "x", ""])
SIDES = st.tuples(WORDS, WORDS)


@given(SIDES, SIDES.filter(lambda two: two[0] != two[1]), WORDS)
def test_nothing_means_two_things(names: tuple[str, str], values: tuple[str, str], answer: str) -> None:
    choice = Choice(names, values)
    found = read(answer, choice)
    assert not (found.twice and (found.side or found.value is not None))
    if answer in values and found.side:
        assert values[found.side == "theirs"] == answer or answer.startswith("=")
    for place, side in enumerate(("ours", "theirs")):
        assert read(keys(choice)[place], choice).side == side
        assert read(f"={values[place]}", choice).side == side


def test_every_letter_word_and_digit_against_every_value() -> None:
    for word, ours, theirs in product(("o", "t", "ours", "theirs", "yours", "b1", "1", "2"), repeat=3):
        if ours == theirs:
            continue
        found = read(word, Choice(("yours", "b1"), (ours, theirs)))
        said = {"ours": {"o", "ours", "yours", ours}, "theirs": {"t", "theirs", "b1", theirs}}
        assert {side for side, words in said.items() if word in words} == {found.side} - {None} or found.twice
