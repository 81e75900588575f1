"""What does a shell complete where the cursor stands, and how is each shell told?

A title of a backlog is a stranger's text, and shells evaluate much of what they are given. So a word of other than
plain characters is not offered at all, and a help is one short line in which no shell, and no markup, finds anything to
act on.
"""

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import typer

from pocli.cli import options
from pocli.cli.completion import CursorPlace
from pocli.cli.table import COMMANDS
from pocli.run import Run
from pocli.text import safe

LONGEST = 60
WORD = re.compile(r"(?:-{0,2}\w|[@/.])[\w @/.,:%+=-]*")
"""What is offered: nothing that a shell expands, quotes, separates, or takes for an option of ours."""
TWINS = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '$`\\"[]'} | {"'": "’"})
"""What stands in a help for a character that means something to a shell or to markup: its wide twin."""
FILE = re.compile(r"\b(?:FILE|DIR|PATHS?)\b")
"""Of the metavar of what is a file: there, and nowhere else, the shell completes file names."""
COLON = r"\:"
BREAKS = frozenset("=:")
"""Where bash breaks words that are one for us."""

BASH = """
%(complete_func)s() {
    local IFS=$'\\n' reply word
    COMPREPLY=()
    if ! reply=$(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
                 %(autocomplete_var)s=complete_bash "$1"); then
        compopt -o default
        return 0
    fi
    while read -r word; do
        [[ -n $word ]] || continue
        [[ $word == *= ]] && compopt -o nospace
        [[ ${COMP_WORDS[COMP_CWORD]} == [\\"\\']* ]] || word=${word// /\\\\ }
        COMPREPLY+=("$word")
    done <<< "$reply"
}

complete -F %(complete_func)s %(prog_name)s
"""
"""The script for bash: unlike Typer's, it offers file names only where `po` says so, with exit code 1."""


class Offer(NamedTuple):
    """What may stand at the cursor, each word with its help; or a file."""

    words: tuple[tuple[str, str], ...] = ()
    file: bool = False


class CommandLine(NamedTuple):
    """A command line up to the cursor."""

    before: tuple[str, ...]
    begun: str
    """The word at the cursor, as far as it is typed."""
    kept: str = ""
    """What of it the shell does not replace."""


def answer(group: Any, asked: str, environ: Mapping[str, str]) -> tuple[str, int]:  # noqa: ANN401 - Typer's group
    """Return what a shell's script asked for, in that shell's notation, and the exit code: 1 where a file belongs.

    Args:
        group: the `po` group.
        asked: the shell, such as `complete_bash`.
        environ: what the script says of the command line.
    """
    instruction, _, shell = asked.partition("_")
    if instruction != "complete" or shell not in SHELLS:
        return "", 2
    line = _line(shell, environ)
    offer = _offer(group, line, environ)
    shown = tuple((word.removeprefix(line.kept), _inert(about)) for word, about in offer.words if _plain(word))
    return SHELLS[shell](offer._replace(words=shown)), int(offer.file)


def _plain(word: str) -> bool:
    return len(word) <= LONGEST and WORD.fullmatch(word) is not None and safe(word) == word


def _inert(about: str) -> str:
    """Return a help as one line of at most LONGEST characters in which nothing means anything to a shell."""
    shown = "".join(sign if sign.isprintable() else " " for sign in safe(about[: 4 * LONGEST]).translate(TWINS))
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _line(shell: str, environ: Mapping[str, str]) -> CommandLine:
    """Return what a shell says of the command line."""
    if shell == "bash":
        at = environ.get("COMP_CWORD", "")
        found = _of_bash(_split(environ.get("COMP_WORDS", "")), int(at) if at.isdecimal() else 0)
        typed = environ.get("COMP_LINE", "")
        if not typed:
            return found
        token = found.begun.removeprefix(found.kept)
        whole = _of_line(typed)
        return whole._replace(kept=whole.begun.removesuffix(token))
    return _of_line(environ.get("_TYPER_COMPLETE_ARGS", ""))


def _of_line(typed: str) -> CommandLine:
    """Read a line up to the cursor; a blank at its end begins a word."""
    words = _split(typed)[1:]
    if typed.endswith(" ") or not words:
        words.append("")
    return CommandLine(tuple(words[:-1]), words[-1])


def _of_bash(words: Sequence[str], at: int) -> CommandLine:
    """Join what bash parts at `=` and `:`; it replaces only what follows the last of them."""
    joined: list[str] = []
    kept, open_ended = "", False
    for word in [*words[1:at], *(words[at : at + 1] or [""])]:
        breaks = bool(joined and word) and BREAKS.issuperset(word)
        if breaks or (open_ended and word):
            joined[-1] += word
            kept = joined[-1] if breaks else joined[-1].removesuffix(word)
        else:
            joined.append(word)
            kept = ""
        open_ended = breaks
    return CommandLine(tuple(joined[:-1]), joined[-1], kept)


