"""What is each story worth: its own inputs, or those of the epic that it was split from?"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli import registry
from pocli.model import formula
from pocli.model.backlog import Backlog
from pocli.model.formula import Formula, quotient
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
    """By the backlog's scoring model: its formula over `inputs`."""
    value: Fraction | None = None
    """The model's value part, such as reach × impact × confidence; an epic's is split among its heirs."""
    size: Fraction | None = None
    """What the value is divided by, such as the effort; an heir has its share of the epic's."""
    inputs: tuple[Fraction | None, ...] = ()
    """The figures that the score is worked out from, in the order of the formula; an heir's are the epic's."""


def scored_by(backlog: Backlog, name: str) -> Backlog:
    """Return the backlog as another scoring model sees it; empty: as its own settings say.

    Raises:
        PoError: there is no such model.
    """
    if not name or name == backlog.config.scoring:
        return backlog
    registry.member("scoring", name)
    return backlog._replace(config=backlog.config._replace(scoring=name))


def model(backlog: Backlog) -> Formula:
    """Return the formula that this backlog ranks and plans by: every answer asks here."""
    found: Formula = registry.member("scoring", backlog.config.scoring).FORMULA
    return found


def figures(backlog: Backlog, of: Sequence[Story] | None = None) -> Mapping[str, Figures]:
    """Return the figures of some stories (None: of all), by id.

    A story without `rice` takes the reach, impact, confidence and score of the nearest ancestor that has them; the
    ancestor's expected value is split among its open heirs by points (evenly where none has points), so that nothing is
    counted twice. Score, value and size are those of the scoring model; only models over RICE's inputs inherit.
    """
    found = _rice(backlog, of)
    if backlog.config.scoring == "rice":
        return found
    by = model(backlog)
    stories = backlog.stories if of is None else of
    return {story.id: _modelled(by, story, found[story.id]) for story in stories}


def _modelled(by: Formula, story: Story, has: Figures) -> Figures:
    """Return the figures of a story by another model than RICE."""
    shared = any(field.startswith("rice.") for field in by.fields)
    inputs = formula.inputs(by, story._replace(rice=_share(has)) if shared else story)
    value, size = formula.value(by, inputs), formula.size(by, inputs)
    source = has.inherited_from if shared else ""
    return has._replace(inherited_from=source, score=quotient(value, size), value=value, size=size, inputs=inputs)


def _share(has: Figures) -> Rice:
    """Return the inputs whose expected value is the story's own: an heir has its share of the epic's reach."""
    inputs = Rice(*has[:4])
    if not has.inherited_from:
        return inputs
    if has.value is None or not has.impact or not has.confidence:
        return inputs._replace(reach=None)
    return inputs._replace(reach=has.value / (has.impact * has.confidence))


def _rice(backlog: Backlog, of: Sequence[Story] | None) -> Mapping[str, Figures]:
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
    found: dict[str, Ratio | None] = {}
    others = []
    for story in backlog.stories:
        parts = own_parts(backlog, story)
        if parts is None:
            others.append(story)
        else:
            (value, whole), (size, of) = parts
            found[story.id] = value * of, whole * size
    worth = figures(backlog, others) if others else {}
    return found | {name: _ratio(one) for name, one in worth.items()}


def own_parts(backlog: Backlog, story: Story) -> tuple[Ratio, Ratio] | None:
    """Return value and size of a story with RICE inputs of its own, not reduced; None of another one.

    They are those of `figures`.
    """
    inputs = story.rice
    if inputs is None or backlog.config.scoring != "rice":
        return None
    value, size = rice.worth(inputs), (0, 1)
    if inputs.effort is not None:
        size = inputs.effort.as_integer_ratio()
    elif story.points is not None:
        above, below = backlog.config.points_per_person_month.as_integer_ratio()
        points, parts = story.points.as_integer_ratio()
        size = points * below, parts * above
    return None if value is None or not size[0] else (value, size)


def _ratio(one: Figures) -> Ratio | None:
    return one.score.as_integer_ratio() if one.score is not None else None


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
    used = (inputs.reach, inputs.impact, inputs.confidence, effort)
    return Figures(*used, "", quotient(value, effort), value, effort, used)


def _heir(backlog: Backlog, story: Story, epic: Figures, source: str, part: Fraction | None) -> Figures:
    """Return the figures of a story that inherits from `source` its share, `part`, of the value and of the effort."""
    effort = _effort(backlog, story, NOTHING)
    value, size = (None if one is None or part is None else one * part for one in (epic.value, epic.size))
    return Figures(*epic[:3], effort, source, epic.score, value, size, epic.inputs)


def own_size(backlog: Backlog, story: Story) -> Fraction | None:
    """Return what a story itself says of its size, by the backlog's scoring model."""
    by = model(backlog)
    if by.size == "rice.effort":
        return _effort(backlog, story, story.rice or NOTHING)
    return formula.size(by, formula.inputs(by, story))


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
