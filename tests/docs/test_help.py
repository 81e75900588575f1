"""Every example of every `--help` shows something on the example backlog."""

import ast
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import invoicely
from house import REPO, TODAY, Po
from pocli import app
from pocli.cli.table import COMMANDS
from repos import Repo

EXAMPLE = re.compile(r"^\s*\$ (.+)$", re.MULTILINE)
EMPTY = re.compile(
    r"\s*\Z|(# .*\s+## )?(nothing|the meaning of the backlog has not changed)|there is no|no (file|two|story)"
    r"|.*( is already | is not (blocked|pinned)|was left as it is)"
    r"|(exported|\w+ and [\w-]+ agree on) 0 "
)
"""What an answer says that shows nothing."""
CONFLICT = "<<<<<<< ours\n  reach: 100\n=======\n  reach: 900\n>>>>>>> theirs\n"
ASKS = {
    "po score --stale --top 5": "po asks questions only on a terminal",
    "po score PO-12": "po asks questions only on a terminal",
    "po resolve": "PO-12 reach: 100 (HEAD) or 900 (the other side)?",
}
"""Those that talk with somebody, and what they say where nobody is there."""
FINDS = {"po format --check", "po validate --fix --dry-run"}
"""Those that leave with 1 because they find what they look for."""

STILTED = re.compile(
    r"\b(mend|hinder|for want|beyond doubt|so many|says? not|wherever|anew|whole)|^(Of|For|By|Those|As) "
)
"""What a stranger stumbles over."""

SPOKEN = re.compile(
    r"(?<!\w)(hinder|for want of|beyond doubt|says not\b|mend(?!\w)|mend (it|the)|is no (journal|date|commit))"
)
"""What no text of the program says, wherever it stands."""

Setting = Callable[[Path, Po], object]


def examples() -> list[str]:
    """Return the examples of the helps, in the order of the commands."""
    found: list[str] = []
    for page in sorted((REPO / "src" / "pocli" / "features").rglob("*command.py")):
        parts = ast.walk(ast.parse(page.read_text(encoding="utf-8")))
        helps = (ast.get_docstring(part) or "" for part in parts if isinstance(part, ast.FunctionDef))
        found += [line for text in helps for line in EXAMPLE.findall(text)]
    return found


def tables(here: Path, _po: Po) -> None:
    """Write what a spreadsheet exports: stories, and what depends on what."""
    (here / "stories.csv").write_text("Key,Was\nA-1,Send reminders\nA-2,Round totals\n", encoding="utf-8")
    (here / "links.csv").write_text("issuekey,linkedIssueKey,name\nA-1,A-2,blocks\n", encoding="utf-8")


def first(*words: str) -> Setting:
    return lambda here, po: po(*words, "--yes", cwd=here)


def taken_back(here: Path, po: Po) -> None:
    """Change something, and take it back."""
    po("start", "12", cwd=here)
    po("undo", cwd=here)


def branch(here: Path, po: Po) -> None:
    """Change something on a branch, and leave one change uncommitted."""
    repo = Repo(here / "backlog")
    repo.git("checkout", "-q", "-b", "topic")
    po("set", "7", "points=5", cwd=here)
    repo.commit(TODAY)
    po("set", "PO-9", "points=x", "status=done", cwd=here)
    po("set", "12", "points=5", cwd=here)


def conflict(here: Path, _po: Po) -> None:
    """Leave the markers of a merge in PO-12."""
    path = here / "backlog" / "stories" / "PO-12-direct-transfer.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\nrice:\n{CONFLICT}", encoding="utf-8")


def twins(here: Path, _po: Po) -> None:
    folder = here / "backlog" / "stories"
    shutil.copy(folder / "PO-45-archive.yaml", folder / "PO-45-another.yaml")


def badly_laid(here: Path, _po: Po) -> None:
    """Write a number as somebody does who knows no YAML."""
    path = here / "backlog" / "stories" / "PO-10-export-csv.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: ready", "status:  Ready"), encoding="utf-8")


def measured(here: Path, _po: Po) -> None:
    """Export what analytics counted, of an event that a story names."""
    path = here / "backlog" / "stories" / "PO-5-reminders.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\nx-reach-event: Reminder sent\n", encoding="utf-8")
    (here / "amplitude.csv").write_text("Event,Uniques\nReminder sent,1200\n", encoding="utf-8")


def three_sides(here: Path, _po: Po) -> None:
    """Write what git hands to a driver: what was there, and what two branches made of it."""
    text = (here / "backlog" / "stories" / "PO-12-direct-transfer.yaml").read_text(encoding="utf-8")
    sides = {
        "base": text,
        "ours": text.replace("points: 8", "points: 5"),
        "theirs": text.replace("goal: G-1", "goal: G-2"),
    }
    for name, side in sides.items():
        (here / f"{name}.yaml").write_text(side, encoding="utf-8")


SETTINGS: dict[str, Setting] = {
    "po diff": branch,
    "po validate --since": branch,
    "po validate --fix": badly_laid,
    "po merge file": three_sides,
    "po resolve": conflict,
    "po renumber --duplicates": twins,
    "po undo": first("start", "12"),
    "po redo": taken_back,
    "po sprint start": first("sprint", "close", "--goal-met", "yes"),
    "po import csv stories.csv": tables,
    "po import reach": measured,
}
"""What is done before an example, by how it begins."""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("example")
    invoicely.make(top / "backlog")
    shutil.copytree(REPO / "examples" / "exports", top / "exports")
    return top


def run(example: str, here: Path, po: Po) -> tuple[int, str, str]:
    """Run an example as it stands, with what stands before `po` as the environment."""
    words = shlex.split(example)
    at = words.index("po")
    env = dict(word.split("=", 1) for word in words[:at])
    done = po(*words[at + 1 :], cwd=here, env=env)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("example", examples())
def test_an_example_of_a_help_shows_something(example: str, past: Path, tmp_path: Path, po: Po) -> None:
    here = tmp_path / "here"
    shutil.copytree(past, here)
    for begin, setting in SETTINGS.items():
        if example.startswith(begin):
            setting(here, po)
    code, out, error = run(example, here, po)
    if example in ASKS:
        assert code == 2
        assert ASKS[example] in error
    elif example.startswith("po merge file"):
        merged = (here / "ours.yaml").read_text(encoding="utf-8")
        assert (code, "points: 5" in merged, "goal: G-2" in merged) == (0, True, True), error
    else:
        assert code == (example in FINDS), error
        assert not EMPTY.match(out), out


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if entry.panel])
def test_each_option_says_what_it_does_in_a_sentence_of_its_own(name: str) -> None:
    group = app._app()
    command = group.get_command(typer.Context(group), name)
    for one in [command, *getattr(command, "commands", {}).values()]:
        helps = {param.name: param.help or "" for param in one.params if param.name != "help"}
        assert len(set(helps.values())) == len(helps)
        for text in [*helps.values(), one.help.split("Examples:")[0], COMMANDS[name].summary]:
            assert text.strip().endswith("."), text
            assert not STILTED.search(text), text


def test_no_text_of_the_program_stumbles() -> None:
    found = []
    for path in sorted((REPO / "src" / "pocli").rglob("*.py")):
        parts = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        told = {id(part.value) for part in parts if isinstance(part, ast.Expr)}
        texts = [part.value for part in parts if isinstance(part, ast.Constant) and id(part) not in told]
        found += [(path.name, text) for text in texts if isinstance(text, str) and " " in text and SPOKEN.search(text)]
    assert found == [("table.py", "fix mend repair")]  # what people may type
