"""What git tells, as a user asks for it, in a repository with six sprints of history."""

import json
import shutil
from pathlib import Path

import pytest

import invoicely
from house import Po, Write
from repos import Repo

COMMANDS = (
    ["burndown"],
    ["burndown", "S-18"],
    ["metrics"],
    ["metrics", "--by", "label"],
    ["forecast", "--goal", "G-1"],
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return invoicely.make(tmp_path_factory.mktemp("invoicely") / "backlog")


@pytest.fixture
def backlog(original: Repo, tmp_path: Path) -> Repo:
    shutil.copytree(original.top, tmp_path / "backlog")
    return Repo(tmp_path / "backlog")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json"])
def test_the_same_bytes_in_every_zone_and_with_every_hash_seed(
    original: Repo, po: Po, words: list[str], form: str, tmp_path: Path
) -> None:
    """With and without what an earlier run kept."""
    shown = {
        po(
            *words,
            "-f",
            form,
            cwd=original.top,
            env={"TZ": zone, "PYTHONHASHSEED": seed, "PO_CACHE_DIR": str(tmp_path)},
        ).stdout
        for zone, seed in (("UTC", "0"), ("Asia/Kathmandu", "1"))
    }
    assert len(shown) == 1
    assert shown != {""}


def test_reading_changes_nothing(backlog: Repo, po: Po) -> None:
    before = {path: path.read_bytes() for path in sorted(backlog.top.rglob("*")) if path.is_file()}
    for words in COMMANDS:
        assert po(*words, cwd=backlog.top).returncode == 0
    assert {path: path.read_bytes() for path in sorted(backlog.top.rglob("*")) if path.is_file()} == before


def test_what_is_not_committed_counts_today(backlog: Repo, po: Po) -> None:
    (path,) = (backlog.top / "stories").glob("PO-22-*.yaml")
    path.write_text(path.read_text().replace("status: in-review", "status: done"))
    days = json.loads(po("burndown", "-f", "json", cwd=backlog.top).stdout)["days"]
    assert [day["remaining"] for day in days if day["day"] in {"2026-11-22", "2026-11-23"}] == [13, 8]


def test_a_backlog_without_git_knows_its_own_days_and_says_what_is_missing(write: Write, po: Po) -> None:
    done = "status: done\nstarted: 2026-11-02\nfinished: 2026-11-05\npoints: 3\n"
    write({"stories/PO-1.yaml": f"id: PO-1\ntitle: One\n{done}"})
    answer = json.loads(po("metrics", "-f", "json").stdout)
    assert (answer["cycle_time"]["50"], answer["unknown"]) == (4, ["this folder is not in a git repository"])
    assert "git init" in po("metrics").stdout


def test_nothing_known_cannot_be_forecast(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\nstatus: ready\n"})
    done = po("forecast")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this folder is not in a git repository" in done.stderr


def test_a_shallow_clone_warns(original: Repo, tmp_path: Path, po: Po) -> None:
    original.git("clone", "-q", "--depth", "3", f"file://{original.top}", str(tmp_path / "clone"))
    shown = po("burndown", cwd=tmp_path / "clone").stdout
    assert "the clone is shallow: its past is cut off (git fetch --unshallow)" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["metrics", "--since", "2027-01-01"], "`2027-01-01` is in the future"),
        (["metrics", "--since", "soon"], "`soon` is not a date"),
        (["metrics", "--by", "tpye"], "did you mean `type`?"),
        (["forecast", "--by", "2026-11-23"], "is not after today"),
        (["forecast", "--request", "99"], "no request is called `R-99`"),
        (["forecast", "--request", "PO-1"], "`PO-1` names a story; a request belongs here"),
        (["forecast", "PO-999"], "no story is called `PO-999`"),
        (["forecast", "G-99"], "no goal is called `G-99`"),
        (["forecast", "--unit", "effort"], "`effort` is not one of points, count"),
        (["forecast", "--by", "2026-12-31", "--sprints", "3"], "two different questions"),
        (["goals", "--capacity", "auto", "--unit", "effort"], "the past says nothing about effort"),
        (["burndown", "99"], "no sprint is called `S-99`"),
        (["plan", "--capacity", "auto", "--unit", "effort"], "the past says nothing about effort"),
    ],
)
def test_what_cannot_be_asked(original: Repo, po: Po, words: list[str], said: str) -> None:
    done = po(*words, cwd=original.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_plan_takes_the_capacity_of_the_past(original: Repo, po: Po) -> None:
    done = po("plan", "--capacity", "auto", "--sprint", "S-25", "-f", "json", cwd=original.top)
    assert json.loads(done.stdout)["sprints"][0]["capacity"] == 13
    assert "capacity 13: reached by 85 % of the last 7 past sprints (12 to 22 points)" in done.stderr
    assert json.loads(po("plan", "--capacity", "auto", "--unit", "count", "-f", "json", cwd=original.top).stdout)


def test_several_sprints_take_the_sum_that_the_past_supports(original: Repo, po: Po) -> None:
    """As the forecast says it; each of the commands that look at several sprints takes the same."""
    answer = json.loads(po("forecast", "--sprints", "3", "-f", "json", cwd=original.top).stdout)
    planned = po("plan", "--capacity", "auto", "--sprints", "3", "-f", "json", cwd=original.top)
    rooms = [one["capacity"] for one in json.loads(planned.stdout)["sprints"]]
    assert sum(rooms) == answer["how_many"]["85"]
    said = f"capacity {sum(rooms)} in 3 sprints together: 85 % likely, from the last 7 past sprints"
    for words in (["plan", "--sprints", "3"], ["goals"], ["requests"], ["tradeoff", "PO-7"]):
        assert said in po(*words, "--capacity", "auto", cwd=original.top).stderr
    assert (
        " in 5 sprints together"
        in po("tradeoff", "7", "--sprint", "S-29", "--capacity", "auto", cwd=original.top).stderr
    )


def test_the_capacity_of_the_past_and_the_velocity_are_of_the_same_sprints(write: Write, po: Po) -> None:
    files: dict[str, str | bytes] = {}
    for number, points in enumerate((27, 26, 28), 1):
        first = f"2026-{7 + number:02}-03"
        files[f"sprints/S-{number}.yaml"] = f"id: S-{number}\nstart: {first}\nend: {first[:-2]}16\nstate: closed\n"
        done = f"status: done\nfinished: {first[:-2]}07\npoints: {points}\n"
        files[f"stories/PO-{number}.yaml"] = f"id: PO-{number}\ntitle: Story {number}\n{done}"
    write(files)
    velocity = json.loads(po("metrics", "-f", "json").stdout)["velocity"]
    assert (velocity["low"], velocity["high"], velocity["sprints"]) == (26, 28, 3)
    said = po("plan", "--capacity", "auto").stderr
    assert "capacity 26: reached by 85 % of the last 3 past sprints (26 to 28 points)" in said
    assert json.loads(po("forecast", "-f", "json").stdout)["sample"]["totals"] == [27, 26, 28]


def test_a_forecast_is_asked_for_by_ids(original: Repo, po: Po) -> None:
    def stories(*words: str) -> set[str]:
        answer = json.loads(po("forecast", *words, "-f", "json", cwd=original.top).stdout)
        return set(answer["stories"])

    assert stories("G-1") == stories("--goal", "1") != set()
    assert stories("R-3") == stories("--request", "3") != set()
    assert stories("G-1", "r-3", "40") == stories("G-1") | stories("R-3") | stories("40")
    assert stories("G-1", "--label", "nothing-has-it") == set()


def test_goals_are_forecast_each_by_itself(original: Repo, po: Po) -> None:
    """As `po forecast` does it, and the review for what it delivered of."""
    by = json.loads(po("forecast", "G-1", "-f", "json", cwd=original.top).stdout)["done_by"]
    known = {
        one["id"]: one["done_by"] for one in json.loads(po("goals", "-f", "json", cwd=original.top).stdout)["goals"]
    }
    assert known["G-1"] == {level: by[level] for level in ("50", "85")}
    assert f"all of it is done by {by['85']} (85 %), if it comes first" in po("goals", "1", cwd=original.top).stdout
    parts = json.loads(po("review", "S-23", "-f", "json", cwd=original.top).stdout)["delivered"]
    assert {one["goal"]: one["done_by"] for one in parts}["G-1"] == by["85"]


def test_a_forecast_shows_how_it_was_kept(original: Repo, po: Po) -> None:
    shown = po("forecast", "--backtest", cwd=original.top).stdout
    assert "How often forecasts would have come true, in 7 past sprints" in shown
    kept = json.loads(po("forecast", "-f", "json", cwd=original.top).stdout)["backtest"]
    assert [(one["ahead"], one["cases"]) for one in kept] == [(1, 4), (3, 2)]
    assert po("forecast", "--backtest", "-f", "csv", cwd=original.top).stdout.startswith(
        "said,ahead_1,ahead_3,word\n50,"
    )


def test_a_sprint_that_has_not_begun(original: Repo, po: Po) -> None:
    assert "it has not started" in po("burndown", "25", cwd=original.top).stdout
    assert "none of that is open" in po("forecast", "--status", "done", cwd=original.top).stdout


def test_po_alone_says_whether_the_sprint_will_be_done(original: Repo, po: Po) -> None:
    assert "13 points left, done by 9 Dec (85 %)" in po(cwd=original.top).stdout.splitlines()[0]


def test_who_changed_an_input_last_and_when(backlog: Repo, po: Po) -> None:
    (path,) = (backlog.top / "stories").glob("PO-8-*.yaml")
    path.write_text(path.read_text().replace("reach: 500", "reach: 700"))
    backlog.commit("2026-11-20", by="Zoë")
    shown = po("rank", "--explain", "8", cwd=backlog.top)
    assert shown.returncode == 2, "it is under way, and not in the ranking"
    assert "reach: Zoë, 2026-11-20" in po("show", "8", cwd=backlog.top).stdout
    answer = json.loads(po("rank", "--explain", "12", "-f", "json", cwd=backlog.top).stdout)
    assert answer["changed"]["reach"]["by"] == "Ada"
    assert "(Ada, 2026-08-03)" in po("rank", "--explain", "12", cwd=backlog.top).stdout


def test_without_git_nobody_changed_anything(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\nrice: {reach: 1, impact: 1, confidence: 80%, effort: 1}\n"})
    assert "changed" not in po("show", "1").stdout
    assert json.loads(po("rank", "--explain", "1", "-f", "json").stdout)["changed"] == {}


@pytest.mark.parametrize(
    "words", [["standup"], ["review", "S-23"], ["roadmap", "--details"], ["sprint", "show"]], ids=" ".join
)
@pytest.mark.parametrize("form", ["json", "csv", "markdown", "slack", "html"])
def test_every_answer_has_every_look(original: Repo, po: Po, words: list[str], form: str) -> None:
    done = po(*words, "-f", form, cwd=original.top)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout or (words[0], form) == ("review", "csv")


def test_a_sprint_that_nobody_started_is_not_under_way_even_on_its_days(backlog: Repo, po: Po) -> None:
    """S-25 begins on 30 November; S-24 still runs."""
    said = po("review", "S-25", "--today", "2026-12-01", cwd=backlog.top).stdout
    assert "Our Sprint Goal is: " in said
    assert "The sprint has not started (po sprint start S-25)" in said
    assert "Nothing is delivered yet." in said
    assert "under way" not in said.partition("Planned for it")[0]
    days = po("burndown", "S-25", "--today", "2026-12-01", cwd=backlog.top).stdout
    assert "it has not started (po sprint start S-25)" in days
    assert "no story is in it; fill it: po plan --sprint S-25 --write" in days


def test_a_sprint_that_is_over_is_told_in_the_past(original: Repo, po: Po) -> None:
    said = po("review", "S-23", cwd=original.top).stdout
    assert "Our Sprint Goal was: " in said
    assert "is: " not in said.splitlines()[1]


def test_a_closed_sprint_is_over_on_its_last_day_too(write: Write, po: Po) -> None:
    """What went back to the Product Backlog when it was closed was under way until then."""
    repo = Repo(write({}))
    repo.git("init", "-q")
    sprint = "id: S-1\nstart: 2026-11-09\nend: 2026-11-20\nstate: {}\nsprint_goal: Ship\n"
    story = "id: PO-{}\ntitle: Story {}\npoints: 3\nsprint: S-1\nstatus: {}\n"
    begun = {"sprints/S-1.yaml": sprint.format("active"), "po.yaml": "project: Shop\n"}
    repo.commit("2026-11-09", {**begun, **{f"stories/PO-{at}.yaml": story.format(at, at, "ready") for at in (1, 2)}})
    repo.commit("2026-11-11", {"stories/PO-1.yaml": story.format(1, 1, "doing")})
    repo.commit("2026-11-13", {"stories/PO-2.yaml": story.format(2, 2, "done")})
    closed = po("sprint", "close", "--goal-met", "no", "--yes", "--today", "2026-11-20")
    assert closed.returncode == 0, closed.stderr
    repo.commit("2026-11-20")
    later = po("review", "last", "--today", "2026-11-20").stdout
    assert "Story 1 (PO-1): under way" in later
    assert later.strip() in closed.stdout
    metrics = po("metrics", "--today", "2026-11-20").stdout
    assert "S-1     20 Nov" in metrics
    assert "velocity: 3 points (the only past sprint)" in metrics
