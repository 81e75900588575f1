"""Which acceptance criteria do the tests of a report prove, or disprove?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from pocli.features.criteria.outcome import Outcome

ENDING = re.compile(r"\.(?:py|jsx?|tsx?|mjs|java|kt|rb|go|php|cs|swift|rs)(?=::|#|$|\s>\s)")
BREAK = re.compile(r"::|[/\\.#]|\s>\s")

Name = tuple[str, ...]
Tests = Mapping[str, Sequence[tuple[Name, Outcome]]]
"""Tests with their whole names, by each part of these."""


class Verdict(NamedTuple):
    """What a report says of the test that a criterion names."""

    number: int
    """The criterion's, from 1."""
    test: str
    result: Literal["passed", "failed", "skipped", "missing"]
    message: str = ""


def name(text: str) -> Name:
    """Return the parts of a test's name, however its tool separates them; what is in brackets belongs to the last.

    `tests/test_export.py::test_rows[a.b]` and `tests.test_export.test_rows[a.b]` have the same parts.
    """
    base, bracket, parameters = text.strip().partition("[")
    parts = [part for part in BREAK.split(ENDING.sub("", base)) if part]
    return (*parts[:-1], parts[-1] + bracket + parameters) if parts else ()


def verdicts(criteria: Sequence[object], tests: Tests) -> tuple[Verdict, ...]:
    """Return what the tests say of those criteria that name one.

    A name may be a part of the whole, such as a file or a class: then every test in it counts, and one that failed
    fails the criterion; tests that were skipped say nothing.

    Args:
        criteria: as they stand in the file: texts, or mappings.
        tests: what `indexed` returns.
    """
    found = []
    for number, criterion in enumerate(criteria, 1):
        test = criterion.get("verified_by") if isinstance(criterion, dict) else None
        if isinstance(test, str) and test.strip():
            found.append(_verdict(number, test, tests))
    return tuple(found)


def indexed(outcomes: Iterable[Outcome]) -> Tests:
    """Return the tests by each part of their names, so that one is found at once."""
    found: defaultdict[str, list[tuple[Name, Outcome]]] = defaultdict(list)
    for outcome in outcomes:
        own = name(outcome.name)
        plain = (*own[:-1], own[-1].partition("[")[0]) if own else ()
        fronts = {name(outcome.classname), (*name(outcome.file), *name(outcome.classname)[-1:]), name(outcome.file)}
        for whole in {(*front, *last) for front in fronts for last in (own, plain)}:
            for part in set(whole):
                found[part].append((whole, outcome))
    return found


def _verdict(number: int, test: str, tests: Tests) -> Verdict:
    wanted = name(test)
    named = [outcome for whole, outcome in tests.get(wanted[-1], ()) if _within(wanted, whole)] if wanted else []
    if not named:
        return Verdict(number, test, "missing")
    failed = next((one for one in named if one.result == "failed"), None)
    if failed:
        return Verdict(number, test, "failed", failed.message)
    return Verdict(number, test, "passed" if any(one.result == "passed" for one in named) else "skipped")


def _within(wanted: Name, whole: Name) -> bool:
    return any(whole[at : at + len(wanted)] == wanted for at in range(len(whole) - len(wanted) + 1))
