"""How does a validated file become a value of the model?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from pocli.model.backlog import Record
from pocli.model.config import Config, RuleSetting
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Comment, Criterion, Evidence, Ice, Link, Rice, Story, Wsjf, median
from pocli.schema import config_file, record_files, story_file
from pocli.schema.fields import NUMBER

MODELS: Mapping[str, type[BaseModel]] = {
    "stories": story_file.StorySchema,
    "goals": record_files.GoalSchema,
    "requests": record_files.RequestSchema,
    "sprints": record_files.SprintSchema,
    "config": config_file.ConfigSchema,
}
"""The schema of each kind of file, by its folder."""


def make(
    kind: str, path: str, parsed: BaseModel, extra: Mapping[str, object], faults: tuple[str, ...]
) -> Record | Config:
    """Return the model value of a validated file."""
    made: dict[str, Any] = {name: getattr(parsed, name) for name in type(parsed).model_fields}
    made |= {"path": path, "extra": extra, "faults": faults}
    if "comments" in made:
        made["comments"] = [Comment(one.on, one.by, one.text) for one in made["comments"]]
    value: Record | Config = _MAKERS[kind](
        {name: tuple(value) if isinstance(value, list) else value for name, value in made.items()}
    )
    return value


def _story(made: dict[str, Any]) -> Story:
    made["acceptance_criteria"] = tuple(
        Criterion(one.text, tuple(one.given), tuple(one.when), tuple(one.then), one.done, one.verified_by)
        for one in made["acceptance_criteria"]
    )
    made["evidence"] = tuple(Evidence(one.source, one.note, one.url, one.date) for one in made["evidence"])
    made["links"] = tuple(Link(one.title, one.url) for one in made["links"])
    made["rice"] = _rice(made["rice"]) if made["rice"] else None
    made["wsjf"] = Wsjf(**dict(made["wsjf"])) if made["wsjf"] else None
    made["ice"] = Ice(**dict(made["ice"])) if made["ice"] else None
    return Story(**made)


def _rice(given: story_file.RiceSchema) -> Rice:
    reach, reach_range = _estimate(given.reach)
    effort, effort_range = _estimate(given.effort)
    return Rice(reach, given.impact, given.confidence, effort, reach_range, effort_range)


def _estimate(
    value: Fraction | tuple[Fraction, Fraction] | None,
) -> tuple[Fraction | None, tuple[Fraction, Fraction] | None]:
    return (median(*value), value) if isinstance(value, tuple) else (value, None)


def _request(made: dict[str, Any]) -> Request:
    made["value"], made["currency"] = made["value"] or (None, "")
    return Request(**made)


def _config(made: dict[str, Any]) -> Config:
    made["sprint_days"] = int(made["sprint_days"])
    made["horizon"] = int(made["horizon"])
    made["rules"] = {name: _setting(given) for name, given in made["rules"].items()}
    return Config(**made)


def _setting(given: Mapping[str, str]) -> RuleSetting:
    options = {key: Fraction(word) if NUMBER.fullmatch(word) else word for key, word in given.items() if key != "level"}
    return RuleSetting(given.get("level", ""), options)


_MAKERS: Mapping[str, Any] = {
    "stories": _story,
    "goals": lambda made: Goal(**made),
    "requests": _request,
    "sprints": lambda made: Sprint(**made),
    "config": _config,
}
