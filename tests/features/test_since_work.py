"""`--since` blames what a range of commits changed or broke, and nothing that was there before."""

import re
from pathlib import Path

import pytest

from docs.test_rule_pages import PAGES, parts
from house import REPO, Po
from pocli import registry, session
from pocli.model.backlog import Backlog
from pocli.run import Run
from pocli.store import load
from pocli.validation import ruleset
from repos import Repo, made

OLD = "id: PO-{}\ntitle: Story {}\npoints: 20\n"
FILES: dict[str, str | bytes | None] = {
    "po.yaml": "",
    "stories/PO-1.yaml": OLD.format(1, 1),
    "stories/PO-2.yaml": OLD.format(2, 2) + "depends_on: [PO-1]\n",
    "stories/PO-3.yaml": OLD.format(3, 3) + "depends_on: [PO-9]\n",
}
LINE = re.compile(r"stories/PO-(\d+).*?\[(.*?)\]")


@pytest.fixture
def begun(repo: Repo) -> Repo:
    repo.commit("2026-01-05", FILES)
    return repo


def since(po: Po, repo: Repo, rev: str = "HEAD", *words: str, folder: str = "") -> list[tuple[str, str]]:
    done = po("validate", "--since", rev, "-f", "concise", *words, cwd=repo.top / folder)
    assert done.stderr == ""
    return LINE.findall(done.stdout)


def test_nothing_changed_nothing_blamed(po: Po, begun: Repo) -> None:
    assert since(po, begun) == []


def test_a_file_that_changed_is_blamed_whole(po: Po, begun: Repo) -> None:
    begun.write({"stories/PO-3.yaml": OLD.format(3, "three") + "depends_on: [PO-9]\n"})
    assert since(po, begun) == [("3", "large-story"), ("3", "unknown-dependency")]


def test_a_deleted_story_breaks_those_that_wait_for_it(po: Po, begun: Repo) -> None:
    begun.write({"stories/PO-1.yaml": None})
    assert since(po, begun) == [("2", "unknown-dependency")]
    begun.commit("2026-01-06")
    assert since(po, begun) == []
    assert since(po, begun, "HEAD~1") == [("2", "unknown-dependency")]


def test_a_setting_that_changed_is_to_blame_everywhere(po: Po, begun: Repo) -> None:
    begun.write({"po.yaml": "rules: {large-story: {max_points: 30}, missing-benefit: off}\nid_prefix: X\n"})
    assert since(po, begun) == [("1", "wrong-prefix"), ("2", "wrong-prefix"), ("3", "wrong-prefix")]


def test_new_files_count_committed_or_not(po: Po, begun: Repo) -> None:
    begun.write({"stories/PO-4.yaml": "id: PO-4\ntitle: Story 1\n", "notes.yaml": "id: PO-5\n", "other.yaml": "a: b\n"})
    done = po("validate", "--since", "HEAD", "-f", "concise", cwd=begun.top)
    assert done.stdout == (
        "notes.yaml:1:1: error[misplaced-file] `notes.yaml` is not read\n"
        "stories/PO-4.yaml:2:8: warning[duplicate-story] `PO-4` says the same as `PO-1`\n"
        "1 error, 1 warning in 2 files\n"
    )


def test_what_others_merged_meanwhile_is_not_blamed(po: Po, begun: Repo) -> None:
    begun.git("checkout", "-q", "-b", "mine")
    begun.commit("2026-01-06", {"stories/PO-4.yaml": OLD.format(4, 4)})
    begun.git("checkout", "-q", "main")
    begun.commit("2026-01-07", {"stories/PO-1.yaml": OLD.format(1, "one")})
    begun.git("checkout", "-q", "mine")
    assert since(po, begun, "main") == [("4", "large-story")]


def test_a_file_that_could_not_be_read_then(po: Po, begun: Repo) -> None:
    begun.commit("2026-01-06", {"stories/PO-1.yaml": "id: PO-1\ntitle: [\n"})
    begun.write({"stories/PO-1.yaml": OLD.format(1, 1)})
    assert since(po, begun) == [("1", "large-story")]


