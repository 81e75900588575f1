"""What does po.yaml settle for a backlog?"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class RuleSetting(NamedTuple):
    """What po.yaml says of one rule."""

    level: str = ""
    """error, warning, info or off; empty: the rule's own."""
    options: Mapping[str, Fraction | str] = {}


class Config(NamedTuple):
    """The settings of a backlog; every key of po.yaml has a default."""

    path: str = "po.yaml"
    project: str = ""
    id_prefix: str = "PO"
    reach_period: str = "quarter"
    points_per_person_month: Fraction = Fraction(20)
    money: Mapping[str, Fraction] = {}
    """How much of a currency one unit of expected value is worth."""
    reserve: Fraction = Fraction(0)
    """The share of a sprint's capacity that is kept for unscored bugs and chores, 0…1."""
    horizon: int = 3
    """How many sprints a plan looks at, however few it shows."""
    time_zone: str = "UTC"
    sprint_days: int = 14
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Monday is 0."""
    holidays: tuple[date, ...] = ()
    statuses: Mapping[str, str] = {}
    """Further status words, each for one of the five built-in ones."""
    personas: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    definition_of_ready: tuple[str, ...] = ("acceptance_criteria", "points")
    definition_of_done: tuple[str, ...] = ()
    scoring: str = "rice"
    rules: Mapping[str, RuleSetting] = {}
    extra: Mapping[str, object] = {}
    faults: tuple[str, ...] = ()
