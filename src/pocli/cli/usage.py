"""What was meant by a command line that `po` does not take?"""

import re
import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from pocli.cli import options
from pocli.cli.table import COMMANDS, ELSEWHERE
from pocli.errors import PoError
from pocli.run import Run
from pocli.text import nearest

NEAR = 0.75
"""How like a command's name a word must be to be a slip of the finger."""
MANY = 30
"""More words than these are not listed."""
PLACE = re.compile(r"\{(\w+)\}")
SAMPLES = {"text": "Export invoices as CSV", "why": "why", "word": "export", "name": "ana", "file": "stories.csv"}
"""What stands where nothing was typed."""


def helped(words: Sequence[str]) -> list[str]:
    """Read `help rank` as `rank --help`."""
    return [*words[1:], "--help"] if words[:1] == ["help"] else list(words)


def written_out(words: Sequence[str]) -> list[str]:
    """Read `12` as `show 12`, and `explain 12` as `rank --explain 12`: a story is explained by its place."""
    if words[0] not in COMMANDS and options.STORY.fullmatch(words[0]):
        return ["show", *words]
    story = next((word for word in words[1:] if options.STORY.fullmatch(word)), "")
    if words[0] != "explain" or not story:
        return list(words)
    at = words.index(story)
    return ["rank", *words[1:at], "--explain", *words[at:]]


def unknown(words: Sequence[str]) -> PoError:
    """Return the error of a command that is not there, with the command line that does what was meant."""
    word = words[0]
    message = f"there is no command `{word}`"
    lines = ELSEWHERE.get(word.lower(), ())
    if lines:
        return PoError(message, "write: " + ", or: ".join(_line(line, words) for line in lines))
    near = nearest(word.lower(), (name for name, entry in COMMANDS.items() if entry.panel), cutoff=NEAR)
    return PoError(message, f"did you mean `{near}`?" if near else "see all commands: po --help")


def unknown_part(path: str, words: Sequence[str], known: Iterable[str]) -> PoError:
    """Return the error of a subcommand that is not there.

    Args:
        path: the command, such as `po sprint`.
        words: what was typed after it.
        known: its subcommands.
    """
    names = tuple(known)
    message = f"`{path}` has no `{words[0]}`"
    if "show" in names and options.STORY.fullmatch(words[0]):
        return PoError(message, f"write: {path} show {shlex.join(words)}")
    near = nearest(words[0].lower(), names)
    return PoError(message, f"did you mean `{path} {near}`?" if near else f"it takes: {', '.join(names)}; {see(path)}")


def misused(error: Any) -> str:  # noqa: ANN401 - whatever Typer raises
    """Return the hint for a command line that Typer refuses: what belongs there, and the help of that very command."""
    ctx, param = getattr(error, "ctx", None), getattr(error, "param", None)
    path = ctx.command_path if ctx else "po"
    if param is None or "ID" in str(param.metavar) or not hasattr(param, "shell_complete"):
        return see(path)
    names = [item.value for item in param.shell_complete(ctx, "")]
    return f"it takes: {', '.join(names)}; {see(path)}" if 0 < len(names) <= MANY else see(path)


def see(path: str) -> str:
    """Return where the help of a command is."""
    return f"see {path} --help"


def _line(line: str, words: Sequence[str]) -> str:
    """Return a command line of ELSEWHERE with what was typed in its places."""
    rest = list(words[1:])
    ids = [word for word in rest if options.STORY.fullmatch(word)]
    others = [word for word in rest if word not in ids and not word.startswith("-")]

    def filled(place: re.Match[str]) -> str:
        name = place[1]
        if name in {"id", "other"}:
            at = 0 if name == "id" else 1
            return (ids[at : at + 1] or [_sample(at)])[0]
        if name == "itself":
            return words[0].lower()
        return shlex.quote(" ".join(others) or SAMPLES[name])

    return f"po {PLACE.sub(filled, line)}".strip()


def _sample(at: int) -> str:
    """Return the id of a story of this backlog, counted from the last one; else the word for any."""
    from pocli import session

    try:
        known = session.names(Run(quiet=True))
    except PoError:
        known = ()
    return known[-1 - at][0] if len(known) > at else "ID"
