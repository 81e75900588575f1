"""A warm start loads nothing that it does not need."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from house import REPO, Po

LOADED = """
import sys
from pocli.app import main
sys.argv = ["po", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(" ".join(sys.modules))
"""
HEAVY = ("pydantic", "ruamel", "_ruamel_yaml", "highspy", "numpy", "rich", "platformdirs", "filelock")
SLOW = ("hashlib", "tempfile", "random", "zoneinfo", "email", "sqlite3", "asyncio")
"""Of the standard library: each takes more than a millisecond."""


def loaded(po: Po, folder: Path, *words: str) -> set[str]:
    """Return the modules that `po` has loaded when it ends."""
    assert po(*words, cwd=folder).returncode == 0
    return set(po(*words, cwd=folder, program=[sys.executable, "-c", LOADED]).stderr.split())


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example, two seconds old, so that its stamps prove something."""
    folder = shutil.copytree(REPO / "examples" / "backlog", tmp_path_factory.mktemp("start") / "backlog")
    time.sleep(2.1)
    return folder


@pytest.mark.parametrize(
    "words",
    ["rank", "rank --own --goal G-1", "list", "list --format csv", "validate", "checklist", "show 12", "rank -f json"],
)
def test_a_warm_start_is_light(example: Path, po: Po, words: str) -> None:
    found = loaded(po, example, *words.split())
    assert sorted(found.intersection(HEAVY + SLOW)) == []


def test_a_warm_validate_loads_no_rule(example: Path, po: Po) -> None:
    assert not [name for name in loaded(po, example, "validate") if name.startswith("pocli.rules")]


def test_version_loads_nothing_of_a_backlog(example: Path, po: Po) -> None:
    assert not [name for name in loaded(po, example, "--version") if name.startswith(("pocli.model", "pocli.files"))]


EACH = """
import os, sys
import highspy, pydantic
from pocli import app, output, registry, session
from pocli.commands import COMMANDS
for name in COMMANDS:
    child = os.fork()
    if not child:
        module = registry.member("commands", name)
        os._exit(not (hasattr(module, "command") or hasattr(module, "COMMANDS")))
    if os.waitpid(child, 0)[1]:
        sys.exit(name)
"""


def test_every_command_is_loaded_without_another(tmp_path: Path, po: Po) -> None:
    """Elsewhere in these tests all of them are there already (tests/forks.py)."""
    done = po(cwd=tmp_path, program=[sys.executable, "-c", EACH])
    assert (done.returncode, done.stderr) == (0, "")
