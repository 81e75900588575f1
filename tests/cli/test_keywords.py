"""`me`, `current`, `next`, `last` and `none` mean the same wherever an owner or a sprint is named."""

import json
import subprocess
from pathlib import Path

import pytest

from house import Po, Write

SPRINT = "id: S-{0}\nsprint_goal: Goal {0}\nstart: 2026-{1}\nend: 2026-{2}\nstate: {3}\ncapacity: 10\n"
STORY = (
    "id: PO-{0}\ntitle: Story {0}\nstatus: ready\npoints: 1\nacceptance_criteria: [a]\n"
    "rice: {{reach: {0}, impact: 1, confidence: 50%, effort: 1}}\n"
)
FILES = {
    "sprints/S-1.yaml": SPRINT.format(1, "10-05", "10-16", "closed"),
    "sprints/S-2.yaml": SPRINT.format(2, "10-19", "10-30", "closed"),
    "sprints/S-3.yaml": SPRINT.format(3, "11-16", "11-27", "active"),
    "sprints/S-4.yaml": SPRINT.format(4, "11-30", "12-11", "planned"),
    "sprints/S-5.yaml": SPRINT.format(5, "12-14", "12-25", "planned"),
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
    "stories/PO-1.yaml": STORY.format(1) + "owner: Ada L\nsprint: S-3\ngoal: G-1\nlabels: [x]\n",
    "stories/PO-2.yaml": STORY.format(2) + "owner: grace\nsprint: S-4\nparent: PO-9\n",
    "stories/PO-3.yaml": STORY.format(3) + "sprint: S-2\nlabels: [none]\n",
    "stories/PO-4.yaml": STORY.format(4) + "owner: None\n",
    "stories/PO-9.yaml": "id: PO-9\ntitle: Epic\ntype: epic\nowner: grace\n",
}
NAMED = ("-c", "user.name=Ada L", "-c", "user.email=ada@example.org")


@pytest.fixture
def root(write: Write) -> Path:
    """Write a backlog in a repository whose user is Ada L."""
    folder = write(FILES)
    for words in (["init", "-q"], ["config", "user.name", "Ada L"], ["config", "user.email", "ada@example.org"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


FILTERS = [
    (["--owner", "me"], "1"),
    (["--owner", "none"], "3"),
    (["--owner", "None"], "4"),
    (["--owner", "me", "--owner", "none"], "1 3"),
    (["--not-owner", "none"], "1 2 4 9"),
    (["--not-owner", "me"], "2 3 4 9"),
    (["--sprint", "current"], "1"),
    (["--sprint", "next"], "2"),
    (["--sprint", "last"], "3"),
    (["--sprint", "none"], "4 9"),
    (["--sprint", "none", "--sprint", "last"], "3 4 9"),
    (["--not-sprint", "none"], "1 2 3"),
    (["--goal", "none"], "2 3 4 9"),
    (["--parent", "none"], "1 3 4 9"),
    (["--label", "none"], "2 4 9"),
    (["--label", "None"], "3"),
    (["--moscow", "none"], "1 2 3 4 9"),
    (["--requested-by", "none"], "1 2 3 4 9"),
]


@pytest.mark.parametrize(("words", "found"), FILTERS)
def test_every_filter_takes_them(root: Path, po: Po, words: list[str], found: str) -> None:
    assert root.is_dir()
    wanted = [f"PO-{number}" for number in found.split()]
    listed = json.loads(po("list", "--format", "json", *words).stdout)["stories"]
    assert [one["id"] for one in listed] == wanted
    ranked = json.loads(po("rank", "--format", "json", *words).stdout)
    assert {one["id"] for one in ranked["items"]} == set(wanted) - {"PO-9"}
    if not any(word.endswith("sprint") for word in words):  # that is the first sprint of a plan
        planned = json.loads(po("plan", "--capacity", "99", "--format", "json", *words).stdout)
        assert {one["id"] for one in planned["sprints"][0]["stories"]} == set(wanted) - {"PO-9"}
    exported = po("export", "csv", *words).stdout
    assert [line.partition(",")[0] for line in exported.splitlines()[1:]] == wanted
    changed = po("set", *words, "description=x", "--dry-run").stdout
    assert [
        line.removeprefix("+++ stories/").removesuffix(".yaml")
        for line in changed.splitlines()
        if line.startswith("+++")
    ] == wanted


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("owner=me", "owner: Ada L"),
        ("sprint=current", "sprint: S-3"),
        ("sprint=next", "sprint: S-4"),
        ("sprint=last", "sprint: S-2"),
        ("owner=None", "owner: None"),
    ],
)
def test_an_assignment_and_a_new_record_take_them(root: Path, po: Po, word: str, line: str) -> None:
    field, _, value = word.partition("=")
    assert po("set", "9", word).returncode == 0
    assert line in (root / "stories/PO-9.yaml").read_text()
    assert f"+{line}" in po("new", "X", f"--{field}", value, "--dry-run").stdout


