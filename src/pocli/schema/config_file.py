"""What may po.yaml say?"""

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from pocli import registry
from pocli.field_table.setting_fields import LEVELS
from pocli.field_table.story_fields import STORY
from pocli.model.story import STATES
from pocli.schema import fields as f
from pocli.schema import lists

MODELS = registry.names("scoring")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TAKEN = {"G", "R", "S"}
PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}")
ZONE = re.compile(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*")


def prefix(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    """Read the prefix of the stories' ids."""
    found = f.text(value)
    if not PREFIX.fullmatch(found):
        raise f.wrong(f"{f.quoted(found)} is not a prefix", "write capital letters and digits, such as `PO`")
    if found in TAKEN:
        raise f.beyond(f"{f.quoted(found)} is taken by goals, requests and sprints", "write another one, such as `PO`")
    return found


def zone(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    """Read the name of a time zone; whether the machine knows it is asked when a time is worked out."""
    found = f.text(value)
    if not ZONE.fullmatch(found):
        raise f.wrong(f"{f.quoted(found)} is not a time zone", "write a name such as `Europe/Berlin`")
    return found


def weekdays(value: Any) -> tuple[int, ...]:  # noqa: ANN401 - whatever stands in the file
    """Read `mon-fri` or a list of days."""
    if isinstance(value, list):
        words = [f.text(item).lower()[:3] for item in value]
    else:
        first, dash, last = f.text(value).lower().partition("-")
        if dash and first in DAYS and last in DAYS:
            start, end = DAYS.index(first), DAYS.index(last)
            return tuple(range(start, end + 1)) if start <= end else (*range(end + 1), *range(start, 7))
        words = [first] if not dash else [first, last]
    if not words or any(word not in DAYS for word in words):
        raise f.wrong("these are not days of the week", "write `mon-fri`, or a list such as `[mon, tue, thu]`")
    return tuple(sorted({DAYS.index(word) for word in words}))


def setting(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Read a rule's level alone as a setting without options."""
    given = {"level": value} if isinstance(value, str) else value
    if not isinstance(given, dict):
        raise f.wrong("a rule has a level, or a mapping with its options", "write `off`, or `{level: error}`")
    if "level" in given:
        f.one_of(LEVELS)(given["level"])
    return {key: f.text(item) for key, item in given.items()}


def known_field(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    """Read the name of a story's field."""
    return f.one_of([field.name for field in STORY])(value)


class ConfigSchema(f.Strict):
    """The settings of a backlog."""

    project: f.Text = Field("", description="the product's name")
    id_prefix: Annotated[
        str, BeforeValidator(prefix), WithJsonSchema({"type": "string", "pattern": "^[A-Z][A-Z0-9]{0,9}$"})
    ] = Field("PO", description="what the stories' ids begin with")
    reach_period: f.Text = Field("quarter", description="the period that reach counts in")
    points_per_person_month: Annotated[
        Fraction,
        BeforeValidator(f.between(0, 10**4, above=True)),
        f.numeric("story points that a person delivers in a month"),
    ] = Fraction(20)
    money: dict[
        str, Annotated[Fraction, BeforeValidator(f.between(0, 10**12, above=True)), WithJsonSchema(f.NUMERIC)]
    ] = Field({}, description="how much of a currency one unit of expected value is worth")
    reserve: Annotated[
        Fraction,
        BeforeValidator(f.share),
        f.numeric("share of each sprint's capacity kept for unscored bugs and chores"),
    ] = Fraction(0)
    horizon: Annotated[
        Fraction,
        BeforeValidator(f.between(1, 26)),
        f.numeric("how many sprints a plan looks at, however few it shows"),
    ] = Fraction(3)
    time_zone: Annotated[str, BeforeValidator(zone), f.schema("string", "the backlog's one time zone")] = "UTC"
    sprint_days: Annotated[Fraction, BeforeValidator(f.between(1, 366)), f.numeric("days of a sprint")] = Fraction(14)
    working_days: Annotated[
        tuple[int, ...], BeforeValidator(weekdays), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array"}]})
    ] = Field((0, 1, 2, 3, 4), description="mon-fri, or a list of days")
    holidays: Annotated[list[f.Day], lists.LIST] = Field(default_factory=list, description="days off")
    statuses: dict[
        Annotated[str, BeforeValidator(f.text)],
        Annotated[str, BeforeValidator(f.one_of(STATES)), WithJsonSchema({"enum": list(STATES)})],
    ] = Field({}, description="more words for the five built-in ones")
    personas: lists.Texts = Field(default_factory=list, description="then as_a must be one of them")
    pins: lists.Ids = Field(default_factory=list, description="the order among pinned stories")
    definition_of_ready: Annotated[list[Annotated[str, BeforeValidator(known_field)]], lists.LIST] = Field(
        ["acceptance_criteria", "points"], description="the fields that a ready story has"
    )
    definition_of_done: Annotated[list[f.Text], lists.SENTENCES] = Field(
        default_factory=list, description="the quality measures required for the product"
    )
    scoring: Annotated[
        str, BeforeValidator(f.one_of(MODELS)), WithJsonSchema({"type": "string", "enum": list(MODELS)})
    ] = Field("rice", description="the scoring model that ranks the backlog")
    rules: dict[
        str,
        Annotated[
            dict[str, str],
            BeforeValidator(setting),
            WithJsonSchema({"anyOf": [{"enum": list(LEVELS)}, {"type": "object"}]}),
        ],
    ] = Field({}, description="levels and options of rules")
