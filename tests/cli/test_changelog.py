"""`po export changelog`: what was delivered, between commits, in sprints and between days, with git and without."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from house import Po, Write
from repos import Repo

STORY = "id: PO-{0}\ntitle: Story {0}\nstatus: {1}\n"
SPRINTS = {
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-02\nend: 2026-11-15\nsprint_goal: Be *found*\n",
    "sprints/S-2.yaml": "id: S-2\nname: The second\nstart: 2026-11-16\nend: 2026-11-29\nstate: active\n",
}


def story(number: int, status: str = "ready", more: str = "") -> dict[str, str]:
    return {f"stories/PO-{number}.yaml": STORY.format(number, status) + more}


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """Return a repository in which PO-1 was finished in the first sprint, PO-2 and PO-3 in the second."""
    stories = {**story(1), **story(2), **story(3), **story(4), **story(5, more="type: epic\n")}
    repo.commit("2026-11-02", {"po.yaml": "project: Shop\n", **SPRINTS, **stories})
    repo.commit("2026-11-10", story(1, "done"))
    repo.git("tag", "v1")
    repo.commit("2026-11-17", {**story(2, "done", "type: bug\n"), **story(5, "done", "type: epic\n")})
    repo.git("tag", "v2")
    repo.write(story(3, "done"))
    return repo


def told(po: Po, where: Path, *words: str) -> list[str]:
    """Return the headings and entries of a changelog."""
    done = po("export", "changelog", *words, cwd=where)
    assert (done.returncode, done.stderr) == (0, "")
    return [line for line in done.stdout.splitlines()[1:] if line]


def test_between_commits(po: Po, shop: Repo) -> None:
    second = ["### Fixed", "- Story 2 (PO-2)"]
    assert told(po, shop.top, "--since", "v1", "--until", "v2") == ["## v2 (since v1)", *second]
    unreleased = ["## Unreleased (since v1)", "### Added", "- Story 3 (PO-3)", *second]
    assert told(po, shop.top, "--since", "v1") == unreleased
    assert told(po, shop.top, "--until", "v1") == ["## v1", "### Added", "- Story 1 (PO-1)"]
    assert told(po, shop.top, "--since", "v2", "--until", "v1") == ["Nothing was delivered."]
    assert told(po, shop.top, "--since", "v1", "--until", "tuesday") == ["## tuesday (since v1)", *second]
    assert told(po, shop.top, "--since", "v1", "--type", "bug") == ["## Unreleased (since v1)", *second]


def test_in_sprints(po: Po, shop: Repo) -> None:
    first = ["## S-1 (2026-11-02 to 2026-11-15)", r"Sprint Goal: Be \*found\*", "### Added", "- Story 1 (PO-1)"]
    second = ["## The second (2026-11-16 to 2026-11-29)", "### Added", "- Story 3 (PO-3)", "### Fixed"]
    second += ["- Story 2 (PO-2)"]
    assert told(po, shop.top) == [*second, *first]
    assert told(po, shop.top, "--sprint", "1") == first
    assert told(po, shop.top, "--sprint", "current") == second
    assert told(po, shop.top, "--not-sprint", "S-2") == first
    assert told(po, shop.top, "--since", "S-1", "--until", "S-2") == [*second, *first]
    assert told(po, shop.top, "--until", "s-1") == first
    assert told(po, shop.top, "--since", "2026-11-11") == second
    assert told(po, shop.top, "--since", "2026-11-18", "--type", "bug") == ["Nothing was delivered."]


def test_without_git_the_files_say_it(po: Po, write: Write) -> None:
    goals = {"goals/G-1.yaml": "id: G-1\ntitle: Be quick\n"}
    root = write(
        {
            **SPRINTS,
            **goals,
            **story(1, "done", "finished: 2026-11-03\ngoal: G-1\nso_that: it is quick.\n"),
            **story(2, "done", "finished: 2025-02-28\n"),
            **story(3, "done", "sprint: S-2\ntype: chore\n"),
            **story(4, "done"),
            **story(6, "dropped", "finished: 2026-11-03\n"),
        }
    )
    done = po("export", "changelog")
    assert done.stderr == "this folder is not in a git repository: only `finished` in a file tells a day\n"
    assert done.stdout == (
        "# Changelog\n\n## The second (2026-11-16 to 2026-11-29)\n\n### Behind the scenes\n\n- Story 3 (PO-3)\n\n"
        "## S-1 (2026-11-02 to 2026-11-15)\n\nSprint Goal: Be \\*found\\*\n\n"
        "### Be quick\n\n- Story 1, so that it is quick (PO-1)\n\n"
        "## February 2025\n\n### Added\n\n- Story 2 (PO-2)\n\n## Earlier\n\n### Added\n\n- Story 4 (PO-4)\n"
    )
    done = po("export", "changelog", "--since", "S-1")
    assert "left out: 2 stories finished on a day that is not known\n" in done.stderr
    assert "PO-1)" in done.stdout
    assert "PO-2)" not in done.stdout
    assert po("export", "changelog", "-o", "CHANGELOG.md", "-q").returncode == 0
    assert (root / "CHANGELOG.md").read_text() == po("export", "changelog").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--since", "v1"], "this folder is not in a git repository"),
        (["--since", "S-9"], "no sprint is called `S-9`"),
        (["--until", "2026-13-01"], "`2026-13-01` is not a date"),
        (["--since", "S-2", "--until", "S-1"], "2026-11-16 comes after 2026-11-15"),
        (["--roadmap"], "`changelog` cannot draw a roadmap"),
    ],
)
def test_what_cannot_be_meant(words: list[str], message: str, po: Po, write: Write) -> None:
    root = write({**SPRINTS, **story(1, "done")})
    done = po("export", "changelog", *words, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"po: {message}")
    assert "\n  hint: " in done.stderr


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_what_looks_like_an_option_is_not_given_to_git(option: str, po: Po, shop: Repo, tmp_path: Path) -> None:
    made = tmp_path / "made"
    done = po("export", "changelog", option, f"--output={made}", cwd=shop.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"po: `--output={made}` is not a commit")
    assert "\n  hint: " in done.stderr
    assert not made.exists()


def test_only_a_changelog_takes_them(po: Po, write: Write) -> None:
    write(story(1))
    assert po("export", "csv", "--since", "v1").stderr == (
        "po: `csv` shows the stories as they are now\n  hint: --since and --until are for: po export changelog\n"
    )


def test_no_title_makes_structure(po: Po, write: Write) -> None:
    hostile = [
        "# a",
        "<script>x</script>",
        "[x](javascript:y)",
        "```",
        "- - b",
        "*a*",
        "![i](u)",
        "a\\nb",
        "1. c",
        "---",
    ]
    files = {
        f"stories/PO-{at}.yaml": f"id: PO-{at}\ntitle: '{text}'\nso_that: '{text}'\nstatus: done\ngoal: G-1\n"
        for at, text in enumerate(hostile, 1)
    }
    write({**files, "goals/G-1.yaml": "id: G-1\ntitle: '# <b>goal</b>'\n", "po.yaml": "project: '<i> *x*'\n"})
    tokens = MarkdownIt().parse(po("export", "changelog").stdout)
    kinds = [token.type for token in tokens if token.type.endswith(("_open", "block", "fence", "hr", "html"))]
    assert kinds[:6] == [*["heading_open"] * 3, "bullet_list_open", "list_item_open", "paragraph_open"]
    assert set(kinds) == {"heading_open", "bullet_list_open", "list_item_open", "paragraph_open"}
    assert kinds.count("list_item_open") == len(hostile)
    inner = [child.type for token in tokens if token.type == "inline" for child in token.children or ()]
    assert set(inner) <= {"text", "text_special"}


def test_the_roadmap_as_a_diagram(po: Po, write: Write) -> None:
    write({**story(1)})
    done = po("export", "mermaid", "--roadmap")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "po: no goal has a forecast yet")
