"""Filters, and the words that name a story or a sprint."""

import datetime as dt
from typing import Any

import pytest

from pocli.errors import PoError
from pocli.lookup import select
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.config import Config
from pocli.model.records import Request, Sprint
from pocli.model.story import Criterion, Story
from pocli.page import Line, Page, Table
from pocli.pages import story_table as view


def story(number: int, **fields: Any) -> Story:  # noqa: ANN401
    name = f"PO-{number}"
    return Story(f"stories/{name}.yaml", name, fields.pop("title", f"Story {number}"), **fields)


def sprint(number: int, state: str) -> Sprint:
    return Sprint(
        f"sprints/S-{number}.yaml", f"S-{number}", dt.date(2026, 1, number), dt.date(2026, 1, number), "", ""
    )._replace(state=state)


BACKLOG = Backlog(
    Config(statuses={"in-test": "doing"}),
    (
        story(1, status="ready", labels=("billing", "web"), goal="G-1", owner="ada", sprint="S-2"),
        story(2, status="in-test", type="bug", labels=("web",), parent="PO-9", i_want="to export an Invoice"),
        story(3, status="done", requested_by=("sales",), title="Export as CSV"),
        story(4, status="dropped", acceptance_criteria=(Criterion("the export has rows"),)),
        story(12, status="draft", sprint="S-3", moscow="must"),
    ),
    requests=(Request("requests/R-1.yaml", "R-1", "Acme renews", from_="Head of Sales", needs=("PO-2",)),),
    sprints=(sprint(1, "closed"), sprint(2, "active"), sprint(3, "planned"), sprint(4, "planned")),
    unreadable=(Unreadable("stories/PO-7.yaml", 2, "no title"),),
)


def names(**words: tuple[str, ...]) -> list[int]:
    return [int(one.id[3:]) for one in select.select(BACKLOG, select.filters(BACKLOG, words))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({}, [1, 2, 12]),
        ({"status": ("doing",)}, [2]),
        ({"status": ("in-test",)}, [2]),
        ({"status": ("DONE", "dropped")}, [3, 4]),
        ({"not_status": ("doing",)}, [1, 12]),
        ({"type": ("bug",)}, [2]),
        ({"not_type": ("bug",)}, [1, 12]),
        ({"label": ("web",)}, [1, 2]),
        ({"label": ("web",), "not_label": ("billing",)}, [2]),
        ({"goal": ("G-1",)}, [1]),
        ({"goal": ("1",)}, [1]),
        ({"parent": ("9",)}, [2]),
        ({"parent": ("po-9",)}, [2]),
        ({"sprint": ("current",)}, [1]),
        ({"sprint": ("next",)}, [12]),
        ({"not_sprint": ("S-2",)}, [2, 12]),
        ({"owner": ("Ada",)}, [1]),
        ({"requested_by": ("head of sales",)}, [2]),
        ({"requested_by": ("sales",), "status": ("done",)}, [3]),
        ({"moscow": ("Must",)}, [12]),
        ({"not_moscow": ("must",)}, [1, 2]),
        ({"text": ("EXPORT",)}, [2]),
        ({"text": ("export",), "status": ("done", "dropped")}, [3, 4]),
        ({"not_text": ("export",)}, [1, 12]),
        ({"label": ("web",), "type": ("bug",)}, [2]),
        ({"label": ("nothing",)}, []),
    ],
)
def test_filters(words: dict[str, tuple[str, ...]], found: list[int]) -> None:
    assert names(**words) == found


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ({"status": ("redy",)}, "`redy` is not a status", "did you mean `ready`?"),
        ({"not_type": ("saga",)}, "`saga` is not a type", "there are: story, bug, chore, spike, epic"),
        ({"moscow": ("maybe",)}, "`maybe` is not a moscow", "there are: must, should, could, wont"),
        ({"goal": ("2",)}, "no goal is called `G-2`", "did you mean `G-1`?"),
        ({"parent": ("x y",)}, "no story is called `x y`", "there are: PO-1, PO-2, PO-3, PO-4, PO-7, PO-9, PO-12"),
        ({"sprint": ("S-40",)}, "no sprint is called `S-40`", "did you mean `S-4`?"),
    ],
)
def test_a_filter_that_can_match_nothing_is_an_error(
    words: dict[str, tuple[str, ...]], message: str, hint: str
) -> None:
    with pytest.raises(PoError) as caught:
        select.filters(BACKLOG, words)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_everything_is_everything() -> None:
    assert select.select(BACKLOG, {}, everything=True) == BACKLOG.stories


