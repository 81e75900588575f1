"""What was meant by a command line that `po` does not take?"""

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from pocli.cli import options
from pocli.cli.table import COMMANDS, ELSEWHERE, functions
from pocli.errors import PoError
from pocli.run import Run
from pocli.text import nearest

NEAR = 0.75
"""How like a command's name a word must be to be a slip of the finger."""
MANY = 30
"""More words than these are not listed."""
REWORDED = (
    (r"Invalid value for '(\S+).*?': '(.*)' is not a valid int.*", r"`\1` takes a whole number, not `\2`"),
    (r"Invalid value for '(\S+).*?': '(.*)' is not a valid float.*", r"`\1` takes a number, not `\2`"),
    (r"Invalid value for '(\S+).*?': (\S+) is not in the range x>=(\S+)", r"`\1` is at least \3, not \2"),
    (r"Invalid value for '(\S+).*?': (\S+) is not in the range (\S+)<=x<=(\S+)", r"`\1` is from \3 to \4, not \2"),
    (r"Option '(\S+)' requires an argument", r"`\1` needs a value"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"got unexpected extra argument: \1"),
)
"""What Typer says in a programmer's words, and how it is said plainly."""
FLAGS = {
    flag: known
    for flags, known in (
        ("--assignee --assigned-to --user --who", "--owner"),
        ("--state --column", "--status"),
        ("--tag --labels --tags", "--label"),
        ("--epic --parent-id", "--parent"),
        ("--milestone --iteration", "--sprint"),
        ("--search --query --grep", "--text"),
        ("--pts --estimate --size --story-points", "--points"),
        ("--ac --acceptance --acceptance-criteria --criteria", "--criterion"),
        ("--top --max --count -n -l", "--limit"),
        ("--points --velocity --budget", "--capacity"),
        ("--json", "--format json"),
        ("--csv", "--format csv"),
        ("--html", "--format html"),
        ("--markdown --md", "--format markdown"),
        ("--plain --raw", "--format csv"),
        ("--force --no-input -y", "--yes"),
        ("--no-color --no-colour", "--color never"),
        ("--colour", "--color"),
        ("--date --as-of", "--today"),
        ("--file --out", "--output"),
        ("--dir --directory --repo -C", "--backlog"),
    )
    for flag in flags.split()
}
"""Options of other tools, and what they are called here."""
PLACE = re.compile(r"\{(\w+)\}")
SAMPLES = {
    "text": "Export invoices as CSV",
    "why": "why",
    "word": "export",
    "label": "LABEL",
    "owner": "me",
    "file": "stories.csv",
}
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
    path = ctx.command_path if ctx else _typed()
    if ctx and (meant := _option(error, ctx)):
        return f"did you mean `{meant}`? {see(path)}"
    if param is None or "ID" in str(param.metavar) or not hasattr(param, "shell_complete"):
        return see(path)
    names = [item.value for item in param.shell_complete(ctx, "")]
    return f"it takes: {', '.join(names)}; {see(path)}" if 0 < len(names) <= MANY else see(path)


def message(error: Any) -> str:  # noqa: ANN401 - whatever Typer raises
    """Return what is wrong with a command line that Typer refuses, in plain words."""
    text: str = (error.message if hasattr(error, "possibilities") else error.format_message()).rstrip(".")
    for pattern, words in REWORDED:
        text = re.sub(pattern, words, text)
    return text[:1].lower() + text[1:]


def _option(error: Any, ctx: Any) -> str:  # noqa: ANN401 - whatever Typer raises
    """Return the option of this command that was meant by one that is not there; else an empty text."""
    name = getattr(error, "option_name", "") if hasattr(error, "possibilities") else ""
    taken = {flag for param in ctx.command.params for flag in param.opts}
    elsewhere = FLAGS.get(name, "")
    if elsewhere.partition(" ")[0] in taken:
        return elsewhere
    return nearest(name, taken, cutoff=NEAR) or "" if name.startswith("--") else ""


def _typed() -> str:
    """Return the command that was typed, where Typer does not say which one it refuses."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if not words or words[0] not in COMMANDS:
        return "po"
    parts = functions(words[0]).keys() - {words[0]}
    return " ".join(["po", words[0], *(word for word in words[1:2] if word in parts)])


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
            from pocli.tasks import samples

            at = 0 if name == "id" else 1
            return (ids[at : at + 1] or [samples.story(Run(), at)])[0]
        if name == "itself":
            return words[0].lower()
        return shlex.quote(" ".join(others) or SAMPLES[name])

    return f"po {PLACE.sub(filled, line)}".strip()
