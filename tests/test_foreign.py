"""Other people's tools read what we write for them (`make foreign` brings the tools)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from house import REPO, Po
from repos import NOBODY, Repo

TOOLS = os.environ.get("PO_TOOLS", "")
STORY = "id: PO-1\ntitle: One\ndepends_on: [PO-9]\nlabels: x\n"

pytestmark = pytest.mark.skipif(not TOOLS, reason="only where PO_TOOLS names the folder of the tools")


def run(tool: str, *words: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [str(Path(TOOLS) / tool), *map(str, words)],
        cwd=cwd,
        env={**os.environ, **NOBODY, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def made(po: Po, repo: Repo) -> Path:
    """Make a repository with a backlog and everything that `po init` has for it."""
    shutil.copytree(REPO / "examples" / "backlog", repo.top / "backlog")
    done = po("init", "--ci", "github", "--pre-commit", "--editor", "vscode", cwd=repo.top)
    assert done.returncode == 0
    assert po("init", "--ci", "gitlab", cwd=repo.top).returncode == 0
    return repo.top


@pytest.mark.parametrize("persona", ["regular", "pedantic", "auditor"])
def test_zizmor_finds_nothing(made: Path, persona: str) -> None:
    ours = [REPO / "action.yml", REPO / ".github", REPO / ".pre-commit-hooks.yaml"]
    words = ["--offline", "--no-progress", "--collect=all", f"--persona={persona}"]
    code, said = run("zizmor", *words, *ours, made / ".github", made / ".pre-commit-config.yaml")
    assert (code, "No findings to report" in said) == (0, True), said


def test_the_built_in_schemas_accept_our_files(made: Path) -> None:
    workflows = [*sorted((REPO / ".github/workflows").iterdir()), made / ".github/workflows/backlog.yml"]
    for schema, files in {
        "vendor.github-actions": [REPO / "action.yml"],
        "vendor.github-workflows": workflows,
        "custom.github-workflows-require-timeout": workflows,
        "vendor.gitlab-ci": [made / ".gitlab-ci.yml", made / ".gitlab/backlog.gitlab-ci.yml"],
    }.items():
        code, said = run("check-jsonschema", "--builtin-schema", schema, *files)
        assert code == 0, said


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("story", "stories/*"),
        ("goal", "goals/*"),
        ("request", "requests/*"),
        ("sprint", "sprints/*"),
        ("config", "po.yaml"),
    ],
)
def test_an_editor_would_accept_the_example(made: Path, kind: str, pattern: str) -> None:
    files = sorted((made / "backlog").glob(pattern))
    assert files
    code, said = run("check-jsonschema", "--schemafile", made / f".vscode/backlog/{kind}.schema.json", *files)
    assert code == 0, said


def test_sarif_tools_read_our_log(made: Path, po: Po) -> None:
    (made / "backlog/stories/PO-90.yaml").write_text(STORY.replace("PO-1", "PO-90").replace("PO-9]", "PO-99]"))
    po("validate", "-o", "sarif=po.sarif", cwd=made)
    code, said = run("sarif", "summary", made / "po.sarif")
    assert code == 0
    assert "error: 2" in said
    assert "unknown-dependency" in said


def test_pre_commit_runs_the_hooks(made: Path, repo: Repo, tmp_path: Path) -> None:
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    code, said = run("pre-commit", "validate-manifest", REPO / ".pre-commit-hooks.yaml")
    assert code == 0, said
    code, said = run("pre-commit", "validate-config", made / ".pre-commit-config.yaml")
    assert code == 0, said
    repo.commit("2026-01-05")
    for hook in ("po-validate", "po-format"):
        code, said = run("pre-commit", "try-repo", REPO, hook, "--all-files", cwd=made, env=home)
        assert (code, "Passed" in said) == (0, True), said
    (made / "backlog/stories/PO-90.yaml").write_text(STORY)
    repo.git("add", "-A")
    code, said = run("pre-commit", "try-repo", REPO, "po-validate", cwd=made, env=home)
    assert (code, "unknown-dependency" in said or "duplicate-id" in said) == (1, True), said
