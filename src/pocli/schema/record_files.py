"""What may a goal's, a request's and a sprint's file say?"""

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from pocli.model.records import GOAL_MET, HORIZONS, REQUEST_STATES, SPRINT_STATES
from pocli.schema import fields as f
from pocli.schema import figures, lists
from pocli.schema.comment_part import CommentSchema

MONEY = re.compile(r"(\S+) ([A-Z]{3})")
LOOSE = re.compile(r"([A-Za-z]{3}(?=[\s\d])|[€£])?\s*+(\d[\d.,' ]*+k?)\s*+((?<=[\s\d])[A-Za-z]{3}|[€£])?", re.ASCII)
SYMBOLS = {"€": "EUR", "£": "GBP"}


def worth(value: Any) -> tuple[Fraction, str]:  # noqa: ANN401 - whatever stands in the file
    """Read a worth in units of expected value (`900`) or in money (`120000 EUR`)."""
    word = f.text(value)
    found = MONEY.fullmatch(word)
    amount, currency = (found[1], found[2]) if found else (word, "")
    if meant := "" if f.NUMBER.fullmatch(amount) else _money(word):
        raise f.wrong(f"{f.quoted(word)} is not a worth", f"write `{meant}`", instead=meant)
    return f.between(0, 10**12)(amount), currency


def _money(word: str) -> str:
    """Return what `EUR 120,000`, `120.000 €` or `120k eur` must mean; an empty text where that cannot be told."""
    found = LOOSE.fullmatch(word)
    if not found:
        return ""
    currency, bare = found[1] or found[3], found[2].strip()
    if not currency:
        return ""
    amounts = figures.figures(bare)[:1]  # of a sum of money, three digits behind a comma are thousands
    amount = re.sub(r"[.,]", "", bare) if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare) else ""
    return " ".join((amount or "".join(amounts), SYMBOLS.get(currency, currency.upper()))) if amount or amounts else ""


def own_id(prefix: str) -> Any:  # noqa: ANN401 - an annotation
    """Make the type of an id with a fixed prefix."""
    pattern = f"^{prefix}-[1-9][0-9]{{0,8}}$"
    return Annotated[
        str, BeforeValidator(f.identifier(prefix, own=True)), WithJsonSchema({"type": "string", "pattern": pattern})
    ]


class GoalSchema(f.Strict):
    """A Product Goal: an outcome and the metric that proves it."""

    id: own_id("G") = Field(description="its id, such as G-1")  # type: ignore[valid-type]
    title: f.Title = Field(description="one line that names it")
    metric: f.Text = Field("", description="what is measured")
    baseline: f.Signed | None = Field(None, description="the metric when the goal was set")
    target: f.Signed | None = Field(None, description="the metric when the goal is met")
    current: f.Signed | None = Field(None, description="the metric now")
    by: f.Day | None = Field(None, description="the due date")
    horizon: f.word(HORIZONS) = Field("", description="its place on the roadmap")  # type: ignore[valid-type]
    description: f.Text = Field("", description="free text, Markdown")
    comments: Annotated[list[CommentSchema], lists.LIST] = Field(default_factory=list, description="what people said")


class RequestSchema(f.Strict):
    """What a stakeholder asked for."""

    id: own_id("R") = Field(description="its id, such as R-3")  # type: ignore[valid-type]
    title: f.Title = Field(description="one line that names it")
    from_: f.Text = Field("", alias="from", description="who asked")
    value: (
        Annotated[
            tuple[Fraction, str], BeforeValidator(worth), f.numeric("units of expected value, or money: 120000 EUR")
        ]
        | None
    ) = None
    needs: lists.Ids = Field(default_factory=list, description="the stories that must be delivered")
    by: f.Day | None = Field(None, description="the due date")
    status: f.word(REQUEST_STATES) = Field("open", description="where it stands")  # type: ignore[valid-type]
    answer: f.Text = Field("", description="what we told them")
    description: f.Text = Field("", description="free text, Markdown")
    comments: Annotated[list[CommentSchema], lists.LIST] = Field(default_factory=list, description="what people said")


class SprintSchema(f.Strict):
    """A sprint: whole days, the first and the last included."""

    id: own_id("S") = Field(description="its id, such as S-24")  # type: ignore[valid-type]
    name: f.Text = Field("", description="what people call it")
    sprint_goal: f.Text = Field("", description="the single objective for the sprint")
    start: f.Day = Field(description="the first day")
    end: f.Day = Field(description="the last day")
    capacity: f.Amount | None = Field(None, description="story points that fit in")
    state: f.word(SPRINT_STATES) = Field("planned", description="where it stands")  # type: ignore[valid-type]
    goal_met: f.word(GOAL_MET) = Field("", description="whether the Sprint Goal was met")  # type: ignore[valid-type]
    outcome: f.Text = Field("", description="what came out of it")
    description: f.Text = Field("", description="free text, Markdown")
    comments: Annotated[list[CommentSchema], lists.LIST] = Field(default_factory=list, description="what people said")
