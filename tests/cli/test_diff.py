"""`po diff` in real repositories."""

import json
import re
from pathlib import Path

import pytest

from house import Po
from repos import Repo, made

STORY = "id: PO-{0}\ntitle: Story {0}\nstatus: ready\npoints: 3\nrice: {{reach: {0}00, impact: 1, confidence: 80%}}\n"
STORY += "acceptance_criteria: [it adds up]\nso_that: it lasts\n"


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """Return a repository with three commits, on the 2nd, the 16th and the 20th of November."""
    base = {"po.yaml": "", "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-03\nend: 2026-11-17\n"}
    repo.commit("2026-11-02", {**base, **{f"stories/PO-{n}.yaml": STORY.format(n) for n in (1, 2, 3)}})
    repo.commit("2026-11-16", {"stories/PO-1.yaml": STORY.format(1).replace("reach: 100", "reach: 900")})
    repo.commit("2026-11-20", {"stories/PO-2.yaml": None})
    return repo


def heads(po: Po, shop: Repo, *words: str) -> list[str]:
    done = po("diff", *words, cwd=shop.top)
    assert done.stderr == ""
    return done.stdout.splitlines()[:2]


def test_what_is_not_committed(po: Po, shop: Repo) -> None:
    assert heads(po, shop) == ["the meaning of the backlog has not changed", "HEAD → the working files"]
    shop.write({"stories/PO-3.yaml": STORY.format(3).replace("ready", "doing").replace("80%", "0.8")})
    assert po("diff", cwd=shop.top).stdout == (
        "1 story changed\nHEAD → the working files\n\nStories\n  PO-3 Story 3\n      status ready → doing\n\n"
        "Ranking: 1 moved\nid    title    was  now  score was  is  because\n"
        "PO-3  Story 3    2    –      1,600   –  ready → doing\n"
    )
    assert po("diff", "--message", cwd=shop.top).stdout == "PO-3 started\n"


def test_commits_days_and_sprints(po: Po, shop: Repo) -> None:
    assert heads(po, shop, "HEAD~1..HEAD")[0] == "1 story gone"
    assert heads(po, shop, "HEAD~2")[0] == "1 story changed, 1 gone"
    assert heads(po, shop, "2026-11-16")[0] == "1 story changed, 1 gone"
    assert heads(po, shop, "tuesday") == heads(po, shop, "2026-11-17")
    assert heads(po, shop, "tuesday")[0] == "1 story gone"
    sprint = heads(po, shop, "S-1")
    assert sprint[0] == "1 story changed"
    assert sprint[1].endswith(", the last commit before 2026-11-18")
    assert po("diff", "HEAD~2..", "--message", cwd=shop.top).stdout == ("PO-1 re-scored 533.3 → 4,800, PO-2 removed\n")


def test_what_a_branch_changed_since_it_left(po: Po, shop: Repo) -> None:
    shop.git("checkout", "-q", "-b", "topic")
    shop.commit("2026-11-21", {"stories/PO-9.yaml": STORY.format(9)})
    shop.git("checkout", "-q", "main")
    shop.commit("2026-11-22", {"stories/PO-3.yaml": None})
    assert heads(po, shop, "main...topic")[0] == "1 story new"
    assert heads(po, shop, "main..topic")[0] == "2 stories new"


def test_problems_that_are_new_and_mended(po: Po, shop: Repo) -> None:
    shop.write({"stories/PO-1.yaml": STORY.format(1).replace("900", "100") + "depends_on: [PO-3, PO-2] # x\n"})
    shop.write({"stories/PO-4.yaml": STORY.format(4) + "depends_on: [PO-2] # po: ignore[unknown-dependency] later\n"})
    answer = json.loads(po("diff", "-f", "json", cwd=shop.top).stdout)
    errors = [one for one in answer["problems"]["new"] if one["severity"] == "error"]
    assert [(one["rule"], one["path"], one["line"], one["column"]) for one in errors] == [
        ("unknown-dependency", "stories/PO-1.yaml", 8, 20)
    ]
    back = json.loads(po("diff", "HEAD~2..HEAD~1", "-f", "json", cwd=shop.top).stdout)
    assert back["problems"] == {"new": [], "mended": []}
    shop.commit("2026-11-22")
    shop.write({"stories/PO-1.yaml": STORY.format(1)})
    mended = json.loads(po("diff", "-f", "json", cwd=shop.top).stdout)["problems"]["mended"]
    assert [one["rule"] for one in mended if one["severity"] == "error"] == ["unknown-dependency"]


