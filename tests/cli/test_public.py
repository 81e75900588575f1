"""A page for others says whose it is and of which day, and never what to type."""

import re
from pathlib import Path

import pytest

import invoicely
from house import REPO, Po
from pocli import features, pages

COMMANDS = (
    "rank --limit 3", "rank --uncertain --limit 3", "list --text nowhere", "plan --sprints 3", "plan --sprint S-25",
    "goals", "requests", "requests R-3", "roadmap", "review", "standup", "metrics", "burndown", "forecast --goal G-1",
    "tradeoff PO-7", "diff HEAD~3", "checklist PO-12", "show PO-12", "sprint show S-25",
)  # fmt: skip
TITLES = {"markdown": "# {}", "slack": "*{}*", "html": "<h1>{}</h1>"}
TYPED = re.compile(r"\bpo [a-z]+\b|(?<!\S)\(?--[a-z]|\bgit [a-z]+\b|\d #|# ·")
"""A command, an option, or a number with its mark twice."""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("public") / "backlog"
    invoicely.make(top)
    return top


@pytest.mark.parametrize("form", TITLES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_for_others_has_a_title_and_no_commands(command: str, form: str, past: Path, po: Po) -> None:
    done = po(*command.split(), "-f", form, cwd=past)
    assert done.returncode == 0, done.stderr
    shown = done.stdout
    if form == "html":
        assert re.search(r"<title>Invoicely: .*23 Nov 2026</title>", shown)
        shown = shown.partition("<main>")[2]
    first = shown.lstrip("\n").partition("\n")[0]
    assert re.fullmatch(re.escape(TITLES[form]).replace(r"\{\}", "Invoicely: .*, 23 Nov 2026"), first), first
    words = re.sub(r"<[^>]*>", "\n", shown) if form == "html" else shown.replace("\\", "")
    assert not TYPED.search(words), TYPED.search(words)


@pytest.mark.parametrize("command", ["rank --limit 3", "requests", "plan --sprint S-25"])
def test_whoever_is_at_the_keyboard_is_told_what_to_type(command: str, past: Path, po: Po) -> None:
    assert TYPED.search(po(*command.split(), cwd=past).stdout)


def test_every_view_is_called_something() -> None:
    found = [*Path(features.__path__[0]).rglob("*page.py"), *Path(pages.__path__[0]).glob("*.py")]
    texts = [one.read_text(encoding="utf-8") for one in found]
    views = [text for text in texts if re.search(r"^def page\(", text, re.MULTILINE)]
    assert len(views) > 20
    assert all(re.search(r"^TITLE = ", text, re.MULTILINE) for text in views)


def test_without_a_project_the_title_says_what_it_is(po: Po, tmp_path: Path) -> None:
    (tmp_path / "po.yaml").write_text("time_zone: Pacific/Auckland\n", encoding="utf-8")
    assert po("list", "-f", "slack").stdout.startswith("*Stories, 23 Nov 2026*\n")


def test_in_slack_a_rank_has_one_mark_and_a_word_no_title(po: Po) -> None:
    shown = po("rank", "-f", "slack", cwd=REPO / "examples" / "backlog").stdout
    assert "• #1 · PO-17 · Certificate change by law · ready · 2 pts · pinned\n" in shown
    plan = po("plan", "--sprint", "S-25", "-f", "slack", cwd=REPO / "examples" / "backlog").stdout
    assert "• + PO-17 · Certificate change by law · 2 pts · #1 · pinned\n" in plan
    assert plan.index("• + PO-17") < plan.index("*Not in (5 of ")
