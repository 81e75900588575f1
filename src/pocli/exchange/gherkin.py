"""Which feature file holds a story's acceptance criteria as scenarios, whatever parser reads it?

A criterion with steps is a scenario; a plain one, for which nobody can write a step, is a comment. Names are numbered,
because some parsers keep only one scenario of a name.
"""

import re
from collections.abc import Iterator, Mapping

from pocli.model.backlog import Backlog
from pocli.model.file_name import file_name
from pocli.model.story import Criterion, Story
from pocli.tables import story_text

SUFFIX = ".feature"
CLAIMS = ("title", "as_a", "i_want", "so_that", "acceptance_criteria", "labels")
TAG = re.compile(r"[^\w.-]+")
KINDS = {"Given": "given", "When": "when", "Then": "then"}


def wanted(story: Story) -> bool:
    """Tell whether a story has a feature file."""
    return bool(story.acceptance_criteria)


def files(backlog: Backlog) -> Mapping[str, str]:
    """Return a feature file for each story that has acceptance criteria, by its name."""
    with_criteria = filter(wanted, backlog.stories)
    return {file_name(story.id, story.title).removesuffix(".yaml") + SUFFIX: _feature(story) for story in with_criteria}


def _feature(story: Story) -> str:
    tags = [story.id, *(tag for label in story.labels if (tag := TAG.sub("-", label).strip("-")))]
    lines = [
        " ".join(f"@{tag}" for tag in dict.fromkeys(tags)),
        f"Feature: {_one_line(story.title)}",
        *_narrative(story),
    ]
    for number, one in enumerate(story.acceptance_criteria, 1):
        steps = tuple(_steps(one))
        lines += ["", *(_scenario(f"{number}.", one, steps) if steps else _comment(one))]
    return "\n".join(lines) + "\n"


def _narrative(story: Story) -> Iterator[str]:
    """Return the story's sentence, a line for each part."""
    for words, text in (
        (story_text.article(story.as_a), story.as_a),
        ("I want", story.i_want),
        ("So that", story.so_that),
    ):
        if text.strip():
            yield f"  {words} {_one_line(text)}"


def _scenario(number: str, one: Criterion, steps: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f"  Scenario: {number} {_one_line(one.text) or steps[-1][1]}"
    before = ""
    for kind, text in steps:
        yield f"    {'And' if kind == before else kind} {text}"
        before = kind


def _steps(one: Criterion) -> Iterator[tuple[str, str]]:
    """Return each step that says something, on one line."""
    for kind, name in KINDS.items():
        yield from ((kind, line) for text in getattr(one, name) if (line := _one_line(text)))


def _comment(one: Criterion) -> Iterator[str]:
    """Return a plain criterion as a comment."""
    first, *more = [" ".join(line.split()) for line in one.text.split("\n")]
    yield f"  # [{'x' if one.done else ' '}] {first}"
    yield from (f"  #     {line}" for line in more)


def _one_line(text: str) -> str:
    return " ".join(text.split())
