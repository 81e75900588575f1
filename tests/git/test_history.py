"""Fifteen kinds of history, made by real git, with the events that a person reads in them."""

from pathlib import Path

import pytest

from pocli import history
from pocli.git import refs
from pocli.model.config import Config
from pocli.model.event import History
from pocli.run import Run
from repos import Repo, made

Row = tuple[str, str, str | None, str | None, str]


def story(ident: str, status: str, **more: str) -> str:
    fields = {"id": ident, "title": f"Story {ident}", "status": status, **more}
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def one(status: str, **more: str) -> dict[str, str | bytes | None]:
    return {"stories/PO-1.yaml": story("PO-1", status, **more)}


def read(folder: Path, zone: str = "UTC") -> History:
    return history.read(Run(no_cache=True, today="2026-12-31"), folder, Config(time_zone=zone))


def rows(found: History) -> list[Row]:
    return [
        (event.story, event.field, event.old, event.new, event.when.isoformat() if event.when else "?")
        for event in found.events
    ]


def statuses(found: History, ident: str = "PO-1") -> list[tuple[str | None, str]]:
    """Return to what the status went, and when."""
    return [(new, when) for name, field, _, new, when in rows(found) if (name, field) == (ident, "status")]


def test_1_linear(repo: Repo) -> None:
    repo.commit("2026-01-05", one("draft"))
    repo.commit("2026-01-06", one("ready", points="5", rice="{reach: 100, impact: high, confidence: 80%, effort: 1}"))
    repo.commit("2026-01-07", one("doing", points="8", sprint="S-1", owner="Ada"), by="Bea")
    repo.commit("2026-01-09", one("done", points="8.0", sprint="S-1", owner="Ada"))
    found = read(repo.top)
    assert rows(found) == [
        ("PO-1", "status", None, "draft", "2026-01-05"),
        ("PO-1", "status", "draft", "ready", "2026-01-06"),
        ("PO-1", "points", "", "5", "2026-01-06"),
        ("PO-1", "reach", "", "100", "2026-01-06"),
        ("PO-1", "impact", "", "high", "2026-01-06"),
        ("PO-1", "confidence", "", "80%", "2026-01-06"),
        ("PO-1", "effort", "", "1", "2026-01-06"),
        ("PO-1", "status", "ready", "doing", "2026-01-07"),
        ("PO-1", "sprint", "", "S-1", "2026-01-07"),
        ("PO-1", "points", "5", "8", "2026-01-07"),
        ("PO-1", "owner", "", "Ada", "2026-01-07"),
        ("PO-1", "reach", "100", "", "2026-01-07"),
        ("PO-1", "impact", "high", "", "2026-01-07"),
        ("PO-1", "confidence", "80%", "", "2026-01-07"),
        ("PO-1", "effort", "1", "", "2026-01-07"),
        ("PO-1", "status", "doing", "done", "2026-01-09"),
    ]
    assert {event.who for event in found.events if event.field == "owner"} == {"Bea"}
    assert (found.whole, found.undated, found.message, str(found.since)) == (True, 0, "", "2026-01-05")
    assert found.events[-1].commit == found.tip == repo.git("rev-parse", "HEAD")


def test_criteria_are_compared_by_their_text(repo: Repo) -> None:
    first = "acceptance_criteria:\n  - It works\n  - {given: [a user], when: [x], then: [y]}\n"
    steps = "- {given: a user, when: x, then: y, done: false}\n"
    after = f"acceptance_criteria:\n- {{text: It works, done: true}}\n{steps}- New\n"
    repo.commit("2026-01-05", {"stories/PO-1.yaml": story("PO-1", "ready") + first})
    repo.commit("2026-01-06", {"stories/PO-1.yaml": story("PO-1", "ready") + after})
    found = [(event.about, event.old, event.new) for event in read(repo.top).events if event.field == "criterion"]
    assert found == [
        ("It works", None, "open"),
        ("a user x y", None, "open"),
        ("It works", "open", "met"),
        ("New", None, "open"),
    ]


