"""What does a new record begin with: words and options, or a YAML text?"""

import shlex
from collections.abc import Sequence

from pocli.changes import creation
from pocli.changes.creation import Draft, Given, NewRecord
from pocli.disk import foreign_file
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.story import TYPES
from pocli.reading import assign
from pocli.yaml.parse import EMPTY, parse

QUESTIONS = {"sprint": (), "epic": ("goal",), "goal": ("metric", "by"), "request": ("from_", "value")}
"""The fields that are asked for, by kind."""
STORY = ("as_a", "i_want", "so_that", "acceptance_criteria", "points", "parent", "goal")


def questions(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that are asked for."""
    return QUESTIONS.get(kind, STORY)


def from_arguments(words: Sequence[str], given: Given, *, source: str) -> NewRecord:
    """Return what is asked for by words and options, and by the text of a file.

    Raises:
        PoError: the file cannot be read, or it is not YAML of our subset.
    """
    kind, title = creation.kind(words)
    return (
        with_text_head(NewRecord(kind, title, given, foreign_file.text(source)))
        if source
        else NewRecord(kind, title, given)
    )


def command_line(ask: NewRecord) -> str:
    """Return the command line that asks for the same."""
    said = [(creation.flag(name), one) for name, value in ask.given.items() for one in _each(value)]
    kind = [ask.kind] if ask.kind != "story" else []
    return shlex.join(["po", "new", *kind, ask.title, *(word for pair in said for word in pair)])


def _each(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return ((value,) if value else ()) if isinstance(value, str) else value


def with_text_head(ask: NewRecord) -> NewRecord:
    """Take the title and the type from the text where no words say them; keys without a value are no keys.

    Raises:
        PoError: the text is not YAML of our subset.
    """
    document = parse(ask.text.encode())
    if document.faults:
        fault = document.faults[0]
        raise PoError(f"line {fault.span.line} cannot be read: {fault.message}", fault.hint)
    title, kind = (str(document.tree.get(name, "")) for name in ("title", "type"))
    empty = tuple(key for key, value in document.tree.items() if value is EMPTY or value == [EMPTY])
    kind = kind if ask.kind == "story" and kind in TYPES else ask.kind
    return ask._replace(title=ask.title or title * ("title" not in empty), kind=kind, empty=empty)


def typed(draft: Draft) -> Draft:
    """Return a draft with the values of its fields as the schema takes them: `80` typed for a confidence is `80%`.

    Raises:
        PoError: a field does not take its value.
    """
    fields = {
        name: {part: assign.typed(draft.folder, (name, part), one) for part, one in value.items()}
        if isinstance(value, dict)
        else assign.typed(draft.folder, (name,), value)
        for name, value in draft.fields.items()
    }
    return draft._replace(fields=fields)


def known(backlog: Backlog, name: str) -> tuple[str, ...]:
    """Return what the tabulator completes: personas, epics, goals, and who asked before."""
    if name == "as_a":
        return backlog.config.personas
    if name == "parent":
        return tuple(f"{one.id} {one.title}" for one in backlog.open() if one.type == "epic")
    if name == "goal":
        return tuple(f"{one.id} {one.title}" for one in backlog.goals)
    return tuple(sorted({one.from_ for one in backlog.requests if one.from_})) if name == "from_" else ()
