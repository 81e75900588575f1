"""When will some stories be done, and how many will be by a day?"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pocli.analysis import asks, forecast
from pocli.analysis.flow import Sample
from pocli.analysis.moves import Moves
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.story import CLOSED, Story


class Outlook(NamedTuple):
    """A forecast, and what it is made of."""

    stories: tuple[Story, ...]
    """What is asked for and not done."""
    waited_for: tuple[Story, ...]
    """What they wait for besides, directly or through others; it has to be done too."""
    items: int
    """How many have to be finished, with the growth of the scope."""
    growth: float
    """Percent."""
    today: date
    when: Mapping[int, date | None]
    """By when they are done, for each confidence in percent; None: not within ten years."""
    by: date | None
    many: Mapping[int, int]
    """How many are done by then, for each confidence; empty where no day was named."""
    chance: float | None
    """How likely all are done by then."""
    sample: Sample
    clocks: int
    message: str
    hint: str


def chosen(backlog: Backlog, asked: Iterable[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Return the open stories that are meant (an epic means all below it), and what else they wait for."""
    children = {parent: [one.id for one in below] for parent, below in backlog.children().items()}
    meant = closure(children, (story.id for story in asked))
    needs = {story.id: [*story.depends_on, *children.get(story.id, ())] for story in backlog.stories}
    everything = closure(needs, meant)
    left = [story for story in backlog.stories if story.type != "epic" and backlog.state(story) not in CLOSED]
    own = tuple(story for story in left if story.id in meant)
    return own, tuple(story for story in left if story.id in everything and story.id not in meant)


def requested(backlog: Backlog, word: str) -> tuple[Story, ...]:
    """Return the stories that a request needs.

    Raises:
        PoError: there is no such request.
    """
    found = asks.find(backlog, word)
    return tuple(story for story in backlog.stories if story.id in found.needs)


def outlook(
    backlog: Backlog,
    asked: Iterable[Story],
    sample: Sample,
    moves: Moves,
    today: date,
    *,
    by: date | None = None,
    growth: float = 0,
) -> Outlook:
    """Return when stories will be done if the team takes them first.

    Args:
        backlog: the stories.
        asked: what shall be done.
        sample: what was finished on past days.
        moves: what is known of the past.
        today: the day from which days count.
        by: a day, to learn how many are done by then.
        growth: by how many percent the scope grows meanwhile.

    Raises:
        PoError: nothing was ever finished, so nothing can be said.
    """
    if not any(sample.counts):
        hint = moves.hint or "a forecast needs stories that were seen to be finished"
        raise PoError(moves.message or "nothing was finished on the days that are known", hint)
    stories, waited_for = chosen(backlog, asked)
    items = forecast.grown(len(stories) + len(waited_for), growth)
    days = forecast.when(sample.counts, items)
    when = {level: today + timedelta(days=count) if count is not None else None for level, count in days.items()}
    ahead = (by - today).days if by else 0
    many = forecast.how_many(sample.counts, ahead) if by else {}
    chance = forecast.chance(sample.counts, items, ahead) if by else None
    found = Outlook(stories, waited_for, items, growth, today, when, by, many, chance, sample, moves.undated, "", "")
    return found._replace(message=moves.message, hint=moves.hint)
