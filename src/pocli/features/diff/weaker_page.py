"""How is a change told that weakens the check which judges it?"""

from collections.abc import Sequence

from pocli.text import plural
from pocli.validation.weakened import How, WeakerCheck

SAID: dict[How, tuple[str, str, str]] = {
    "off": ("turns {} off", "rule", "rules"),
    "lower": ("lowers {}", "rule", "rules"),
    "limit": ("raises {}", "limit of a rule", "limits of rules"),
    "words": ("widens what {} allows", "rule", "rules"),
    "ready": ("takes {} out of the definition of ready", "field", "fields"),
    "silenced": ("silences {} with `po: ignore`", "finding", "findings"),
}
FEW = 10


def lines(found: Sequence[WeakerCheck]) -> list[str]:
    """Say in a line for each way how a change finds less than before."""
    said = []
    for how, (words, one, many) in SAID.items():
        mine = [each for each in found if each.how == how]
        if mine:
            more = f" and {len(mine) - FEW} more" if len(mine) > FEW else ""
            names = ", ".join(map(_named, mine[:FEW])) + more
            said.append(f"this change {words.format(plural(len(mine), one, many))}: {names}")
    return said


def _named(one: WeakerCheck) -> str:
    if one.how == "off":
        return one.rule
    if one.how == "silenced":
        return f"{one.rule} in {one.about}"
    if one.how == "ready":
        return one.about
    change = one.after if one.how == "words" else f"{one.before} → {one.after}"
    return f"{one.rule} {one.about + ' ' if one.about else ''}({change})"


def data(found: Sequence[WeakerCheck]) -> list[dict[str, str]]:
    """Return the same as objects of `po.diff/1`."""
    return [{name: value for name, value in one._asdict().items() if value} for one in found]
