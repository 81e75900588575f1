"""The main job, as a user runs it."""

import json
from pathlib import Path

from house import REPO, Po, Write
from pocli.cli.table import COMMANDS, functions

RICE = "rice: {{reach: {}, impact: {}, confidence: {}, effort: {}}}\n"


def mcbride() -> dict[str, str]:
    rows = [(450, 3, "100%", 2), (2000, 1, "80%", 4), (800, 2, "50%", 1)]
    ready = "status: ready\npoints: 3\nacceptance_criteria: [It works]\n"
    return {
        f"stories/PO-{n}.yaml": f"id: PO-{n}\ntitle: Project {n}\n{ready}" + RICE.format(*row)
        for n, row in enumerate(rows, 1)
    }


def test_rank_gives_mcbrides_scores(write: Write, po: Po) -> None:
    write(mcbride())
    answer = json.loads(po("rank", "-f", "json").stdout)
    assert answer["schema"] == "po.rank/1"
    assert [(item["id"], item["score"]) for item in answer["items"]] == [("PO-3", 800), ("PO-1", 675), ("PO-2", 400)]


def test_a_file_left_out_is_named_in_the_answer(write: Write, po: Po) -> None:
    write({**mcbride(), "stories/PO-9.yaml": "id: PO-9\ntitle: [\n"})
    done = po("rank")
    assert done.returncode == 0
    assert "stories/PO-9.yaml" in done.stdout
    assert "stories/PO-9.yaml" in done.stderr


def test_validate_fails_with_the_place(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\npoints: many\n"})
    done = po("validate", "-f", "concise")
    assert done.returncode == 1
    assert "stories/PO-1.yaml:3:9: error[wrong-type]" in done.stdout


def test_plan_takes_the_best(write: Write, po: Po) -> None:
    write(mcbride())
    answer = json.loads(po("plan", "--capacity", "6", "-f", "json").stdout)
    assert answer["proof"] == "optimal"
    assert {story["id"] for story in answer["sprints"][0]["stories"]} == {"PO-1", "PO-2"}


def test_no_backlog_is_two_lines_and_exit_2(tmp_path: Path, po: Po) -> None:
    done = po("rank", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "po init" in done.stderr


def test_init_then_everything_runs(tmp_path: Path, po: Po) -> None:
    assert po("init").returncode == 0
    for words in (
        ["rank"],
        ["list"],
        ["show", "1"],
        ["1"],
        ["config"],
        ["validate"],
        ["schema", "story"],
        ["checklist", "1"],
    ):
        done = po(*words)
        assert (done.returncode, done.stderr) == (0, ""), words
    assert po("init").returncode == 2
    assert (tmp_path / "stories").is_dir()


def test_init_example_is_the_example_and_sound(po: Po) -> None:
    assert po("init", "shop", "--example").returncode == 0
    done = po("validate", "shop", "--backlog", "shop", "--pedantic")
    assert (done.returncode, done.stdout) == (0, "no problems in 58 files\n")


def test_the_table_of_commands_is_that_of_the_files() -> None:
    """No file of a command is forgotten, and no line of the table leads nowhere."""
    assert all(functions(name) for name in COMMANDS)
    places = {(entry.place or f"{name}.command").partition(":")[0] for name, entry in COMMANDS.items()}
    features = REPO / "src" / "pocli" / "features"
    assert {features / f"{one.replace('.', '/')}.py" for one in places} == set(features.glob("*/*command.py"))
