"""Which stories are meant: by the filters, or by a word that names one?"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import CLOSED, Story
from pocli.text import nearest

Words = tuple[str, ...]


class Filters(NamedTuple):
    """What a story must be, and must not be: any word of a field, and every field that has words."""

    status: Words = ()
    type: Words = ()
    label: Words = ()
    goal: Words = ()
    parent: Words = ()
    sprint: Words = ()
    owner: Words = ()
    requested_by: Words = ()
    text: Words = ()
    not_status: Words = ()
    not_type: Words = ()
    not_label: Words = ()
    not_goal: Words = ()
    not_parent: Words = ()
    not_sprint: Words = ()
    not_owner: Words = ()
    not_requested_by: Words = ()
    not_text: Words = ()


NAMES = Filters._fields[:9]
EVERY = Filters()


def nothing(backlog: Backlog) -> tuple[Story, ...]:  # noqa: ARG001 - it is called as others are that look at it
    """Choose no story: the long texts of none are needed."""
    return ()


def texts(filters: Filters, *, whole: bool = False) -> Callable[[Backlog], tuple[Story, ...]] | None:
    """Return which stories' long texts an answer needs: none's, or (None) all of them for a filter by text."""
    return None if whole or filters.text or filters.not_text else nothing


def matches(backlog: Backlog, story: Story, filters: Filters) -> bool:
    """Tell whether a story passes the filters.

    Raises:
        PoError: a filter speaks of the current or next sprint, and there is none.
    """
    if filters == EVERY:
        return True
    for name in NAMES:
        wanted, unwanted = getattr(filters, name), getattr(filters, f"not_{name}")
        if wanted or unwanted:
            has = _words(backlog, story, name)
            wanted, unwanted = _meant(backlog, name, wanted), _meant(backlog, name, unwanted)
            if (wanted and not _any(name, has, wanted)) or (unwanted and _any(name, has, unwanted)):
                return False
    return True


def select(backlog: Backlog, filters: Filters, *, everything: bool = False) -> tuple[Story, ...]:
    """Return the stories that pass, by id; closed ones only when a status was asked for, or `everything`."""
    closed = everything or bool(filters.status)
    return tuple(
        story
        for story in backlog.stories
        if (closed or backlog.state(story) not in CLOSED) and matches(backlog, story, filters)
    )


def find(backlog: Backlog, word: str) -> Story:
    """Return the story that a person means by `PO-12`, `po-12` or `12`.

    Raises:
        PoError: no story is called so.
    """
    name = ident.spelled(word, backlog.config.id_prefix)
    for story in backlog.stories:
        if story.id == name:
            return story
    near = nearest(name or word.upper(), (story.id for story in backlog.stories))
    raise PoError(f"no story is called `{name or word}`", f"did you mean `{near}`?" if near else "see po list")


def sprint(backlog: Backlog, word: str) -> Sprint:
    """Return the sprint that a person means by `S-24`, `24`, `current` or `next`.

    Raises:
        PoError: there is no such sprint.
    """
    ordered = sorted(backlog.sprints, key=lambda one: (one.start, ident.order(one.id)))
    if word in {"current", "next"}:
        state = "active" if word == "current" else "planned"
        found = [one for one in ordered if one.state == state]
        if not found:
            raise PoError(f"no sprint is {state}", "name one, such as S-24")
        return found[0]
    name = ident.spelled(word, "S")
    for one in ordered:
        if one.id == name:
            return one
    near = nearest(name or word.upper(), (one.id for one in ordered))
    raise PoError(f"no sprint is called `{name or word}`", f"did you mean `{near}`?" if near else "add it in sprints/")


def _words(backlog: Backlog, story: Story, name: str) -> Iterable[str]:
    if name == "status":
        return story.status, backlog.state(story)
    if name == "label":
        return story.labels
    if name == "requested_by":
        return *story.requested_by, *(one.from_ for one in backlog.requests if story.id in one.needs)
    if name == "text":
        criteria = (one.text for one in story.acceptance_criteria)
        return story.title, story.as_a, story.i_want, story.so_that, story.description, *criteria
    return (getattr(story, name),)


def _meant(backlog: Backlog, name: str, words: Words) -> Words:
    """Return the words of a filter with numbers as ids, and `current` and `next` as the id of that sprint."""
    prefixes = {"parent": backlog.config.id_prefix, "goal": "G", "sprint": "S"}
    if name not in prefixes:
        return words
    return tuple(
        sprint(backlog, word).id
        if name == "sprint" and word in {"current", "next"}
        else ident.spelled(word, prefixes[name]) or word
        for word in words
    )


def _any(name: str, has: Iterable[str], words: Words) -> bool:
    lower = [one.lower() for one in has]
    if name == "text":
        return any(word.lower() in one for word in words for one in lower)
    return any(word.lower() in lower for word in words)
