"""A feature file has the same steps, in the same words, for each of the parsers that people use."""

from pathlib import Path
from typing import Any

import pytest
from behave.parser import parse_feature  # type: ignore[import-untyped]
from gherkin.parser import Parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_bdd.parser import FeatureParser

from pocli.exchange import gherkin
from pocli.model.backlog import Backlog
from pocli.model.story import Criterion, Story

Scenarios = list[tuple[str, list[str]]]


def feature(story: Story) -> str:
    (text,) = gherkin.files(Backlog(stories=(story,))).values()
    return text


def officially(text: str) -> Scenarios:
    made: Any = Parser().parse(text)["feature"]
    found = (child["scenario"] for child in made["children"])
    return [(one["name"], [step["text"] for step in one["steps"]]) for one in found]


def with_behave(text: str) -> Scenarios:
    made = parse_feature(text)
    return [(one.name, [step.name for step in one.steps]) for one in made.scenarios]


def with_pytest_bdd(text: str, folder: Path) -> Scenarios:
    (folder / "x.feature").write_text(text, encoding="utf-8")
    made = FeatureParser(str(folder), "x.feature").parse()
    return [(one.name, [step.name for step in one.steps]) for one in made.scenarios.values()]


def test_a_story_becomes_a_feature() -> None:
    steps = Criterion("", ("an account", "3 invoices"), ("I press Export",), ("the file has 3 rows",), done=True)
    story = Story(
        "", "PO-12", "Export", as_a="accountant", i_want="to export", acceptance_criteria=(steps, Criterion("a\nb"))
    )
    assert gherkin.files(Backlog(stories=(story._replace(labels=("my label", "@x")),))) == {
        "PO-12-export.feature": """@PO-12 @my-label @x
Feature: Export
  As an accountant
  I want to export

  Scenario: 1. the file has 3 rows
    Given an account
    And 3 invoices
    When I press Export
    Then the file has 3 rows

  # [ ] a
  #     b
"""
    }


def test_a_story_without_criteria_makes_no_file() -> None:
    assert gherkin.files(Backlog(stories=(Story("", "PO-1", "x"),))) == {}


CHARACTER = st.characters(exclude_categories=["C", "Zl", "Zp"])
ODD = [
    "And x",
    "# no",
    "@tag",
    '"""',
    "| a | b |",
    "Given",
    "Scenario: x",
    "Feature: y",
    "* a",
    "a\nb",
    "<x>",
    "```",
    "Rule: z",
]
TEXT = st.one_of(
    st.text(CHARACTER, max_size=15), st.sampled_from([*ODD, "ends with:", "\\", "Examples:", "# language: de"])
)
STEPS = st.lists(TEXT, max_size=2).map(tuple)
CRITERION = st.tuples(st.one_of(st.just(""), TEXT), STEPS, STEPS, STEPS).map(
    lambda one: Criterion(one[0], one[1], one[2], one[3])
)
STORY = st.tuples(TEXT, TEXT, TEXT, st.lists(CRITERION, min_size=1, max_size=3), st.lists(TEXT, max_size=2)).map(
    lambda one: Story(
        "", "PO-1", one[0], as_a=one[1], so_that=one[2], acceptance_criteria=tuple(one[3]), labels=tuple(one[4])
    )
)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORY)
def test_every_parser_finds_the_same_steps(story: Story, tmp_path: Path) -> None:
    text = feature(story)
    wanted = []
    for one in story.acceptance_criteria:
        words = (" ".join(step.split()) for step in (*one.given, *one.when, *one.then))
        if steps := [step for step in words if step]:
            wanted.append(steps)
    for found in (officially(text), with_behave(text), with_pytest_bdd(text, tmp_path)):
        assert [steps for _, steps in found] == wanted
