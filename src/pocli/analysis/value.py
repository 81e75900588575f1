"""What is each story worth: its own inputs, or those of the epic that it was split from?"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.story import CLOSED, Rice, Story
from pocli.scoring import rice

NOTHING = Rice()
Ratio = tuple[int, int]
"""What stands above and below the line."""


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


def figures(backlog: Backlog, of: Sequence[Story] | None = None) -> Mapping[str, Figures]:
    """Return the figures of some stories (None: of all), by id.

    A story without `rice` takes the reach, impact, confidence and score of the nearest ancestor that has them; the
    ancestor's expected value is split among its open heirs by points (evenly where none has points), so that nothing is
    counted twice.
    """
    stories = {story.id: story for story in backlog.stories}
    sources: dict[str, Story | None] = {}
    heirs = _heirs(backlog, stories, sources)
    epics: dict[str, Figures] = {}
    shares: dict[str, Fraction] = {}
    found: dict[str, Figures] = {}
    for story in backlog.stories if of is None else of:
        source = _source(stories, story, sources) or story
        if source.id in heirs and source.id not in epics:
            epics[source.id] = _epic(backlog, source, heirs[source.id])
            shares.update(_shares(heirs[source.id]))
        shared = source is story or story.id in shares
        has = epics[source.id] if shared and source.id in epics else _own(backlog, source)
        found[story.id] = has if source is story else _heir(backlog, story, has, source.id, shares.get(story.id))
    return found


def ratios(backlog: Backlog) -> Mapping[str, Ratio | None]:
    """Return the score of every story by id, as a fraction that is not reduced: to put 100,000 in order takes no more.

    It is that of `figures`.
    """
    above, below = backlog.config.points_per_person_month.as_integer_ratio()
    found: dict[str, Ratio | None] = {}
    others = []
    for story in backlog.stories:
        inputs, effort = story.rice, (0, 1)
        if inputs is not None and inputs.effort is not None:
            effort = inputs.effort.as_integer_ratio()
        elif inputs is not None and story.points is not None:
            points, parts = story.points.as_integer_ratio()
            effort = points * below, parts * above
        if inputs is not None and effort[0]:
            found[story.id] = rice.ratio(inputs, effort)
        else:
            others.append(story)
    worth = figures(backlog, others) if others else {}
    return found | {
        name: one.score.as_integer_ratio() if one.score is not None else None for name, one in worth.items()
    }


def _heirs(
    backlog: Backlog, stories: Mapping[str, Story], sources: dict[str, Story | None]
) -> Mapping[str, Sequence[Story]]:
    """Return the open stories that share in an ancestor's expected value, by its id; none is itself a parent."""
    parents = {story.parent for story in backlog.stories if story.parent}
    found: dict[str, list[Story]] = {}
    for story in backlog.stories if parents else ():
        if story.rice is None and story.parent and story.id not in parents and backlog.state(story) not in CLOSED:
            source = _source(stories, story, sources)
            if source is not None:
                found.setdefault(source.id, []).append(story)
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


def _epic(backlog: Backlog, epic: Story, heirs: Sequence[Story]) -> Figures:
    """Return the figures of a story that has heirs: with their effort, where it has none of its own."""
    has = _own(backlog, epic)
    points = sum((child.points or Fraction(0) for child in heirs), Fraction(0))
    if has.effort is not None or not points:
        return has
    return _figures(epic.rice or NOTHING, points / backlog.config.points_per_person_month)


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


def _shares(heirs: Sequence[Story]) -> Mapping[str, Fraction]:
    """Return each heir's share of the epic's expected value: by points, evenly where none has points."""
    total = sum((child.points or Fraction(0) for child in heirs), Fraction(0))
    if not total:
        return {child.id: Fraction(1, len(heirs)) for child in heirs}
    return {child.id: (child.points or Fraction(0)) / total for child in heirs}
