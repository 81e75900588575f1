"""What do the rules find, at which level, and what of it is silenced?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from pocli import registry
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.config import Config, RuleSetting
from pocli.model.diagnostic import SEVERITIES, UNUSED, Diagnostic, Facts, Finding
from pocli.model.event import Past
from pocli.model.rule import READING, SETTABLE, Options, Rule
from pocli.text import nearest

LINKS = (
    *("dependency-cycle", "depends-on-parent", "duplicate-id", "overlapping-sprints", "parent-cycle"),
    *("unknown-dependency", "unknown-goal", "unknown-parent", "unknown-request-need", "unknown-sprint"),
    "unknown-status",
)
"""The rules about what records say of each other; they need no texts."""
VALUES = (
    *("id-not-in-file-name", "misplaced-file", "unknown-currency", "unknown-persona", "unknown-rule", "unknown-status"),
    "wrong-prefix",
)
"""The rules about values that look at one record and po.yaml."""

Digests = Mapping[str, Mapping[str, str]]
"""What a rule's `digest` says of each open story, by the rule's name and the story's path; an empty one is left out."""
Found = tuple[str, str, Finding]
"""A rule's name, the level that it has here, and what it found."""


def catalogue() -> tuple[Rule, ...]:
    """Return every rule there is, sorted by name."""
    members = ((name, registry.member("rules", name)) for name in registry.names("rules"))
    made = (
        Rule(name, rule.SEVERITY, rule.ABOUT, (rule.__doc__ or "").strip().split("\n")[0], dict(rule.OPTIONS))
        for name, rule in members
    )
    return tuple(sorted((*READING, *made)))


def names(*, alone: bool) -> frozenset[str]:
    """Return the rules that look at each record by itself, whatever day it is, or the others."""
    found = registry.names("rules")
    return frozenset(name for name in found if alone == registry.member("rules", name).ALONE)


def findings(
    backlog: Backlog,
    today: date,
    among: Collection[str] | None = None,
    known: Digests | None = None,
    past: Past | None = None,
) -> Iterator[Found]:
    """Ask every rule that po.yaml does not turn off, or only those among some names.

    Args:
        backlog: what is judged.
        today: the day that counts as today.
        among: the rules that are asked; None: all.
        known: what `digests` gave of it, where its stories are without texts.
        past: what the history tells, where that was asked for.
    """
    for name in registry.names("rules") if among is None else sorted(among):
        rule = registry.member("rules", name)
        setting = backlog.config.rules.get(name, RuleSetting())
        level = setting.level or rule.SEVERITY
        if level != "off":
            given = _digests(rule, backlog) if known is None else known.get(name, {})
            facts = Facts(backlog, today, _options(rule.OPTIONS, setting.options), past, given)
            for finding in rule.check(facts):
                yield name, level, finding


def digests(backlog: Backlog) -> Digests:
    """Return what rules about several records want to know of each open story's texts."""
    return {name: _digests(registry.member("rules", name), backlog) for name in sorted(names(alone=False))}


def _digests(rule: Any, backlog: Backlog) -> Mapping[str, str]:  # noqa: ANN401 - a member
    if not hasattr(rule, "digest"):
        return {}
    given = ((story.path, rule.digest(story)) for story in backlog.open())
    return {path: digest for path, digest in given if digest}


def worse(before: Backlog, after: Backlog, today: date, among: Collection[str]) -> tuple[Found, ...]:
    """Return what some rules find in a changed backlog that they did not find before, each at its level here."""
    old = {(finding.path, finding.message) for _, _, finding in findings(before, today, among)}
    new = findings(after, today, among)
    return tuple(one for one in new if (one[2].path, one[2].message) not in old)


def _options(own: Options, said: Mapping[str, Fraction | str]) -> Mapping[str, Fraction | str]:
    """Return a rule's options as po.yaml sets them; what is no number is as if not said."""
    known: dict[str, Fraction | str] = {
        name: value if isinstance(value, str) else Fraction(value) for name, value in own.items()
    }
    return known | {name: value for name, value in said.items() if isinstance(value, type(known.get(name)))}


def settled(config: Config, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics at their levels without those that a comment silences, sorted by place."""
    everything = tuple(diagnostics)
    wishes = {(one.path, one.span.line, _named(one)): one for one in everything if one.rule == UNUSED}
    used: set[tuple[str, int, str]] = set()
    kept = []
    for one in everything:
        if one.rule == UNUSED:
            continue
        lines = range(one.span.line, one.span.end_line + 1) if wishes else ()
        silencing = {(one.path, number, one.rule) for number in lines} & wishes.keys()
        used |= silencing
        if not silencing:
            kept.append(_levelled(config, one))
    off = {name for name, setting in config.rules.items() if setting.level == "off"}
    unused = (one for key, one in wishes.items() if key not in used and key[2] not in off)
    kept += [_levelled(config, _known(one)) for one in unused]
    return tuple(sorted((one for one in kept if one.severity != "off"), key=_place))


def _named(wish: Diagnostic) -> str:
    """Return the rule that a `po: ignore` names: it is what its span holds."""
    return wish.source[wish.span.column - 1 : wish.span.end_column - 1]


def _known(wish: Diagnostic) -> Diagnostic:
    """Say of an unused `po: ignore` whether its rule exists at all."""
    name = _named(wish)
    known = {*registry.names("rules"), *(rule.name for rule in READING)}
    if name in known:
        return wish
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else "see po rules"
    return wish._replace(message=f"no rule is called `{name}`", hint=hint, fix=None)


def _levelled(config: Config, one: Diagnostic) -> Diagnostic:
    setting = config.rules.get(one.rule)
    return one._replace(severity=setting.level) if one.rule in SETTABLE and setting and setting.level else one


def _place(one: Diagnostic) -> tuple[object, ...]:
    return one.path, one.span, SEVERITIES.index(one.severity), one.rule, one.message


def only(
    diagnostics: Sequence[Diagnostic], *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the rules that are selected and not ignored, by name, group or pattern.

    Raises:
        PoError: a word names no rule.
    """
    if not select and not ignore:
        return tuple(diagnostics)
    rules = catalogue()
    wanted = _meant(rules, select) if select else {rule.name for rule in rules}
    wanted -= _meant(rules, ignore)
    return tuple(one for one in diagnostics if one.rule in wanted)


def _meant(rules: Sequence[Rule], words: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for word in words:
        named = {rule.name for rule in rules if word == rule.about or fnmatchcase(rule.name, word)}
        if not named:
            known = {rule.name for rule in rules} | {rule.about for rule in rules}
            near = nearest(word, known)
            raise PoError(f"no rule is called `{word}`", f"did you mean `{near}`?" if near else "see po rules")
        found |= named
    return found
