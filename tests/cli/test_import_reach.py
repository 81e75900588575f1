"""What analytics measured becomes reach, as a reviewed edit with its evidence."""

import json

import pytest

from house import Po, Write

AMPLITUDE = 'Event Segmentation,\n"Nov 1 to Nov 30",\n\nEvent,Uniques\nExport clicked,"1,234"\nLogin,9000\nBad,many\n'
PENDO = "Feature Name;Visitors;Clicks\nexport clicked;1234;5000\n"
STORIES = {
    "stories/PO-1-a.yaml": "id: PO-1\ntitle: a\nrice: {reach: 800..2000, impact: high}  # ours\n"
    "x-reach-event: Export clicked\n",
    "stories/PO-2-b.yaml": "id: PO-2\ntitle: b\nx-reach-event: [Login, Export clicked]\n"
    "evidence:\n  - {source: talk}\n",
    "stories/PO-3-c.yaml": "id: PO-3\ntitle: c\nx-reach-event: Gone\n",
    "stories/PO-4-d.yaml": "id: PO-4\ntitle: d\n",
}


def test_measured_reach_is_shown_and_then_written_with_evidence(po: Po, write: Write) -> None:
    root = write({**STORIES, "amp.csv": AMPLITUDE})
    dry = po("import", "reach", "amp.csv", "--dry-run")
    assert dry.returncode == 0
    assert "PO-1  a      Export clicked  800..2000             1234\n" in dry.stdout
    assert "PO-3  c      Gone                    –  not in the file\n" in dry.stdout
    assert "row 7: Uniques: `many` is not a number" in dry.stdout
    assert "reach counts people per quarter here" in dry.stdout
    assert (root / "stories/PO-1-a.yaml").read_text() == STORIES["stories/PO-1-a.yaml"]
    assert po("import", "reach", "amp.csv").stdout.endswith("measured reach of 2 stories\n")
    first, second = ((root / f"stories/PO-{name}.yaml").read_text() for name in ("1-a", "2-b"))
    proof = '{source: analytics, note: "Export clicked: 1234 users, amp.csv", date: 2026-11-23}'
    assert "rice: {reach: 1234, impact: high}  # ours\n" in first
    assert f"evidence: [{proof}]\n" in first
    assert "rice: {reach: 9000}\n" in second
    assert "  - {source: talk}\n  - " in second
    assert (root / "stories/PO-4-d.yaml").read_text() == STORIES["stories/PO-4-d.yaml"]
    assert po("validate").returncode == 0
    again = po("import", "reach", "amp.csv")
    assert "measured reach" not in again.stdout


def test_another_tools_columns(po: Po, write: Write) -> None:
    write({**STORIES, "pendo.csv": PENDO})
    found = json.loads(po("import", "reach", "pendo.csv", "--dry-run", "-f", "json").stdout)
    assert [(one["id"], one["measured"]) for one in found["stories"]] == [
        ("PO-1", "1234"),
        ("PO-2", "1234"),
        ("PO-3", None),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("a,b\n1,2\n", "no columns are known to hold events and their users"), ("\n", "is empty")],
)
def test_what_is_no_such_table(text: str, message: str, po: Po, write: Write) -> None:
    write({"x.csv": text})
    done = po("import", "reach", "x.csv")
    assert (done.returncode, message in done.stderr) == (2, True)


def test_without_a_story_that_names_an_event(po: Po, write: Write) -> None:
    write({"x.csv": PENDO})
    assert "x-reach-event" in po("import", "reach", "x.csv").stdout


GA4 = """# ----------------------------------------
# Events: Event name
# ----------------------------------------
#
# Start date: 20260101
Event name,Event count,Total users,Event count per active user
export_click,420,120,3.5
page_view,9000,"1,200",7.5
#
# Another table
Event name,Total users
export_click,7
"""
CHART = 'Exports\n\n"\tSegment","\t2026-01-01","\t2026-02-01"\n"export_click","90","130"\n'
PATHS = "# a\nPage path and screen class,Views,Active users\n/export,9,12\n"


@pytest.mark.parametrize(
    ("text", "options", "reach"),
    [
        (GA4, [], "120"),
        (GA4, ["--map", "Event count=reach", "--map", "Event name=key"], "420"),
        (CHART, [], "130"),
        (PATHS.replace("/export", "export_click"), [], "12"),
        ("# x\nWas,Wieviele\nexport_click,5\n", ["--map", "Was=key", "--map", "Wieviele=reach"], "5"),
    ],
)
def test_analytics_with_lines_above_the_header(text: str, options: list[str], reach: str, po: Po, write: Write) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: Export\nx-reach-event: export_click\n", "x.csv": text})
    found = json.loads(po("import", "reach", "x.csv", *options, "--dry-run", "-f", "json").stdout)
    assert [one["measured"] for one in found["stories"]] == [reach]


def test_unknown_columns_of_analytics_are_named(po: Po, write: Write) -> None:
    write({"x.csv": "# about\n# more\nWas,Wieviele\na,5\n"})
    done = po("import", "reach", "x.csv")
    assert (done.returncode, "the columns are: `Was`, `Wieviele`" in done.stderr) == (2, True)
