"""What is true of each field of a Product Goal, a request and a sprint?"""

from pocli.field_table.field import COMMENTS, DESCRIPTION, STATUS_OPTION, Field
from pocli.model.records import GOAL_MET, HORIZONS, REQUEST_STATES, SPRINT_STATES

BY = Field("by", "day", ("2026-12-31",), ahead=True, option="The target date; for requests too.")
GOAL = (
    Field("id", "id", ("G-1",)),
    Field("title", "title", ("Finance closes the month without us",)),
    Field("metric", "text", ("days from month end to books closed",), option="What is measured."),
    Field("baseline", "number", (9,), option="The metric's value at the start."),
    Field("target", "number", (3,), option="The metric's value when the goal is met."),
    Field("current", "number", (6,), option="The metric's value now."),
    BY,
    Field(
        "horizon",
        "name",
        ("now",),
        words=HORIZONS,
        offers="horizon",
        option="Its place on the roadmap: now, next or later.",
    ),
    DESCRIPTION,
    COMMENTS,
)
REQUEST = (
    Field("id", "id", ("R-3",)),
    Field("title", "title", ("Acme renews if single sign-on ships",)),
    Field("from", "text", ("Head of Sales",), clearable=True, offers="asker", option="Who asks for it."),
    Field(
        "value",
        "number",
        (900, "120000 EUR"),
        option="What it is worth, in expected value or money: 120000 EUR.",
    ),
    Field(
        "needs",
        "ids",
        (["PO-7", "PO-9"],),
        refers="story",
        unordered=True,
        clearable=True,
        offers="story",
        option="A story that must be delivered; repeatable.",
    ),
    BY,
    Field("status", "name", ("open",), words=REQUEST_STATES, option=STATUS_OPTION),
    Field("answer", "text", ("It ships in Sprint 25",)),
    DESCRIPTION,
    COMMENTS,
)
SPRINT = (
    Field("id", "id", ("S-24",)),
    Field("name", "text", ("Sprint 24",), option="The sprint's name."),
    Field(
        "sprint_goal",
        "text",
        ("Books can be exported without a developer",),
        option="The Sprint Goal; you can also write it after `sprint`.",
    ),
    Field("start", "day", ("2026-11-16",), ahead=True, option="The first day; default: after the last sprint."),
    Field("end", "day", ("2026-11-27",), ahead=True, option="The last day; default: as `sprint_days` in po.yaml says."),
    Field("capacity", "number", (40,), option="The points that fit; default: as in the last sprint."),
    Field("state", "name", ("active",), words=SPRINT_STATES),
    Field("goal_met", "name", ("partly",), words=GOAL_MET),
    Field("outcome", "text", ("export works; the scheduled one slipped",)),
    DESCRIPTION,
    COMMENTS,
)
