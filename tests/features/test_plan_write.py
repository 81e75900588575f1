"""What changes in the files when a plan is kept."""

import pytest

from planning.test_sprints import solved, sprint, story
from pocli.errors import PoError
from pocli.features.plan.plan_write import assignments, writable
from pocli.model.backlog import Backlog
from pocli.model.edit import Set

TWO = (sprint(1, 5), sprint(2, 5))


def test_the_files_say_what_the_plan_says() -> None:
    stories = (
        story(1, 5, 9),
        story(2, 5, 8, sprint="S-2"),
        story(3, 5, 1, sprint="S-1"),
        story(4, 1, 1, sprint="S-9"),
        story(5, 0, 1, status="doing", sprint="S-2"),
        story(6, 0, 1, status="doing"),
        story(7, 0, 1, status="done", sprint="S-1"),
    )
    backlog = Backlog(stories=stories, sprints=TWO)
    found = solved(backlog, count=2)
    assert {one.story.id: one.sprint for one in assignments(backlog, found)} == {
        "PO-1": "S-1",
        "PO-3": "",
        "PO-6": "S-1",
    }
    assert [one.edit for one in assignments(backlog, found)][:2] == [
        Set("stories/PO-1.yaml", ("sprint",), "S-1"),
        Set("stories/PO-3.yaml", ("sprint",), None),
    ]
    after = {one.story.id: one.sprint for one in assignments(backlog, found)}
    again = backlog._replace(stories=tuple(one._replace(sprint=after.get(one.id, one.sprint)) for one in stories))
    assert assignments(again, solved(again, count=2)) == ()


def test_only_sprints_with_files_can_be_written() -> None:
    backlog = Backlog(stories=(story(1, 5, 9),), sprints=TWO)
    assert writable(solved(backlog, count=2))
    for found in (solved(backlog, 5), solved(backlog, count=3)):
        assert not writable(found)
        with pytest.raises(PoError):
            assignments(backlog, found)
