"""How does a record, above all a story, read as a whole?"""

from collections.abc import Sequence
from fractions import Fraction

from pocli.features.browse import dossier_page
from pocli.features.browse.surroundings import About, Abouts
from pocli.model.number import plain
from pocli.model.story import CLOSED, Story
from pocli.page import Block, Cell, Checklist, Heading, Item, Page, blank, line
from pocli.page import page as pages
from pocli.pages import author_words, comment_words, epic_words, formula_words, story_table, words
from pocli.text import figure

TITLE = "Items"
SHOWN = 5
"""So many neighbours are named with their titles."""
DATES = ("created", "started", "finished", "due")


def page(answer: Abouts) -> Page:
    """Word each record: what it is, for whom, what it is worth, what is around it, and when it is done."""
    blocks = [
        block
        for one in answer.records
        for block in (_story(one) if isinstance(one, About) else dossier_page.blocks(one))
    ]
    return pages(blocks[:-1], story_table.left_out(answer.unreadable))


def _story(one: About) -> list[Block]:
    story = one.story
    blocks: list[Block] = [Heading(f"{story.id} {story.title}"), line(*_kind(one)), line(_path(one))]
    blocks += [blank(), line(wish)] if (wish := _wish(story)) else []
    facts = [(name, said) for name, said in _facts(one) if said]
    blocks += [blank(), *[line(Cell(f"{name:12}", "muted"), said) for name, said in facts]] if facts else []
    blocks += [line(Cell("! ", "warning"), f"`{fault}` is invalid and counts as missing") for fault in story.faults]
    if story.acceptance_criteria:
        blocks += [blank(), Heading("Acceptance criteria"), Checklist(tuple(_items(story)))]
    if story.description:
        blocks += [blank(), *[line(text) for text in story.description.rstrip("\n").split("\n")]]
    return [*blocks, *comment_words.blocks(story.comments), blank()]


def _path(one: About) -> Cell:
    return Cell(one.story.path, "file")


def _kind(one: About) -> list[Cell]:
    story = one.story
    word = story.status if story.status == one.state else f"{story.status} ({one.state})"
    if one.parts and one.parts.finished and one.state not in CLOSED:
        word = f"{epic_words.DERIVED}, {story.status} in its file"
    points = "" if story.points is None else f"{figure(story.points)} {'point' if story.points == 1 else 'points'}"
    said = [one for one in (story.type, points, story.sprint, story.owner) if one]
    return [words.status(word, one.state), *(Cell(f" · {part}") for part in said)]


def _wish(story: Story) -> str:
    parts = [("As ", story.as_a), ("I want ", story.i_want), ("so that ", story.so_that)]
    said = ", ".join(lead + _article(lead, said) for lead, said in parts if said)
    return said if story.i_want or story.so_that or not said else f"for {said.removeprefix('As ')}"


def _article(lead: str, said: str) -> str:
    """Put `a` or `an` before a role that has none."""
    if lead != "As " or said.lower().startswith(("a ", "an ", "the ")):
        return said
    return f"{'an' if said[0].lower() in 'aeiou' else 'a'} {said}"


def _facts(one: About) -> list[tuple[str, str]]:
    story = one.story
    return [
        ("pinned", story.pinned),
        ("blocked", story.blocked),
        ("dropped", story.dropped_because),
        ("goal", f"{one.goal.id} {one.goal.title}" if one.goal else story.goal),
        ("parent", f"{one.parent.id} {one.parent.title}" if one.parent else story.parent),
        ("progress", epic_words.progress(one.parts) if one.parts else ""),
        ("parts", _named(one.children)),
        ("waits for", ", ".join(filter(None, (_named(one.needs), *_missing(one))))),
        ("needed by", _named(one.needed_by)),
        ("requests", ", ".join(f"{request.id} {request.title}" for request in one.requests)),
        ("asked by", ", ".join(story.requested_by)),
        ("value", _value(one)),
        ("changed", author_words.grouped(one.touched)),
        *[("evidence", ": ".join(filter(None, (each.source, each.note, each.url)))) for each in story.evidence],
        *[("link", " ".join(filter(None, (each.title, each.url)))) for each in story.links],
        ("labels", ", ".join(story.labels)),
        ("dates", " · ".join(f"{name} {day}" for name in DATES if (day := getattr(story, name)))),
    ]


def _named(others: Sequence[tuple[Story, str]]) -> str:
    if len(others) > SHOWN:
        return ", ".join(story.id for story, _ in others)
    return ", ".join(f"{story.id} {story.title}" + (f" ({state})" if state else "") for story, state in others)


def _missing(one: About) -> list[str]:
    known = {story.id for story, _ in one.needs}
    lost = [name for name in one.story.depends_on if name not in known]
    return [f"{name} ({'its file is not read' if name in one.unread else 'no such story'})" for name in lost]


def _value(one: About) -> str:
    has = one.figures
    said = formula_words.own(one.formula, has.inputs, has.score)
    source = f", from {has.inherited_from}" if has.inherited_from else ""
    return f"{said}{source}{_ranges(one.story)}" if said else ""


def _ranges(story: Story) -> str:
    ends: list[tuple[str, tuple[Fraction, Fraction] | None]] = [
        ("reach", story.rice.reach_range if story.rice else None),
        ("effort", story.rice.effort_range if story.rice else None),
    ]
    said = [f"{name} {figure(pair[0])} to {figure(pair[1])}" for name, pair in ends if pair]
    return f" ({', '.join(said)})" if said else ""


def _items(story: Story) -> list[Item]:
    return [story_table.item(number, one) for number, one in enumerate(story.acceptance_criteria, 1)]


def data(answer: Abouts) -> dict[str, object]:
    """Return records of several kinds as `po.records/1`."""
    return {
        "schema": "po.records/1",
        "records": [_data(one) if isinstance(one, About) else dossier_page.data(one) for one in answer.records],
        "unreadable": story_table.unreadable(answer.unreadable),
    }


def _data(one: About) -> dict[str, object]:
    has = one.figures
    return {
        "kind": "story",
        **story_table.fields(one.story),
        "score": None if has.score is None else plain(has.score),
        "state": one.state,
    }
