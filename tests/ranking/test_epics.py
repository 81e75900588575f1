"""An epic is as far as its parts are, whatever its own status says."""

import pytest

from planning.test_plan import ask, story
from pocli.errors import PoError
from pocli.features.browse import show_page, surroundings
from pocli.features.rank import page as rank_view
from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.page import Page, Table
from pocli.pages import story_table
from pocli.planning.plan import plan
from pocli.ranking import epics, rank
from pocli.render import plain


def epic(number: int, **fields: str) -> Story:
    return story(number, None, None, type="epic", **fields)


DONE = (
    epic(1, status="doing"),
    epic(2, parent="PO-1"),
    story(3, 3, parent="PO-2", status="done"),
    story(4, 5, parent="PO-1", status="done"),
    story(5, 8, parent="PO-1", status="dropped"),
)
OPEN = (*DONE, story(6, 2, parent="PO-2"))


def parts(*known: Story) -> dict[str, epics.Parts]:
    return dict(epics.parts(Backlog(stories=known), known))


def cells(page: Page, name: str) -> dict[str, tuple[str, str | None]]:
    table = next(block for block in page.blocks if isinstance(block, Table))
    at = {column.name: place for place, column in enumerate(table.columns)}
    return {row[at["id"]].text: (row[at[name]].text, row[at[name]].value) for row in table.rows}


def test_parts_are_counted_at_any_depth_without_what_was_dropped() -> None:
    assert parts(*DONE)["PO-1"] == (2, 2, 8, 8, 0)
    assert parts(*OPEN) == {"PO-1": (2, 3, 8, 10, 0), "PO-2": (1, 2, 3, 5, 0)}
    assert [one.finished for one in (*parts(*DONE).values(), *parts(*OPEN).values())] == [True, True, False, False]


def test_an_epic_without_parts_or_with_none_left_is_not_finished() -> None:
    assert parts(epic(1), story(2, 3)) == {}
    assert not parts(epic(1), story(2, 3, parent="PO-1", status="dropped"))["PO-1"].finished
    ring = (epic(1, parent="PO-2"), epic(2, parent="PO-1"))
    assert not any(one.finished for one in parts(*ring).values())


@pytest.mark.parametrize(
    ("known", "status", "points"),
    [(DONE, "done (derived)", "8"), (OPEN, "doing, 2 of 3", "10"), ((epic(1, status="doing"),), "doing", None)],
)
def test_lists_show_people_how_far_it_is_and_machines_what_its_file_says(
    known: tuple[Story, ...], status: str, points: str | None
) -> None:
    backlog = Backlog(stories=known)
    listed = story_table.page(story_table.Listing(backlog, known, {}, parts(*known)))
    ranked = rank_view.page(rank.rank(backlog, filters={"type": ("epic",)}))
    for page in (listed, ranked):
        assert cells(page, "status")["PO-1"] in {(status, "doing"), (status, None)}
        if points:
            assert cells(page, "points")["PO-1"] == (points, "")


def test_an_epic_that_is_done_by_its_own_word_stays_so() -> None:
    known = (DONE[0]._replace(status="done"), *DONE[1:])
    listed = story_table.page(story_table.Listing(Backlog(stories=known), known, {}, parts(*known)))
    assert cells(listed, "status")["PO-1"][0] == "done"


def test_show_says_how_far_and_what_each_part_is() -> None:
    def shown(known: tuple[Story, ...]) -> str:
        return plain.render(show_page.page(surroundings.about(Backlog(stories=known), known[:1])), 0, colour=False)

    assert "done (derived), doing in its file · epic" in shown(DONE)
    assert "2 of 2 done, 8 of 8 points" in shown(DONE)
    assert "PO-4 Story 4 (done), PO-5 Story 5 (dropped)" in shown(DONE)
    assert "2 of 3 done, 8 of 10 points" in shown(OPEN)


def test_what_is_finished_is_not_left_out_of_a_plan() -> None:
    """It is in no plan and no list of what is not in; an epic of which a part is open is named."""
    more = (story(7, 3, 9),)
    assert [one.id for one in plan(Backlog(stories=(*DONE, *more)), ask(10)).left_out] == []
    found = plan(Backlog(stories=(*OPEN, *more)), ask(10)).left_out
    assert [(one.id, one.reason) for one in found if one.reason == "epic"] == [("PO-1", "epic"), ("PO-2", "epic")]
    with pytest.raises(PoError, match="PO-1 cannot be planned: none of its parts is open"):
        plan(Backlog(stories=(DONE[0]._replace(status="ready"), *DONE[1:])), ask(10, must=("PO-1",)))
