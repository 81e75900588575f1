"""Which everyday slip makes a line no YAML, and which change of that line is meant beyond doubt?

A blank that only looks like one, a colon of another alphabet, a sign that a text cannot begin with, a task list. Each
change is proved: with it, the text reads further than its line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pocli.field_table.by_kind import every
from pocli.field_table.field import LISTS
from pocli.model.diagnostic import Fix
from pocli.model.edit import Replace
from pocli.model.place import Span
from pocli.reading import quick_fixes
from pocli.reading.doubts import FIELDS
from pocli.text import BLANKS, UNSEEN, safe, visible_blanks
from pocli.yaml.emit import IMPOSSIBLE, inline
from pocli.yaml.letters import Fault, lines
from pocli.yaml.parse import parse
from pocli.yaml.traps import IN_BRACKETS, ITEM, LEADING, QUOTES, opened

ODD = re.compile(f"[{BLANKS}{UNSEEN}]")
BLANK = f"[ {BLANKS}{UNSEEN}]"
STRUCTURE = re.compile(rf"{BLANK}*+(?:-{BLANK}++)*+(?:[A-Za-z_][\w-]*+{BLANK}*+:{BLANK}*+)?+")
"""What stands before the value of a line."""
WIDE = re.compile(rf"(\s*+(?:- )*+)([A-Za-z_][\w-]*+)([ {BLANKS}]*+：[ {BLANKS}]*+)(.*)")
TIGHT = re.compile(r"(\s*+(?:- )*+)([A-Za-z_][\w-]*+):(?=[^\s:/])(.*)")
DASH = re.compile(r"( *+)-(?=[^\W\d])")
TASK = re.compile(r"\s*+([-*+•] (\[([ xX]?)\](?:\s++|(?=\w))(\S.*)))")
EQUALS = re.compile(r"(\s*+)([A-Za-z_][\w-]*+)(\s*+=\s*+)(?=[^\s=])")
BRACED = re.compile(r"[^\[{\"'#]*\{\{")
HELD = re.compile(r"\s*+(?:- )*+([A-Za-z_][\w-]*+):\s*+(?:#.*)?")
LISTED = frozenset(field.name for field in every() if field.holds in LISTS)
"""Fields that hold lists."""
PAIR = re.compile(r"([A-Za-z_]\w*+):(?=[^\s/])(.*)")
CRITERIA = ("acceptance_criteria", "definition_of_done")
TOP_KEY = re.compile(r"([A-Za-z_][\w-]*+)\s*+:")
STARTS = re.compile(r"""[@`%*&!]|>=?\s*+[\d$€£]|(["'])[^"']++\1(?=[\s,.;:!?)])[^"']*+$""")
"""How a text begins that lacks quotes beyond doubt; more than a comparison may be meant as a block, with `>` or `|`."""
WORD = re.compile(r""""(?:[^"\\]|\\.)*+"|'[^']*+'|[\[\]{},]|[^\s\[\]{},"'][^\[\]{},]*+""")
"""A text in quotes, a bracket or a comma, or a text without quotes, within brackets."""
RULE = "invalid-yaml"
SLIPS = frozenset({RULE, "colon-in-text"})
LONGEST = 60


class Slip(NamedTuple):
    """A change of a line from `start` to `end`; what is wrong there, if the parser's own fault does not say it."""

    start: int
    end: int
    new: str
    message: str = ""
    hint: str = ""
    at: tuple[int, int] | None = None
    """Where the mistake itself stands, if that is less."""


def slip(path: str, text: str, fault: Fault) -> tuple[Fault, Fix] | None:
    """Return the slip in a fault's line in our words, and its fix; None where what is meant is in doubt."""
    every, number = lines(text), fault.span.line
    if number > len(every) or (fault.rule not in SLIPS and not _ours(every[number - 1].rstrip())):
        return None
    for one in _slips(every, number, within=fault.message == IN_BRACKETS):
        span = Span(number, one.start + 1, number, one.end + 1)
        after = parse(quick_fixes.replaced(text, span, one.new).encode("utf-8"))
        if all(other.span.line > number for other in after.faults):
            begin, end = one.at or (one.start, one.end)
            place = Span(number, begin + 1, number, max(begin + 1, end) + (begin == end))
            shown = fault._replace(rule=RULE, message=one.message, hint=one.hint, span=place) if one.message else fault
            return shown, Fix((Replace(path, span, one.new),), safe=True)
    fix = quick_fixes.colon(path, text, number) if fault.rule == "colon-in-text" else None
    return (fault, fix) if fix else None


def _ours(source: str) -> bool:
    """Tell whether a line that breaks a rule of the format looks like a text."""
    return bool(TASK.fullmatch(source) or BRACED.match(source)) and not IMPOSSIBLE.search(source)


def _slips(every: tuple[str, ...], number: int, *, within: bool) -> Iterator[Slip]:
    """Give what may be wrong with a line, what is least in doubt first; `within` brackets that began above."""
    source = every[number - 1].rstrip()
    yield from _blank(source)
    yield from _joined(source)
    task = TASK.fullmatch(source)
    if task:
        yield from _task(task, _section(every, number))
        return
    item, held = ITEM.match(source), _holder(every, number)
    if item and held in LISTED:
        start, hint = item.start(2), "write `- ` before each item"
        yield Slip(start, item.end(), "- ", f"`{item[2]}` begins no item of a list", hint, item.span(2))
        return
    begin = _head(source)
    value = quick_fixes.COMMENT.split(source[begin:], maxsplit=1)[0]
    if value[:1] in {"[", "{"} and (LEADING.match(source) or value[:2] == "{{"):
        if _alone(every, number):
            message = f"a text cannot begin with `{value[0]}`"
            yield Slip(begin, begin + len(value), quick_fixes.quoted(value), message, QUOTES, (begin, begin + 1))
    elif value[:1] in {"[", "{"}:
        yield from _flow(begin, value)
    elif within:
        begin = len(source) - len(source.lstrip())
        around = next(opened(list(every), number - 2), None)
        yield from _flow(begin, source[begin:], every[around[0]][around[1]] if around else "")
    elif STARTS.match(value) and _alone(every, number):
        message = f"a text cannot begin with `{value[0]}`" if value[0] in "*&!" else ""
        yield Slip(begin, begin + len(value), quick_fixes.quoted(value), message, QUOTES, (begin, begin + 1))


def _head(source: str) -> int:
    """Return where the value of a line begins."""
    found = STRUCTURE.match(source)
    return found.end() if found else 0


def _blank(source: str) -> Iterator[Slip]:
    """Find a blank of another kind where YAML needs a space."""
    end = _head(source)
    head = source[:end]
    odd = ODD.search(head)
    if odd:
        message = f"this blank is {safe(visible_blanks(odd[0]))}, which YAML does not take for a space"
        for new in (ODD.sub(" ", head), ODD.sub("", head)):
            yield Slip(0, end, new, message, "write a space", odd.span())


def _joined(source: str) -> Iterator[Slip]:
    """Find a colon or a dash without the space that YAML needs behind it."""
    wide, tight, dash = WIDE.fullmatch(source), TIGHT.fullmatch(source), DASH.match(source)
    equals = EQUALS.match(source)
    if equals and equals[2].lower() in FIELDS:
        hint = f"write `{equals[2]}: {source[equals.end() :][:LONGEST]}`"
        yield Slip(equals.start(3), equals.end(), ": ", "`=` is no colon", hint, equals.span(2))
    if wide and wide[2].lower() in FIELDS:
        new = f"{wide[2]}: {wide[4]}"
        hint = f"write `{new[:LONGEST]}`"
        yield Slip(wide.start(2), wide.start(4), f"{wide[2]}: ", "`：` is another colon than that of YAML", hint)
    if tight and tight[2].lower() in FIELDS:
        yield Slip(tight.start(3), tight.start(3), " ")
    if dash:
        yield Slip(dash.end() - 1, dash.end(), "- ", "a space is missing after the dash", "write `- ` before each item")


def _task(task: re.Match[str], section: str) -> Iterator[Slip]:
    """Write an item of a task list as a criterion."""
    done = task[3].lower() == "x"
    if section not in CRITERIA or (done and section != CRITERIA[0]):
        return
    new = inline({"text": task[4], "done": "true"}, flow=True) if done else inline(task[4])
    hint = f"write `- {new}`" if len(new) <= LONGEST else "write the text, and `done: true` where it is done"
    message = f"`[{task[3]}]` begins a list, not a task"
    yield Slip(task.start(1), task.end(1), f"- {new}", message, hint, task.span(2))


def _section(every: tuple[str, ...], number: int) -> str:
    """Return the key of the file that a line stands below."""
    found = (TOP_KEY.match(line) for line in reversed(every[:number]))
    return next((one[1] for one in found if one), "")


def _holder(every: tuple[str, ...], number: int) -> str:
    """Return the key whose value begins in the lines above, with a line of the same list."""
    depth = len(every[number - 1]) - len(every[number - 1].lstrip())
    for line in reversed(every[: number - 1]):
        indent, key = len(line) - len(line.lstrip()), HELD.fullmatch(line.rstrip())
        if line.strip() and indent <= depth and (key or indent < depth):
            return key[1] if key else ""
    return ""


def _flow(begin: int, value: str, around: str = "") -> Iterator[Slip]:
    """Put quotes around each text within brackets that has a `:`, `?` or `#` in it; a pair gets its blank."""
    new: list[str] = []
    last, first, at, inside = 0, "", 0, [around]
    for found in WORD.finditer(value):
        word = found[0].rstrip()
        if word in "[{":
            inside.append(word)
        elif word in "]}":
            inside = inside[:-1] or [around]
        pair = PAIR.fullmatch(word) if inside[-1] == "{" else None
        if pair:
            new += [value[last : found.start()], f"{pair[1]}: {pair[2]}"]
            last, first, at = found.start() + len(word), first or word, at if first else found.start()
            continue
        key, colon, said = word.partition(": ")
        start = found.start() + (len(key) + len(colon) if colon else 0)
        said = said if colon else word
        blanks = len(said) - len(said.lstrip())
        said, start = said.strip(), start + blanks
        odd = set(said) & {":", "?"} or re.match(r"#\S", said)
        if said[:1] in "\"'" or not odd or said.endswith(":") or STARTS.match(said):
            continue
        new += [value[last:start], quick_fixes.quoted(said)]
        last, first, at = start + len(said), first or said, at if first else start
    if first:
        pair = PAIR.fullmatch(first) if new[1] != quick_fixes.quoted(first) else None
        sign = next(one for one in ":?#" if one in first)
        message = "a space is missing after the colon" if pair else IN_BRACKETS.replace(":", sign)
        place = (begin + at, begin + at + len(first))
        hint = f"write `{new[1]}`" if len(first) <= LONGEST else "put quotes around it"
        text = "".join([*new, value[last:]])
        yield Slip(begin, begin + len(value), text, message, hint, place)


def _alone(every: tuple[str, ...], number: int) -> bool:
    """Tell whether no line goes on with what a line says; a text on a line of its own goes on in the same column."""
    source = every[number - 1]
    depth, below = len(source) - len(source.lstrip()), next((line for line in every[number:] if line.strip()), "")
    own = _head(source) == depth
    return len(below) - len(below.lstrip()) <= depth - own
