"""A sample of `make fuzz`: chance alone, the same each time."""

from random import Random

import pytest

from fuzz import one
from fuzz.mutation import mutated

SEEDS, INPUTS = 12, 60


@pytest.mark.parametrize("name", one.names())
def test_no_input_is_trouble(name: str, whole: bool) -> None:
    target = one.target(name)
    most = getattr(target, "LARGEST", one.MOST)
    dice = Random(name)  # noqa: S311 - a test
    seeds = [seed for seed in target.SEEDS if len(seed) <= most]
    few = seeds if whole else dice.sample(seeds, min(SEEDS, len(seeds)))
    for seed in few:
        target.check(seed)
    for _ in range(20_000 if whole else INPUTS):
        target.check(mutated(dice, dice.choice(few), few, most))


def test_what_is_wrong_is_found(tmp_path: pytest.TempPathFactory) -> None:
    """The watch keeps the shortest input of each kind of trouble, and goes on."""
    watch = one.Watch(lambda data: 1 // (len(data) - 3), 60, tmp_path)  # type: ignore[arg-type]
    for data in (b"abc", b"a", b"xyz"):
        watch(data)
    (found,) = (tmp_path / "found").glob("ZeroDivisionError-*[0-9]")  # type: ignore[operator]
    assert found.read_bytes() == b"abc"
    assert watch.counts["inputs"] == 3
