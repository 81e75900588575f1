"""Which options do commands share?"""

import inspect
import re
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import takewhile
from typing import Annotated, Any, Literal, cast, get_args

import typer

from pocli.cli import completers
from pocli.errors import PoError
from pocli.run import Run
from pocli.text import meant, signed

Unit = Literal["points", "effort", "count"]
STORY = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*-)?[1-9][0-9]*", re.ASCII)
NAMED = re.compile(rf"{STORY.pattern}|[1-9][0-9]*(?:-|\.\.)[1-9][0-9]*", re.ASCII)
"""An id, a number, or a range of numbers."""
"""What names a story on the command line."""
AUTO = "auto"
"""The capacity that the past supports."""
known, among = completers.known, completers.among
LARGEST_GROWTH = 1000
COLORS = ("auto", "always", "never")
AMOUNT = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)


Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="table, json, csv, markdown, slack or html.",
        metavar="FORMAT",
        autocompletion=among("table", "json", "csv", "markdown", "slack", "html"),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the difference; write nothing.")]
Since = Annotated[
    str,
    typer.Option(
        "--since", help="The first day, such as 2026-10-01 or monday.", metavar="DAY", autocompletion=known("day")
    ),
]
Limit = Annotated[int, typer.Option("--limit", help="Show at most N rows of a table; 0 shows all.", min=0)]

Capacity = Annotated[
    str,
    typer.Option(
        "--capacity",
        help="The capacity of each sprint: 40, or 40,35,40 for three, or auto (from past sprints).",
        metavar="N,…",
    ),
]
MinGain = Annotated[
    str,
    typer.Option("--min-gain", help="Break a promise only if the plan gains more than this share.", metavar="SHARE"),
]
Sprints = Annotated[int, typer.Option("--sprints", help="How many sprints to look at.", metavar="N", min=0)]
Fewest = Annotated[
    list[str] | None,
    typer.Option(
        "--fewest",
        help="Deliver all of this in the fewest sprints; repeatable.",
        metavar="ID",
        autocompletion=known("wish"),
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", help="The start of the random numbers; the same seed gives the same answer.", min=0)
]
OfUnit = Annotated[
    str,
    typer.Option(
        "--unit", help="The unit of capacity: points, effort or count.", autocompletion=among(*get_args(Unit))
    ),
]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", help="Stop after this many seconds, with the best plan so far.", min=0)
]
TimeLimits = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        help="Stop after this many seconds (10; 60 for --uncertain), with the best plan so far.",
        min=0,
        show_default=False,
    ),
]
Stories = Annotated[
    list[str],
    typer.Argument(help="Stories, by id, number or range: 12 3-9.", metavar="ID…", autocompletion=known("story")),
]
SomeStories = Annotated[
    list[str] | None,
    typer.Argument(help="Stories, by id, number or range: 12 3-9.", metavar="[ID…]", autocompletion=known("story")),
]
WithReason = Annotated[
    list[str],
    typer.Argument(
        help="Stories, by id or number, then the reason.", metavar='ID… "WHY"', autocompletion=known("story")
    ),
]


def shared(
    backlog: Annotated[str, typer.Option(help="The backlog's folder.", envvar="PO_BACKLOG", metavar="DIR")] = "",
    today: Annotated[str, typer.Option(help="Use this day as today.", envvar="PO_TODAY", metavar="DATE")] = "",
    color: Annotated[
        str,
        typer.Option(
            help="Use colour: auto, always or never.",
            envvar="PO_COLOR",
            metavar="WHEN",
            autocompletion=among(*COLORS),
        ),
    ] = "",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every file again, without the index.", envvar="PO_NO_CACHE")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Answer every prompt with yes.", envvar="PO_YES")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no warnings.", envvar="PO_QUIET")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show more details.", envvar="PO_VERBOSE")] = False,
) -> None:
    """Hold the options that every command takes, before or after its name."""


SHARED = tuple(inspect.signature(shared).parameters)


def leaving(
    output: Annotated[
        str, typer.Option("--output", "-o", help="Write the answer to this file; .html makes a page.", metavar="FILE")
    ] = "",
    copy: Annotated[
        bool, typer.Option("--copy", help="Copy the answer to the clipboard, through the terminal.")
    ] = False,
) -> None:
    """Hold the options of every command that answers with data."""


LEAVING = tuple(inspect.signature(leaving).parameters)


