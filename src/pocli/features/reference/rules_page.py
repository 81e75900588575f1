"""How does the list of rules read?"""

from fractions import Fraction

from pocli.model.number import plain
from pocli.model.rule import Rule
from pocli.page import Cell, Column, Page, Table
from pocli.page import page as pages

TITLE = "Rules"
COLUMNS = (
    Column("rule", "rule"),
    Column("about", "about"),
    Column("severity", "severity"),
    Column("finds", "finds", grow=True),
)


def page(answer: tuple[Rule, ...]) -> Page:
    """Word the list as a table."""
    rows = tuple((Cell(rule.name), Cell(rule.about), Cell(rule.severity), Cell(rule.finds)) for rule in answer)
    return pages(Table(COLUMNS, rows))


def data(answer: tuple[Rule, ...]) -> dict[str, object]:
    """Return the list as `po.rules/1`."""
    return {"schema": "po.rules/1", "rules": [_rule(rule) for rule in answer]}


def _rule(rule: Rule) -> dict[str, object]:
    options = {
        name: value if isinstance(value, str) else plain(Fraction(value)) for name, value in rule.options.items()
    }
    return {
        "rule": rule.name,
        "about": rule.about,
        "severity": rule.severity,
        "finds": rule.finds,
        "options": options,
    }