def test_paths_rules_and_a_backlog_below_the_top(po: Po, repo: Repo) -> None:
    repo.commit("2026-01-05", {f"backlog/{path}": text for path, text in FILES.items()} | {"po.txt": "x"})
    repo.write({"backlog/stories/PO-1.yaml": None, "backlog/stories/PO-3.yaml": OLD.format(3, 4)})
    assert since(po, repo, folder="backlog") == [("2", "unknown-dependency"), ("3", "large-story")]
    assert since(po, repo, "HEAD", "--select", "order", folder="backlog") == []
    assert since(po, repo, "HEAD", "stories/PO-3.yaml", folder="backlog") == [("3", "large-story")]


def test_with_and_without_the_index_it_is_the_same(po: Po, begun: Repo) -> None:
    begun.write({"stories/PO-1.yaml": None})
    for words in ((), (), ("--no-cache",)):
        assert since(po, begun, "HEAD", *words) == [("2", "unknown-dependency")]


def test_what_is_no_commit_is_said(po: Po, begun: Repo, tmp_path: Path) -> None:
    for rev in ("nowhere", "--output=x", "-x", "HEAD:po.yaml"):
        done = po("validate", f"--since={rev}", cwd=begun.top)
        assert (done.returncode, "is not a commit" in done.stderr) == (2, True), rev
    plain = made(tmp_path / "plain")
    plain.write({"po.yaml": ""})
    assert "nothing is committed yet" in po("validate", "--since", "HEAD", cwd=plain.top).stderr


def test_a_shallow_clone_says_what_to_fetch(po: Po, begun: Repo, tmp_path: Path) -> None:
    begun.commit("2026-01-06", {"stories/PO-1.yaml": OLD.format(1, "one")})
    begun.git("clone", "-q", "--depth", "1", f"file://{begun.top}", str(tmp_path / "shallow"))
    done = po("validate", "--since", "HEAD~1", cwd=tmp_path / "shallow")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr


def test_without_git_it_is_said(po: Po, tmp_path: Path) -> None:
    (tmp_path / "po.yaml").touch()
    done = po("validate", "--since", "HEAD")
    assert (done.returncode, "not in a git repository" in done.stderr) == (2, True)


def alone(backlog: Backlog) -> list[Backlog]:
    """Return a backlog of each record by itself, with the same settings."""
    single = [backlog._replace(stories=(), goals=(), requests=(), sprints=(), shadowed=(), files=())]
    none = single[0]._replace(config=backlog.config._replace(rules={}))
    single += [none._replace(stories=(one,)) for one in backlog.stories]
    single += [none._replace(goals=(one,)) for one in backlog.goals]
    single += [none._replace(requests=(one,)) for one in backlog.requests]
    single += [none._replace(sprints=(one,)) for one in backlog.sprints]
    single += [none._replace(shadowed=(one,)) for one in backlog.shadowed]
    return single + [none._replace(files=(path,)) for path in backlog.files]


@pytest.mark.parametrize("name", sorted(ruleset.names(alone=True) - ruleset.names(alone=False)))
def test_a_rule_that_looks_at_each_record_by_itself_does(name: str, tmp_path: Path) -> None:
    faulty, _, _ = parts((PAGES / f"{name}.md").read_text(encoding="utf-8"))
    for path, body in {"po.yaml": "", **faulty}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(body, encoding="utf-8")
    rule = registry.member("rules", name)
    for folder in (tmp_path, REPO / "examples" / "backlog"):
        backlog, day = load.load(folder).backlog, session.today(Run(today="2026-11-23"), Backlog())
        whole = {finding for _, _, finding in ruleset.findings(backlog, day, {name})}
        apart = {finding for one in alone(backlog) for _, _, finding in ruleset.findings(one, day, {name})}
        assert whole == apart
        assert whole or folder != tmp_path
    assert rule.ALONE
