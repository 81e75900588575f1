"""In which order does another scoring model put the stories, and where do two models disagree?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli import registry
from pocli.analysis.rank import Ranking, order, ranking, web
from pocli.analysis.select import EVERY, Filters
from pocli.analysis.value import Figures, figures
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.ident import order as by_id
from pocli.model.story import Rice, Story


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


def ranked(backlog: Backlog, name: str, filters: Filters = EVERY, *, limit: int = 0) -> Ranking:
    """Rank by a scoring model, through what waits for what; show so many (0: all).

    Raises:
        PoError: there is no such model.
    """
    model = registry.member("scoring", name)
    if name == "rice":
        return ranking(backlog, order(backlog), filters, limit=limit)
    worth = figures(backlog)
    own: dict[str, Fraction | None] = {}
    for story in backlog.stories:
        own[story.id] = model.score(story._replace(rice=_share(worth[story.id])))
    counted, raisers = _summed(backlog, own) if model.SUMS else (own, None)
    by = {story.id: worth[story.id]._replace(score=counted[story.id], inherited_from="") for story in backlog.stories}
    found = ranking(backlog, order(backlog, by=by), filters, limit=limit, by=by)
    items = tuple(
        item._replace(
            story=item.story._replace(rice=None),
            score=own[item.story.id],
            raised_by=item.raised_by if raisers is None else raisers.get(item.story.id, ""),
        )
        for item in found.items
    )
    return found._replace(model=name, items=items)


def _share(has: Figures) -> Rice:
    """Return the inputs whose expected value is the story's own: an heir has its share of the epic's reach."""
    inputs = Rice(*has[:4])
    if not has.inherited_from:
        return inputs
    if has.value is None or not has.impact or not has.confidence:
        return inputs._replace(reach=None)
    return inputs._replace(reach=has.value / (has.impact * has.confidence))


def _summed(backlog: Backlog, own: Mapping[str, Fraction | None]) -> tuple[dict[str, Fraction | None], dict[str, str]]:
    """Return each story's score with those of all open stories that wait for it, and which of these adds most."""
    waiters: dict[str, list[str]] = {}
    for name, needs in web(backlog).waits.items():
        for need in needs:
            waiters.setdefault(need, []).append(name)
    live = {story.id for story in backlog.open() if story.type != "epic"}
    found, raisers = dict(own), dict[str, str]()
    for name in waiters:
        adding = {one: own[one] or Fraction(0) for one in closure(waiters, [name]) if one != name and one in live}
        if name in own and any(adding.values()):
            found[name] = (own[name] or Fraction(0)) + sum(adding.values(), Fraction(0))
            raisers[name] = min(adding, key=lambda one: (-adding[one], by_id(one)))
    return found, raisers


def disputes(backlog: Backlog, one: str, two: str, filters: Filters = EVERY) -> Disputes:
    """Compare two models over the stories that both rank.

    Raises:
        PoError: there is no such model.
    """
    left, right = (ranked(backlog, name, filters) for name in (one, two))
    ids = [[item.story.id for item in found.items if item.rank and not item.story.pinned] for found in (left, right)]
    both = set(ids[0]) & set(ids[1])
    places = [{name: place for place, name in enumerate((n for n in names if n in both), 1)} for names in ids]
    stories = {story.id: story for story in backlog.stories}
    items = [Dispute(stories[name], places[0][name], places[1][name]) for name in both]
    items.sort(key=lambda item: (-item.apart, by_id(item.story.id)))
    return Disputes(one, two, tuple(items), (len(ids[0]) - len(both), len(ids[1]) - len(both)))
