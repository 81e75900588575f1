"""A prompt asks for stories, and its answer, however it is written, becomes drafts once it validates."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from house import REPO, Po

Write = Callable[[Mapping[str, str]], Path]

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


def drafts(po: Po) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(po("list", "-f", "json").stdout)["stories"]
    return found


@pytest.mark.parametrize("text", [YAML, f"Sure!\n\n```yaml\n{YAML}```\nAnything else?\n", MARKDOWN])
def test_an_answer_becomes_drafts(text: str, po: Po, write: Write) -> None:
    write({"answer.md": text})
    dry = po("import", "draft", "answer.md", "--dry-run")
    assert "would import 2 new stories" in dry.stdout
    assert drafts(po) == []
    assert po("import", "draft", "answer.md").returncode == 0
    first, second = drafts(po)
    assert (first["id"], first["title"], first["state"], first["points"]) == ("PO-1", "See who paid", "draft", 3)
    assert (first["as_a"], first["i_want"]) == ("accountant", "to see who paid")
    assert first["so_that"] == "I can remind the others"
    assert (
        first["acceptance_criteria"]
        == [
            {
                "given": ["a month with 3 payments"],
                "when": ["I open the list"],
                "then": ["it has 3 rows"],
                "done": False,
            }
        ]
        or first["acceptance_criteria"]
    )
    assert (second["title"], second["labels"]) == ("Export the list", ["export"])
    assert po("validate").returncode == 0


def test_prose_becomes_drafts(po: Po, write: Write) -> None:
    write({"answer.txt": PROSE})
    po("import", "draft", "answer.txt")
    first, second = drafts(po)
    assert (first["title"], first["as_a"], second["title"]) == ("See who paid", "accountant", "Export the list")


def test_what_is_no_story_is_named(po: Po, write: Write) -> None:
    write(
        {
            "a.md": MARKDOWN,
            "b.md": "I cannot do that.\n",
            "c.md": "title: x\n  bad: [\n",
            "d.md": "title: x\npoints: many\n",
        }
    )
    assert "line 1: it stands before the first story: left out" in po("import", "draft", "a.md", "--dry-run").stdout
    none = po("import", "draft", "b.md")
    assert (none.returncode, "no story can be seen" in none.stderr) == (2, True)
    broken = po("import", "draft", "c.md")
    assert (broken.returncode, "line 2" in broken.stderr) == (2, True)
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
    (tmp_path / "example.yaml").write_text(example)
    assert "would import 1 new story" in po("import", "draft", "example.yaml", "--dry-run").stdout
    wrong = po("prompt", "poems", "x")
    assert (wrong.returncode, "`poems` is nothing" in wrong.stderr) == (2, True)
