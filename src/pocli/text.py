"""How does a stranger's text meet a person's screen, and how do figures read?"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from string import ascii_uppercase, digits
from typing import TextIO, TypeVar
from unicodedata import combining, normalize

# Letters that U+200C and U+200D shape: Arabic to Arabic Extended-A, the Indic scripts, Myanmar, Khmer, Mongolian, and
# Arabic's presentation forms.
JOINING = "\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
# What U+FE0F turns into a picture, and U+200D makes one of several of.
PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# Unicode's property Default_Ignorable_Code_Point (a test compares it), but for what shapes letters and pictures.
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Controls, C1, line and paragraph separators, annotations, lone surrogates, and what nobody sees: none may reach a
# screen as itself. U+200C and U+200D stay between letters that join, U+200D between pictures, U+FE0E and U+FE0F after
# one.
HOSTILE = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ud800-\udfff{IGNORABLE}]"
    f"|\u200c(?!(?<=[{JOINING}]\u200c)[{JOINING}])"
    f"|\u200d(?!(?<=[{JOINING}]\u200d)[{JOINING}]|(?<=[{PICTURES}\ufe0f]\u200d)[{PICTURES}])"
    f"|[\ufe0e\ufe0f](?<![{PICTURES}][\ufe0e\ufe0f])(?!(?<=[0-9#*].)\u20e3)"
)

# The same, but for the line breaks between values; JSON itself has no other control.
HOSTILE_IN_JSON = re.compile(HOSTILE.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f", 1))
BREAK = re.compile(r"(\r?\n)")
# Blanks that look like a space and are none for YAML.
BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# What nobody sees at the edge of a word, and copying from web pages brings along.
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
ODD_BLANK = re.compile(f"[{BLANKS}]")

# Characters that take one cell each, among them those of our own tables: Rich need not be asked.
NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2400-\u2426"
    "\u2500-\u25fc]*"
)

# Where GitHub's runner looks for `::command`: at the start of a line, after blanks and colours.
COMMAND = re.compile(r"((?:^|(?<=[\r\n]))(?:[^\S\r\n]|\x1b\[[0-9;]*m)*+):(?=:)")

# How a command of GitHub's, Azure's and TeamCity's runners begins wherever it stands: `##[`, `##vso[`, `##teamcity[`.
SERVICE = re.compile(r"##(?=(?:vso|teamcity)?\[)", re.IGNORECASE)
JOBS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""What tells that such a runner listens."""

