"""A sum of points says how many stories are not in it: those without points, and those whose points are refused."""

import json

import pytest

from house import Po, Write

SPRINT = "id: S-1\nstart: 2026-11-23\nend: 2026-12-04\nstate: active\ncapacity: 20\n"


@pytest.mark.parametrize("line", ["points: eight\n", ""], ids=["unreadable", "missing"])
def test_a_sum_says_what_is_not_in_it(write: Write, po: Po, line: str) -> None:
    part = "parent: PO-1\nsprint: S-1\nstatus: ready\n"
    write(
        {
            "sprints/S-1.yaml": SPRINT,
            "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
            "stories/PO-1.yaml": "id: PO-1\ntitle: Epic\ntype: epic\ngoal: G-1\n",
            "stories/PO-2.yaml": f"id: PO-2\ntitle: Two\npoints: 5\n{part}",
            "stories/PO-3.yaml": f"id: PO-3\ntitle: Three\npoints: 8\n{part}",
            "stories/PO-4.yaml": f"id: PO-4\ntitle: Four\n{line}{part}",
        }
    )
    for name in ("PO-1", "G-1", "S-1"):
        assert "0 of 3 done, 0 of 13 points, 1 story without points" in po("show", name).stdout
    listed = po("list").stdout
    assert "0 of 3  13+ " in listed
    assert "+ not all of its stories have points" in listed
    assert "13 of 20 points, 1 story without points" in po("show", "S-1").stdout
    assert "active: 13 points of 20 that fit, 0 done, 1 story without points" in po("sprint", "show", "S-1").stdout
    assert "0 of 13+" in po("roadmap", "--details").stdout
    assert json.loads(po("sprint", "show", "S-1", "-f", "json").stdout)["without_points"] == 1


def test_a_sum_of_all_stories_says_nothing_more(write: Write, po: Po) -> None:
    write(
        {
            "stories/PO-1.yaml": "id: PO-1\ntitle: Epic\ntype: epic\n",
            "stories/PO-2.yaml": "id: PO-2\ntitle: Two\npoints: 5\nparent: PO-1\n",
        }
    )
    assert "0 of 5 points\n" in po("show", "PO-1").stdout
    assert "+" not in po("list").stdout
