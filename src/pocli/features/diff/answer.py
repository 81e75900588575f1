"""What does the difference of two versions of a backlog mean?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.features.diff.altered_fields import FieldChange, changes
from pocli.features.diff.better_plan import Best, best
from pocli.features.diff.rank_shifts import RankShifts, moves
from pocli.model import ident
from pocli.model.backlog import Backlog, Record, Unreadable
from pocli.model.diagnostic import Diagnostic
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import CLOSED, Story
from pocli.validation.weakened import WeakerCheck

ZERO = Fraction(0)
MATTERS = frozenset(
    {"status", "points", "goal", "parent", "sprint", "blocked", "due", "depends_on", "type", "acceptance_criteria"}
)
"""The fields of a story that change how near a goal or a request is."""


class AlteredRecord(NamedTuple):
    """A record that is on both sides, and not the same."""

    before: Record
    after: Record
    changes: tuple[FieldChange, ...]


class Kind(NamedTuple):
    """What became of the records of one folder, by id."""

    new: tuple[Record, ...]
    gone: tuple[Record, ...]
    altered: tuple[AlteredRecord, ...]


class ResizedStory(NamedTuple):
    """A story of the running sprint whose points changed."""

    story: Story
    before: Fraction
    after: Fraction


class Scope(NamedTuple):
    """What became of the running sprint."""

    sprint: Sprint
    added: tuple[Story, ...]
    removed: tuple[Story, ...]
    resized: tuple[ResizedStory, ...]
    points_before: Fraction
    points_after: Fraction
    done_before: Fraction
    done_after: Fraction


class AffectedRecord(NamedTuple):
    """A goal or a request whose stories changed."""

    record: Goal | Request
    stories: tuple[str, ...]
    """Those that are new, gone, or changed in what matters to it."""
    open_before: Fraction
    """Points of the stories that it still waits for."""
    open_after: Fraction


class Diff(NamedTuple):
    """The whole difference."""

    stories: Kind
    goals: Kind
    requests: Kind
    sprints: Kind
    settings: tuple[FieldChange, ...]
    moves: RankShifts
    best: Best | None
    scope: Scope | None
    touched: tuple[AffectedRecord, ...]
    """Goals first, then requests."""
    unreadable: tuple[Unreadable, ...]
    """Files that only one side could not read, so that nothing is said of them."""

    @property
    def nothing(self) -> bool:
        """Say that both sides mean the same."""
        kinds = (self.stories, self.goals, self.requests, self.sprints)
        return not self.settings and not self.unreadable and not any(part for kind in kinds for part in kind)


class Comparison(NamedTuple):
    """The difference, what was compared, and what that did to the problems."""

    names: tuple[str, str]
    commits: tuple[str, str]
    """Empty for the working files."""
    diff: Diff
    problems: tuple[Diagnostic, ...] = ()
    """Those that only the newer version has."""
    mended: tuple[Diagnostic, ...] = ()
    rewritten: int = 0
    """How many files are written in another way and mean the same."""
    weaker: tuple[WeakerCheck, ...] = ()
    """How the newer version finds less than the older one."""


def diff(before: Backlog, after: Backlog, clock: Callable[[], float]) -> Diff:
    """Compare two versions of a backlog.

    Args:
        before: the older one.
        after: the newer one.
        clock: gives seconds that never go back, for the solver's limit.
    """
    hidden = _hidden(before) | _hidden(after)
    stories, goals, requests, sprints = (
        _kind(getattr(before, name), getattr(after, name), hidden)
        for name in ("stories", "goals", "requests", "sprints")
    )
    settings = changes(before.config, after.config)
    once = {one.path: one for one in (*before.unreadable, *after.unreadable)}
    both = set(before.unreadable) & set(after.unreadable)
    found = Diff(
        stories,
        goals,
        requests,
        sprints,
        settings,
        RankShifts((), 0),
        None,
        _scope(before, after),
        _touched(before, after, stories),
        tuple(one for path, one in sorted(once.items()) if one not in both),
    )
    return found if found.nothing else found._replace(moves=moves(before, after), best=best(before, after, clock))


def _hidden(backlog: Backlog) -> frozenset[str]:
    """Return paths and ids of which this side knows nothing, since their files cannot be read."""
    paths = [file.path for file in backlog.unreadable]
    named = (ident.in_file_name(path.rpartition("/")[2]) for path in paths)
    shadowed = [record.id for record in backlog.shadowed]
    return (
        frozenset([*paths, *filter(None, named)]) - frozenset(record.id for record in backlog.records()) - {*shadowed}
    )


def _kind(before: Sequence[Record], after: Sequence[Record], hidden: frozenset[str]) -> Kind:
    old, new = ({record.id: record for record in side} for side in (before, after))
    altered = (
        AlteredRecord(old[name], record, found)
        for name, record in new.items()
        if name in old and (found := changes(old[name], record))
    )
    return Kind(_only(new, old, hidden), _only(old, new, hidden), tuple(altered))


def _only(here: Mapping[str, Record], there: Mapping[str, Record], hidden: frozenset[str]) -> tuple[Record, ...]:
    """Return what is on one side only, as far as the other side is known."""
    return tuple(one for name, one in here.items() if name not in there and hidden.isdisjoint((name, one.path)))


def _scope(before: Backlog, after: Backlog) -> Scope | None:
    """Compare the running sprint: the one that is active now, else the one that was."""
    running = [one for side in (after, before) for one in side.sprints if one.state == "active"]
    if not running:
        return None
    sprint = running[0]
    old, new = (_members(side, sprint) for side in (before, after))
    both = [(old[name], story) for name, story in new.items() if name in old]
    resized = (
        ResizedStory(now, was.points or ZERO, now.points or ZERO) for was, now in both if was.points != now.points
    )
    found = Scope(
        sprint,
        tuple(story for name, story in new.items() if name not in old),
        tuple(story for name, story in old.items() if name not in new),
        tuple(resized),
        _points(old.values()),
        _points(new.values()),
        _points(story for story in old.values() if before.state(story) == "done"),
        _points(story for story in new.values() if after.state(story) == "done"),
    )
    same = not (found.added or found.removed or found.resized) and found.done_before == found.done_after
    return None if same else found


def _members(backlog: Backlog, sprint: Sprint) -> dict[str, Story]:
    mine = (story for story in backlog.stories if story.sprint == sprint.id and story.type != "epic")
    return {story.id: story for story in mine if backlog.state(story) != "dropped"}


def _points(stories: Iterable[Story]) -> Fraction:
    return sum((story.points or ZERO for story in stories), ZERO)


def _touched(before: Backlog, after: Backlog, stories: Kind) -> tuple[AffectedRecord, ...]:
    """Return the goals and requests that the changed stories serve."""
    weighty = [one for one in stories.altered if not MATTERS.isdisjoint(change.field for change in one.changes)]
    names = {one.id for one in (*stories.new, *stories.gone)} | {one.after.id for one in weighty}
    found: list[AffectedRecord] = []
    for kind, serving in (("goals", _goals), ("requests", _needs)):
        old, new = serving(before), serving(after)
        records = {one.id: one for side in (before, after) for one in getattr(side, kind)}
        for name in sorted(records, key=ident.order):
            mine = (old.get(name, frozenset()) | new.get(name, frozenset())) & names
            if mine:
                sums = (_open(side, of.get(name, frozenset())) for side, of in ((before, old), (after, new)))
                found.append(AffectedRecord(records[name], tuple(sorted(mine, key=ident.order)), *sums))
    return tuple(found)


def _goals(backlog: Backlog) -> dict[str, frozenset[str]]:
    """Return the stories that serve each goal, by their own word or their epic's."""
    stories = {story.id: story for story in backlog.stories}
    found: dict[str, set[str]] = {}
    for story in backlog.stories:
        met: set[str] = set()
        at: Story | None = story
        while at and not at.goal and at.id not in met:
            met.add(at.id)
            at = stories.get(at.parent)
        if at and at.goal:
            found.setdefault(at.goal, set()).add(story.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _needs(backlog: Backlog) -> dict[str, frozenset[str]]:
    return {request.id: frozenset(request.needs) for request in backlog.requests}


def _open(backlog: Backlog, names: frozenset[str]) -> Fraction:
    mine = (story for story in backlog.stories if story.id in names and story.type != "epic")
    return _points(story for story in mine if backlog.state(story) not in CLOSED)
