"""Every format that is read and written keeps the fields that it claims, and no cell of a table is a formula."""

import csv
import io
import re
from datetime import date
from fractions import Fraction
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrivals import stories
from pocli import registry
from pocli.features.imports import row_merge
from pocli.features.imports.import_plan import intake
from pocli.model import written
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.records import Goal, Sprint
from pocli.model.story import STATES, TYPES, Criterion, Rice, Story, median

MEMBERS = [registry.member("exchange", name) for name in registry.names("exchange")]
BOTH = [one for one in MEMBERS if hasattr(one, "read") and hasattr(one, "write")]
TABLES = [one for one in MEMBERS if getattr(one, "SUFFIX", "") == ".csv"]
ALONE = Backlog(
    Config(statuses={"in-test": "doing"}),
    goals=(Goal("goals/G-1.yaml", "G-1", "Grow"),),
    sprints=(Sprint("sprints/S-4.yaml", "S-4", date(2026, 11, 2), date(2026, 11, 15), name="Sprint 4"),),
)

CHARACTER = st.characters(exclude_categories=["C", "Zl", "Zp"])
ODD = [
    "=1+1",
    "'=x",
    "''-",
    "+a",
    "@x",
    "-1",
    "a, b",
    'a "b"; c',
    "Given a",
    "- [x] a",
    "#12",
    "As a: x",
    "<b>",
    "PO-1",
    "a|b",
]
WORDS = st.one_of(st.text(CHARACTER, max_size=20), st.sampled_from(ODD)).map(lambda text: " ".join(text.split()))
LINE = WORDS.filter(bool)
TEXT = st.one_of(st.just(""), st.lists(WORDS, max_size=4).map("\n".join).map(str.strip))
MAYBE = st.one_of(st.just(""), LINE)
STEPS = st.lists(LINE, max_size=2).map(tuple)
CRITERION = st.one_of(
    st.tuples(LINE, st.booleans()).map(lambda one: Criterion(one[0], done=one[1])),
    st.tuples(STEPS, LINE, st.booleans()).map(lambda one: Criterion("", one[0], (), (one[1],), one[2])),
)
DAY = st.one_of(st.none(), st.dates(date(1970, 1, 1), date(2199, 12, 31)))


def numbers(low: int, high: int) -> st.SearchStrategy[Fraction]:
    return st.integers(low * written.MICRO, high * written.MICRO).map(lambda micro: Fraction(micro, written.MICRO))


RANGE = st.tuples(numbers(1, 100), numbers(101, 10**4))
RICE = st.one_of(
    st.none(),
    st.tuples(numbers(0, 10**9), numbers(0, 3), st.integers(1, 10**6), RANGE).map(
        lambda one: Rice(one[0], one[1], Fraction(one[2], 10**6), median(*one[3]), None, one[3])
    ),
)


@st.composite
def backlogs(draw: st.DrawFn) -> Backlog:
    """Draw a backlog whose ids are those that an import into an empty one gives."""
    ids = [f"PO-{number}" for number in range(1, draw(st.integers(0, 4)) + 1)]
    return ALONE._replace(stories=tuple(draw(story(name, [one for one in ids if one != name])) for name in ids))


@st.composite
def story(draw: st.DrawFn, name: str, others: list[str]) -> Story:
    labels = st.lists(LINE.filter(lambda label: not label.startswith("type: ")), max_size=3, unique=True).map(tuple)
    return Story(
        f"stories/{name}.yaml",
        name,
        draw(LINE),
        draw(st.sampled_from(list(TYPES))),
        draw(st.sampled_from([*STATES, "in-test"])),
        draw(MAYBE),
        draw(MAYBE),
        draw(MAYBE),
        acceptance_criteria=tuple(draw(st.lists(CRITERION, max_size=2))),
        points=draw(st.one_of(st.none(), numbers(0, 1000))),
        rice=draw(RICE),
        moscow=draw(st.sampled_from(["", "must", "wont"])),
        pinned=draw(TEXT),
        due=draw(DAY),
        parent=draw(st.sampled_from(["", *others])),
        goal=draw(st.sampled_from(["", "G-1"])),
        sprint=draw(st.sampled_from(["", "S-4"])),
        depends_on=tuple(draw(st.lists(st.sampled_from(others), unique=True))) if others else (),
        blocked=draw(TEXT),
        dropped_because=draw(TEXT),
        requested_by=draw(labels),
        labels=draw(labels),
        owner=draw(MAYBE),
        created=draw(DAY),
        started=draw(DAY),
        finished=draw(DAY),
        description=draw(TEXT),
    )


def claimed(member: ModuleType, backlog: Backlog) -> list[dict[str, object]]:
    """Return what the fields that a format claims mean."""
    found = []
    for one in backlog.stories:
        flat = row_merge.flat(written.fields(one) | {"type": one.type, "status": one.status})
        names = {name: name.removeprefix("rice.") for name in flat}
        found.append({name: row_merge.plain(name, flat[name]) for name in flat if names[name] in member.CLAIMS})
    return found


@pytest.mark.parametrize("member", BOTH, ids=lambda one: str(one.__name__))
@settings(max_examples=50)
@given(backlog=backlogs())
def test_what_is_written_reads_back_the_same(member: ModuleType, backlog: Backlog) -> None:
    found = intake(member.read(member.write(backlog), {}), ALONE)
    assert claimed(member, ALONE._replace(stories=tuple(stories(found)))) == claimed(member, backlog)


@pytest.mark.parametrize("member", TABLES, ids=lambda one: str(one.__name__))
@settings(max_examples=30)
@given(backlog=backlogs())
def test_no_cell_is_a_formula(member: ModuleType, backlog: Backlog) -> None:
    rows = csv.reader(io.StringIO(member.write(backlog).removeprefix("\ufeff"), newline=""))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if re.match(r"[=+@\t\r-]", cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]


def test_every_claim_is_a_field() -> None:
    known = {*Story._fields, *Rice._fields}
    assert {name for one in MEMBERS for name in getattr(one, "CLAIMS", ())} <= known