def test_the_json(po: Po, shop: Repo) -> None:
    answer = json.loads(po("diff", "HEAD~2..HEAD", "-f", "json", cwd=shop.top).stdout)
    assert (answer["schema"], answer["from"]["name"], len(answer["to"]["commit"])) == ("po.diff/1", "HEAD~2", 40)
    assert answer["stories"]["gone"] == [{"id": "PO-2", "path": "stories/PO-2.yaml", "title": "Story 2"}]
    assert answer["stories"]["changed"][0]["changes"] == [{"field": "rice.reach", "before": 100, "after": 900}]
    assert answer["ranking"]["moved"][0]["causes"] == [{"kind": "input", "field": "reach", "before": 100, "after": 900}]


def test_markdown_folds_and_no_title_makes_structure(po: Po, shop: Repo) -> None:
    shop.write({"stories/PO-1.yaml": "id: PO-1\ntitle: '</summary><script>| *x* [a](b)'\n"})
    said = po("diff", "-f", "markdown", cwd=shop.top).stdout
    assert said.startswith("# What changes, 23 Nov 2026\n\n## 1 story changed")
    assert "<script>" not in said
    assert said.count("<details>") == said.count("</details>") == said.count("<summary>") >= 2


def test_a_table_for_spreadsheets(po: Po, shop: Repo) -> None:
    assert po("diff", "HEAD~2..HEAD", "-f", "csv", cwd=shop.top).stdout == (
        "id,title,field,before,after\nPO-2,Story 2,,gone,\nPO-1,Story 1,rice.reach,100,900\n"
    )


def test_files_written_in_another_way(po: Po, shop: Repo) -> None:
    shop.write(
        {"stories/PO-1.yaml": b"# new\r\n" + STORY.format(1).replace("100", "900").replace("\n", "\r\n").encode()}
    )
    assert po("diff", cwd=shop.top).stdout.splitlines()[-1] == "1 more file with new wording but the same meaning"


def test_a_repository_of_sha256(po: Po, tmp_path: Path) -> None:
    repo = Repo(tmp_path / "long")
    repo.top.mkdir()
    repo.git("init", "-q", "-b", "main", "--object-format=sha256")
    repo.commit("2026-11-02", {"po.yaml": "", **{f"stories/PO-{n}.yaml": STORY.format(n) for n in (1, 2)}})
    assert po("diff", cwd=repo.top).stdout == ("the meaning of the backlog has not changed\nHEAD → the working files\n")
    repo.write({"stories/PO-2.yaml": STORY.format(2).replace("ready", "doing")})
    assert po("diff", "--message", cwd=repo.top).stdout == "PO-2 started\n"


def test_a_file_is_renamed(po: Po, shop: Repo) -> None:
    shop.git("mv", "stories/PO-1.yaml", "stories/PO-1-story.yaml")
    assert heads(po, shop)[0] == "the meaning of the backlog has not changed"


