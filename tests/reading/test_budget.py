"""One file, however hostile, takes less than a second and 64 MB: its problems are bounded where they are found."""

import random
import tracemalloc
from functools import partial
from time import process_time

import pytest

from house import is_quick
from pocli.model.diagnostic import MORE, MOST
from pocli.reading.read_file import reading
from pocli.yaml.parse import MAX_BYTES

PATH = "stories/PO-1.yaml"
HEAD = "id: PO-1\ntitle: One\n"
SECONDS, BYTES = 1.0, 64 * 2**20
MANY = {
    "wrong values": HEAD + "labels:\n" + "- []\n" * 9_900,
    "texts cut by a comment": HEAD + "acceptance_criteria:\n" + "- a #b\n" * 19_900,
    "joined lines": HEAD + "labels:\n" + "- a\n   - b\n" * 19_900,
    "unknown fields": HEAD + "".join(f"label{number}: 1\n" for number in range(9_900)),
    "wrong references": HEAD + "depends_on:\n" + "- po2\n" * 19_900,
    "markers of a merge": "<<<<<<< \n" * 29_000,
    "refused characters": HEAD + "a\x01\n" * 80_000,
    "silenced rules": HEAD + "# po: ignore[aa]\n" * 14_000,
    "rules in one comment": HEAD + "points: 3 # po: ignore[" + "a," * 900 + "]\n",
    "one line": HEAD + "labels: [" + "[]," * 9_000 + "]\n",
}
LONG = {
    "blanks behind a colon": HEAD + "so_that: a: b" + " " * 250_000 + "c\n",
    "blanks behind a comment": HEAD + "so_that: a #b" + " " * 250_000 + "c\n",
    "rules without an end": HEAD + "points: 3 " + "# po: ignore[ " * 17_000 + "\n",
    "a comment within texts": HEAD
    + "description: |\n" + "  # po: ignore[a]\n" * 3_400 + "labels:\n" + "- a\n" * 19_000,
    "open quotes": "".join(f'k{number}: "open\n' for number in range(20_000)),
    "deep flow": HEAD + "labels: " + "[" * 250_000,
    "deep mappings": HEAD + "labels: " + "{a: " * 60_000,
    "a long key": HEAD + "a" * 60_000 + ": 1\n",
    "colons": "".join(f"k{number}: a: b\n" for number in range(18_000)),
}  # fmt: skip
PIECES = (
    *("- ", "-", ": ", ":", "#", " # ", "[", "]", "{", "}", '"', "'", "|\n", ">", "@", "`", "%", "&a ", "*", "!", "? "),
    *("\n", "\n  ", "\n    ", "\t", " ", "\u00a0", "：", "“", "a", "1", "points", "labels", "title", "rice", "x-a"),
    *("depends_on:\n", "acceptance_criteria:\n", "# po: ignore[a]", "<<<<<<< a\n", "---\n", "...\n", "PO-2", "..", ","),
)


@pytest.mark.parametrize("text", [*MANY.values(), *LONG.values()], ids=[*MANY, *LONG])
def test_a_hostile_file_takes_no_time_and_no_memory(text: str) -> None:
    data = text.encode()[:MAX_BYTES]
    assert is_quick(lambda: reading(PATH, data), SECONDS)
    tracemalloc.start()
    try:
        reading(PATH, data)
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", MANY.values(), ids=MANY.keys())
def test_the_list_of_problems_has_an_end_that_says_so(text: str) -> None:
    found = reading(PATH, text.encode()).diagnostics
    assert len(found) == MOST + 1
    (more,) = [one for one in found if one.message == MORE]
    assert f"{MOST}" in more.hint
    assert all(len(one.source) <= MOST for one in found)


def test_what_is_left_out_is_still_an_error() -> None:
    text = HEAD + "acceptance_criteria:\n" + "- a #b\n" * 300 + "points: five\n"
    found = reading(PATH, text.encode()).diagnostics
    assert [one.severity for one in found if one.message == MORE] == ["error"]


def test_a_window_of_a_long_line_has_the_place_in_it() -> None:
    text = HEAD + "labels: [" + "good, " * 100 + "[wrong], " + "good, " * 100 + "]\n"
    (found,) = reading(PATH, text.encode()).diagnostics
    assert len(found.source) == MOST
    assert found.named() == "[wrong]"


def test_no_text_that_a_climber_finds_takes_a_second() -> None:
    """Change what takes longest so far, piece by piece, and keep what takes longer."""
    dice = random.Random(17)  # noqa: S311 - no secret
    worst, taken = [dice.choice(PIECES) for _ in range(4)], 0.0
    for _ in range(60):
        pieces = list(worst) if dice.random() < 0.8 else [dice.choice(PIECES) for _ in range(dice.randint(1, 6))]
        pieces[dice.randrange(len(pieces))] = dice.choice(PIECES)
        if dice.random() < 0.3:
            pieces.insert(dice.randrange(len(pieces)), dice.choice(PIECES))
        unit = "".join(pieces[:8])
        text = HEAD + dice.choice(PIECES) + unit * (MAX_BYTES // len(unit.encode()) - 10)
        began = process_time()
        reading(PATH, text.encode()[:MAX_BYTES])
        spent = process_time() - began
        assert spent < SECONDS or is_quick(partial(reading, PATH, text.encode()[:MAX_BYTES]), SECONDS), unit
        if spent > taken:
            worst, taken = pieces[:8], spent
