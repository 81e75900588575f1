"""A new record says what was said, and nothing else."""

import datetime as dt
from fractions import Fraction

import pytest

from pocli.changes.creation import KINDS, Draft, Given, NewRecord, drafted, highest, kind, named, namesakes
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.edit import Create, Set
from pocli.model.records import Goal, Sprint
from pocli.model.story import Story

TODAY = dt.date(2026, 11, 22)  # a Sunday
ONE = Story("stories/PO-1.yaml", "PO-1", "One")
BACKLOG = Backlog(Config(), (ONE,), (Goal("goals/G-2.yaml", "G-2", "Goal"),), files=("stories/PO-4-x.yaml",))


def draft(ask: NewRecord, backlog: Backlog = BACKLOG) -> Draft:
    return drafted(backlog, ask, today=TODAY)


def test_words_say_the_kind_and_the_title() -> None:
    assert kind(["bug", "Login", "loop"]) == ("bug", "Login loop")
    assert kind(["Login loop"]) == ("story", "Login loop")
    assert kind(["story", "bug"]) == ("story", "bug")
    assert kind([]) == ("story", "")


def test_only_what_was_said_in_the_order_of_the_file() -> None:
    given: Given = {"labels": ("b", "a"), "effort": "2", "reach": "10", "points": "", "goal": "2", "depends_on": ("1",)}
    found = draft(NewRecord("bug", " Login loop ", given))
    assert list(found.fields.items()) == [
        ("title", "Login loop"),
        ("type", "bug"),
        ("rice", {"reach": "10", "effort": "2"}),
        ("goal", "G-2"),
        ("depends_on", ["PO-1"]),
        ("labels", ["b", "a"]),
    ]
    assert named(found, "PO-5") == (Create("stories/PO-5-login-loop.yaml", {"id": "PO-5", **found.fields}),)


def test_a_request_says_who_asked() -> None:
    found = draft(NewRecord("request", "Acme", {"from_": "Acme, Bee", "needs": ("1",)}))
    assert found.fields == {"title": "Acme", "from": "Acme, Bee", "needs": ["PO-1"]}
    assert (found.folder, found.prefix) == ("requests", "R")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (NewRecord("story", "x", {"metric": "m"}), "a story has no `metric`"),
        (NewRecord("goal", "x", {"points": "1"}), "a goal has no `points`"),
        (NewRecord("story", "  "), "the title is missing"),
        (NewRecord("story", "x", {"parent": "9"}), "no story is called `PO-9`"),
        (NewRecord("story", "x", {"goal": "9"}), "no goal is called `G-9`"),
        (NewRecord("story", "x", {"sprint": "9"}), "no sprint is called `S-9`"),
    ],
)
def test_what_cannot_be_is_refused(ask: NewRecord, message: str) -> None:
    with pytest.raises(PoError, match=message):
        draft(ask)


def test_the_first_sprint_begins_on_a_working_day() -> None:
    found = draft(NewRecord("sprint", "Books"))
    assert found.fields == {"sprint_goal": "Books", "start": "2026-11-23", "end": "2026-12-04"}
    assert named(found, "S-1")[0].path == "sprints/S-1.yaml"


def test_a_sprint_follows_the_last_one_with_its_capacity() -> None:
    last = Sprint("sprints/S-1.yaml", "S-1", dt.date(2026, 11, 16), dt.date(2026, 11, 27), capacity=Fraction(40))
    found = draft(NewRecord("sprint", "", {"capacity": "30"}), BACKLOG._replace(sprints=(last,)))
    assert found.fields == {"start": "2026-11-30", "end": "2026-12-11", "capacity": "30"}
    long = last._replace(end=dt.date(2026, 12, 31))
    assert draft(NewRecord("sprint"), BACKLOG._replace(sprints=(long,))).fields["start"] == "2027-01-01"


@pytest.mark.parametrize(
    ("start", "config", "end"),
    [
        ("2026-10-05", Config(), "2026-10-16"),
        ("2027-01-11", Config(), "2027-01-22"),
        ("2026-10-07", Config(), "2026-10-20"),
        ("2026-10-05", Config(working_days=tuple(range(7))), "2026-10-18"),
        ("2026-10-05", Config(sprint_days=7), "2026-10-09"),
        ("2026-10-10", Config(sprint_days=2), "2026-10-10"),
    ],
)
def test_a_sprint_is_as_long_wherever_it_begins(start: str, config: Config, end: str) -> None:
    """Of the `sprint_days` from its first day on, it has all up to the last working day."""
    last = Sprint("sprints/S-1.yaml", "S-1", dt.date(2026, 11, 16), dt.date(2026, 11, 27))
    for known in (Backlog(config), Backlog(config, sprints=(last,))):
        assert draft(NewRecord("sprint", "", {"start": start}), known).fields == {"start": start, "end": end}


def test_a_start_that_is_said_gives_the_days_that_po_thinks_of_itself() -> None:
    """One length: from a first day on, it makes no difference who named that day."""
    for last in (None, Sprint("s", "S-1", dt.date(2026, 11, 16), dt.date(2026, 11, 27))):
        known = BACKLOG._replace(sprints=(last,) if last else ())
        own = draft(NewRecord("sprint"), known).fields
        assert draft(NewRecord("sprint", "", {"start": str(own["start"])}), known).fields == own


@pytest.mark.parametrize("word", ["2027-13-01", "9999-12-31"])
def test_what_is_no_day_is_left_to_the_schema(word: str) -> None:
    assert draft(NewRecord("sprint", "", {"start": word})).fields == {"start": word, "end": "2026-12-04"}


@pytest.mark.parametrize("word", KINDS)
def test_every_kind_has_its_folder(word: str) -> None:
    found = draft(NewRecord(word, "A title"))
    assert found.folder == {"goal": "goals", "request": "requests", "sprint": "sprints"}.get(word, "stories")


def test_a_text_keeps_its_comments_and_begins_with_the_id() -> None:
    path = "stories/PO-5-one.yaml"
    found = draft(NewRecord("story", "One", {"points": "3"}, "# why\n\ntitle: One # x\n"))
    edits = named(found, "PO-5")
    assert edits[0] == Create(path, "# why\n\nid: PO-5\ntitle: One # x\n")
    assert edits[1:] == (
        Set(path, ("id",), "PO-5"),
        Set(path, ("title",), "One"),
        Set(path, ("points",), "3"),
    )
    for text in ("{title: One}\n", "title: One\nid: PO-1\n"):
        assert named(draft(NewRecord("story", "One", {}, text)), "PO-5")[0] == Create(path, text)


def test_the_highest_number_is_that_of_records_and_of_names() -> None:
    assert highest(BACKLOG, "PO", BACKLOG.files) == 4
    assert highest(BACKLOG, "PO", ()) == 1
    assert highest(BACKLOG, "P", ("stories/PX-9.yaml",)) == 9, "a number alone is to name one story"
    assert highest(BACKLOG, "G", ("stories/PX-9.yaml", "docs/G-2.yaml")) == 2
    assert highest(BACKLOG, "PO", ("docs/ISO-27001.yaml",)) == 1, "what is no story has no say"


def test_namesakes_are_open_stories_with_the_same_title() -> None:
    assert namesakes(BACKLOG, draft(NewRecord("story", "oNE"))) == ("PO-1",)
    assert namesakes(BACKLOG, draft(NewRecord("goal", "One"))) == ()
