"""What is handed out to run on strangers' pull requests imports nothing of theirs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from house import REPO

TEMPLATES = REPO / "templates"
GITHUB = TEMPLATES / "github" / ".github" / "workflows" / "backlog.yml"
GITLAB = TEMPLATES / "gitlab" / ".gitlab" / "backlog.gitlab-ci.yml"
OTHERS = ("pip", "setuptools", "ensurepip", "pocli", "typer", "rich", "pydantic", "sitecustomize", "usercustomize")
TRAP = "import os\nopen(os.environ['TRAPPED'], 'a').write(__name__ + chr(10))\n"


def steps() -> list[tuple[str, str]]:
    """Return every script that runs in a checkout, with a name."""
    read = YAML(typ="safe", pure=True).load
    action = read((REPO / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    github = read(GITHUB.read_text(encoding="utf-8"))["jobs"]["validate"]["steps"]
    gitlab = read(GITLAB.read_text(encoding="utf-8"))["po-validate"]
    found = [(f"{of}: {step['name']}", step["run"]) for of, some in (("action", action), ("github", github))
             for step in some if "run" in step]  # fmt: skip
    return found + [("gitlab", line) for line in (*gitlab["before_script"], *gitlab["script"])]


def checkout(tmp_path: Path) -> Path:
    """Return a checkout in which every module that a step may import is a trap."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in {*sys.stdlib_module_names, *OTHERS}:
        (folder / f"{name}.py").write_text(TRAP, encoding="utf-8")
    (folder / "po.yaml").write_text("", encoding="utf-8")
    return folder


def run(script: str, folder: Path, tmp_path: Path, **more: str) -> list[str]:
    """Run a step in the folder, and return the modules of it that were imported."""
    tools = tmp_path / "tools"
    for at in (tools, tmp_path / "runner" / "po" / "bin"):
        at.mkdir(parents=True, exist_ok=True)
        for name in ("python", "python3"):
            if not (at / name).exists():
                (at / name).write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
                (at / name).chmod(0o755)
    log = tmp_path / "trapped"
    env = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "TRAPPED": str(log),
        "PYTHON": str(tools / "python"), "RUNNER_TEMP": str(tmp_path / "runner"), "GITHUB_ACTION_PATH": "none",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "SINCE": "HEAD", "OUTPUT": "", "STRICT": "", "NUMBER": "1",
        "PIP_NO_INDEX": "1", **more,
    }  # fmt: skip
    subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, timeout=120, check=False)
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.mark.parametrize(("name", "script"), steps(), ids=lambda one: one if ": " in one or one == "gitlab" else "")
@pytest.mark.parametrize("path", ["", "."], ids=["plain", "PYTHONPATH=."])
def test_no_step_imports_what_the_pull_request_brings(tmp_path: Path, name: str, script: str, path: str) -> None:
    folder = checkout(tmp_path)
    more = {"PYTHONPATH": path} if path else {}
    assert run(script, folder, tmp_path, **more) == [], name


def test_the_traps_are_real(tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    assert run("python -m venv x", folder, tmp_path)
    assert run("python -m pip --version", folder, tmp_path)
