"""How does the list of rules read?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.model.number import plain
from pocli.page import Cell, Column, Page, Table
from pocli.page import page as pages


class Rule(NamedTuple):
    """A rule as the list shows it."""

    name: str
    severity: str
    summary: str
    options: Mapping[str, Fraction | int | str]


COLUMNS = (Column("rule", "rule"), Column("severity", "severity"), Column("finds", "finds", grow=True))


def page(answer: tuple[Rule, ...]) -> Page:
    """Word the list as a table."""
    rows = tuple((Cell(rule.name), Cell(rule.severity), Cell(rule.summary.split("\n")[0])) for rule in answer)
    return pages(Table(COLUMNS, rows))


def data(answer: tuple[Rule, ...]) -> dict[str, object]:
    """Return the list as `po.rules/1`."""
    return {"schema": "po.rules/1", "rules": [_rule(rule) for rule in answer]}


def _rule(rule: Rule) -> dict[str, object]:
    options = {
        name: value if isinstance(value, str) else plain(Fraction(value)) for name, value in rule.options.items()
    }
    return {"rule": rule.name, "severity": rule.severity, "finds": rule.summary.split("\n")[0], "options": options}