@pytest.mark.parametrize(
    "field", ["owner", "sprint", "goal", "labels", "parent", "moscow", "depends_on", "requested_by"]
)
def test_none_empties_a_field(root: Path, po: Po, field: str) -> None:
    (root / "stories/PO-1.yaml").write_text(
        STORY.format(1) + "owner: a\nsprint: S-3\ngoal: G-1\nlabels: [x]\nparent: PO-9\nmoscow: must\n"
        "depends_on: [PO-2]\nrequested_by: [Acme]\n"
    )
    assert po("set", "1", f"{field}=none").returncode == 0
    assert f"{field}:" not in (root / "stories/PO-1.yaml").read_text()
    flag = "--label" if field == "labels" else f"--{field.replace('_', '-')}"
    if field != "moscow":
        assert f"+{field}:" not in po("new", "X", flag, "none", "--dry-run").stdout


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["burndown", "last"], "S-2"),
        (["burndown", "current"], "S-3"),
        (["review", "last", "--format", "json"], "S-2"),
        (["sprint", "show", "last", "--format", "json"], "S-2"),
        (["sprint", "--format", "json"], "S-3"),
        (["plan", "--sprint", "next", "--format", "json"], "S-4"),
        (["tradeoff", "PO-4", "--sprint", "next", "--format", "json"], "S-4"),
        (["checklist", "--sprint", "last"], "PO-3"),
        (["checklist", "--sprint", "none"], "PO-4"),
        (["set", "last", "outcome=x", "--dry-run"], "S-2"),
    ],
)
def test_commands_of_a_sprint_take_them(root: Path, po: Po, words: list[str], name: str) -> None:
    assert root.is_dir()
    done = po(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert name in done.stdout


def test_a_standup_is_of_whom_it_names(root: Path, po: Po) -> None:
    for number in (1, 2, 3):
        po("set", str(number), "status=doing")
    assert root.is_dir()

    def named(owner: str) -> list[str]:
        said = json.loads(po("standup", "--owner", owner, "--format", "json").stdout)
        return [one["id"] for one in said["under_way"]]

    assert (named("me"), named("none"), named("grace")) == (["PO-1"], ["PO-3"], ["PO-2"])


@pytest.mark.parametrize(
    "words",
    [["list", "--owner", "me"], ["standup", "--owner", "me"], ["set", "1", "owner=me"], ["new", "X", "--owner", "me"]],
)
def test_who_is_not_known_is_told(root: Path, po: Po, words: list[str]) -> None:
    subprocess.run(["git", "config", "--unset", "user.name"], cwd=root, check=True)
    done = po(
        *words, env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": str(root / "no")}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'po: po cannot know who `me` is: git has no user.name\n  hint: write: git config user.name "Your Name"\n'
    )


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["burndown", "none"], "name one: current, next, last or its id"),
        (["plan", "--sprint", "none"], "name one: current, next, last or its id"),
    ],
)
def test_where_one_is_needed_none_is_refused(root: Path, po: Po, words: list[str], hint: str) -> None:
    assert root.is_dir()
    done = po(*words)
    assert (done.returncode, done.stderr) == (
        2,
        f"po: `none` is not a sprint, and this needs one\n  hint: {hint}\n",
    )


@pytest.mark.parametrize(
    ("files", "word", "hint"),
    [
        ({}, "current", 'make the first one: po new sprint "'),
        ({"sprints/S-5.yaml": FILES["sprints/S-5.yaml"]}, "current", "start the next one: po sprint start S-5"),
        ({"sprints/S-1.yaml": FILES["sprints/S-1.yaml"]}, "next", 'make one: po new sprint "'),
        ({"sprints/S-5.yaml": FILES["sprints/S-5.yaml"]}, "last", "name one, such as S-5"),
    ],
)
def test_where_no_sprint_is_meant_the_next_step_is_told(
    write: Write, po: Po, files: dict[str, str], word: str, hint: str
) -> None:
    write(files)
    assert f"hint: {hint}" in po("burndown", word).stderr
