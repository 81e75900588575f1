"""Does a change weaken the check that judges it: rules off or lowered, limits raised, findings silenced?"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from pocli.model.config import Config, RuleSetting
from pocli.model.rule import READING, SETTABLE, Rule

LEVELS = ("off", "info", "warning", "error")
FIXED = frozenset(rule.name for rule in READING) - SETTABLE
"""The rules whose level no po.yaml sets."""

How = Literal["off", "lower", "limit", "words", "ready", "silenced"]


class WeakerCheck(NamedTuple):
    """One way in which less is found than before."""

    how: How
    """A rule is off, has a lower level, a higher limit, or more words that it allows; a story needs less to be ready;
    a comment silences a rule in a file."""
    rule: str
    about: str = ""
    """The option; for `silenced`, the record's id."""
    before: str = ""
    after: str = ""


def weaker(before: Config, after: Config, rules: Sequence[Rule]) -> tuple[WeakerCheck, ...]:
    """Return how the settings of a later version find less than those of an earlier one.

    A limit of every rule finds less when it is higher.

    Args:
        before: the earlier settings.
        after: the later settings.
        rules: every rule there is.
    """
    found = [one for rule in rules if rule.name not in FIXED for one in _rule(rule, before, after)]
    missing = [name for name in before.definition_of_ready if name not in after.definition_of_ready]
    return (*sorted(found, key=_order), *(WeakerCheck("ready", "not-ready", name) for name in missing))


def _rule(rule: Rule, before: Config, after: Config) -> Iterator[WeakerCheck]:
    old, new = (side.rules.get(rule.name, RuleSetting()) for side in (before, after))
    was, now = old.level or rule.severity, new.level or rule.severity
    if LEVELS.index(now) < LEVELS.index(was):
        yield WeakerCheck("off" if now == "off" else "lower", rule.name, "", was, now)
    if now == "off" or was == "off":
        return
    for name, own in rule.options.items():
        one, other = (_option(own, side.options.get(name)) for side in (old, new))
        if isinstance(one, Fraction) and isinstance(other, Fraction):
            if other > one:
                yield WeakerCheck("limit", rule.name, name, _number(one), _number(other))
        elif more := sorted(_words(other) - _words(one)):
            yield WeakerCheck("words", rule.name, name, "", ", ".join(more))


def _option(own: Fraction | int | str, said: Fraction | str | None) -> Fraction | str:
    """Return an option as a rule reads it: what is of another kind is as if not said."""
    known = own if isinstance(own, str) else Fraction(own)
    return said if said is not None and isinstance(said, type(known)) else known


def _words(value: object) -> set[str]:
    return {word.strip() for word in str(value).split(",")} - {""}


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _order(one: WeakerCheck) -> tuple[object, ...]:
    return (("off", "lower", "limit", "words").index(one.how), one)