# A number as a share may be typed.
PLAIN = re.compile(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?", re.ASCII)

FEW = 500
"""Among so many words, a nearest one is looked for by likeness."""
LONGEST_SLIP = 40

# What a spreadsheet runs, and the quote that keeps it from doing so, however many there are already.
FORMULA = re.compile(r"'*[=+\-@\t\r]")

HANG = 2
"""How much further right a line goes on that is too long for a terminal."""

A_FILE, A_RUN = 50, 1000
"""The most problems that people see."""

Thing = TypeVar("Thing")


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:  # noqa: PLR2004 - C0: Unicode has a picture for each
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"  # noqa: PLR2004


def safe(text: str) -> str:
    """Return the text on one line with every control, bidi, zero-width and tag character made visible."""
    return HOSTILE.sub(_visible, text)


def composed(text: str) -> str:
    """Return a text as it is compared: in NFC, so that é written as one character or as two is the same word."""
    if text.isascii():
        return text
    return normalize("NFC", text)


def folded(text: str) -> str:
    """Return a text as it is compared where case makes no difference."""
    return composed(composed(text).casefold())


def unaccented(text: str) -> str:
    """Return a text as it is searched: without case and accents, so that `Müller` and `muller` are the same."""
    if text.isascii():
        return text.lower()
    plain = normalize("NFKD", normalize("NFKD", text).casefold())
    return normalize("NFC", "".join(one for one in plain if not combining(one)))


def visible_blanks(text: str) -> str:
    """Return a text with every blank that is no space or tab made visible, as <U+00A0>: for what is said of a file."""
    return ODD_BLANK.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def figure(value: Fraction, places: int = 1) -> str:
    """Return a number for people: thousands separated, at most `places` decimals, half-even, no trailing zeros.

    Below 1, two significant digits are kept.
    """
    while 0 < abs(value) < Fraction(1, 10 ** (places - 1)) and places < 12:  # noqa: PLR2004
        places += 1
    whole, part = divmod(abs(round(value * 10**places)), 10**places)  # Python 3.11 formats no Fraction
    decimals = f"{part:0{places}d}".rstrip("0") if part else ""
    sign = "-" if value < 0 and (whole or part) else ""
    return f"{sign}{whole:,}.{decimals}" if decimals else f"{sign}{whole:,}"


def percent(share: Fraction) -> str:
    """Return a share such as 13/100 as `13 %`."""
    return f"{figure(share * 100)} %"


def signed(word: str, *, above: int = 1) -> str:
    """Return a plain number that can only be a percentage with its sign, `80` as `80%`; any other word as it is.

    Args:
        word: a share as a person typed it.
        above: up to this, the number may mean something else: a share, or 8 of 10.
    """
    return f"{word}%" if PLAIN.fullmatch(word) and above < float(word) <= 100 else word  # noqa: PLR2004 - percent


def plural(count: int, one: str, many: str = "") -> str:
    """Return `1 story`, `2 stories`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def instead(word: str, known: Collection[str], meant: Mapping[str, str] = {}) -> str:
    """Return the hint for a word that is not known: the one that is meant, else all that there are."""
    near = meant.get(word.lower(), "")
    near = near if near in known else nearest(word, known)
    return f"did you mean `{near}`?" if near else f"there are: {', '.join(known)}"


def without_points(count: int) -> str:
    """Return what is said behind a sum of points in which some stories are missing: `, 1 story without points`."""
    return f", {plural(count, 'story', 'stories')} without points" if count else ""


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the known word that is most like the given one, by at least `cutoff` of 1, or an empty text.

    Among more than FEW, only those that one slip of the finger away are looked at, so that 1,000 unknown words among
    100,000 known ones take no time.
    """
    words = known if isinstance(known, (frozenset, set)) else frozenset(known)
    if len(words) <= FEW:
        found = get_close_matches(word, sorted(words), n=1, cutoff=cutoff)
    else:
        found = get_close_matches(word, sorted(words.intersection(_slips(word))), n=1, cutoff=0)
    return found[0] if found else ""


def _slips(word: str) -> set[str]:
    """Return the words that one slip away: a character too much, too few, wrong, or exchanged with its neighbour."""
    letters = {*word, *digits, *ascii_uppercase}
    halves = [(word[:at], word[at:]) for at in range(len(word[:LONGEST_SLIP]) + 1)]
    found = {left + letter + right[skip:] for left, right in halves for letter in letters for skip in (0, 1)}
    found |= {left + right[1:] for left, right in halves}
    return found | {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """Return a safe text in lines of at most so many cells, cut between words; what goes on stands further right.

    A word that is longer stays whole: whoever copies a path gets it in one piece.
    """
    indent = " " * (hang if hang * 2 <= width else 0)
    lines = [""]
    for word in re.split(r"(?<=\S)(?=\s)", text.rstrip()):
        if lines[-1].strip() and cells(lines[-1]) + cells(word) > width:
            lines.append(indent + word.lstrip())
        else:
            lines[-1] += word
    return lines


def wrapped_line(line: str, stream: TextIO) -> str:
    """Return a line for a stream, safe also in a job, and with its end; on a terminal it is wrapped between words."""
    shown = unheard(safe(line))
    if not stream.isatty():
        return shown + "\n"
    blanks = len(shown) - len(shown.lstrip())
    return "\n".join(wrapped(shown, width(), blanks + HANG)) + "\n"


def width() -> int:
    """Return the terminal's width in cells."""
    return shutil.get_terminal_size((80, 24)).columns


def cells(text: str) -> int:
    """Return how many cells of a terminal a safe text takes: as Rich counts them, sequences of pictures once."""
    if text.isascii() or NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def defused(text: str) -> str:
    r"""Return text that cannot command a runner: `::` that begins a line becomes `:\:`, `##[` becomes `#\#[`."""
    return SERVICE.sub(r"#\\#", COMMAND.sub(r"\1:\\", text))


def unheard(text: str) -> str:
    """Return a text that commands no runner, where one listens."""
    return defused(text) if any(map(os.environ.get, JOBS)) else text


def visible(text: str) -> str:
    """Return a text of many lines with all that `safe` shows made visible, but for the line breaks."""
    return "".join(part if part in {"\n", "\r\n"} else safe(part) for part in BREAK.split(text))


def uncomputed(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: with a quote before it, where one could."""
    return f"'{text}" if FORMULA.match(text) else text


def json_safe(document: str) -> str:
    r"""Return a JSON text that means the same, without `##[` and with all that `safe` shows as `\uXXXX`."""
    found = SERVICE.sub(r"#\\u0023", document)
    return found if found.isascii() and "\x7f" not in found else HOSTILE_IN_JSON.sub(_json, found)


def _json(found: re.Match[str]) -> str:
    data = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def capped(things: Iterable[Thing], file: Callable[[Thing], str]) -> tuple[list[Thing], int]:
    """Return what people see, at most A_FILE of a file and A_RUN in all, and how many more there are."""
    kept: list[Thing] = []
    seen: Counter[str] = Counter()
    more = 0
    for thing in things:
        if seen[file(thing)] < A_FILE and len(kept) < A_RUN:
            seen[file(thing)] += 1
            kept.append(thing)
        else:
            more += 1
    return kept, more


def tally(severities: Iterable[str], files: int, fixable: int = 0) -> str:
    """Return `2 errors, 1 warning in 14 files`, or `no problems in 14 files`, and how many can be mended."""
    counts = Counter(severities)
    found = [plural(counts[name], name) for name in ("error", "warning", "info") if counts[name]]
    mended = f"; po validate --fix fixes {fixable:,}" if fixable else ""
    return f"{', '.join(found) or 'no problems'} in {plural(files, 'file')}{mended}"


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the hint for a word that is not known: the nearest one, or what else to do."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise
