"""How does a story look whose inputs are to be looked at again, and how is a new place said?"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from pocli.features.score.answer import Shift
from pocli.model.event import Event
from pocli.model.formula import Formula, figure_of
from pocli.model.number import text
from pocli.model.story import Evidence, Story
from pocli.pages import words
from pocli.ranking.rank import Ranked
from pocli.scoring import rice
from pocli.text import figure, percent

KEYS = "Enter keeps a value; s skips the story, u undoes the last one, q quits."
WORDS = {
    Fraction(3): "massive",
    Fraction(2): "high",
    Fraction(1): "medium",
    Fraction(1, 2): "low",
    Fraction(1, 4): "minimal",
}


def card(item: Ranked, known: Mapping[str, Event], today: date, place: tuple[int, int]) -> tuple[str, ...]:
    """Return what is to be known of a story before its inputs are asked for."""
    story = item.story
    score = item.effective if item.effective is not None else item.score
    shown = "no score" if score is None else f"score {figure(score)}"
    raised = f", with {words.listed(item.others)}" if item.others else ""
    standing = f"#{item.rank}, {shown}{raised}" if item.rank else shown
    lines = ["", f"{place[0]} of {place[1]}   {story.id} {story.title}", standing]
    lines += [f"{name} was last changed by {one.who}{_when(one, today)}" for name, one in known.items()]
    lines += [f"evidence: {_evidence(one, today)}" for one in story.evidence] or ["no evidence"]
    return tuple(lines)


def question(story: Story, name: str, by: Formula = rice.FORMULA) -> str:
    """Return the question for an input of a scoring model, with its present value."""
    known, asked = value(story, name, by), name.replace("_", " ")
    return f"{asked} [{known}]" if known else asked


def value(story: Story, name: str, by: Formula = rice.FORMULA) -> str:
    """Return an input as it may be typed; an empty text where there is none."""
    field, inputs = by.fields[by.names.index(name)], story.rice
    ends = inputs and {"rice.reach": inputs.reach_range, "rice.effort": inputs.effort_range}.get(field)
    if ends:
        return f"{text(ends[0])}..{text(ends[1])}"
    found = figure_of(story, field)
    if found is None:
        return ""
    if field == "rice.confidence":
        return percent(found).replace(" ", "")
    return WORDS.get(found, text(found)) if field == "rice.impact" else text(found)


def _evidence(one: Evidence, today: date) -> str:
    age = f" ({words.ago((today - one.date).days)})" if one.date else ""
    when = f", {one.date.isoformat()}{age}" if one.date else ""
    return f"{one.source or 'no source'}{when}{': ' if one.note else ''}{one.note}"


def _when(one: Event, today: date) -> str:
    return f", {words.ago((today - one.when).days)}" if one.when else ""


def message(shift: Shift) -> str:
    """Say a story's new place and score."""
    (rank, score), (now, then) = shift.before, shift.after
    place = f"#{now}" if rank == now else f"{_rank(rank)} → {_rank(now)}"
    after = "no score" if then is None else f"score {figure(then)}"
    if score == then:
        return f"{shift.id}: {place}, {after}"
    before = "no score" if score is None else f"score {figure(score)}"
    return f"{shift.id}: {place}, {before} → {after.removeprefix('score ')}"


def _rank(rank: int) -> str:
    return f"#{rank}" if rank else "no rank"
