"""Where there is nothing to show of a story, the reason is the true one, and the hint is the command that helps."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from house import Po

Write = Callable[[Mapping[str, str]], Path]


def story(name: str, more: str) -> dict[str, str]:
    return {f"stories/{name}.yaml": f"id: {name}\ntitle: Story {name}\n{more}"}


SCORED = "rice: {reach: 9, impact: 1, confidence: 1, effort: 1}\npoints: 3\n"
FILES = {
    "po.yaml": "id_prefix: TS\n",
    **story("TS-1", "status: ready\n" + SCORED),
    **story("TS-2", "status: done\npoints: 2\n"),
    **story("TS-3", "status: draft\n"),
    **story("TS-4", "status: doing\npoints: 1\n"),
    **story("TS-5", "status: ready\ntype: epic\n"),
    **story("TS-6", "status: done\nparent: TS-5\npoints: 1\n"),
    **story("TS-7", "status: ready\ntype: epic\n"),
    **story("TS-8", "status: draft\nparent: TS-7\n"),
    "goals/G-1.yaml": "id: G-1\ntitle: Paid on time\n",
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-10-05\nend: 2026-10-16\ncapacity: 9\nstate: closed\n",
}


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("explain 2", "it is done; see po show TS-2"),
        ("explain 3", "give it a score: po score TS-3"),
        ("explain 4", "it is under way; see po show TS-4"),
        ("explain 5", "none of its parts is open; see po show TS-5"),
        ("explain 7", "an epic is ranked through its parts; see po explain TS-8"),
        ("rank --goal G-1 --explain 1", "the filters leave it out; see po explain TS-1"),
        ("rank --sensitive 3", "give it a score: po score TS-3"),
        ("rank --sensitive 2", "it is done; see po show TS-2"),
    ],
)
def test_what_has_no_place_in_the_ranking(line: str, hint: str, po: Po, write: Write) -> None:
    write(FILES)
    done = po(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"hint: {hint}\n")


def test_what_is_over_is_neither_planned_nor_priced(po: Po, write: Write) -> None:
    write(FILES)
    done = po("plan", "--capacity", "9", "--must", "2", "--price", "2", "--price", "5", "--price", "4")
    assert done.stderr.splitlines()[0] == "TS-2 is done: --must and --without change nothing about it"
    said = [line for line in done.stdout.splitlines() if line.startswith("Price of")]
    assert said == [
        "Price of TS-2: none, it is done",
        "Price of TS-5: none, it is done; look at it: po show TS-5",
        "Price of TS-4: none, it is under way",
    ]


def test_a_sprint_before_the_first_day_has_been(po: Po, write: Write) -> None:
    write(FILES)
    assert "no sprint was under way since then" in po("metrics", "--since", "2026-11-02").stdout
    assert "no sprint" not in po("metrics", "--since", "2026-10-01").stdout
