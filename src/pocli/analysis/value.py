"""What is each story worth: its own inputs, or those of the epic that it was split from?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.story import CLOSED, Rice, Story
from pocli.scoring import rice

NOTHING = Rice()


class Figures(NamedTuple):
    """The figures that a story counts with."""

    reach: Fraction | None = None
    impact: Fraction | None = None
    confidence: Fraction | None = None
    effort: Fraction | None = None
    """Person-months: as written, else points ÷ points_per_person_month."""
    inherited_from: str = ""
    """The epic whose reach, impact and confidence these are."""
    score: Fraction | None = None
    value: Fraction | None = None
    """Expected value: reach × impact × confidence, an epic's split among its open children without inputs."""


def figures(backlog: Backlog) -> Mapping[str, Figures]:
    """Return the figures of every story, by id.

    A story without `rice` takes the reach, impact, confidence and score of the nearest ancestor that has them; the
    ancestor's expected value is split among its open heirs by points (evenly where none has points), so that nothing is
    counted twice.
    """
    stories = {story.id: story for story in backlog.stories}
    parents = {story.parent for story in backlog.stories if story.parent}
    heirs: dict[str, list[Story]] = {}
    found: dict[str, Figures] = {}
    sources: dict[str, Story | None] = {}
    for story in backlog.stories:
        source = _source(stories, story, sources)
        if source is None or source is story:
            found[story.id] = _own(backlog, story)
        elif backlog.state(story) not in CLOSED and story.id not in parents:
            heirs.setdefault(source.id, []).append(story)
        else:
            found[story.id] = _heir(backlog, story, _own(backlog, source), source.id, None)
    for name, children in heirs.items():
        if found[name].effort is None:
            found[name] = _rolled_up(backlog, stories[name], children)
        for child, part in zip(children, _shares(children), strict=True):
            found[child.id] = _heir(backlog, child, found[name], name, part)
    return found


def _source(stories: Mapping[str, Story], story: Story, known: dict[str, Story | None]) -> Story | None:
    """Return the story itself where it has inputs, else the nearest ancestor that has; `known` keeps the answers."""
    passed: dict[str, None] = {}
    at: Story | None = story
    while at is not None and at.rice is None and at.id not in known and at.id not in passed:
        passed[at.id] = None
        at = stories.get(at.parent)
    source = known.get(at.id) if at is not None and at.rice is None else at
    known.update(dict.fromkeys(passed, source))
    return source


def _own(backlog: Backlog, story: Story) -> Figures:
    inputs = story.rice or NOTHING
    return _figures(inputs, _effort(backlog, story, inputs))


def _rolled_up(backlog: Backlog, epic: Story, heirs: list[Story]) -> Figures:
    """Return an epic's figures with the effort of its heirs, where it has none of its own."""
    points = sum((child.points or Fraction(0) for child in heirs), Fraction(0))
    return _figures(epic.rice or NOTHING, points / backlog.config.points_per_person_month if points else None)


def _figures(inputs: Rice, effort: Fraction | None) -> Figures:
    value = rice.expected(inputs)
    return Figures(inputs.reach, inputs.impact, inputs.confidence, effort, "", rice.quotient(value, effort), value)


def _heir(backlog: Backlog, story: Story, epic: Figures, source: str, part: Fraction | None) -> Figures:
    """Return the figures of a story that inherits from `source` its share, `part`, of the expected value."""
    effort = _effort(backlog, story, NOTHING)
    split = None if epic.value is None or part is None else epic.value * part
    return Figures(epic.reach, epic.impact, epic.confidence, effort, source, epic.score, split)


def _effort(backlog: Backlog, story: Story, inputs: Rice) -> Fraction | None:
    """Return the effort that is written, or else that which follows from the points."""
    if inputs.effort is not None or not story.points:
        return inputs.effort
    return story.points / backlog.config.points_per_person_month


def _shares(children: list[Story]) -> list[Fraction]:
    """Return each heir's share of the epic's expected value: by points, evenly where none has points."""
    total = sum((child.points or Fraction(0) for child in children), Fraction(0))
    if not total:
        return [Fraction(1, len(children))] * len(children)
    return [(child.points or Fraction(0)) / total for child in children]
