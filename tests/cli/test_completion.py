"""What a shell completes, from the index and without it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from house import Po

Write = Callable[[Mapping[str, str | bytes]], Path]


def completed(po: Po, words: str) -> list[str]:
    """Return what bash offers after some words."""
    asked = {"_PO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    return po(env=asked).stdout.split()


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("po show PO-1", ["PO-1", "PO-12"]),
        ("po show po-1", ["po-1", "po-12"]),
        ("po checklist PO-1 2", ["2"]),
        ("po tick 1", ["1", "12"]),
        ("po show X", []),
        ("po show ", ["PO-1", "PO-2", "PO-12"]),
        ("po chec", ["checklist"]),
    ],
)
def test_what_is_offered(write: Write, po: Po, indexed: bool, words: str, offered: list[str]) -> None:
    write({f"stories/PO-{number}.yaml": f"id: PO-{number}\ntitle: T\n" for number in (1, 2, 12)})
    if indexed:
        po("list")
    assert sorted(completed(po, words)) == sorted(offered)


def test_without_a_backlog_nothing_is_said(po: Po) -> None:
    assert completed(po, "po show 1") == []


def test_a_title_is_shown_where_the_shell_can(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: Export [bold]\n"})
    po("list")
    said = po(env={"_PO_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "po show PO"}).stdout
    assert "PO-1" in said
    assert "Export" in said
