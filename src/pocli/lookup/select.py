"""Which stories are meant: by the filters, or by a word that names one?"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pocli.errors import PoError
from pocli.field_table.field import Field, Noun
from pocli.field_table.story_fields import STORY
from pocli.lookup import naming
from pocli.lookup.first_commands import another, first
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.records import Goal, Sprint
from pocli.model.story import CLOSED, STATES, Story, goal_of
from pocli.text import folded, meant

Words = tuple[str, ...]


FILTERS = ("status", "type", "label", "goal", "parent", "sprint", "owner", "requested_by", "moscow", "text")
"""The filters, in the order of the help: fields of a story, `label`, and `text` for all that it says."""
FIELDS: Mapping[str, Field] = {
    name: field for field in STORY for name in FILTERS if field.name == {"label": "labels"}.get(name, name)
}
"""The field of each filter that has one."""


Filters = Mapping[str, Words]
"""What a story must be, and must not be (`not_status`): any word of a filter, and every filter that has words."""
EVERY: Filters = {}
NONE = "none"
"""Names what has no value. It is written in small letters: `None` is the word of an owner or a label called so."""
NEAR = {"current": "active", "next": "planned", "last": "closed"}
"""The words for a sprint by its state: the first one that is so, for `last` the last one."""


def nothing(backlog: Backlog) -> tuple[Story, ...]:  # noqa: ARG001 - it is called as others are that look at it
    """Choose no story: the long texts of none are needed."""
    return ()


def texts(chosen: Mapping[str, Words], *, whole: bool = False) -> Callable[[Backlog], tuple[Story, ...]] | None:
    """Return which stories' long texts an answer needs: none's; for a filter by text all of them, which is None."""
    return None if whole or chosen.get("text") or chosen.get("not_text") else nothing


def filters(backlog: Backlog, chosen: Mapping[str, Words]) -> Filters:
    """Return filters of what was typed: numbers become ids, words of NEAR the id of that sprint, NONE an empty text.

    Raises:
        PoError: there is no such status, type, goal, parent, sprint or MoSCoW word.
    """
    kept = {name: words for name, words in chosen.items() if words}
    return {name: _meant(backlog, name.removeprefix("not_"), words) for name, words in kept.items()}


def matches(backlog: Backlog, stories: Mapping[str, Story], story: Story, filters: Filters) -> bool:
    """Tell whether a story passes the filters; `stories` are those of the backlog by id, for the goals of epics."""
    if filters == EVERY:
        return True
    for name in FILTERS:
        wanted, unwanted = filters.get(name, ()), filters.get(f"not_{name}", ())
        if wanted or unwanted:
            has = (goal_of(stories, story),) if name == "goal" else _words(backlog, story, name)
            if (wanted and not _any(name, has, wanted)) or (unwanted and _any(name, has, unwanted)):
                return False
    return True


def select(backlog: Backlog, filters: Filters, *, everything: bool = False) -> tuple[Story, ...]:
    """Return the stories that pass, by id; closed ones only when a status was asked for, or `everything`."""
    closed, known = everything or "status" in filters, {story.id: story for story in backlog.stories}
    return tuple(
        story
        for story in backlog.stories
        if (closed or backlog.state(story) not in CLOSED) and matches(backlog, known, story, filters)
    )


def find(backlog: Backlog, word: str) -> Story:
    """Return the story that a person means by `PO-12`, `po-12` or `12`.

    Raises:
        PoError: no story is called so.
    """
    known = {story.id: story for story in backlog.stories}
    name = naming.named(backlog, "story", word, known)
    if name in known:
        return known[name]
    raise PoError(*naming.unknown(backlog, "story", word))


def records(backlog: Backlog, words: Sequence[str], chosen: Filters) -> tuple[Record, ...]:
    """Return the records that are named, each once, or the stories that the filters choose.

    Raises:
        PoError: one is not there; neither or both are said; or the filters choose nothing.
    """
    if bool(words) == (chosen != EVERY):
        hint = f"po set {naming.example(backlog, 'story')} points=5, or po set --label billing sprint=next"
        raise PoError("name what to change or choose it by filters, not both" if words else "nothing is named", hint)
    if words:
        return named_records(backlog, words)
    found = select(backlog, chosen)
    if not found:
        raise PoError("no story matches the filters", "see what there is: po list")
    return found


def named_records(backlog: Backlog, words: Iterable[str]) -> tuple[Record, ...]:
    """Return the records that are named by their ids or by ranges, each once.

    Raises:
        PoError: one is not there, or no open story is in a range.
    """
    found = (one for word in words for one in (_in_range(backlog, word) or (record(backlog, word),)))
    return tuple({one.id: one for one in found}.values())


def named_stories(backlog: Backlog, words: Iterable[str]) -> tuple[Story, ...]:
    """Return the stories that are named by their ids or by ranges, each once.

    Raises:
        PoError: one is not there, or no open story is in a range.
    """
    found = (one for word in words for one in (_in_range(backlog, word) or (find(backlog, word),)))
    return tuple({one.id: one for one in found}.values())


def _in_range(backlog: Backlog, word: str) -> tuple[Story, ...]:
    """Return the open stories of a range of numbers, such as `3-9` or `3..9`; none where the word is no range.

    Raises:
        PoError: there is none in it.
    """
    ends = ident.RANGE.fullmatch(word)
    if not ends:
        return ()
    low, high = int(ends[1]), int(ends[2])
    begin = f"{backlog.config.id_prefix}-"
    numbers = ((one, one.id.removeprefix(begin)) for one in backlog.open() if one.id.startswith(begin))
    found = tuple(one for one, number in numbers if low <= int(number) <= high)
    if not found:
        raise PoError(f"no open story has a number from {low} to {high}", "see what there is: po list")
    return found


def record(backlog: Backlog, word: str) -> Record:
    """Return the story, goal, request or sprint that a person means by its id; a bare number is a story's.

    Raises:
        PoError: there is none.
    """
    prefix = word.upper().partition("-")[0]
    if word in NEAR or prefix == ident.PREFIXES["sprints"]:
        return sprint(backlog, word)
    others: Mapping[str, Sequence[Record]] = {
        ident.PREFIXES["goals"]: backlog.goals,
        ident.PREFIXES["requests"]: backlog.requests,
    }
    if prefix not in others:
        return find(backlog, word)
    known = {one.id: one for one in others[prefix]}
    name = ident.spelled(word, prefix)
    if name in known:
        return known[name]
    noun: Noun = "goal" if prefix == ident.PREFIXES["goals"] else "request"
    raise PoError(*naming.unknown(backlog, noun, word))


def sprint(backlog: Backlog, word: str) -> Sprint:
    """Return the sprint that a person means by `S-24`, `24`, `current`, `next` or `last`.

    Raises:
        PoError: there is no such sprint.
    """
    ordered = sorted(backlog.sprints, key=lambda one: (one.start, ident.order(one.id)))
    if word in NEAR:
        found = _near(ordered, word)
        if not found:
            raise PoError(f"no sprint is {NEAR[word]}", _instead(ordered, word))
        return found
    if word == NONE:
        raise PoError("`none` is not a sprint, and this needs one", "name one: current, next, last or its id")
    name = ident.spelled(word, "S")
    for one in ordered:
        if one.id == name:
            return one
    raise PoError(*naming.unknown(backlog, "sprint", word))


def _near(ordered: Sequence[Sprint], word: str) -> Sprint | None:
    """Return the sprint that a word of NEAR means, if there is one."""
    found = [one for one in ordered if one.state == NEAR[word]]
    begun = [at for at, one in enumerate(ordered) if one.state != "planned"]
    if word == "next" and begun:  # one that was skipped comes no more
        found = [one for one in ordered[begun[-1] :] if one.state == "planned"] or found[-1:]
    return found[-1 if word == "last" else 0] if found else None


def _instead(ordered: Sequence[Sprint], word: str) -> str:
    """Return what to do where no sprint has the state that a word of NEAR means."""
    if not ordered:
        return first("sprint")
    planned = _near(ordered, "next")
    if word == "current" and planned:
        return f"start the next one: po sprint start {planned.id}"
    return f"name one, such as {ordered[-1].id}" if word == "last" else another("sprint")


def goal(backlog: Backlog, word: str) -> Goal:
    """Return the Product Goal that a person means by `G-1` or `1`.

    Raises:
        PoError: there is no such goal.
    """
    name = ident.spelled(word, "G")
    for one in backlog.goals:
        if one.id == name:
            return one
    raise PoError(*naming.unknown(backlog, "goal", word))


def known(backlog: Backlog, name: str) -> dict[str, str]:
    """Return what a filter can be given in this backlog, each word with the title of what it names."""
    stories = {story.id: story.title for story in backlog.stories}
    parents = {story.parent for story in backlog.stories if story.parent in stories}
    ordered = sorted(backlog.sprints, key=lambda one: (one.start, ident.order(one.id)))
    near = {word: one.id for word in NEAR if (one := _near(ordered, word))}
    titles = {
        "goal": {goal.id: goal.title for goal in backlog.goals},
        "sprint": {one.id: one.sprint_goal or one.name for one in backlog.sprints} | near,
        "parent": {one: stories[one] for one in sorted(parents, key=ident.order)},
        "status": dict.fromkeys(STATES, "") | dict(backlog.config.statuses),
    }
    fixed = FIELDS[name].words if name in FIELDS else ()
    if name in titles or fixed:
        return titles.get(name) or dict.fromkeys(fixed, "")
    return dict.fromkeys(
        sorted({word for story in backlog.stories for word in _words(backlog, story, name) if word}), ""
    )


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
    """Return the words of a filter as the stories have them."""
    field = FIELDS.get(name)
    if field and field.clearable and NONE in words:
        named = _meant(backlog, name, tuple(word for word in words if word != NONE))
        return ("", *named)
    if field and field.refers:
        words = tuple(_named(backlog, name, field.refers, word) for word in words)
    known = (*STATES, *backlog.config.statuses) if name == "status" else tuple(field.words) if field else ()
    for word in words:
        if known and folded(word) not in map(folded, known):
            raise PoError(f"`{word}` is not a {name}", meant(word, known, f"there are: {', '.join(known)}"))
    return words


def _named(backlog: Backlog, name: str, noun: Noun, word: str) -> str:
    """Return the id that is meant; it must be there, or at least be named by a story."""
    if name == "sprint" and word in NEAR:
        return sprint(backlog, word).id
    known = backlog.known_ids() | {getattr(story, name) for story in backlog.stories} - {""}
    found = naming.named(backlog, noun, word, known)
    if found and found in known and naming.kind(found, backlog.config.id_prefix) in {noun, None}:
        return found
    raise PoError(*naming.unknown(backlog, noun, word, known))


def _any(name: str, has: Iterable[str], words: Words) -> bool:
    known, wanted = [folded(one) for one in has if one], [folded(word) for word in words]
    if "" in words and not known:
        return True
    if name == "text":
        return any(word in one for word in wanted for one in known)
    return any(word in known for word in wanted)
