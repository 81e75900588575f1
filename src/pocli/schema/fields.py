"""How does a text in a file become a value?

Every scalar comes in as text; the field decides the type. What does not fit is a `PydanticCustomError` whose type is the
name of a diagnostic (`wrong-type`, `out-of-range`) and whose context may carry a hint.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from pocli.model import days, ident
from pocli.schema import figures
from pocli.text import UNSEEN, composed, meant, signed

NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LOOSE_ID = re.compile(r"#?(?:([A-Za-z][A-Za-z0-9]{0,9}?)[\s_-]*#?)?0*([1-9]\d{0,8})", re.ASCII)
RANGE = re.compile(rf"{NUMBER.pattern}\s*\.\.\s*{NUMBER.pattern}", re.ASCII)
PERCENT = re.compile(r"(?<!\s)\s*+(?:percent|per cent|pct)\.?$", re.IGNORECASE)
FLAGS = {"true": ("true", "yes", "on"), "false": ("false", "no", "off")}
IMPACT = {"massive": "3", "high": "2", "medium": "1", "low": "0.5", "minimal": "0.25"}
CONFIDENCE = {"high": "100%", "medium": "80%", "low": "50%"}
TEN = 10
"""Up to so much, a confidence without its sign may be 8 of 10."""
YEARS = (1970, 2199)

Range = tuple[Fraction, Fraction]


class Strict(BaseModel):
    """What every model of a file shares: unknown keys are errors, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, arbitrary_types_allowed=True)


Instead = str | list[str] | None
"""What was meant beyond doubt, to be written in the place of a value that is refused."""


def wrong(message: str, hint: str = "", *, instead: Instead = None) -> PydanticCustomError:
    """Make the error of a value that is not of the field's type."""
    return PydanticCustomError("wrong-type", "{message}", {"message": message, "hint": hint, "instead": instead})


def beyond(message: str, hint: str = "", *, instead: Instead = None) -> PydanticCustomError:
    """Make the error of a value that is out of the field's range."""
    return PydanticCustomError("out-of-range", "{message}", {"message": message, "hint": hint, "instead": instead})


def became_mapping() -> PydanticCustomError:
    """Make the error of a text that a `: ` in it turned into a mapping."""
    message, hint = "a text with `: ` in it became a mapping", "put quotes around the whole text"
    return PydanticCustomError("text-became-mapping", "{message}", {"message": message, "hint": hint})


def quoted(value: str) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    return f"`{value[:59]}…`" if len(value) > 60 else f"`{value}`"  # noqa: PLR2004 - a line's worth


def text(value: object) -> str:
    """Take a text as it is, in NFC: what looks the same is the same wherever names and words are compared."""
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, dict) and len(value) == 1:
        raise became_mapping()
    kind = ", not a list" if isinstance(value, list) else ", not a mapping" if isinstance(value, dict) else ""
    raise wrong(f"a text belongs here{kind}", "write it on one line, or after `|` on the next ones")


def number(value: object) -> Fraction:
    """Read a number of our grammar: plain digits, at most 12 before and 6 after the point."""
    word = text(value)
    if NUMBER.fullmatch(word):
        return Fraction(word)
    percentage = word.endswith("%") and NUMBER.fullmatch(word[:-1].strip())
    plain = "write plain digits with a point, such as `1200` or `2.5`"
    hint = "write a plain number, not a percentage" if percentage else figures.hint(word, plain)
    raise wrong(f"{quoted(word)} is not a number", hint, instead=figures.certain(word))


def between(low: int | None, high: int | None, *, above: bool = False) -> Callable[[object], Fraction]:
    """Make a reader of numbers in low…high; with `above`, low itself is out."""

    def read(value: object) -> Fraction:
        found = number(value)
        if low is not None and (found < low or (above and found == low)):
            raise beyond(
                f"{quoted(str(value))} is too small", f"write a number {'above' if above else 'of at least'} {low}"
            )
        if high is not None and found > high:
            raise beyond(f"{quoted(str(value))} is too large", f"write a number of at most {high:,}")
        return found

    return read


