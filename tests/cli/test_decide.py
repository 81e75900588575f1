"""The decisions of a Product Owner, as a user asks for them on a copy of the example."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from house import REPO, Po


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the example backlog."""
    return Path(shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog"))


def test_three_sprints_as_data(example: Path, po: Po) -> None:
    answer = json.loads(po("plan", "--sprints", "3", "-f", "json", cwd=example).stdout)
    assert [one["id"] for one in answer["sprints"]] == ["S-25", "S-26", "S-27"]
    weighted = sum(one["value"] * (3 - place) for place, one in enumerate(answer["sprints"])) / 3
    assert answer["value"] == pytest.approx(weighted)
    assert answer["proof"] == "optimal"
    assert answer["requests"] == [name for one in answer["sprints"] for name in one["requests"]] == ["R-2", "R-1"]
    rows = list(csv.DictReader(io.StringIO(po("plan", "--sprints", "3", "-f", "csv", cwd=example).stdout)))
    assert [row["id"] for row in rows] == [row["id"] for one in answer["sprints"] for row in one["stories"]]
    assert {row["sprint"] for row in rows} == {"S-25", "S-26", "S-27"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--capacity", "40,abc"], "`abc` is not a capacity"),
        (["--capacity", "40,35", "--sprints", "3"], "2 capacities are given for 3 sprints"),
        (["--sprints", "99"], "1 to 26 sprints, not 99"),
        (["--min-gain", "much"], "`much` is not a share"),
        (["--goal-first", "G-9"], "no goal is called `G-9`"),
        (["--must", "PO-5", "--without", "PO-6"], "--must PO-5 contradicts --without PO-6: PO-5 waits for PO-6"),
        (["--must", "PO-39"], "PO-39 is dropped"),
    ],
)
def test_what_cannot_be_planned_is_said_in_two_lines(example: Path, po: Po, words: list[str], said: str) -> None:
    done = po("plan", *words, cwd=example)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_a_promise_stands_for_less_than_the_least_gain_and_is_marked(example: Path, po: Po) -> None:
    story = example / "stories" / "PO-42-currencies.yaml"
    story.write_text(story.read_text() + "sprint: S-25\n")
    kept = po("plan", "--sprints", "3", "--min-gain", "20%", cwd=example).stdout
    assert "=  PO-42" in kept
    assert "that keeps what is promised (proven); without the promises" in kept
    fresh = json.loads(po("plan", "--sprints", "3", "--fresh", "-f", "json", cwd=example).stdout)
    assert "PO-42" not in [row["id"] for row in fresh["sprints"][0]["stories"]]
    assert fresh["forgone"] == 0


def test_a_request_with_nothing_left_to_build_is_counted_nowhere(example: Path, po: Po) -> None:
    before = json.loads(po("plan", "--sprint", "S-25", "-f", "json", cwd=example).stdout)
    assert before["requests"] == ["R-2"]
    story = example / "stories" / "PO-28-e-invoice.yaml"
    story.write_text(story.read_text().replace("status: ready", "status: done"))
    for words in (["plan", "--sprint", "S-25"], ["plan", "--sprints", "3", "--timeline"]):
        for form in ("table", "markdown", "slack", "html"):
            shown = po(*words, "-f", form, cwd=example).stdout
            assert "Ready to deliver already: R-2" in shown
            assert "Meets request R-2" not in shown
            assert "◆ met" not in shown.partition("R-1")[0]
    after = json.loads(po("plan", "--sprint", "S-25", "-f", "json", cwd=example).stdout)
    assert (after["requests"], after["ready_to_deliver"]) == ([], ["R-2"])
    first = after["sprints"][0]
    assert first["value"] == pytest.approx(sum(row["value"] or 0 for row in first["stories"]))
    assert "ready to deliver" in po("requests", cwd=example).stdout
    refused = po("tradeoff", "R-2", cwd=example)
    assert refused.stderr.splitlines()[0].endswith("R-2 has nothing open: all that it needs is done")


