"""No regular expression of the package takes more than linear time, whatever text a stranger writes.

Every pattern there is, those in the modules and those written where they are used, meets texts made for it: what stands
before each of its repetitions, the repetition many times, and an end that does not match.
"""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _parser as sre  # type: ignore[attr-defined]
from time import process_time
from typing import Any, NamedTuple

import pytest

import pocli

METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")
ALL = ("fullmatch", "finditer")
"""What a pattern is asked for whose uses are not seen: from its beginning, and from everywhere."""
SIZES = (12, 18, 24, 60, 500, 2000, 8000, 32_000, 128_000)
"""The first find what is exponential before it takes hours; the last ones are for what is only just not linear."""
STABLE = 8000
"""Characters from which a growth that is linear is believed to stay so."""
SOON = 0.004
"""Seconds within which nothing is proved: a text four times as long is tried then."""
WORSE, LEAST = 7, 0.0001
"""A text four times as long may take so many times as long; below so many seconds, nothing is measured."""
CATEGORIES = {
    "CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "x",
    "CATEGORY_NOT_WORD": "-", "CATEGORY_NOT_DIGIT": "x",
}  # fmt: skip
BOUNDED: frozenset[str] = frozenset()


class Case(NamedTuple):
    """A pattern of the package, where it stands, and how it is used."""

    where: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    names = [one.name for one in pkgutil.walk_packages(pocli.__path__, "pocli.") if not one.name.endswith("__main__")]
    found = [(name, importlib.import_module(name).__file__ or "") for name in names]
    return tuple((name, ast.parse(Path(file).read_text(encoding="utf-8"))) for name, file in found)


def named(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Give what is called of which name: `NAME.method`, `module.NAME.method`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            of = node.value
            of = of.value if isinstance(of, ast.Subscript) else of
            yield (of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""), node.attr


def patterns(value: object) -> list[re.Pattern[Any]]:
    values = (
        list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, (tuple, list)) else []
    )
    return [one for one in (value, *values) if isinstance(one, re.Pattern)]


def cases() -> Iterator[Case]:
    used: dict[str, set[str]] = {}
    for _, tree in sources():
        for name, method in named(tree):
            used.setdefault(name, set()).add(method)
    for module, tree in sources():
        for name, value in vars(sys.modules[module]).items():
            for at, pattern in enumerate(patterns(value)):
                yield Case(f"{module}.{name}[{at}]", pattern, tuple(sorted(used.get(name, ALL))))
        for node in written(tree):
            method = ast.unparse(node.func)[3:]
            if isinstance(node.args[0], ast.Constant):
                pattern = re.compile(node.args[0].value, re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0)
                yield Case(f"{module}:{node.lineno}", pattern, ALL if method == "compile" else (method,))


def written(tree: ast.Module) -> Iterator[ast.Call]:
    """Give the patterns that are written where they are used."""
    for one in ast.walk(tree):
        for node in ast.walk(one) if isinstance(one, ast.FunctionDef) else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{way}" for way in ("compile", *METHODS)}:
                yield node


def sample(parsed: Any) -> str:  # noqa: ANN401, C901 - what `re` makes of a pattern, case by case
    """Return a short text that a part of a pattern matches, but for what looks around."""
    text = ""
    for op, given in parsed:
        kind = str(op)
        if kind == "LITERAL":
            text += chr(given)
        elif kind in {"NOT_LITERAL", "ANY"}:
            text += "x"
        elif kind == "IN":
            text += member(given)
        elif kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            text += sample(given[2]) * max(given[0], min(given[1], 1))
        elif kind == "SUBPATTERN":
            text += sample(given[3])
        elif kind == "ATOMIC_GROUP":
            text += sample(given)
        elif kind == "BRANCH":
            text += sample(given[1][0])
    return text