def ranged(read: Callable[[object], Fraction]) -> Callable[[object], Fraction | Range]:
    """Make a reader of a number or of a range `low..high`."""

    def either(value: object) -> Fraction | Range:
        word = text(value)
        if meant := "" if RANGE.fullmatch(word) else figures.span(word):
            raise wrong(f"{quoted(word)} is not a range", f"write `{meant}`", instead=meant)
        if ".." not in word:
            return read(word)
        first, _, second = word.partition("..")
        ends = (first.strip(), second.strip())
        if not all(map(NUMBER.fullmatch, ends)) and all(map(figures.certain, ends)):
            meant = "..".join(figures.certain(end) or "" for end in ends)
            raise wrong(f"{quoted(word)} is not a range", f"write `{meant}`", instead=meant)
        low, high = map(read, ends)
        if not 0 < low < high:
            raise beyond(
                f"{quoted(word)} is not a range", "write the low end, two points, the high end, such as `800..2000`"
            )
        return low, high

    return either


def impact(value: object) -> Fraction:
    """Read an impact: a word of Intercom's scale, or the number."""
    word = text(value)
    if word.lower() in IMPACT:
        return Fraction(IMPACT[word.lower()])
    if not NUMBER.fullmatch(word):
        hint = figures.hint(word, "write massive, high, medium, low, minimal, or a number from 0 to 3")
        raise wrong(f"{quoted(word)} is not an impact", hint, instead=figures.certain(word))
    return between(0, 3)(word)


def confidence(value: object) -> Fraction:
    """Read a confidence: a word, a percentage, or 0 < c ≤ 1."""
    word = text(value)
    word = CONFIDENCE.get(word.lower(), word)
    if word.endswith("%"):
        return _percent(word, above=True)
    if not NUMBER.fullmatch(word):
        meant = _percentage(word)
        hint = f"write `{meant}`" if meant else "write high, medium, low, or a percentage such as `80%`"
        raise wrong(f"{quoted(word)} is not a confidence", hint, instead=meant)
    found = Fraction(word)
    if 1 < found <= 100:  # noqa: PLR2004 - what a percentage without its sign looks like
        percentage = signed(word, above=TEN)
        hint = f"write `{word}%` or `{float(found / 100):g}`"
        instead = percentage if percentage != word else None
        raise beyond(f"{quoted(word)} is too large for a confidence", hint, instead=instead)
    return between(0, 1, above=True)(word) if found <= 1 else _percent(f"{word}%")


def share(value: object) -> Fraction:
    """Read a share: a percentage, or 0…1."""
    word = text(value)
    if word.endswith("%"):
        return _percent(word)
    percentage = signed(word)
    if percentage != word:
        raise beyond(f"{quoted(word)} is too large for a share", f"write `{percentage}`", instead=percentage)
    found = number(word)
    return between(0, 1)(word) if found <= 1 else _percent(f"{word}%")


def _percent(word: str, *, above: bool = False) -> Fraction:
    """Read a percentage with its sign."""
    bare = word[:-1].strip()
    if not NUMBER.fullmatch(bare) and (meant := figures.certain(bare)):
        raise wrong(f"{quoted(word)} is not a percentage", f"write `{meant}%`", instead=f"{meant}%")
    if NUMBER.fullmatch(bare) and Fraction(bare) > 100:  # noqa: PLR2004 - the whole
        raise beyond(f"{quoted(bare)} is too large", "write a percentage of at most `100%`")
    return between(0, 100, above=above)(bare) / 100


def _percentage(word: str) -> str | None:
    """Return the confidence that `0,8`, `4/5` or `80 percent` must mean."""
    bare = PERCENT.sub("", word)
    meant = figures.certain(bare)
    return f"{meant}%" if meant and bare != word else meant


def day(value: object) -> date:
    """Read a date, `YYYY-MM-DD`, 1970…2199."""
    word = text(value)
    if not DATE.fullmatch(word):
        meant = days.readings(word)
        raise wrong(f"{quoted(word)} is not a date", days.hint(word), instead=meant[0] if len(meant) == 1 else None)
    try:
        found = date.fromisoformat(word)
    except ValueError:
        raise wrong(f"{quoted(word)} is not a day of the calendar", "check the month and the day") from None
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise beyond(f"{quoted(word)} is out of range", f"write a year from {YEARS[0]} to {YEARS[1]}")
    return found