def test_a_story_that_is_in_no_file_is_never_said_to_be_in_a_sprint(example: Path, po: Po) -> None:
    said = po("tradeoff", "PO-5", cwd=example).stdout.splitlines()[0]
    assert "(PO-5) would come in Sprint 25 in the best plan anyway; leaving it out" in said
    story = example / "stories" / "PO-5-reminders.yaml"
    story.write_text(story.read_text() + "sprint: S-25\n")
    assert "(PO-5) is planned for Sprint 25 already; leaving it out" in po("tradeoff", "PO-5", cwd=example).stdout
    later = example / "stories" / "PO-14-import-customers.yaml"
    later.write_text(later.read_text() + "sprint: S-26\n")
    answer = json.loads(po("tradeoff", "PO-21", "--sprint", "S-25", "-f", "json", cwd=example).stdout)
    assert "PO-14" not in {move["id"] for move in answer["options"][0]["moves"]}


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("16", 'make it ready: po set PO-16 acceptance_criteria+="…", then po ready PO-16'),
        ("41", 'make it ready: po set PO-41 acceptance_criteria+="…" points=…, then po ready PO-41'),
        ("26", "when nothing blocks it any more: po unblock PO-26"),
        ("9", "plan its stories: --must PO-10 --must PO-11 --must PO-12"),
    ],
)
def test_the_command_that_mends_it_does(example: Path, po: Po, number: str, hint: str) -> None:
    refused = po("plan", "--capacity", "40", "--must", number, cwd=example)
    assert (refused.returncode, refused.stderr.splitlines()[1].strip()) == (2, f"hint: {hint}")
    said = po("plan", "--capacity", "40", "--price", number, cwd=example).stdout
    assert f"Price of PO-{number}: none, it cannot be in the plan: " in said
    commands = [
        words.replace('"', "").replace("points=…", "points=3") for words in hint.split(": ")[1].split(", then ")
    ]
    for words in commands if commands[0].startswith("po ") else ():
        assert po(*words.split()[1:], cwd=example).returncode == 0
    options = commands[0].split() if commands[0].startswith("--must") else ["--must", number]
    assert po("plan", "--capacity", "40", *options, cwd=example).returncode == 0


def test_a_tradeoff_begins_with_what_to_say_and_its_figures_add_up(example: Path, po: Po) -> None:
    shown = po("tradeoff", "PO-7", cwd=example).stdout
    assert shown.splitlines()[0] == (
        "Taking Single sign-on for larger firms (PO-7) into Sprint 25 moves Electronic invoices for public authorities "
        "(PO-28), which would come in Sprint 25, to Sprint 27; "
        "“The city's suppliers need electronic invoices” (R-2) waits 4 weeks; "
        "8 of 21 points for “Firms of more than 50 people can buy” (G-3) come later; "
        "costs 7.9 % of what the three sprints are worth."
    )
    answer = json.loads(po("tradeoff", "PO-7", "--versus", "R-3", "-f", "json", cwd=example).stdout)
    assert answer["options"][0]["sentence"] == shown.splitlines()[0]
    for option in answer["options"]:
        change = sum(move["value"] for move in option["moves"])
        assert option["plan"]["value"] == pytest.approx(answer["plan"]["value"] + change)
        assert change == pytest.approx(option["gained"] - option["lost"])
        assert option["plan"]["proof"] == answer["plan"]["proof"] == "optimal"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["PO-8"], "PO-8 is under way already"),
        (["PO-41"], "PO-41 has no points"),
        (["R-9"], "no request is called `R-9`"),
        (["PO-7", "--capacity", "1"], "PO-7 does not fit into 3 sprints"),
        (["PO-7", "--sprint", "S-99"], "no sprint is called `S-99`"),
    ],
)
def test_what_cannot_be_weighed_is_said_in_two_lines(example: Path, po: Po, words: list[str], said: str) -> None:
    done = po("tradeoff", *words, cwd=example)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_goals_and_requests_read_at_a_glance(example: Path, po: Po) -> None:
    shown = po("goals", cwd=example).stdout
    assert "G-1 waits for PO-26 (blocked), PO-45 (blocked)" in shown
    assert (
        "PO-12  Transfer entries to the ledger every night  ready     8  S-27" in po("goals", "1", cwd=example).stdout
    )
    answer = json.loads(po("goals", "-f", "json", cwd=example).stdout)
    assert {one["id"]: one["progress"] for one in answer["goals"]}["G-1"] == 0.5
    assert sum(one["share"] for one in answer["shares"]) == pytest.approx(1)
    asked = json.loads(po("requests", "-f", "json", cwd=example).stdout)
    assert [(one["id"], one["worth"], one["outlook"]) for one in asked["requests"]] == [
        ("R-3", 2400, "missing"),
        ("R-2", 1200, "in time"),
        ("R-1", 900, "in time"),
    ]
    assert po("requests", "--all", cwd=example).stdout.count("declined") == 1


