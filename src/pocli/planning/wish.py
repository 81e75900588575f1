"""Which stories does a wish come down to: a story, an epic, a request or a goal?"""

from collections.abc import Container, Mapping
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup.select import record
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import CLOSED, Story, goal_of
from pocli.planning.candidates import Look, PlanQuery, look, missing, size
from pocli.planning.remedy import estimate
from pocli.ranking.parts import container, needed, open_parts


class Assumption(NamedTuple):
    """What a file says against planning a story, and the wish lifts."""

    id: str
    reason: str
    """draft, not-ready or blocked; or no-points: then the story is left out of the wish, and what waits for it."""


class Wish(NamedTuple):
    """What somebody wants, and what it takes."""

    of: Story | Request | Goal
    parts: tuple[str, ...]
    """The open stories that must be delivered, without those under way; by id."""
    chains: Mapping[str, tuple[str, ...]]
    """Each part with all that it waits for."""
    assumed: tuple[Assumption, ...]


def wish(backlog: Backlog, ask: PlanQuery, word: str) -> Wish:
    """Return what a person means by `PO-7`, `7`, `R-3` or `G-1`.

    Raises:
        PoError: there is nothing of that name, nothing of it is open, or a part of it has no size.
    """
    seen = look(backlog, ask)
    of = _named(backlog, word)
    parts = _parts(seen, of)
    moving = ask.before.union(story.id for story in backlog.stories if backlog.state(story) == "doing")
    lost = [part for part in parts if part not in seen.stories or backlog.state(seen.stories[part]) in CLOSED]
    if lost:
        raise _lost(seen, of, lost[0])
    parts = tuple(part for part in parts if part not in moving)
    if not parts:
        raise _decided(seen, of)
    chains = {part: _closure(seen, part, moving) for part in parts}
    whole = sorted({name for chain in chains.values() for name in chain}, key=ident.order)
    assumed = tuple(found for name in whole if (found := _assumed(seen, seen.stories[name])))
    sizeless = {found.id for found in assumed if found.reason == "no-points"}
    kept = {part: chain for part, chain in chains.items() if sizeless.isdisjoint(chain)}
    if not kept or (sizeless and not isinstance(of, Goal)):
        name = min(sizeless, key=ident.order)
        raise PoError(
            f"{name} has no {ask.unit}, so it cannot be planned", f"estimate it: {estimate(seen, seen.stories[name])}"
        )
    return Wish(of, tuple(kept), kept, assumed)


def _lost(seen: Look, of: Story | Request | Goal, part: str) -> PoError:
    """Return what is said where a part of a wish cannot be delivered."""
    if part in seen.stories:
        return PoError(f"{of.id} needs {part}, which is dropped", f"look at it: po show {part}")
    unread = {ident.in_file_name(one.path.rpartition("/")[2]): one.path for one in seen.backlog.unreadable}
    if part in unread:
        return PoError(
            f"{of.id} needs {part}, whose file cannot be read", f"see what is wrong: po validate {unread[part]}"
        )
    return PoError(f"{of.id} needs {part}, which is not in the backlog", f"take it out: po set {of.id} needs-={part}")


def _decided(seen: Look, of: Story | Request | Goal) -> PoError:
    """Return what is said where nothing of a wish is left to plan."""
    parts = _parts(seen, of)
    waiting = [part for part in parts if part in seen.ask.before]
    if waiting:
        sprint = seen.stories[waiting[0]].sprint
        said = f"{of.id} is planned for {sprint}, before the first sprint of this comparison"
        return PoError(said, f"start there: po tradeoff {of.id} --sprint {sprint}")
    if parts:
        return PoError(f"{of.id} is under way already, so there is nothing to decide", "see po plan for what is open")
    if isinstance(of, Request) and not of.needs:
        return PoError(f"{of.id} names no story that it needs", f"name one: po set {of.id} needs+=…")
    if isinstance(of, Request):
        hint = f'tell them: po requests answer {of.id} "…" --status delivered'
        return PoError(f"{of.id} has nothing open: all that it needs is done", hint)
    return PoError(f"{of.id} has nothing open, so there is nothing to decide", "see po plan for what is open")


def _named(backlog: Backlog, word: str) -> Story | Request | Goal:
    found = record(backlog, word)
    if isinstance(found, Sprint):
        raise PoError(f"`{found.id}` names a sprint; a story, a request or a goal belongs here", "see po list")
    return found


def _parts(seen: Look, of: Story | Request | Goal) -> tuple[str, ...]:
    if isinstance(of, Story):
        return open_parts(seen, of.id)
    if isinstance(of, Request):
        return tuple(sorted(needed(seen, of), key=ident.order))
    open_ = (story for story in seen.backlog.open() if not container(seen, story))
    return tuple(story.id for story in open_ if goal_of(seen.stories, story) == of.id)


def _closure(seen: Look, part: str, moving: Container[str]) -> tuple[str, ...]:
    """Return a story and what it waits for, through epics; what is done or under way is there already."""
    met: dict[str, None] = {}
    stack = [part]
    while stack:
        name = stack.pop()
        story = seen.stories.get(name)
        if name in met or name in moving or story is None or seen.backlog.state(story) in CLOSED:
            continue
        met[name] = None
        stack += [part for need in story.depends_on for part in open_parts(seen, need)]
    return tuple(sorted(met, key=ident.order))


def _assumed(seen: Look, story: Story) -> Assumption | None:
    lacking = missing(seen, story)
    reasons = (
        (size(seen, story) is None, "no-points"),
        (bool(story.blocked), "blocked"),
        (seen.backlog.state(story) != "ready", "draft"),
        (bool(set(lacking) - {"points"}), "not-ready"),
    )
    return next((Assumption(story.id, reason) for holds, reason in reasons if holds), None)