def flag(value: object) -> bool:
    """Read `true` or `false`."""
    word = text(value)
    if word not in {"true", "false"}:
        instead = next((name for name, words in FLAGS.items() if word.lower() in words), None)
        raise wrong(f"{quoted(word)} is neither true nor false", "write `true` or `false`", instead=instead)
    return word == "true"


def title(value: object) -> str:
    """Read a title: one line of 1 to 200 characters."""
    word = text(value)
    if not word.strip():
        raise beyond("the title is empty", "say in a few words what it is")
    if "\n" in word.strip() or len(word) > 200:  # noqa: PLR2004 - SETTLED
        raise beyond("a title is one line of at most 200 characters", "move the rest to `description`")
    return word


def identifier(prefix: str = "", *, own: bool = False) -> Callable[[object, ValidationInfo], str]:
    """Make a reader of ids; without a prefix, of stories'. With `own`, every id here has the prefix."""

    def read(value: object, info: ValidationInfo) -> str:
        word = text(value)
        if not ident.ID.fullmatch(word):
            head = prefix or _stories(info)
            instead = _spelled(word, head) or None
            otherwise = f"write `{head}-` and its number" if head else "write all of it: prefix, dash, number"
            hint = f"write it as `{instead}`" if instead else otherwise
            raise wrong(f"{quoted(word)} is not an id", hint, instead=instead)
        if own and not word.startswith(prefix + "-"):
            hint = f"write it as `{prefix}-{word.partition('-')[2]}`"
            raise beyond(f"{quoted(word)} does not begin with `{prefix}-`", hint)
        return word

    return read


def _spelled(word: str, head: str) -> str:
    """Return the id that a word such as `7`, `#7`, `ts 7` or `Sprint 7` must mean; an empty text where it means none."""
    found = LOOSE_ID.fullmatch(word.strip().strip(UNSEEN))
    own = (found[1] or "").upper() if found else ""
    start = head if own in {"", "GOAL", "SPRINT", "STORY", "EPIC"} else own
    return f"{start}-{found[2]}" if found and start else ""


def _stories(info: ValidationInfo) -> str:
    """Return the prefix of the stories' ids as the file itself tells it: a story by its id, po.yaml by its setting."""
    head = str(info.data.get("id", "")).partition("-")[0]
    return "" if head in ident.PREFIXES.values() else head or str(info.data.get("id_prefix", ""))


def one_of(words: Collection[str]) -> Callable[[object], str]:
    """Make a reader of a word out of a few."""

    def read(value: object) -> str:
        word = text(value)
        if word not in words:
            bare = word.strip().strip(UNSEEN).lower()
            instead = bare if bare in words else None
            hint = f"write `{instead}`" if instead else meant(word, words, "write one of them")
            raise wrong(f"{quoted(word)} is not one of {', '.join(words)}", hint, instead=instead)
        return word

    return read


def word(words: Collection[str]) -> Any:  # noqa: ANN401 - an annotation
    """Make the type of a word out of a few."""
    return Annotated[str, BeforeValidator(one_of(words)), WithJsonSchema({"enum": list(words)})]


def schema(kind: str, description: str, **more: object) -> WithJsonSchema:
    """Describe a field for an editor."""
    return WithJsonSchema({"type": kind, "description": description, **more})


NUMERIC = {"anyOf": [{"type": "number"}, {"type": "string"}]}


def numeric(description: str, **more: object) -> WithJsonSchema:
    """Describe a numeric field: an editor sees a number, or a text that holds one."""
    return WithJsonSchema({**NUMERIC, "description": description, **more})


Text = Annotated[str, BeforeValidator(text)]
Title = Annotated[str, BeforeValidator(title), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 200})]
Day = Annotated[date, BeforeValidator(day), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(flag), WithJsonSchema({"type": "boolean"})]
ANY_ID = WithJsonSchema({"type": "string", "pattern": ident.ID.pattern})
Id = Annotated[str, BeforeValidator(identifier()), ANY_ID]
GoalId = Annotated[str, BeforeValidator(identifier("G")), ANY_ID]
SprintId = Annotated[str, BeforeValidator(identifier("S")), ANY_ID]
Amount = Annotated[Fraction, BeforeValidator(between(0, 10**12)), WithJsonSchema(NUMERIC)]
Signed = Annotated[Fraction, BeforeValidator(number), WithJsonSchema(NUMERIC)]
