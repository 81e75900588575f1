"""A percentage reads the same wherever it is typed; in a file, one without its sign is an error that has a fix."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from house import Po, Write
from pocli import options
from pocli.errors import PoError
from pocli.schema.fields import confidence, share
from pocli.text import signed

ONE = "stories/PO-1.yaml"
READ = (
    *(("80", "80%"), ("80%", "80%"), ("80 %", "80 %"), ("0.8", "0.8"), ("medium", "medium"), ("12.5", "12.5%")),
    *((word, "") for word in ("8", "101", "0", "120%", "sure")),
)
"""What is typed, and what is written; nothing where it is refused."""


def made(root: Path) -> str:
    """Return what the new stories say."""
    return "".join(path.read_text() for path in sorted(root.glob("stories/*-new.yaml")))


def new(po: Po, root: Path, word: str) -> str:
    po("new", "epic", "New", "--confidence", word)
    return made(root)


def assigned(po: Po, root: Path, word: str) -> str:
    po("set", "1", f"rice.confidence={word}")
    return (root / ONE).read_text()


def assigned_whole(po: Po, root: Path, word: str) -> str:
    po("set", "1", f"rice={{reach: 9, confidence: {word}}}")
    return (root / ONE).read_text()


def scored(po: Po, root: Path, word: str) -> str:
    po("score", "1", "-", "-", word)
    return (root / ONE).read_text()


def answered(po: Po, root: Path, word: str) -> str:
    if " " not in word:  # a line of answers has words
        po("score", "--answers", "-", given=f"1 - - {word}\n")
    return (root / ONE).read_text()


def imported(po: Po, root: Path, word: str) -> str:
    po("import", "csv", "-", given=f"title,reach,impact,confidence,effort\nNew,9,1,{word},1\n")
    return made(root)


def imported_json(po: Po, root: Path, word: str) -> str:
    stories = f'[{{"title": "New", "rice": {{"confidence": "{word}"}}}}]'
    po("import", "json", "-", given=f'{{"schema": "po.export/1", "stories": {stories}}}')
    return made(root)


def fixed(po: Po, root: Path, word: str) -> str:
    (root / ONE).write_text(f"id: PO-1\ntitle: One\nrice: {{reach: 9, confidence: {word}}}\n")
    sound = po("validate", "--fix").returncode == 0
    return (root / ONE).read_text() if sound else ""


WAYS = (new, assigned, assigned_whole, scored, answered, imported, imported_json, fixed)


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
@pytest.mark.parametrize(("word", "written"), READ)
def test_every_way_in_reads_a_percentage_alike(
    write: Write, po: Po, way: Callable[[Po, Path, str], str], word: str, written: str
) -> None:
    root = write({ONE: "id: PO-1\ntitle: One\nrice: {reach: 9}\n"})
    text = way(po, root, word)
    assert (f"confidence: {written}" in text) == bool(written) or (way is answered and " " in word), text
    assert "confidence" not in text or written or way is fixed
    assert po("validate").returncode == (1 if way is fixed and not written else 0)


def test_a_share_of_po_yaml_is_mended_as_a_confidence_is(write: Write, po: Po) -> None:
    root = write({"po.yaml": "reserve: 20\n"})
    done = po("validate")
    assert "`20` is too large for a share" in done.stdout
    assert "write `20%`" in done.stdout
    assert po("validate", "--fix").returncode == 0
    assert (root / "po.yaml").read_text() == "reserve: 20%\n"


@pytest.mark.parametrize("word", ["101", "180", "180%", "100.5 %"])
def test_what_is_more_than_all_is_told_in_percent(word: str) -> None:
    for read in (confidence, share):
        with pytest.raises(PydanticCustomError) as refused:
            read(word)
        assert refused.value.context is not None
        assert refused.value.context["hint"] == "write a percentage of at most `100%`"


def test_shares_of_options() -> None:
    assert {options.share(word) for word in ("2", "2%", "0.02", " 2 % ")} == {Fraction(1, 50)}
    assert options.share("1") == 1
    assert options.percent("20") == options.percent("20 %") == 20.0
    for word in ("101", "120%", "-1", "x", ""):
        with pytest.raises(PoError, match="is not a share"):
            options.share(word)
    for word in ("-1", "1001", "x", "%"):
        with pytest.raises(PoError, match="is not a percentage"):
            options.percent(word)


def test_only_what_can_mean_nothing_else_gets_its_sign() -> None:
    assert [signed(word) for word in ("1", "2", "100", "101", "0.5", "2%", "x", "１２")] == [
        *("1", "2%", "100%", "101", "0.5", "2%", "x", "１２")
    ]
    assert [signed(word, above=10) for word in ("8", "10", "10.5")] == ["8", "10", "10.5%"]
