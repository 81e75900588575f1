"""Where do two scoring models disagree?"""

from typing import NamedTuple

from pocli.lookup.select import EVERY, Filters
from pocli.model.backlog import Backlog
from pocli.model.formula import Formula
from pocli.model.ident import order as by_id
from pocli.model.story import Story
from pocli.ranking.rank import rank
from pocli.ranking.value import model, scored_by


class Dispute(NamedTuple):
    """A story that two models put in different places."""

    story: Story
    one: int
    two: int

    @property
    def apart(self) -> int:
        """Return how many places lie between."""
        return abs(self.one - self.two)


class Disputes(NamedTuple):
    """Where two models disagree, most first."""

    one: str
    two: str
    items: tuple[Dispute, ...]
    """The stories that both rank, among those that both rank."""
    alone: tuple[int, int]
    """How many only the one ranks, and only the other."""
    without: tuple[tuple[str, Formula], ...]
    """The models that no story here has the inputs of."""


def disputes(backlog: Backlog, one: str, two: str, filters: Filters = EVERY) -> Disputes:
    """Compare two models over the stories that both rank.

    Raises:
        PoError: there is no such model.
    """
    seen = [scored_by(backlog, name) for name in (one, two)]
    orders = [[item for item in rank(by, filters=filters).items if item.rank] for by in seen]
    ids = [[item.story.id for item in items if not item.story.pinned] for items in orders]
    both = set(ids[0]) & set(ids[1])
    places = [{name: place for place, name in enumerate((n for n in names if n in both), 1)} for names in ids]
    stories = {story.id: story for story in backlog.stories}
    items = [Dispute(stories[name], places[0][name], places[1][name]) for name in both]
    items.sort(key=lambda item: (-item.apart, by_id(item.story.id)))
    without = [
        (name, model(by))
        for name, by, items in zip((one, two), seen, orders, strict=True)
        if all(item.score is None for item in items)
    ]
    return Disputes(one, two, tuple(items), (len(ids[0]) - len(both), len(ids[1]) - len(both)), tuple(without))
