"""Whatever is written as Markdown or for a chat: no text of a backlog or of git is more than text."""

import re
import shlex
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from house import REPO, TODAY, Po
from links import HOSTILE, linked
from pocli import app, registry
from repos import Repo, made

FIELDS = re.compile(
    r"^(title|as_a|i_want|so_that|metric|from|answer|name|sprint_goal|project|owner|requested_by|because):.*$",
    re.MULTILINE,
)
ITEMS = re.compile(r"^(  - )(?=[A-Z]).*$", re.MULTILINE)
TEXT = " ".join(one for one in HOSTILE if "\u200b" not in one)
"""One text of all: 1 kB; what is cut to a length shows its beginning."""
COMMANDS = (
    "list", "rank", "rank --uncertain", "plan --sprints 2", "tradeoff PO-7", "goals", "requests",
    "requests R-3", "roadmap --details", "review", "review S-24", "standup", "metrics", "burndown", "forecast",
    "forecast --goal G-1", "diff HEAD~1", "checklist", "show PO-12", "show G-1", "show R-1", "show S-24",
    "sprint show", "validate", "rules", "explain PO-14",
)  # fmt: skip
EXPORTS = ("markdown", "changelog")
MORE = {
    "labels": "labels: ['@octocat', '#12']\n",
    "description": "description: |\n  @octocat\n\n  - http://evil.example\n",
}
AUTHOR = "@octocat http://evil.example #12"


def spoilt(text: str, words: str) -> str:
    quoted = "'" + words.replace("'", "''") + "'"
    text = FIELDS.sub(lambda found: f"{found[1]}: {quoted}", text)
    return ITEMS.sub(lambda found: f"{found[1]}{quoted}", text)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example backlog with hostile texts in every place for a text, in a repository with a hostile author."""
    repo: Repo = made(tmp_path_factory.mktemp("hostile") / "backlog")
    example = REPO / "examples" / "backlog"
    for number, file in enumerate(sorted(example.rglob("*.yaml"))):
        first = HOSTILE[number % len(HOSTILE)].replace("\u200b", "")
        words = f"{first} {TEXT}"[:190] if number % 2 else f"a {TEXT[number * 9 :]}"[:190]
        text = spoilt(file.read_text(encoding="utf-8"), words)
        if file.parent.name == "stories":
            text += "".join(more for key, more in MORE.items() if f"\n{key}:" not in text)
        repo.write({str(file.relative_to(example)): text})
    repo.commit("2026-11-20", by=AUTHOR)
    story = "stories/PO-12-direct-transfer.yaml"
    repo.write({story: (repo.top / story).read_text("utf-8").replace("status: ready", "status: doing")})
    repo.write(
        {"stories/PO-99-@octocat-#12.yaml": "id: PO-99\ntitle: x\nstatus: '@octocat'\ngoal: http://evil.example\n"}
    )
    repo.commit("2026-11-22", by=AUTHOR)
    return repo.top


Say = Callable[[str], str]


@pytest.fixture
def say(hostile: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command in the hostile backlog, in this process, and return what it prints."""
    monkeypatch.setenv("PO_TODAY", TODAY)
    monkeypatch.chdir(hostile)

    def run(command: str) -> str:
        with suppress(SystemExit):
            app._app()(shlex.split(command), prog_name="po", standalone_mode=False)
        return capfd.readouterr().out

    return run


@pytest.mark.parametrize(
    "command", [*(f"{one} -f markdown" for one in COMMANDS), *(f"export {one}" for one in EXPORTS)]
)
def test_no_markdown_mentions_anybody_or_links_anywhere(command: str, say: Say) -> None:
    shown = say(command)
    assert shown.strip()
    assert linked(shown) == []


def test_every_export_of_markdown_is_looked_at() -> None:
    found = registry.capable("exchange", "write")
    assert {one for one in found if registry.member("exchange", one).SUFFIX == ".md"} == set(EXPORTS)


def test_the_summary_of_a_job_mentions_nobody(hostile: Path, po: Po, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.touch()
    po("validate", "--format", "github", cwd=hostile, env={"GITHUB_STEP_SUMMARY": str(summary)})
    text = summary.read_text("utf-8")
    assert "octocat" in text
    assert linked(text) == []


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize(
    "command", ["list -f slack", "rank -f slack", "standup -f slack", "review -f slack", "export slack"]
)
def test_a_chat_mentions_nobody_and_links_nowhere(command: str, say: Say) -> None:
    shown = say(command)
    assert "evil.example" in shown
    assert not re.search(r"<[!@#h]|@[\w-]|://|www\.", shown)
