"""`po validate --history`: rules that also know what git knows; without it, the files alone decide."""

import json

import pytest

from house import Po, Write
from repos import Repo

SPRINT = "id: S-1\nstart: 2026-01-05\nend: 2026-01-16\nstate: closed\n"
DONE = "id: PO-1\ntitle: One\nstatus: {}\nsprint: S-1\n"
SCORED = "id: PO-2\ntitle: Two\nrice: {{reach: {}, impact: high, confidence: 80%}}\n"


@pytest.fixture
def past(repo: Repo) -> Repo:
    """Return a backlog in which PO-1 was done after its sprint, and the score of PO-2 is old."""
    repo.commit("2026-01-05", {"po.yaml": "", "sprints/S-1.yaml": SPRINT, "stories/PO-1.yaml": DONE.format("doing")})
    repo.commit("2026-01-06", {"stories/PO-2.yaml": SCORED.format(100)})
    repo.commit("2026-01-20", {"stories/PO-1.yaml": DONE.format("done")})
    return repo


def found(po: Po, repo: Repo, *words: str) -> list[tuple[str, str]]:
    done = po("validate", "--pedantic", "-f", "json", *words, cwd=repo.top)
    assert done.returncode == 0, done.stderr
    return [(one["rule"], one["message"]) for one in json.loads(done.stdout)["diagnostics"]]


LATE = ("done-after-sprint", "`PO-1` was finished on 2026-01-20, after `S-1` had ended on 2026-01-16")
OLD = ("stale-score", "an input to the score of `PO-2` was last changed on 2026-01-06, more than 180 days ago")


def test_what_git_knows_is_said_only_where_it_is_asked_for(past: Repo, po: Po) -> None:
    assert found(po, past) == []
    assert found(po, past, "--history") == [LATE, OLD]
    assert found(po, past) == []  # what was kept for one question is no answer to the other
    assert found(po, past, "--history", "--no-cache") == [LATE, OLD]


def test_what_a_file_says_wins_over_git(past: Repo, po: Po) -> None:
    past.write({"stories/PO-1.yaml": DONE.format("done") + "finished: 2026-01-15\n"})
    evidence = "evidence: [{source: survey, date: 2026-11-01}]\n"
    past.write({"stories/PO-2.yaml": SCORED.format(100) + evidence})
    assert found(po, past, "--history") == []
    past.write({"stories/PO-2.yaml": SCORED.format(100) + evidence.replace("2026-11", "2026-02")})
    assert found(po, past, "--history") == [
        ("stale-score", "the newest evidence of `PO-2` is of 2026-02-01, more than 180 days ago")
    ]


def test_the_input_left_alone_for_longest_counts_and_what_is_not_committed_is_of_today(past: Repo, po: Po) -> None:
    past.write({"stories/PO-2.yaml": SCORED.format(200)})
    assert found(po, past, "--history") == [LATE, OLD]
    past.write({"stories/PO-2.yaml": "id: PO-2\ntitle: Two\nrice: {reach: 200, impact: low, confidence: 50%}\n"})
    assert found(po, past, "--history") == [LATE]


def test_work_in_progress_is_never_stale(past: Repo, po: Po) -> None:
    past.write({"stories/PO-2.yaml": SCORED.format(100) + "status: doing\nacceptance_criteria: [it adds up]\n"})
    assert found(po, past, "--history") == [LATE]


def test_without_a_past_that_is_said(write: Write, po: Po) -> None:
    write({"po.yaml": "", "stories/PO-2.yaml": SCORED.format(100)})
    done = po("validate", "--history")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "the rules do not know the whole history: this folder is not in a git repository",
        "  hint: start one with: git init",
    ]


def test_it_does_not_go_with_since(past: Repo, po: Po) -> None:
    done = po("validate", "--history", "--since", "main", cwd=past.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "po: --since and --history cannot be combined"
