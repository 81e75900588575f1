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
from pocli.model.event import KnownPast
from pocli.model.place import spelled
from pocli.model.rule import READING, SETTABLE, Options, Rule, touches
from pocli.model.story import STATES
from pocli.text import nearest

LINKS = (
    *("dependency-cycle", "depends-on-parent", "duplicate-id", "overlapping-sprints", "parent-cycle"),
    *("sprint-ends-before-start", "unknown-dependency", "unknown-goal", "unknown-parent", "unknown-request-need"),
    *("unknown-sprint", "unknown-status"),
)
"""The rules about what records say of each other; they need no texts."""
VALUES = (
    *("id-not-in-file-name", "misplaced-file", "unknown-currency", "unknown-persona", "unknown-rule", "unknown-status"),
    "wrong-prefix",
)
"""The rules about values that look at one record and po.yaml."""

UNREAD = frozenset(rule.name for rule in READING if rule.severity == "error")
"""The rules that report what cannot be read."""
UNKNOWN_STATUS = "unknown-status"
"""The rule that reports a fault on which others rest."""

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
    past: KnownPast | None = None,
) -> Iterator[Found]:
    """Ask every rule that po.yaml does not turn off, or only those among some names.

    What follows from a fault that is reported already, such as "has no points" of a story whose points cannot be read,
    is left out until that is fixed.

    Args:
        backlog: what is judged.
        today: the day that counts as today.
        among: the rules that are asked; None: all.
        known: what `digests` gave of it, where its stories are without texts.
        past: what the history tells, where that was asked for.
    """
    faults: Mapping[str, Collection[str]] | None = None
    for name, level, finding in _everything(backlog, today, among, known, past):
        if faults is None:
            faults = _faults(backlog)
        if not _follows(name, finding, faults):
            yield name, "info" if finding.unsure else level, finding


def _everything(
    backlog: Backlog,
    today: date,
    among: Collection[str] | None = None,
    known: Digests | None = None,
    past: KnownPast | None = None,
) -> Iterator[Found]:
    """Ask the rules, but those that need a setting which cannot be read."""
    for name in registry.names("rules") if among is None else sorted(among):
        rule = registry.member("rules", name)
        setting = backlog.config.rules.get(name, RuleSetting())
        level = setting.level or rule.SEVERITY
        if level == "off" or touches(backlog.config.faults, _settings(name, rule)):
            continue
        given = _digests(rule, backlog) if known is None else known.get(name, {})
        facts = Facts(backlog, today, _options(rule.OPTIONS, setting.options), past, given)
        for finding in rule.check(facts):
            yield name, "info" if finding.unsure else level, finding


def _settings(name: str, rule: Any) -> tuple[str, ...]:  # noqa: ANN401 - a member
    """Return the settings that a rule needs: those that it reads, and its own, which may turn it off.

    One that finds errors is asked even where its own setting cannot be read.
    """
    own = () if rule.SEVERITY == "error" else (f"rules.{name}",)
    statuses = ("statuses",) if "status" in rule.READS else ()
    return (*own, *statuses, *getattr(rule, "SETTINGS", ()))


def _faults(backlog: Backlog) -> Mapping[str, Collection[str]]:
    """Return the fields that nobody can rely on, by path: those that cannot be read, and unknown status words."""
    known = {*STATES, *backlog.config.statuses}
    faults: dict[str, Collection[str]] = {one.path: one.faults for one in backlog.records() if one.faults}
    for story in backlog.stories:
        if story.status not in known:
            faults[story.path] = (*story.faults, "status")
    return faults


def _follows(name: str, finding: Finding, faults: Mapping[str, Collection[str]]) -> bool:
    """Tell whether a finding rests on a field with a fault, in its record or in one that it compares it with."""
    if not faults or name == UNKNOWN_STATUS:
        return False
    reads = registry.member("rules", name).READS
    places = ((finding.path, finding.route), *((one.path, one.route) for one in finding.related))
    return any(touches(faults[path], (*reads, spelled(route))) for path, route in places if path in faults)


def digests(backlog: Backlog) -> Digests:
    """Return what rules about several records want to know of each open story's texts."""
    return {name: _digests(registry.member("rules", name), backlog) for name in sorted(names(alone=False))}


def _digests(rule: Any, backlog: Backlog) -> Mapping[str, str]:  # noqa: ANN401 - a member
    if not hasattr(rule, "digest"):
        return {}
    given = ((story.path, rule.digest(story)) for story in backlog.open())
    return {path: digest for path, digest in given if digest}


def worse(before: Backlog, after: Backlog, today: date, among: Collection[str]) -> tuple[Found, ...]:
    """Return what some rules find in a changed backlog that they did not find before, each at its level here.

    What was there before counts even where a fault hid it: to fix the fault is not to make it.
    """
    old = {(finding.path, finding.message) for _, _, finding in _everything(before, today, among)}
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
    wishes = {(one.path, one.span.line, named(one)): one for one in everything if one.rule == UNUSED}
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
    faulty = {one.path for one in everything if one.rule in UNREAD}  # nobody knows what a rule would find there
    unused = (one for key, one in wishes.items() if key not in used and key[2] not in off)
    kept += [_levelled(config, _known(one)) for one in unused if one.path not in faulty or not _is_rule(named(one))]
    return tuple(sorted((one for one in kept if one.severity != "off"), key=_place))


def named(wish: Diagnostic) -> str:
    """Return the rule that a `po: ignore` names: it is what its span holds."""
    return wish.named()


def _known(wish: Diagnostic) -> Diagnostic:
    """Say of an unused `po: ignore` whether its rule exists at all."""
    name = named(wish)
    if _is_rule(name):
        return wish
    near = nearest(name, {*registry.names("rules"), *(rule.name for rule in READING)})
    hint = f"did you mean `{near}`?" if near else "see po rules"
    return wish._replace(message=f"no rule is called `{name}`", hint=hint, fix=None)


def _is_rule(name: str) -> bool:
    return name in registry.names("rules") or any(rule.name == name for rule in READING)


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
