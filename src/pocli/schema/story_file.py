"""What may a story's file say?"""

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from pocli.field_table.story_fields import CRITERION
from pocli.model.story import MOSCOW, STATES, TYPES
from pocli.schema import fields as f
from pocli.schema import lists
from pocli.schema.comment_part import CommentSchema

CRITERION_KEYS = frozenset(field.name for field in CRITERION)


def criterion(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Read a plain text as a criterion that is not done."""
    if isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict):
        raise f.wrong("a criterion is a text, or given / when / then", "write what must be true")
    if len(value) <= 1 and not set(value) & CRITERION_KEYS:  # a key without a value is gone by now
        raise f.became_mapping()
    if not value.get("text") and not any(key in value for key in ("given", "when", "then")):
        raise f.wrong("a criterion needs a text, or given / when / then", "write `text:` and what must be true")
    return value


def steps(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Read one step as a list of one."""
    return [value] if isinstance(value, str) else lists.as_list(value)


Steps = Annotated[
    list[f.Text],
    BeforeValidator(steps),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Scale = Annotated[Fraction, BeforeValidator(f.between(0, 100)), f.numeric("1, 2, 3, 5, 8, 13, 20")]
Ten = Annotated[Fraction, BeforeValidator(f.between(1, 10)), f.numeric("1 to 10")]


class CriterionSchema(f.Strict):
    """An acceptance criterion."""

    text: f.Text = Field("", description="what must be true, in words")
    given: Steps = Field(default_factory=list, description="the situation")
    when: Steps = Field(default_factory=list, description="what happens")
    then: Steps = Field(default_factory=list, description="what must be true after it")
    done: f.Flag = Field(default=False, description="whether it is met")
    verified_by: f.Text = Field("", description="a test's id in a JUnit report")


class RiceSchema(f.Strict):
    """The inputs of a RICE score."""

    reach: (
        Annotated[
            Fraction | f.Range,
            BeforeValidator(f.ranged(f.between(0, 10**9))),
            f.numeric("people or events per reach_period; or a range: 800..2000"),
        ]
        | None
    ) = None
    impact: (
        Annotated[
            Fraction,
            BeforeValidator(f.impact),
            f.numeric("massive 3, high 2, medium 1, low 0.5, minimal 0.25, or the number"),
        ]
        | None
    ) = None
    confidence: (
        Annotated[
            Fraction,
            BeforeValidator(f.confidence),
            f.numeric("high 100 %, medium 80 %, low 50 %, a percentage, or 0 < c <= 1"),
        ]
        | None
    ) = None
    effort: (
        Annotated[
            Fraction | f.Range,
            BeforeValidator(f.ranged(f.between(0, 10**4, above=True))),
            f.numeric("person-months; or a range; absent: from points"),
        ]
        | None
    ) = None


class WsjfSchema(f.Strict):
    """The inputs of WSJF."""

    value: Scale | None = None
    time_criticality: Scale | None = None
    risk_reduction: Scale | None = None
    job_size: Scale | None = None


class IceSchema(f.Strict):
    """The inputs of ICE."""

    impact: Ten | None = None
    confidence: Ten | None = None
    ease: Ten | None = None


class EvidenceSchema(f.Strict):
    """Why the team believes the inputs."""

    source: f.Text = Field("", description="interview, analytics, survey …")
    note: f.Text = Field("", description="what was found")
    url: f.Text = Field("", description="where it can be read")
    date: f.Day | None = Field(None, description="when it was found")


class LinkSchema(f.Strict):
    """A design, a document, a ticket."""

    title: f.Text = Field("", description="what it is called")
    url: f.Text = Field("", description="where it is")


class StorySchema(f.Strict):
    """A Product Backlog item."""

    id: f.Id = Field(description="its id, such as PO-12")
    title: f.Title = Field(description="one line that names it")
    type: Annotated[
        str, BeforeValidator(f.one_of(TYPES)), f.schema("string", "what kind of item it is", enum=list(TYPES))
    ] = "story"
    status: Annotated[
        str,
        BeforeValidator(f.text),
        f.schema("string", "draft, ready, doing, done, dropped, or a word of po.yaml", examples=list(STATES)),
    ] = "draft"
    as_a: f.Text = Field("", description="the role that wants it")
    i_want: f.Text = Field("", description="what the role wants")
    so_that: f.Text = Field("", description="the benefit")
    acceptance_criteria: Annotated[list[Annotated[CriterionSchema, BeforeValidator(criterion)]], lists.SENTENCES] = (
        Field(default_factory=list, description="when it is met")
    )
    points: Annotated[Fraction, BeforeValidator(f.between(0, 1000)), f.numeric("story points, 0 to 1000")] | None = None
    rice: RiceSchema | None = Field(None, description="reach, impact, confidence, effort")
    wsjf: WsjfSchema | None = Field(
        None, description="the inputs of WSJF: value, time_criticality, risk_reduction, job_size"
    )
    ice: IceSchema | None = Field(None, description="the inputs of ICE: impact, confidence, ease")
    cost_of_delay: f.Amount | None = Field(None, description="value lost for each month of waiting")
    duration: f.Amount | None = Field(None, description="months from start to delivery")
    moscow: f.word(MOSCOW) = Field("", description="how much it is needed")  # type: ignore[valid-type]
    pinned: f.Text = Field("", description="why the Product Owner overrules the formula")
    due: f.Day | None = Field(None, description="delivered in a sprint that ends by then")
    parent: f.Id = Field("", description="the epic that it was split from")
    goal: f.GoalId = Field("", description="the Product Goal that it serves")
    sprint: f.SprintId = Field("", description="the sprint that it is planned into")
    depends_on: lists.Ids = Field(
        default_factory=list, description="what must be delivered before, or in the same sprint"
    )
    blocked: f.Text = Field("", description="an impediment outside the backlog")
    dropped_because: f.Text = Field("", description="why we said no")
    requested_by: lists.Texts = Field(default_factory=list, description="who asked for it")
    labels: lists.Texts = Field(default_factory=list, description="words to filter by")
    evidence: Annotated[list[EvidenceSchema], lists.LIST] = Field(
        default_factory=list, description="what supports reach, impact and confidence"
    )
    links: Annotated[list[LinkSchema], lists.LIST] = Field(
        default_factory=list, description="designs, documents, tickets"
    )
    owner: f.Text = Field("", description="who works on it")
    created: f.Day | None = Field(None, description="overrides what git says")
    started: f.Day | None = Field(None, description="overrides what git says")
    finished: f.Day | None = Field(None, description="overrides what git says")
    description: f.Text = Field("", description="free text, Markdown")
    comments: Annotated[list[CommentSchema], lists.LIST] = Field(default_factory=list, description="what people said")
