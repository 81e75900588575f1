"""How do the settings of a backlog read?"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from pocli.model.config import Config, RuleSetting
from pocli.model.number import plain, text
from pocli.page import Cell, Column, Page, Table
from pocli.page import page as pages

TITLE = "Settings"
COLUMNS = (Column("key", "key"), Column("value", "value", grow=True), Column("from", "from"))
HIDDEN = frozenset({"path", "extra", "faults"})
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def page(answer: Config) -> Page:
    """Word the settings as a table, defaults muted."""
    default = Config()
    rows = []
    for name in Config._fields:
        if name not in HIDDEN:
            own = getattr(answer, name) != getattr(default, name)
            value = _said(_json(name, getattr(answer, name)))
            rows.append(
                (Cell(name), Cell(value, "" if own else "muted"), Cell("po.yaml" if own else "default", "muted"))
            )
    return pages(Table(COLUMNS, tuple(rows)))


def data(answer: Config) -> dict[str, object]:
    """Return the settings as `po.config/1`."""
    settings = {name: _json(name, getattr(answer, name)) for name in Config._fields if name not in HIDDEN}
    return {"schema": "po.config/1", "config": settings}


def _json(name: str, value: object) -> object:
    if name == "working_days" and isinstance(value, tuple):
        return [DAYS[day] for day in value]
    if isinstance(value, RuleSetting):
        return {**({"level": value.level} if value.level else {}), **{k: _json(k, v) for k, v in value.options.items()}}
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _json(key, inner) for key, inner in value.items()}
    return [_json("", inner) for inner in value] if isinstance(value, tuple) else value


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(inner)}" for key, inner in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(_said(inner) for inner in value) or "–"
    return text(Fraction(str(value))) if isinstance(value, (int, float)) else str(value) or "–"
