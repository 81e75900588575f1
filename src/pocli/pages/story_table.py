"""How does a list of stories read?"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup.first_commands import first
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.number import plain, text
from pocli.model.story import Criterion, Story
from pocli.page import Cell, Column, Item, Line, Page, Table, line
from pocli.page import page as pages
from pocli.pages import epic_words, words
from pocli.ranking.epics import Parts
from pocli.text import instead

TITLE = "Stories"
SHOWN = ("id", "title", "type", "status", "points", "owner", "sprint")
HIDDEN = frozenset({"extra", "faults", "path"})
NAMES = tuple(name for name in Story._fields if name not in HIDDEN and name not in {"rice", "wsjf", "ice"})
TITLES = {"points": "pts"}


class Listing(NamedTuple):
    """The stories of a list, with what the page needs beside them."""

    backlog: Backlog
    stories: tuple[Story, ...]
    scores: Mapping[str, Fraction | None]
    parts: Mapping[str, Parts] = {}
    """How far the epics among them are, by id."""


def page(answer: Listing, *, columns: Sequence[str] = ()) -> Page:
    """Word the list as a table.

    Raises:
        PoError: a column is not known.
    """
    names = tuple(columns) or SHOWN
    for name in names:
        if name not in NAMES:
            raise PoError(f"`{name}` is not a column", instead(name, NAMES))
    heads = tuple(Column(name, TITLES.get(name, name), name == "points", name == "title") for name in names)
    rows = tuple(tuple(_shown(answer, story, name) for name in names) for story in answer.stories)
    table = Table(heads, rows) if rows else line(*_empty(answer))
    return pages(table, _legend(answer, names), left_out(answer.backlog.unreadable))


def _legend(answer: Listing, names: Sequence[str]) -> list[Line]:
    """Say what a `+` behind an epic's points means, where there is one."""
    some = "points" in names and any(part.unsized and part.points for part in answer.parts.values())
    return [line(Cell("+ not all of its stories have points", "muted"))] if some else []


def _empty(answer: Listing) -> tuple[Cell, Cell]:
    """Say what to do where the list is empty: write the first story, or look at the others."""
    if not answer.backlog.stories:
        return Cell("there is no story yet"), Cell(f"; {first('story')}", "hint")
    return Cell("no story matches"), Cell("; po list --all shows closed ones too", "hint")


def left_out(files: Sequence[Unreadable]) -> list[Line]:
    """Name the files that are in no answer."""
    return [line(Cell("left out: ", "bad"), Cell(file.path, "file"), f":{file.line}: {file.message}") for file in files]


def unreadable(files: Sequence[Unreadable]) -> list[dict[str, object]]:
    """Return the files that are in no answer, as every shape of JSON has them."""
    return [{"file": file.path, "line": file.line, "message": file.message} for file in files]


def criterion(one: Criterion) -> tuple[str, ...]:
    """Return a criterion as lines: its text, or its steps with their words."""
    steps = [(word, step) for word in ("given", "when", "then") for step in getattr(one, word)]
    said = [f"{word.capitalize()} {step}" for word, step in steps]
    return tuple(([one.text] if one.text else []) + said)


def _shown(answer: Listing, story: Story, name: str) -> Cell:
    """Return a field; of an epic with parts, people see how far it is and how large they are together."""
    found = answer.parts.get(story.id)
    if found is None or name not in {"status", "points"}:
        return _cell(answer.backlog, story, name)
    if name == "status":
        state = answer.backlog.state(story)
        return words.status(story.status, state)._replace(
            text=epic_words.status(story.status, state, found), value=story.status
        )
    return (
        Cell(epic_words.points(found), "", _said(story.points)) if found.points else _cell(answer.backlog, story, name)
    )


def item(number: int, one: Criterion) -> Item:
    """Return a criterion as an item of a checklist, by the number that `po tick` knows it by."""
    return Item(one.done, criterion(one), one.verified_by, number)


def _cell(backlog: Backlog, story: Story, name: str) -> Cell:
    said = _said(getattr(story, name))
    if name == "status":
        return words.status(said, backlog.state(story))
    if name == "id" and story.faults:
        return Cell(f"{said} !", "warning", said)
    return Cell(said or "–", "" if said else "muted", said) if name != "id" else Cell(said, "accent")


def _said(value: object) -> str:
    """Return a field's value as text."""
    if isinstance(value, Fraction):
        return text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(_said(inner) for inner in value if isinstance(inner, (str, Fraction)))
    return value if isinstance(value, str) else ""


def data(answer: Listing) -> dict[str, object]:
    """Return the stories as `po.stories/1`."""
    return {
        "schema": "po.stories/1",
        "stories": [_story(answer, story) for story in answer.stories],
        "unreadable": unreadable(answer.backlog.unreadable),
    }


def _story(answer: Listing, story: Story) -> dict[str, object]:
    score = answer.scores.get(story.id)
    more = {
        "score": None if score is None else plain(score),
        "state": answer.backlog.state(story),
        "faults": list(story.faults),
        **epic_words.data(answer.parts.get(story.id)),
    }
    return {**fields(story), **more}


def fields(story: Story) -> dict[str, object]:
    """Return what a story's file says as JSON values."""
    found = {name: json(value) for name, value in story._asdict().items() if name != "extra"}
    return {**found, **story.extra}


def json(value: object) -> object:
    """Return a model value as JSON values; absent texts are null."""
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        return {name: json(inner) for name, inner in value._asdict().items()}
    if isinstance(value, tuple):
        return [json(inner) for inner in value]
    return None if value == "" else value
