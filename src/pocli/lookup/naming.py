"""Which kind of record does a word name, and what is there to say where none of that kind is called so?"""

import shlex
from collections.abc import Collection, Iterable

from pocli.field_table.field import Noun
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.text import nearest, plural

FOLDERS: dict[Noun, str] = {"story": "stories", "goal": "goals", "request": "requests", "sprint": "sprints"}
FIRST: dict[Noun, str] = {
    "story": 'po new "Export invoices as CSV" --points 5',
    "goal": 'po new goal "Close the books in a day" --metric "hours to close" --baseline 40 --target 8',
    "request": 'po new request "A list for the auditor" --value 900',
    "sprint": 'po new sprint "The books can be exported" --capacity 40',
}
"""A command for each kind that writes the first one, in any backlog; the words are to be replaced."""
LIST: dict[Noun, str] = {"story": "see po list", "goal": "see po goals", "request": "see po requests --all"}
FEW = 9
"""So many ids are named rather than counted."""


def prefix(backlog: Backlog, noun: Noun) -> str:
    """Return what the ids of a kind begin with."""
    return ident.PREFIXES.get(FOLDERS[noun], backlog.config.id_prefix)


def kind(word: str, id_prefix: str) -> Noun | None:
    """Return the kind of record that an id must be of by its prefix; None where that cannot be told."""
    head, dash, _ = word.upper().partition("-")
    if not dash:
        return None
    if head == id_prefix:
        return "story"
    return next((noun for noun, folder in FOLDERS.items() if ident.PREFIXES.get(folder) == head), None)


def named(backlog: Backlog, noun: Noun, word: str, known: Collection[str]) -> str:
    """Return the id that a person means by a word; an empty text if it can be none.

    A bare number has the prefix of this backlog; where no story is called so, it means the only one with that number.

    Args:
        backlog: what there is.
        noun: the kind that is wanted.
        word: what was typed.
        known: the ids of that kind.
    """
    name = ident.spelled(word, prefix(backlog, noun))
    if noun != "story" or name in known or not word.isdecimal() or not name:
        return name
    number = ident.order(name)[1]
    others = [one for one in known if ident.order(one)[1] == number and ident.of_story(one)]
    return others[0] if len(others) == 1 else name


def records(backlog: Backlog, noun: Noun) -> tuple[Record, ...]:
    """Return the records of a kind, by id."""
    found: tuple[Record, ...] = getattr(backlog, FOLDERS[noun])
    return found


def example(backlog: Backlog, noun: Noun) -> str:
    """Return the id of a record of this backlog, an open story where there is one; else `ID`."""
    found = (backlog.open() if noun == "story" else ()) or records(backlog, noun)
    return found[-1].id if noun == "sprint" and found else found[0].id if found else "ID"


def other(backlog: Backlog, noun: Noun, command: str) -> str:
    """Return the hint to name one in a command line, such as `po review S-24`; where there is none, to write one."""
    there = f"name one, such as: {command} {example(backlog, noun)}"
    return there if records(backlog, noun) else f"write the first one: {FIRST[noun]}"


def unknown(backlog: Backlog, noun: Noun, word: str, also: Iterable[str] = ()) -> tuple[str, str]:
    """Return the message and the hint for a word that names no record of a kind; ids without a file are known, too."""
    more = {one for one in also if one.startswith(f"{prefix(backlog, noun)}-")}
    ids = sorted({one.id for one in records(backlog, noun)} | more, key=ident.order)
    folder = FOLDERS[noun]
    left_out = sum(path.startswith(f"{folder}/") for path in backlog.absent)
    if not ids and left_out:
        otherwise = f"this sparse checkout leaves out {plural(left_out, 'file')} of {folder}/"
    elif not ids:
        otherwise = f"there is none yet; write the first one: {FIRST[noun]}"
    elif len(ids) <= FEW or noun not in LIST:
        dots = "…, " if len(ids) > FEW else ""
        otherwise = f"there {'is' if len(ids) == 1 else 'are'}: {dots}{', '.join(ids[-FEW:])}"
    else:
        otherwise = LIST[noun]
    name = ident.spelled(word, prefix(backlog, noun)) or word
    for path, brings in backlog.absent.items():
        if path.startswith(f"{folder}/") and ident.in_file_name(path.rpartition("/")[2]) == name:
            hint = f"bring it, at the top of the repository: git sparse-checkout add {shlex.quote(brings)}"
            return f"`{name}` is not here: this sparse checkout leaves out {path}", hint
    for file in backlog.unreadable:
        if name in {file.id, ident.in_file_name(file.path.rpartition("/")[2])}:
            return f"`{name}` cannot be read", f"{file.path}:{file.line}: {file.message}; see po validate"
    return refused(noun, name, ids, id_prefix=backlog.config.id_prefix, otherwise=otherwise)


def refused(noun: Noun, name: str, known: Collection[str], *, id_prefix: str, otherwise: str) -> tuple[str, str]:
    """Return the message and the hint for a name that no record of a kind has; what is near is of the same kind.

    Args:
        noun: the kind that is wanted.
        name: what was written.
        known: the ids of that kind.
        id_prefix: the prefix of the stories' ids.
        otherwise: the hint where none of them is near.
    """
    found = kind(name, id_prefix)
    if found and found != noun:
        return f"`{name}` names a {found}; a {noun} belongs here", otherwise
    number = name.rpartition("-")[2]
    same = [one for one in known if one.rpartition("-")[2] == number]
    near = same[0] if len(same) == 1 else nearest(name.upper(), known)
    return f"no {noun} is called `{name}`", f"did you mean `{near}`?" if near else otherwise
