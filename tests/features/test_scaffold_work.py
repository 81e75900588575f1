"""`po init` makes files that other tools accept, and never overwrites one."""

import json
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from house import REPO, Po
from pocli import __version__
from pocli.errors import PoError
from pocli.features.care import scaffold_work
from pocli.run import Run
from repos import Repo

PINNED = {
    "actions/checkout": "08c6903cd8c0fde910a37f88322edcfb5dd907a8",
    "actions/setup-python": "e797f83bcb11b83ae66e0230d6156d7c80228e7c",
}
OURS = (REPO / "action.yml", *sorted((REPO / ".github").rglob("*.yml")), *sorted((REPO / "templates").rglob("*.yml")))


@pytest.fixture
def top(repo: Repo) -> Path:
    shutil.copytree(REPO / "examples" / "backlog", repo.top / "backlog")
    return repo.top


def test_everything_at_once(po: Po, top: Path) -> None:
    done = po("init", "--ci", "github", "--pre-commit", "--editor", "vscode", cwd=top)
    assert (done.returncode, done.stderr) == (0, "")
    made = [line.removeprefix("made ") for line in done.stdout.splitlines()]
    assert all((top / path).is_file() for path in made)
    assert {".github/workflows/backlog.yml", ".pre-commit-config.yaml", ".vscode/settings.json"} <= set(made)
    again = po("init", "--ci", "github", "--pre-commit", "--editor", "vscode", cwd=top)
    assert again.stdout == "nothing to do: the files already say so\n"
    text = "".join((top / path).read_text(encoding="utf-8") for path in made if "schema" not in path)
    assert f"po-backlog=={__version__}" in text
    assert "@" not in text.replace("actions/checkout@", "").replace("actions/setup-python@", "")


def test_gitlab_gets_a_file_of_its_own(po: Po, top: Path) -> None:
    (top / ".gitlab-ci.yml").write_text("stages: [build, test]\n")
    done = po("init", "--ci", "gitlab", cwd=top)
    assert "made .gitlab/backlog.gitlab-ci.yml\n" in done.stdout
    assert "local: .gitlab/backlog.gitlab-ci.yml" in done.stdout
    assert (top / ".gitlab-ci.yml").read_text() == "stages: [build, test]\n"


def test_a_backlog_that_is_not_there_is_started(po: Po, repo: Repo) -> None:
    done = po("init", "--pre-commit", cwd=repo.top)
    assert done.stdout == "made 6 files in .; next: po rank\nmade .pre-commit-config.yaml\n"
    hooks = YAML(typ="safe", pure=True).load((repo.top / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert [hook["entry"] for hook in hooks] == ['po validate --backlog "."', 'po format --backlog "."']


@pytest.mark.parametrize("words", [["--ci", "travis"], ["--editor", "ed"]])
def test_what_po_does_not_know(po: Po, repo: Repo, words: list[str]) -> None:
    done = po("init", *words, cwd=repo.top)
    assert (done.returncode, "there are: " in done.stderr) == (2, True)
    assert not (repo.top / "po.yaml").exists()


@pytest.mark.parametrize("name", ['a"b', "a b", "$(x)", "a\nb"])
def test_a_folder_that_would_mean_something_is_refused(repo: Repo, name: str) -> None:
    folder = repo.top / name
    folder.mkdir()
    (folder / "po.yaml").touch()
    with pytest.raises(PoError, match="cannot be written into these files"):
        scaffold_work.add(Run(), str(folder), ("pre-commit",))


def test_schemas_are_written_anew(po: Po, top: Path) -> None:
    po("init", "--editor", "vscode", cwd=top)
    schema = top / ".vscode/backlog/story.schema.json"
    whole = schema.read_text(encoding="utf-8")
    schema.write_text("{}")
    assert po("init", "--editor", "vscode", cwd=top).stdout == "made .vscode/backlog/story.schema.json\n"
    assert schema.read_text(encoding="utf-8") == whole == po("schema", "story").stdout
    mapped = json.loads((top / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert all((top / path).is_file() for path in mapped)
    assert all(any(top.glob(pattern)) for pattern in mapped.values())


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_actions_are_pinned_and_credentials_are_not_kept(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for line in text.splitlines():
        if "uses: " in line and "uses: ./" not in line:
            name, _, commit = line.partition("uses: ")[2].partition("@")
            assert commit.split(" ")[0] == PINNED[name]
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_a_commit_that_only_deletes_is_checked_too(po: Po, top: Path) -> None:
    """What names the story that is gone is broken then, in a file that the commit does not touch."""
    assert po("init", "--pre-commit", cwd=top).returncode == 0
    yaml = YAML(typ="safe", pure=True)
    written = yaml.load((top / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    offered = yaml.load((REPO / ".pre-commit-hooks.yaml").read_text())
    for hooks in (written, offered):
        (check,) = (hook for hook in hooks if hook["entry"].startswith("po validate"))
        assert (check["always_run"], check["pass_filenames"]) == (True, False)


def test_a_merge_queue_is_checked_against_its_own_base(po: Po, top: Path) -> None:
    assert po("init", "--ci", "github", cwd=top).returncode == 0
    flow = YAML(typ="safe", pure=True).load((top / ".github/workflows/backlog.yml").read_text())
    assert {"pull_request", "merge_group"} <= set(flow["on"])
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    bases = {step["env"]["SINCE"] for step in steps if "SINCE" in step.get("env", {})}
    assert bases == {"${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}"}
