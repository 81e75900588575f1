"""A command is a file, a word of the README, and a help with examples."""

import re
from collections.abc import Iterator

import pytest

from house import REPO
from pocli.cli import table
from pocli.cli.table import COMMANDS

SHOWN = tuple(name for name, entry in COMMANDS.items() if entry.panel)


def test_the_readme_has_every_command_of_the_help() -> None:
    rows = re.findall(r"^\| [a-z ]+ \| (`.*`) \|$", (REPO / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = [word for row in rows for word in re.findall(r"`([a-z]+)`", row)]
    assert sorted(named) == sorted(SHOWN)


def helps(name: str) -> Iterator[str]:
    """Give the help of a command, or of each command of a group."""
    for function in table.functions(name).values():
        yield function.__doc__ or ""


@pytest.mark.parametrize("name", SHOWN)
def test_every_command_has_a_sentence_and_examples(name: str) -> None:
    for text in helps(name):
        assert text.split("\n")[0].endswith((".", ":"))
        assert re.search(rf"\$ .*po ({name}|\d+)", text)
