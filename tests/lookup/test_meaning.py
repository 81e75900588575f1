"""A word that a person types means what stands in this backlog, on this day."""

from datetime import date

import pytest

from pocli.errors import PoError
from pocli.lookup.meaning import meaning
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.config import Config
from pocli.model.records import Goal, Sprint
from pocli.model.story import Story

MONDAY = date(2026, 11, 23)
BACKLOG = Backlog(
    Config(statuses={"in-review": "doing"}),
    stories=(Story("stories/PO-1.yaml", "PO-1", "One"),),
    goals=(Goal("goals/G-1.yaml", "G-1", "Goal"),),
    sprints=(Sprint("sprints/S-1.yaml", "S-1", MONDAY, MONDAY, state="active"),),
    unreadable=(Unreadable("stories/PO-9-broken.yaml", 1, "x"),),
)


@pytest.mark.parametrize(
    ("kind", "field", "word", "meant"),
    [
        ("stories", "parent", "1", "PO-1"),
        ("stories", "depends_on", "po-9", "PO-9"),
        ("stories", "goal", "1", "G-1"),
        ("stories", "sprint", "current", "S-1"),
        ("stories", "status", "in-review", "in-review"),
        ("stories", "title", "1", "1"),
        ("stories", "due", "today", "2026-11-23"),
        ("stories", "due", "Monday", "2026-11-23"),
        ("stories", "due", "sunday", "2026-11-29"),
        ("stories", "started", "monday", "2026-11-23"),
        ("stories", "started", "sunday", "2026-11-22"),
        ("stories", "finished", "yesterday", "2026-11-22"),
        ("stories", "due", "2026-12-31", "2026-12-31"),
        ("requests", "needs", "1", "PO-1"),
        ("requests", "status", "open", "open"),
        ("sprints", "end", "tomorrow", "2026-11-24"),
    ],
)
def test_words(kind: str, field: str, word: str, meant: str) -> None:
    assert meaning(BACKLOG, kind, MONDAY)((field,), word) == meant


@pytest.mark.parametrize(
    ("field", "word", "message", "hint"),
    [
        ("parent", "2", "no story is called `PO-2`", "did you mean"),
        ("goal", "PO-1", "`PO-1` names a story; a goal belongs here", ""),
        ("sprint", "next", "no sprint is planned", "make one: po new sprint"),
        ("sprint", "7", "no sprint is called `S-7`", "did you mean `S-1`"),
        ("status", "dnoe", "`dnoe` is not a status", "did you mean `done`"),
        ("status", "zzz", "`zzz` is not a status", "there are: draft"),
    ],
)
def test_unknown_words(field: str, word: str, message: str, hint: str) -> None:
    with pytest.raises(PoError) as refused:
        meaning(BACKLOG, "stories", MONDAY)((field,), word)
    assert message in refused.value.message
    assert hint in refused.value.hint
