"""A command is a file, a line of the table, and a word of the README."""

import re

import pytest

from house import REPO, Po
from pocli import registry
from pocli.commands import COMMANDS


def test_the_table_has_every_file() -> None:
    assert set(COMMANDS) == set(registry.names("commands"))


def test_the_readme_has_every_command_of_the_help() -> None:
    rows = re.findall(r"^\| [a-z ]+ \| (`.*`) \|$", (REPO / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = [word for row in rows for word in re.findall(r"`([a-z]+)`", row)]
    assert sorted(named) == sorted(name for name, entry in COMMANDS.items() if entry.panel)


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if entry.panel])
def test_every_command_has_a_sentence_and_examples_in_its_help(name: str, po: Po) -> None:
    done = po(name, "--help")
    assert done.returncode == 0
    assert "Usage: po" in done.stdout
    assert f"$ po {name}" in done.stdout or "Commands" in done.stdout
