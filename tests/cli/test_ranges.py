"""Several stories are named at once by their numbers."""

import pytest

from house import Po, Write

FILES = {
    f"stories/PO-{at}.yaml": f"id: PO-{at}\ntitle: Story {at}\nstatus: {'done' if at == 3 else 'draft'}\n"
    for at in (1, 2, 3, 4, 12)
}


@pytest.mark.parametrize("range_", ["2-9", "2..9"])
def test_a_range_means_the_open_stories_in_it(write: Write, po: Po, range_: str) -> None:
    write(FILES)
    done = po("ready", range_, "12", "2")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["PO-2", "PO-4", "PO-12"]
    assert "status: done" in (write({}) / "stories/PO-3.yaml").read_text()


def test_every_command_of_several_stories_takes_ranges(write: Write, po: Po) -> None:
    root = write(FILES)
    assert po("set", "1-4", "labels+=x").stdout.count("labels [x]") == 3
    assert po("block", "1-2", "4", "no", "answer", "yet").stdout.count("blocked: no answer yet") == 3
    assert po("comment", "1-2", "seen").stdout == "PO-1: seen\nPO-2: seen\n"
    assert po("show", "1..2", "-f", "json").stdout.count('"title"') == 2
    assert po("checklist", "1-4").returncode == 0
    assert "labels" not in (root / "stories/PO-3.yaml").read_text()


@pytest.mark.parametrize("range_", ["5-9", "9-2", "3-3"])
def test_a_range_without_an_open_story_is_an_error(write: Write, po: Po, range_: str) -> None:
    write(FILES)
    done = po("ready", range_)
    low, high = range_.split("-")
    assert (done.returncode, f"no open story has a number from {low} to {high}" in done.stderr) == (2, True)
