"""A prompt asks for stories, and its answer, however it is written, becomes drafts once it validates."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from arrivals import stories
from house import REPO, Po, Write
from pocli.exchange import draft
from pocli.features.imports.import_plan import intake
from pocli.model.backlog import Backlog
from pocli.model.story import Criterion

YAML = """title: See who paid
as_a: accountant
i_want: to see who paid
so_that: I can remind the others
status: ready
id: PO-9
acceptance_criteria:
  - given: a month with 3 payments
    when: I open the list
    then: it has 3 rows
points: 3
---
title: Export the list
acceptance_criteria: [It opens in a spreadsheet]
labels: [export]
"""
MARKDOWN = """Here are two stories for you:

## Story 1: See who paid

As an accountant, I want to see who paid, so that I can remind the others.

**Acceptance criteria**

- Given a month with 3 payments
- When I open the list
- Then it has 3 rows

Points: 3

## Story 2: Export the list

As an accountant, I want to export the list.

### Acceptance Criteria:

1. It opens in a spreadsheet

Labels: export
"""
PROSE = """1. As an accountant, I want to see who paid, so that I can remind the others.
   - The list is sorted by day
2. **As an accountant**, I want to export the list.
"""


STEPS = Criterion("", ("a month with 3 payments",), ("I open the list",), ("it has 3 rows",))


def test_an_answer_in_markdown_is_understood() -> None:
    first, second = stories(intake(draft.read(MARKDOWN, {}), Backlog()))
    assert (first.title, first.status, first.points) == ("See who paid", "draft", Fraction(3))
    assert (first.as_a, first.i_want) == ("accountant", "to see who paid")
    assert (first.so_that, first.acceptance_criteria) == ("I can remind the others", (STEPS,))
    assert (second.title, second.labels) == ("Export the list", ("export",))
    assert second.acceptance_criteria == (Criterion("It opens in a spreadsheet"),)


def test_an_answer_in_prose_is_understood() -> None:
    first, second = stories(intake(draft.read(PROSE, {}), Backlog()))
    assert (first.title, first.as_a, second.title) == ("See who paid", "accountant", "Export the list")
    assert first.acceptance_criteria == (Criterion("The list is sorted by day"),)


@pytest.mark.parametrize("text", [YAML, f"Sure!\n\n```yaml\n{YAML}```\nAnything else?\n"], ids=["plain", "fenced"])
def test_an_answer_in_yaml_becomes_drafts(text: str, po: Po, write: Write) -> None:
    root = write({"answer.md": text})
    assert "would import 2 new stories" in po("import", "draft", "answer.md", "--dry-run").stdout
    assert not (root / "stories").exists()
    assert po("import", "draft", "answer.md").returncode == 0
    assert (root / "stories" / "PO-1-see-who-paid.yaml").read_text() == (
        "id: PO-1\ntitle: See who paid\nas_a: accountant\ni_want: to see who paid\nso_that: I can remind the others\n"
        "acceptance_criteria:\n  - given: a month with 3 payments\n    when: I open the list\n    then: it has 3 rows\n"
        "points: 3\n"
    )
    assert "labels: [export]\n" in (root / "stories" / "PO-2-export-the-list.yaml").read_text()


def test_what_is_no_story_is_named(po: Po, write: Write) -> None:
    write(
        {
            "a.md": MARKDOWN,
            "b.md": "I cannot do that.\n",
            "c.md": "title: x\n  bad: [\n",
            "d.md": "title: x\npoints: many\n",
        }
    )
    assert (
        "line 1: it belongs to no story: left out: `Here are two stories for you:`"
        in po("import", "draft", "a.md", "--dry-run").stdout
    )
    none = po("import", "draft", "b.md")
    assert (none.returncode, "this text holds no story" in none.stderr) == (2, True)
    broken = po("import", "draft", "c.md")
    assert (broken.returncode, "po: c.md:2:" in broken.stderr) == (2, True)
    assert "points: `many` is not a number: left out" in po("import", "draft", "d.md", "--dry-run").stdout


def test_a_prompt_holds_what_the_answer_needs(po: Po, tmp_path: Path) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path, dirs_exist_ok=True)
    done = po("prompt", "stories", "a dashboard\nfor owners", "--goal", "G-1", "--persona", "owner")
    assert done.returncode == 0
    text = done.stdout
    assert text.startswith("Write user stories for this request:\n\n> a dashboard\n> for owners\n")
    assert "- owner\n" in text
    assert "(G-1)" in text
    assert "A story is ready only with:\n" in text
    assert "- Export invoices as CSV\n" in text
    example = text.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "example.yaml").write_text(example.replace("title: Export", "title: Again export"))
    assert "would import 1 new story" in po("import", "draft", "example.yaml", "--dry-run").stdout
    wrong = po("prompt", "poems", "x")
    assert (wrong.returncode, "po cannot write a prompt for `poems`" in wrong.stderr) == (2, True)