def test_2_a_merge_counts_on_the_day_when_it_arrives(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-01-06", one("doing"))
    repo.commit("2026-01-07", one("done"))
    repo.git("checkout", "-q", "main")
    repo.commit("2026-01-08", {"stories/PO-2.yaml": story("PO-2", "draft")})
    repo.git("merge", "-q", "--no-ff", "--no-commit", "side")
    repo.commit("2026-01-09")
    assert statuses(read(repo.top)) == [("ready", "2026-01-05"), ("done", "2026-01-09")]
    assert statuses(read(repo.top), "PO-2") == [("draft", "2026-01-08")]


def test_2b_a_merge_may_change_what_no_side_did(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-01-06", {"code.py": "x"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "side")
    repo.commit("2026-01-07", one("doing"))
    assert statuses(read(repo.top)) == [("ready", "2026-01-05"), ("doing", "2026-01-07")]


def test_3_a_squash_is_one_change(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-01-06", one("doing"))
    repo.commit("2026-01-07", one("done"))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "side")
    repo.commit("2026-01-08")
    assert statuses(read(repo.top)) == [("ready", "2026-01-05"), ("done", "2026-01-08")]


def test_4_a_rebase_keeps_the_days_of_the_authors(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-01-06", one("doing"))
    repo.commit("2026-01-08", one("done"))
    repo.git("checkout", "-q", "main")
    repo.commit("2026-01-07", {"stories/PO-2.yaml": story("PO-2", "draft")})
    repo.git("checkout", "-q", "side")
    repo.git("rebase", "-q", "main", env={"GIT_COMMITTER_DATE": "2026-01-20T12:00:00+00:00"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "side")
    expected = [("ready", "2026-01-05"), ("doing", "2026-01-06"), ("done", "2026-01-08")]
    assert statuses(read(repo.top)) == expected


def test_5_a_renamed_file_is_the_same_story(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", {"stories/PO-1.yaml": None, "stories/PO-1-export.yaml": story("PO-1", "doing")})
    repo.commit("2026-01-07", {"stories/PO-1-export.yaml": None, "stories/2026/PO-1.yaml": story("PO-1", "doing")})
    assert rows(read(repo.top)) == [
        ("PO-1", "status", None, "ready", "2026-01-05"),
        ("PO-1", "status", "ready", "doing", "2026-01-06"),
    ]


def test_5b_a_moved_backlog_keeps_its_history_and_another_one_has_its_own(repo: Repo) -> None:
    other = {"shop/stories/PO-1.yaml": story("PO-1", "dropped")}
    repo.commit("2026-01-05", {**one("ready"), **other})
    repo.git("checkout", "-q", "-b", "x")
    (repo.top / "docs").mkdir()
    repo.git("mv", "stories", "docs/stories")
    repo.commit("2026-01-06")
    repo.git("mv", "docs", "backlog")
    repo.commit("2026-01-07", {"backlog/stories/PO-1.yaml": story("PO-1", "doing")})
    repo.git("branch", "-q", "-M", "main")
    expected = [("ready", "2026-01-05"), ("doing", "2026-01-07")]
    assert statuses(read(repo.top / "backlog")) == expected
    assert statuses(read(repo.top / "shop")) == [("dropped", "2026-01-05")]


def test_5c_a_new_number_takes_its_history_along(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    renumbered = story("PO-9", "ready").replace("Story PO-9", "Story PO-1")
    repo.commit("2026-01-06", {"stories/PO-1.yaml": None, "stories/PO-9.yaml": renumbered})
    repo.commit("2026-01-07", {"stories/PO-9.yaml": None, "stories/PO-12.yaml": story("PO-12", "draft")})
    assert rows(read(repo.top)) == [
        ("PO-9", "status", None, "ready", "2026-01-05"),
        ("PO-12", "status", None, "draft", "2026-01-07"),
        ("PO-9", "status", "ready", None, "2026-01-07"),
    ]


def test_6_a_revert_is_a_change_back(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    done = repo.commit("2026-01-06", one("done"))
    when = {"GIT_AUTHOR_DATE": "2026-01-07T12:00:00+00:00", "GIT_COMMITTER_DATE": "2026-01-07T12:00:00+00:00"}
    repo.git("revert", "--no-edit", done, env=when)
    assert statuses(read(repo.top)) == [("ready", "2026-01-05"), ("done", "2026-01-06"), ("ready", "2026-01-07")]


def test_6b_a_story_that_goes_and_comes_back(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", {"stories/PO-1.yaml": None})
    repo.commit("2026-01-07", one("doing"))
    assert statuses(read(repo.top)) == [("ready", "2026-01-05"), (None, "2026-01-06"), ("doing", "2026-01-07")]


def test_7_a_status_that_is_set_back(repo: Repo) -> None:
    for day, status in enumerate(("ready", "doing", "done", "doing", "done"), 5):
        repo.commit(f"2026-01-0{day}", one(status))
    assert [new for new, _ in statuses(read(repo.top))] == ["ready", "doing", "done", "doing", "done"]


def test_8_two_commits_a_day_keep_their_order(repo: Repo) -> None:
    repo.commit("2026-01-05T09:00:00+00:00", one("ready"))
    repo.commit("2026-01-05T09:00:00+00:00", one("doing"))
    repo.commit("2026-01-05T17:00:00+00:00", one("done"))
    assert statuses(read(repo.top)) == [(word, "2026-01-05") for word in ("ready", "doing", "done")]


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", ["2026-03-28", "2026-03-29", "2026-03-29", "2026-03-30"]),
        ("UTC", ["2026-03-28", "2026-03-28", "2026-03-29", "2026-03-29"]),
        ("America/New_York", ["2026-03-28", "2026-03-28", "2026-03-29", "2026-03-29"]),
    ],
)
def test_9_days_are_those_of_the_backlogs_zone_also_when_clocks_change(repo: Repo, zone: str, days: list[str]) -> None:
    """Berlin's 29 March 2026 has 23 hours: it begins at 23:00 UTC and ends at 22:00 UTC."""
    times = ("2026-03-28T22:59:59", "2026-03-28T23:00:00", "2026-03-29T21:59:59", "2026-03-29T22:00:00")
    for time, status in zip(times, ("draft", "ready", "doing", "done"), strict=True):
        repo.commit(f"{time}+00:00", one(status))
    assert [when for _, when in statuses(read(repo.top, zone))] == days


def test_10_a_wrong_clock_is_not_believed(repo: Repo) -> None:
    repo.commit("2026-01-05", one("draft"))
    repo.commit("2099-01-01", one("ready"))
    repo.commit("2026-01-06", one("doing"))
    repo.commit("1999-01-01", one("done"))
    repo.commit("2026-01-06T13:00:00+00:00", one("doing"))
    repo.commit("2026-01-07", one("done"))
    found = read(repo.top)
    days = ["2026-01-05", "?", "2026-01-06", "2026-01-06", "2026-01-06", "2026-01-07"]
    assert [when for _, when in statuses(found)] == days
    assert found.undated == 1


def test_10b_a_clock_that_is_a_little_late_is_fine_and_an_author_cannot_come_after_the_commit(repo: Repo) -> None:
    repo.commit("2026-01-05T12:00:00+00:00", one("draft"))
    repo.commit("2026-01-05T11:30:00+00:00", one("ready"))
    repo.commit("2030-01-01", one("doing"), at="2026-01-06")
    assert [when for _, when in statuses(read(repo.top))] == ["2026-01-05", "2026-01-05", "2026-01-06"]


def test_11_a_shallow_clone_knows_what_is_there_and_not_since_when(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", one("doing"))
    repo.commit("2026-01-07", one("done"))
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.top}", str(tmp_path / "clone"))
    found = read(tmp_path / "clone")
    assert statuses(found) == [("doing", "?"), ("done", "2026-01-07")]
    assert found.events[0].who == ""
    assert not found.whole
    assert found.message == "the clone is shallow: its past is cut off"


def test_12_a_detached_head_reads_the_line_up_to_it(repo: Repo) -> None:
    first = repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", one("doing"))
    repo.git("checkout", "-q", first)
    assert statuses(read(repo.top)) == [("ready", "2026-01-05")]


def test_13_nothing_committed_and_no_repository_are_said(repo: Repo, tmp_path: Path) -> None:
    repo.write(one("ready"))
    assert read(repo.top) == History(
        message="nothing was committed yet", hint="commit the backlog; its history begins there"
    )
    assert read(tmp_path).message == "this folder is not in a git repository"


def test_14_a_worktree_reads_the_line_of_main(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    Repo(tmp_path / "side").commit("2026-01-06", one("doing"))
    assert statuses(read(tmp_path / "side")) == [("ready", "2026-01-05")]


def test_15_a_submodule_has_its_own_history(repo: Repo, tmp_path: Path) -> None:
    inner = made(tmp_path / "inner")
    inner.commit("2026-01-05", one("ready"))
    repo.git("submodule", "add", "-q", str(inner.top), "backlog")
    repo.commit("2026-01-06")
    inside = Repo(repo.top / "backlog")
    inside.commit("2026-01-07", one("doing"))
    assert statuses(read(inside.top)) == [("ready", "2026-01-05"), ("doing", "2026-01-07")]


def test_a_partial_clone_says_what_is_missing(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", one("doing"))
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.top}", str(tmp_path / "clone"))
    found = read(tmp_path / "clone")
    assert (found.events, found.message) == ((), "this is a partial clone: old versions are missing")


def test_what_cannot_be_read_is_known_when_it_can_be_read_again(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", {"stories/PO-1.yaml": "<<<<<<< a\nid: PO-1\n"})
    repo.commit("2026-01-07", {"stories/PO-1.yaml": b"id: PO-1\ntitle: \xff\n"})
    repo.commit("2026-01-08", one("done"))
    assert statuses(read(repo.top)) == [("ready", "2026-01-05"), ("done", "2026-01-08")]


def test_of_two_files_with_one_id_the_first_path_counts(repo: Repo) -> None:
    repo.commit("2026-01-05", {**one("ready"), "stories/PO-1-b.yaml": story("PO-1", "done")})
    repo.commit("2026-01-06", {"stories/PO-1-b.yaml": None})
    assert statuses(read(repo.top)) == [("done", "2026-01-05"), ("ready", "2026-01-06")]


def test_links_and_other_files_are_not_stories(repo: Repo) -> None:
    (repo.top / "stories").mkdir()
    (repo.top / "stories" / "PO-7.yaml").symlink_to("PO-1.yaml")
    repo.commit("2026-01-05", {**one("ready"), "stories/notes.txt": story("PO-8", "ready")})
    assert {event.story for event in read(repo.top).events} == {"PO-1"}


def test_odd_names_of_people_are_only_names(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"), by="a :100644 \x1b[31m Zoë")
    assert read(repo.top).events[0].who == "a :100644 \x1b[31m Zoë"


def test_the_number_of_processes_does_not_grow(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git in front of the real one counts its starts."""
    (tmp_path / "bin").mkdir()
    counter = tmp_path / "bin" / "git"
    real = next(
        p for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin") if (p := Path(folder, "git")).exists()
    )
    counter.write_text(f'#!/bin/sh\necho x >> {tmp_path}/count\nexec {real} "$@"\n')
    counter.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    counts = []
    for day in range(1, 29):
        repo.commit(f"2026-01-{day:02}", {f"stories/PO-{day}.yaml": story(f"PO-{day}", "ready")})
        if day in {1, 28}:
            (tmp_path / "count").write_text("")
            assert len({event.story for event in read(repo.top).events}) == day
            counts.append(len((tmp_path / "count").read_text().split()))
    assert counts == [5, 5]


def test_refs_are_only_read(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    before = refs.tips(refs.needed(refs.repository(repo.top)))
    read(repo.top)
    assert refs.tips(refs.needed(refs.repository(repo.top))) == before
