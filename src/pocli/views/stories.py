"""How do a list of stories and a story as a whole read?"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.graph import closure
from pocli.model.number import plain, text
from pocli.model.story import Rice, Story
from pocli.page import Block, Cell, Checklist, Column, Heading, Item, Page, Table, line
from pocli.page import page as pages
from pocli.text import figure, nearest

SHOWN = ("id", "title", "type", "status", "points", "owner", "sprint")
HIDDEN = frozenset({"extra", "faults", "path"})
NAMES = tuple(name for name in Story._fields if name not in HIDDEN and name not in {"rice", "wsjf", "ice"})
TITLES = {"points": "pts"}


class Listing(NamedTuple):
    """The stories of a list, with what the page needs beside them."""

    backlog: Backlog
    stories: tuple[Story, ...]
    scores: Mapping[str, Fraction | None]
    whole: bool
    """Show each story whole, not as a row."""


def page(answer: Listing, *, columns: Sequence[str] = ()) -> Page:
    """Word the list as a table, or each story whole.

    Raises:
        PoError: a column is not known.
    """
    left = [_left(file) for file in answer.backlog.unreadable]
    if answer.whole:
        return pages(*[_whole(answer, story) for story in answer.stories], left)
    names = tuple(columns) or SHOWN
    for name in names:
        if name not in NAMES:
            near = nearest(name, NAMES)
            raise PoError(
                f"`{name}` is not a column", f"did you mean `{near}`?" if near else f"there are: {', '.join(NAMES)}"
            )
    heads = tuple(Column(name, TITLES.get(name, name), name == "points", name == "title") for name in names)
    rows = tuple(tuple(_cell(story, name) for name in names) for story in answer.stories)
    return pages(Table(heads, rows) if rows else line("no story is there; po list --all shows closed ones too"), left)


def _left(file: Unreadable) -> Block:
    return line(Cell("left out: ", "bad"), f"{file.path}:{file.line}: {file.message}")


def _cell(story: Story, name: str) -> Cell:
    said = _said(getattr(story, name))
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


def _whole(answer: Listing, story: Story) -> list[Block]:
    fields = [
        name for name in NAMES if name not in {"id", "title", "acceptance_criteria", "description", "evidence", "links"}
    ]
    said = [(name, _said(getattr(story, name))) for name in fields]
    score = answer.scores.get(story.id)
    said += [(name, _said(value)) for name, value in (story.rice or Rice())._asdict().items()]
    said += [
        ("score", "" if score is None else figure(score)),
        ("waited for by", ", ".join(_waiting(answer.backlog, story))),
    ]
    blocks: list[Block] = [Heading(f"{story.id} {story.title}"), line(Cell(story.path, "muted")), line()]
    blocks += [line(Cell(f"{name.replace('_', ' ')}: ", "muted"), value) for name, value in said if value]
    blocks += [
        line(Cell("evidence: ", "muted"), ": ".join(filter(None, (one.source, one.note)))) for one in story.evidence
    ]
    blocks += [line(Cell("link: ", "muted"), " ".join(filter(None, (one.title, one.url)))) for one in story.links]
    if story.acceptance_criteria:
        blocks += [line(), Heading("Acceptance criteria"), Checklist(tuple(_item(story)))]
    if story.description:
        blocks += [line(), *[line(text) for text in story.description.rstrip("\n").split("\n")]]
    return [*blocks, line()]


def _item(story: Story) -> list[Item]:
    items = []
    for one in story.acceptance_criteria:
        steps = [f"{word.capitalize()} {step}" for word in ("given", "when", "then") for step in getattr(one, word)]
        items.append(Item(one.done, tuple([one.text] * bool(one.text) + steps), one.verified_by))
    return items


def _waiting(backlog: Backlog, story: Story) -> list[str]:
    above = {one.id: (one.parent,) for one in backlog.stories if one.parent}
    names = closure(above, [story.id])
    return [other.id for other in backlog.stories if not names.isdisjoint(other.depends_on)]


def data(answer: Listing) -> dict[str, object]:
    """Return the stories as `po.stories/1`."""
    left = [{"file": one.path, "line": one.line, "message": one.message} for one in answer.backlog.unreadable]
    return {
        "schema": "po.stories/1",
        "stories": [_story(answer, story) for story in answer.stories],
        "unreadable": left,
    }


def _story(answer: Listing, story: Story) -> dict[str, object]:
    found = {name: json(value) for name, value in story._asdict().items() if name not in {"extra", "faults"}}
    score = answer.scores.get(story.id)
    more = {
        "score": None if score is None else plain(score),
        "state": answer.backlog.state(story),
        "faults": list(story.faults),
    }
    return {**found, **story.extra, **more}


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