def member(given: Any) -> str:  # noqa: ANN401 - as above
    """Return a character of a set."""
    kinds = [(str(op), one) for op, one in given]
    if kinds[0][0] == "NEGATE":
        taken = {chr(one) for kind, one in kinds if kind == "LITERAL"}
        return next(one for one in "x -1;" if one not in taken)
    kind, one = kinds[0]
    return chr(one) if kind == "LITERAL" else chr(one[0]) if kind == "RANGE" else CATEGORIES[str(one)]


def members(given: Any) -> set[str]:  # noqa: ANN401 - as above
    """Return characters of a set, one for each thing that it names."""
    return {member([one]) for one in given if str(one[0]) != "NEGATE"} | {member(given)}


def repetitions(parsed: Any, before: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    """Give each repetition of a pattern: what it repeats, and what stands before it."""
    for op, given in parsed:
        kind = str(op)
        if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            yield before, sample(given[2])
            if len(given[2]) == 1 and str(given[2][0][0]) == "IN":
                yield from ((before, one) for one in sorted(members(given[2][0][1])))
            yield from repetitions(given[2], before)
        elif kind == "SUBPATTERN":
            yield from repetitions(given[3], before)
        elif kind == "ATOMIC_GROUP":
            yield from repetitions(given, before)
        elif kind == "BRANCH":
            for one in given[1]:
                yield from repetitions(one, before)
        before += sample([(op, given)])


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Give beginnings, what is repeated behind them, and ends."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = sre.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    found = set(repetitions(parsed))
    units = {unit for _, unit in found} | {" ", "a", "1", "\n", "\t", "- ", "a ", "'", '"', ",", sample(parsed)}
    pairs = {first + second for first in units for second in units if first != second and len(units) < 15}
    beginnings = {"", *(before for before, _ in found)}
    for unit in sorted(units):
        for before in sorted(beginnings):
            yield before, unit, "\x01!"
            if not unit.strip():
                yield before, unit, ""
    for unit in sorted(pairs):
        yield "", unit, "\x01!"


def seconds(case: Case, method: str, text: str) -> float:
    given: Any = text.encode("utf-8", "replace") if isinstance(case.pattern.pattern, bytes) else text
    began = process_time()
    if method == "sub":
        case.pattern.sub(given[:0], given)
    elif method == "finditer":
        for _ in case.pattern.finditer(given):
            pass
    else:
        getattr(case.pattern, method)(given)
    return process_time() - began


def slow(case: Case) -> Iterator[str]:
    for before, unit, end in attacks(case.pattern):
        for method in case.methods if unit else ():
            if found := grown(case, method, before, unit, end):
                yield f"{case.where} {method} {before!r} + {unit!r} * n: {found}"
                return


def grown(case: Case, method: str, before: str, unit: str, end: str) -> str:
    """Say at which length a text takes much longer than its length asks for; longer ones are tried while it may."""
    last = 0.0
    for size in SIZES:
        text = before + unit * (size // len(unit)) + end
        spent = seconds(case, method, text)
        if spent > max(LEAST, WORSE * last):
            spent = min(spent, *(seconds(case, method, text) for _ in range(3)))
        worse = spent > WORSE * max(last, LEAST)
        if worse and spent > SOON:
            return f"{size} characters, {spent * 1000:.0f} ms"
        if size >= STABLE and not worse:
            return ""
        last = spent
    return ""


def test_no_pattern_is_slow() -> None:
    found = list(cases())
    assert len(found) > 100
    said = [one for case in found if case.where not in BOUNDED for one in slow(case)]
    assert said == []


@pytest.mark.parametrize(
    ("source", "method"),
    [
        (r"\s+#", "search"),
        (r"a*a*#", "match"),
        (r"(.*?\S)\s*(-)x", "search"),
        (r"(\S.*?)(?:\s+#.*)?\s*", "fullmatch"),
        (r"\s*\S+", "findall"),
        (r"(a|a)*b", "match"),
    ],
)
def test_a_slow_pattern_is_found(source: str, method: str) -> None:
    assert list(slow(Case("here", re.compile(source), (method,))))