def run(before: dict[str, Any], after: dict[str, Any]) -> Run:
    """Make the run's settings of what was said before the command's name and after it, which wins.

    Raises:
        PoError: the day that is named is none, or the colour is not one of COLORS.
    """
    said = {name: after.get(name) or before.get(name) for name in SHARED}
    today = said["today"]
    if today:
        said["today"] = _only_day(today)
    if said["color"]:
        one_of(said["color"], COLORS)
    return Run(**{name: value for name, value in said.items() if value})


def _only_day(text: str) -> str:
    from pocli.model import days

    found = days.readings(text)
    if len(found) != 1:
        raise PoError(f"`{text}` is not a date", days.hint(text, "write a date such as --today 2026-12-31"))
    return found[0]


def a_sprint(otherwise: str = "") -> Any:  # noqa: ANN401 - typer's own
    """Make the argument that names a sprint; its help says which one it is otherwise."""
    told = f"Such as S-24 or 24; default: {otherwise}." if otherwise else "Such as S-24 or 24."
    return typer.Argument(help=told, metavar="[SPRINT]", autocompletion=known("sprint"))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list with commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def listed(texts: Sequence[str] | None) -> tuple[str, ...]:
    """Return the words of a repeatable option whose values may have commas."""
    return tuple(word for text in texts or () for word in words(text))


def leading_ids(words: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, numbers and ranges that words begin with."""
    return tuple(takewhile(NAMED.fullmatch, words))


def reason(found: list[str], verb: str, example: str) -> tuple[tuple[str, ...], str]:
    """Part the names of stories from the reason that follows them; on a terminal it is asked for.

    Raises:
        PoError: there is no reason, or no story.
    """
    ids = leading_ids(found)
    why = " ".join(found[len(ids) :]).strip()
    if ids and not why and sys.stdin.isatty() and sys.stdout.isatty():
        why = str(typer.prompt("why")).strip()
    if not ids:
        raise PoError(f"`{found[0]}` is not a story", f'name the story by its id or number: po {verb} ID "{example}"')
    if not why:
        raise PoError("the reason is missing", f'write: po {verb} {" ".join(ids)} "{example}"')
    return ids, why


def amounts(text: str) -> tuple[Fraction, ...]:
    """Return capacities, one for each sprint or one for all; none where none was said.

    Raises:
        PoError: one is not a number of at least 0.
    """
    for word in words(text):
        if not AMOUNT.fullmatch(word):
            from pocli.schema import figures

            otherwise = "write numbers of at least 0, such as --capacity 40,35,40"
            raise PoError(f"`{word}` is not a capacity", figures.hint(word, otherwise))
    return tuple(map(Fraction, words(text)))


def share(text: str) -> Fraction:
    """Return a share such as `2%`, `2` or `0.02`.

    Raises:
        PoError: it is none.
    """
    word = signed(text.strip())
    number = word.removesuffix("%").strip()
    found = Fraction(number) / (100 if word.endswith("%") else 1) if AMOUNT.fullmatch(number) else None
    if found is None or found > 1:
        raise PoError(f"`{text}` is not a share", _shared(number, "%" if word.endswith("%") else ""))
    return found


def percent(text: str) -> float:
    """Return a percentage of at least 0, with its sign or without it.

    Raises:
        PoError: it is none.
    """
    number = text.strip().removesuffix("%").strip()
    if not AMOUNT.fullmatch(number) or float(number) > LARGEST_GROWTH:
        raise PoError(f"`{text}` is not a percentage", f"write it as 20%, at most {LARGEST_GROWTH}%")
    return float(number)


def _shared(number: str, sign: str) -> str:
    from pocli.schema import figures

    found = figures.figures(number)
    return f"write it as {found[0]}{sign}" if len(found) == 1 else "write it as 2% or 0.02"


def unit(text: str) -> Unit:
    """Return the unit of a capacity.

    Raises:
        PoError: there is no such unit.
    """
    if text in get_args(Unit):
        return cast("Unit", text)
    raise PoError(f"`{text}` is not a unit", "use points, effort or count")


def pairs(flag: str, given: Sequence[str] | None) -> dict[str, str]:
    """Return the pairs of a repeatable option such as `--map COLUMN=FIELD`.

    Raises:
        PoError: one of them has no `=`.
    """
    found = dict(word.rpartition("=")[::2] for word in given or ())
    if "" in found:
        raise PoError(f"{flag} takes pairs, such as {flag} Summary=title", "write the word, `=`, and what it becomes")
    return found


def one_of(word: str, words: Sequence[str]) -> str:
    """Return a word that is one of a few.

    Raises:
        PoError: it is not.
    """
    if word not in words:
        known = [one for one in words if one]
        raise PoError(f"`{word}` is not one of {', '.join(known)}", meant(word, known, "use one of them"))
    return word