def test_the_working_files_are_left_alone(po: Po, shop: Repo) -> None:
    before = {path: path.stat().st_mtime_ns for path in shop.top.rglob("*")}
    po("diff", "HEAD~2..HEAD", cwd=shop.top)
    assert {path: path.stat().st_mtime_ns for path in shop.top.rglob("*")} == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nosuch"], "`nosuch` is not a commit, branch or tag"),
        (["HEAD..nosuch"], "`nosuch` is not a commit"),
        (["--", "--upload-pack=x"], "`--upload-pack=x` is not a commit"),
        (["HEAD..--output=x"], "`--output=x` is not a commit"),
        (["2026-11-01"], "no commit here is older than 2026-11-01"),
        (["S-7"], "`S-7` is not a commit"),
        (["HEAD", "-f", "xml"], "`xml` is not a format"),
    ],
)
def test_what_cannot_be_compared(po: Po, shop: Repo, words: list[str], message: str) -> None:
    done = po("diff", *words, cwd=shop.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "hint" in done.stderr
    assert not (shop.top / "x").exists()


def test_where_there_is_no_history(po: Po, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "po.yaml").write_text("")
    assert "not in a git repository" in po("diff", cwd=bare, env={"GIT_CEILING_DIRECTORIES": str(tmp_path)}).stderr
    made(bare)
    assert "nothing is committed yet" in po("diff", cwd=bare).stderr
    assert "git is not installed" in po("diff", cwd=bare, env={"PATH": "/nonexistent"}).stderr


def test_a_shallow_clone_says_so(po: Po, shop: Repo, tmp_path: Path) -> None:
    shop.git("clone", "-q", "--depth", "1", f"file://{shop.top}", str(tmp_path / "clone"))
    for word in ("HEAD~1", "2026-11-16"):
        done = po("diff", word, cwd=tmp_path / "clone")
        assert done.returncode == 2
        assert "git fetch --unshallow" in done.stderr


def test_no_program_of_the_repository_runs(po: Po, shop: Repo, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    trap.chmod(0o755)
    settings = ("core.fsmonitor", "diff.x.textconv", "filter.x.smudge", "filter.x.clean", "diff.external", "alias.log")
    for name in settings:
        shop.git("config", name, f"!{trap}" if name.startswith("alias") else str(trap))
    shop.write({".gitattributes": "* diff=x filter=x\n"})
    for words in ([], ["HEAD~1..HEAD"], ["main...HEAD"], ["tuesday"]):
        assert po("diff", *words, cwd=shop.top).returncode == 0
    assert not (tmp_path / "ran").exists()


def test_what_an_earlier_run_read_is_used_again(po: Po, shop: Repo) -> None:
    shop.write(
        {
            "stories/PO-3-again.yaml": STORY.format(3),
            "stories/PO-8.yaml": "id: PO-8\n",
            "stories/PO-7.yaml": "id: PO-7\ntitle: A # b\n",
        }
    )
    anew = [po("diff", *words, "--no-cache", cwd=shop.top).stdout for words in ([], ["HEAD~2..HEAD"])]
    assert po("rank", cwd=shop.top).returncode == 0
    shop.write({"stories/PO-1.yaml": STORY.format(1)})
    assert po("diff", cwd=shop.top).stdout == po("diff", "--no-cache", cwd=shop.top).stdout
    shop.git("checkout", "-q", "stories/PO-1.yaml")
    assert [po("diff", *words, cwd=shop.top).stdout for words in ([], ["HEAD~2..HEAD"])] == anew
    assert "1 story new" in anew[0]


WEAKENED = (
    "this change turns 2 rules off: not-atomic, unknown-goal",
    "this change raises 1 limit of a rule: large-story max_points (13 → 40)",
    "this change silences 1 finding with `po: ignore`: large-story in PO-3",
)


@pytest.mark.parametrize("form", ["table", "markdown", "slack", "html", "csv"])
def test_a_change_that_weakens_the_check_says_so_on_top(po: Po, shop: Repo, form: str) -> None:
    shop.write(
        {
            "po.yaml": "rules: {unknown-goal: off, not-atomic: off, large-story: {max_points: 40}}\n",
            "stories/PO-3.yaml": STORY.format(3).replace("points: 3", "points: 50  # po: ignore[large-story] so"),
        }
    )
    shown = re.sub(r"[\\\u2060]|</?code>", "", po("diff", "-f", form, cwd=shop.top).stdout)
    places = [shown.find(said) for said in WEAKENED]
    assert -1 not in places
    assert places == sorted(places)
    other = {"csv": "po.yaml,,rules.", "html": "changed · "}.get(form, "1 story changed · settings changed")
    assert places[-1] < shown.find(other)


def test_a_program_reads_how_the_check_is_weakened(po: Po, shop: Repo) -> None:
    shop.write({"po.yaml": "rules: {unknown-goal: off, large-story: {level: info, max_points: 40}}\n"})
    assert json.loads(po("diff", "-f", "json", cwd=shop.top).stdout)["weaker"] == [
        {"how": "off", "rule": "unknown-goal", "before": "error", "after": "off"},
        {"how": "lower", "rule": "large-story", "before": "warning", "after": "info"},
        {"how": "limit", "rule": "large-story", "about": "max_points", "before": "13", "after": "40"},
    ]
    assert po("diff", "--message", cwd=shop.top).stdout == (
        "turns 1 rule off, lowers 1 rule, raises 1 limit of a rule and 1 more\n"
    )
    shop.commit("2026-11-23")
    assert json.loads(po("diff", "-f", "json", cwd=shop.top).stdout)["weaker"] == []