def _split(text: str) -> list[str]:
    """Return the words of a line as a shell reads them; the last one may want its closing quote."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    found: list[str] = []
    try:
        found.extend(lexer)
    except ValueError:
        found.append(lexer.token)
    return found


def _offer(group: Any, line: CommandLine, environ: Mapping[str, str]) -> Offer:  # noqa: ANN401 - Typer's group
    """Find what the word at the cursor is, and ask that."""
    reader = _read(group, line.before)
    if reader is None:
        return Offer()
    awaited, begun, lead = reader.awaited, line.begun, ""
    if awaited is None and begun.startswith("-") and not reader.ended:
        name, equals, begun = begun.partition("=")
        if not equals:
            return Offer(_flags(reader, name))
        awaited, lead = _option(reader.command, name), name + equals
    elif awaited is None and hasattr(reader.command, "list_commands"):
        return Offer(_commands(reader.command, begun))
    elif awaited is None:
        awaited = _argument(reader)
    if awaited is None:
        return Offer()
    run = Run(backlog=reader.said.get("backlog") or environ.get("PO_BACKLOG", ""), quiet=True)
    place = CursorPlace(run, reader.arguments)
    found = awaited.shell_complete(typer.Context(reader.command, obj=place), begun)
    words = tuple((lead + one.value, one.help or "") for one in found)
    return Offer(words, file=bool(FILE.search(awaited.metavar or "")))


class Reader(NamedTuple):
    """What the words before the cursor mean."""

    command: Any
    """Typer's command or group; it has no type that is public."""
    arguments: tuple[str, ...] = ()
    said: Mapping[str, str] = {}
    """The options that were given, by name; a flag has an empty value."""
    awaited: Any = None
    """The option whose value the cursor is at."""
    ended: bool = False
    """Whether `--` ended the options."""


def _read(group: Any, words: Sequence[str]) -> Reader | None:  # noqa: ANN401 - as above
    """Read the words before the cursor; None where they name no command of ours."""
    found = Reader(group)
    for word in words:
        if found.awaited is not None:
            found = found._replace(said={**found.said, found.awaited.name: word}, awaited=None)
        elif word == "--" or (word.startswith("-") and not found.ended):
            found = _with_option(found, word)
        elif hasattr(found.command, "get_command"):
            inner = _command(found.command, word)
            if inner is None:
                return None
            story = (word,) if found.command is group and word not in COMMANDS else ()
            found = found._replace(command=inner, arguments=story)
        else:
            found = found._replace(arguments=(*found.arguments, word))
    return found


def _command(group: Any, word: str) -> Any:  # noqa: ANN401 - as above
    """Return the command of a name; a story's is that of `po show`."""
    name = "show" if word not in COMMANDS and options.STORY.fullmatch(word) else word
    return group.get_command(typer.Context(group), name)


def _with_option(reader: Reader, word: str) -> Reader:
    name, equals, value = word.partition("=")
    param = _option(reader.command, name)
    if word == "--" or param is None:
        return reader._replace(ended=reader.ended or word == "--")
    if not equals and not param.is_flag:
        return reader._replace(awaited=param)
    return reader._replace(said={**reader.said, param.name: value})


def _option(command: Any, flag: str) -> Any:  # noqa: ANN401 - as above
    return next((one for one in command.params if flag in (*one.opts, *one.secondary_opts)), None)


def _flags(reader: Reader, begun: str) -> tuple[tuple[str, str], ...]:
    """Return the options that begin so, without those that were given and can be given once."""
    free = (one for one in reader.command.params if one.param_type_name == "option")
    left = (one for one in free if one.multiple or one.name not in reader.said)
    flags = [(flag, one.help or "") for one in left if not one.hidden for flag in (*one.opts, *one.secondary_opts)]
    return tuple(pair for pair in (*flags, ("--help", "Show this message and exit.")) if pair[0].startswith(begun))


def _commands(group: Any, begun: str) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - as above
    """Return the commands that begin so; no command of the group is loaded for that."""
    context = typer.Context(group)
    names = [name for name in group.list_commands(context) if name.startswith(begun)]
    if all(name in COMMANDS for name in names):
        return tuple((name, COMMANDS[name].summary) for name in names)
    return tuple((name, group.get_command(context, name).get_short_help_str(LONGEST)) for name in names)


def _argument(reader: Reader) -> Any:  # noqa: ANN401 - as above
    """Return the argument that comes next; None where the command takes no more."""
    places = [one for one in reader.command.params if one.param_type_name == "argument"]
    at = len(reader.arguments)
    return places[at] if at < len(places) else next((one for one in places[-1:] if one.nargs < 0), None)


def _for_bash(offer: Offer) -> str:
    return "".join(f"{word}\n" for word, _ in offer.words)


def _for_zsh(offer: Offer) -> str:
    """Return code that Typer's script evaluates: nothing of a backlog stands in it but plain words and inert help."""
    if offer.file:
        return "_files\n"
    if not offer.words:
        return ""
    pairs = " ".join(f"'{word.replace(':', COLON)}:{about.replace(':', COLON)}'" for word, about in offer.words)
    tail = " -S ''" if all(word.endswith("=") for word, _ in offer.words) else ""
    return f"local -a offered; offered=({pairs}); _describe -V po offered{tail}\n"


def _for_fish(offer: Offer) -> str:
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return ""
    return "".join(f"{word}\t{about}\n" if about else f"{word}\n" for word, about in offer.words)


def _for_powershell(offer: Offer) -> str:
    return "".join(f"{word}:::{about or ' '}\n" for word, about in offer.words)


SHELLS = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
    **dict.fromkeys(("powershell", "pwsh"), _for_powershell),
}
"""How an offer is written for each shell, as the script that it sourced reads it."""