@pytest.mark.parametrize("word", ["PO-12", "po-12", "12"])
def test_a_story_is_named_by_its_id_or_its_whole_number(word: str) -> None:
    assert select.find(BACKLOG, word).id == "PO-12"


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("112", "no story is called `PO-112`", "did you mean `PO-12`?"),
        ("?", "no story is called `?`", "there are: PO-1, PO-2, PO-3, PO-4, PO-12"),
    ],
)
def test_a_story_that_is_not_there(word: str, message: str, hint: str) -> None:
    with pytest.raises(PoError) as caught:
        select.find(BACKLOG, word)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(("word", "name"), [("current", "S-2"), ("next", "S-3"), ("4", "S-4"), ("s-1", "S-1")])
def test_a_sprint_is_named_by_its_id_or_its_place(word: str, name: str) -> None:
    assert select.sprint(BACKLOG, word).id == name


def test_a_sprint_that_was_skipped_does_not_come_next() -> None:
    skipped = (sprint(1, "planned"), sprint(2, "closed"), sprint(3, "planned"))
    assert select.sprint(Backlog(sprints=skipped), "next").id == "S-3"
    assert select.sprint(Backlog(sprints=skipped[:2]), "next").id == "S-1"


@pytest.mark.parametrize(
    ("word", "message"), [("current", "no sprint is active"), ("S-9", "no sprint is called `S-9`")]
)
def test_a_sprint_that_is_not_there(word: str, message: str) -> None:
    with pytest.raises(PoError, match=message):
        select.sprint(Backlog(), word)


def listing(backlog: Backlog) -> view.Listing:
    return view.Listing(backlog, backlog.stories, {})


def said(page: Page) -> list[str]:
    return ["".join(cell.text for cell in block.cells) for block in page.blocks if isinstance(block, Line)]


def test_a_list_marks_faults_and_names_what_is_left_out() -> None:
    backlog = BACKLOG._replace(stories=(story(1, faults=("due",)), story(2)))
    page = view.page(listing(backlog))
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert [column.name for column in table.columns] == ["id", "title", "type", "status", "points", "owner", "sprint"]
    assert [row[0].text for row in table.rows] == ["PO-1 !", "PO-2"]
    assert [row[0].value or row[0].text for row in table.rows] == ["PO-1", "PO-2"]
    assert said(page) == ["left out: stories/PO-7.yaml:2: no title"]


def test_an_unknown_column_of_a_list_has_a_hint() -> None:
    with pytest.raises(PoError, match="`titel` is not a column") as caught:
        view.page(listing(BACKLOG), columns=("titel",))
    assert caught.value.hint == "did you mean `title`?"


def test_json_has_every_field() -> None:
    found: Any = view.data(listing(BACKLOG))
    assert (found["schema"], len(found["stories"])) == ("po.stories/1", 5)
    assert set(Story._fields) - {"extra"} <= set(found["stories"][0])
    assert (found["stories"][1]["status"], found["stories"][1]["state"]) == ("in-test", "doing")
    assert found["stories"][0]["path"] == "stories/PO-1.yaml"
    assert found["unreadable"] == [{"file": "stories/PO-7.yaml", "line": 2, "message": "no title"}]
