"""What does an everyday verb (start, done, ready, block …) change in a story, and what is to be known then?"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import select
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit, Set
from pocli.model.story import CLOSED, Story


class Transition(NamedTuple):
    """A story, the fields that change in it, and what speaks against it but does not hinder."""

    story: Story
    fields: Mapping[str, str | None]
    """The new value of each; None: the field is removed."""
    open_criteria: int = 0
    lacking: tuple[str, ...] = ()
    """What the Definition of Ready asks for and the story does not have."""
    waits_for: tuple[str, ...] = ()
    """Its prerequisites that are not done."""
    needed_by: tuple[str, ...] = ()
    """The open stories that depend on it."""
    children: tuple[str, ...] = ()
    """Its children that are open."""
    blocked: str = ""


Verb = Callable[[Backlog, Story], Transition]


def named(words: Sequence[str]) -> Callable[[Backlog], tuple[Story, ...]]:
    """Return what finds the stories that are named.

    Raises:
        PoError: (when it is called) a story is not there.
    """
    return lambda backlog: select.named_stories(backlog, words)


def transitions(backlog: Backlog, words: Sequence[str], verb: Verb) -> tuple[Transition, ...]:
    """Apply a verb to the stories that are named, each once.

    Raises:
        PoError: a story is not there, or the verb makes no sense for it.
    """
    return tuple(verb(backlog, story) for story in named(words)(backlog))


def edits(found: Sequence[Transition]) -> tuple[Edit, ...]:
    """Return the edits that carry the turns out."""
    return tuple(Set(one.story.path, (name,), value) for one in found for name, value in one.fields.items())


def start(owner: str) -> Verb:
    """Make the verb that takes a story into work; who does it is set where nobody is named."""

    def started(backlog: Backlog, story: Story) -> Transition:
        _refuse_closed(backlog, story, "started")
        fields = _status(backlog, story, "doing")
        if owner and not story.owner:
            fields["owner"] = owner
        waits = tuple(name for name in story.depends_on if _state(backlog, name) not in {"done", ""})
        lacking = _lacking(backlog, story) if backlog.state(story) == "draft" else ()
        return Transition(story, fields, lacking=lacking, waits_for=waits, blocked=story.blocked)

    return started


def done(backlog: Backlog, story: Story) -> Transition:
    """Finish a story; what it still has open is told."""
    if backlog.state(story) == "dropped":
        raise PoError(f"`{story.id}` is dropped", f"reopen it first: po ready {story.id}")
    unmet = sum(not one.done for one in story.acceptance_criteria)
    children = tuple(one.id for one in backlog.open() if one.parent == story.id)
    fields = _status(backlog, story, "done")
    return Transition(story, fields, open_criteria=unmet, children=children, blocked=story.blocked)


def ready(backlog: Backlog, story: Story) -> Transition:
    """Say that a story can be taken into a sprint; a closed one is open again."""
    removed = {"dropped_because": None} if story.dropped_because else {}
    return Transition(story, {**_status(backlog, story, "ready"), **removed}, lacking=_lacking(backlog, story))


def block(reason: str) -> Verb:
    """Make the verb that records what hinders a story from outside."""

    def blocked(backlog: Backlog, story: Story) -> Transition:
        _refuse_closed(backlog, story, "blocked")
        return Transition(story, {"blocked": reason} if story.blocked != reason else {})

    return blocked


def unblock(_: Backlog, story: Story) -> Transition:
    """Say that nothing hinders a story any more."""
    return Transition(story, {"blocked": None} if story.blocked else {})


def drop(reason: str) -> Verb:
    """Make the verb that says no to a story, with the reason."""

    def dropped(backlog: Backlog, story: Story) -> Transition:
        if backlog.state(story) == "done":
            raise PoError(f"`{story.id}` is done", "what is delivered cannot be dropped")
        because = {"dropped_because": reason} if story.dropped_because != reason else {}
        needed = tuple(one.id for one in backlog.open() if story.id in one.depends_on)
        children = tuple(one.id for one in backlog.open() if one.parent == story.id)
        return Transition(story, {**_status(backlog, story, "dropped"), **because}, needed_by=needed, children=children)

    return dropped


def pin(reason: str) -> Verb:
    """Make the verb that puts a story at the top, whatever the formula says, with the reason."""

    def pinned(backlog: Backlog, story: Story) -> Transition:
        _refuse_closed(backlog, story, "pinned")
        return Transition(story, {"pinned": reason} if story.pinned != reason else {})

    return pinned


def unpin(_: Backlog, story: Story) -> Transition:
    """Leave a story's place to the formula again."""
    return Transition(story, {"pinned": None} if story.pinned else {})


def _refuse_closed(backlog: Backlog, story: Story, verb: str) -> None:
    state = backlog.state(story)
    if state in CLOSED:
        raise PoError(f"`{story.id}` is {state} and cannot be {verb}", f"reopen it first: po ready {story.id}")


def _status(backlog: Backlog, story: Story, state: str) -> dict[str, str | None]:
    """Return the status word to write: none if the story's own word means that state, else the one that is usual here.

    A backlog may call a state by words of its own; the one that most stories use is taken, the built-in one on a tie.
    """
    if backlog.state(story) == state and story.status in {state, *backlog.config.statuses}:
        return {}
    used = Counter(one.status for one in backlog.stories if backlog.state(one) == state)
    words = [state, *(word for word, meant in backlog.config.statuses.items() if meant == state)]
    return {"status": max(words, key=lambda word: used[word])}


def _lacking(backlog: Backlog, story: Story) -> tuple[str, ...]:
    if story.type == "epic":
        return ()
    return tuple(name for name in backlog.config.definition_of_ready if getattr(story, name, None) in (None, "", ()))


def _state(backlog: Backlog, ident: str) -> str:
    return next((backlog.state(story) for story in backlog.stories if story.id == ident), "")