def test_an_answer_is_written_and_can_be_undone(example: Path, po: Po, tmp_path: Path) -> None:
    env = {"PO_STATE_DIR": str(tmp_path / "state")}
    path = example / "requests" / "R-2-city-of-kassel.yaml"
    before = path.read_bytes()
    words = ("requests", "answer", "R-2", "in the sprint of: Kassel", "--status", "accepted")
    assert '+answer: "in the sprint of: Kassel"' in po(*words, "--dry-run", cwd=example, env=env).stdout
    assert path.read_bytes() == before
    assert po(*words, cwd=example, env=env).stdout == "R-2: open → accepted: in the sprint of: Kassel\n"
    asked = json.loads(po("requests", "R-2", "-f", "json", cwd=example).stdout)["requests"][0]
    assert (asked["answer"], asked["status"]) == ("in the sprint of: Kassel", "accepted")
    assert po("undo", cwd=example, env=env).returncode == 0
    assert path.read_bytes() == before
    for wrong in (["answer"], ["answer", "R-2"], ["answer", "R-9", "x"], ["answer", "R-2", "x", "--status", "so"]):
        assert po("requests", *wrong, cwd=example, env=env).returncode == 2


def test_a_plan_is_kept_all_or_nothing(example: Path, po: Po, tmp_path: Path) -> None:
    env = {"PO_STATE_DIR": str(tmp_path / "state")}
    before = {path.name: path.read_bytes() for path in (example / "stories").iterdir()}
    assert "To save it, add --write to the command" in po("plan", "--sprint", "S-25", cwd=example, env=env).stdout
    assert "+sprint: S-25" in po("plan", "--sprint", "S-25", "--write", "--dry-run", cwd=example, env=env).stdout
    assert before == {path.name: path.read_bytes() for path in (example / "stories").iterdir()}
    done = po("plan", "--sprint", "S-25", "--write", cwd=example, env=env)
    assert done.stdout.endswith("PO-23: S-25\nPO-28: S-25\n")
    again = po("plan", "--sprint", "S-25", cwd=example, env=env).stdout
    assert "=  PO-28" in again
    assert "Keep it" not in again
    assert po("undo", cwd=example, env=env).returncode == 0
    assert before == {path.name: path.read_bytes() for path in (example / "stories").iterdir()}
    for words in (["--capacity", "40"], ["--sprints", "2"]):
        assert po("plan", *words, "--write", cwd=example, env=env).returncode == 2


def test_the_fewest_sprints_for_all_of_a_goal(example: Path, po: Po) -> None:
    shown = po("plan", "--fewest", "G-1", "--capacity", "20", cwd=example).stdout
    assert shown.startswith("All of G-1, with what it waits for, fits into 3 sprints, not into fewer (proven).\n")
    assert "Assumed to be ready in time: PO-26 (blocked), PO-45 (blocked)." in shown
    assert "G-1: 31 of 31 points." in shown
    assert po("plan", "--fewest", "G-2", "--capacity", "5", cwd=example).returncode == 2


def test_doubts_repeat_to_the_byte(example: Path, po: Po) -> None:
    once, again = (po("rank", "--uncertain", "-f", "json", cwd=example).stdout for _ in range(2))
    assert once == again
    assert json.loads(once)["items"][6]["rank_interval"] == [5, 11]
    assert po("rank", "--uncertain", "--seed", "2", "-f", "json", cwd=example).stdout != once
    assert " 7 ≈" in po("rank", "--uncertain", cwd=example).stdout
    unsure = ("plan", "--capacity", "40", "--uncertain", "--time-limit", "60")
    safe, same = (po(*unsure, "-f", "json", cwd=example).stdout for _ in range(2))
    assert safe == same
    assert {"id": "PO-20", "share": 1, "planned": True, "kind": "safe"} in json.loads(safe)["stories"]
    assert "over 444.4 (+11 %)" in po("rank", "--sensitive", "PO-7", cwd=example).stdout
    assert "score 5,600 with PO-5, 480 alone" in po("rank", "--sensitive", "PO-6", cwd=example).stdout


def test_other_models_rank_and_are_compared(example: Path, po: Po) -> None:
    answer = json.loads(po("rank", "--by", "value-points", "-f", "json", cwd=example).stdout)
    assert answer["model"] == "value-points"
    assert [item["id"] for item in answer["items"]][:2] == ["PO-17", "PO-15"]
    pair = json.loads(po("rank", "--compare", "rice,value-points", "-f", "json", cwd=example).stdout)
    apart = [item["apart"] for item in pair["items"]]
    assert apart == sorted(apart, reverse=True)
    assert "inputs of wsjf" in po("rank", "--by", "wsjf", "--unscored", cwd=example).stdout
    for words in (["--by", "guess"], ["--compare", "rice"], ["--compare", "rice,guess"]):
        assert po("rank", *words, cwd=example).returncode == 2
