"""Every console block of README and docs shows what `po` prints on a copy of the example."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

import invoicely
from house import REPO, Po
from repos import made

BLOCK = re.compile(r"^```console( with a past)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCS = sorted(
    page
    for page in (REPO / "README.md", *REPO.glob("docs/**/*.md"))
    if "```console" in page.read_text(encoding="utf-8")
)

WITH_A_PAST = {"history.md"}
"""The pages whose commands run in the example with six sprints of history; elsewhere, a block may ask for it."""
COMMITTED = {"pull-requests.md"}
"""Those whose example is in a repository, with one commit."""


def shown(block: str, folder: Path, po: Po) -> str:
    """Run each `$ po …` line of a block and return the block as it should stand."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ po"):
            done = po(*shlex.split(line)[2:], cwd=folder)
            lines += [line, *done.stdout.splitlines()]
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_console_blocks(page: Path, tmp_path: Path, po: Po, update_docs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Ana Berg\n\temail = ana@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    if page.name in WITH_A_PAST:
        invoicely.make(tmp_path / "backlog")
    elif page.name in COMMITTED:
        shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
        made(tmp_path).commit("2026-11-20")
    else:
        shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    shutil.copytree(REPO / "examples" / "exports", tmp_path / "exports")
    text = page.read_text(encoding="utf-8")
    past = tmp_path / "past"
    if "```console with a past" in text:
        invoicely.make(past / "backlog")

    def block(found: re.Match[str]) -> str:
        mark = found[1] or ""
        return f"```console{mark}\n{shown(found[2], past if mark else tmp_path, po)}```"

    fresh = BLOCK.sub(block, text)
    if update_docs:
        page.write_text(fresh, encoding="utf-8")
    else:
        assert fresh == text
