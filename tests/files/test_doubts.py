"""A text that YAML reads otherwise than a person does is named, at its own line."""

from pathlib import Path

import pytest

from house import Write
from pocli.files.read import read

HEAD = "id: PO-1\ntitle: One\n"
STORY = "stories/PO-1.yaml"


def problems(root: Path) -> list[tuple[str, str, int, int]]:
    return [(one.rule, one.severity, one.span.line, one.span.column) for one in read(root, STORY).diagnostics]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("acceptance_criteria:\n  - One\n   - Two", 5, 4),
        ("acceptance_criteria:\n- One\n  - Two", 5, 3),
        ("acceptance_criteria:\n  - text: One\n      - Two", 5, 7),
        ("acceptance_criteria:\n  - given: a bill\n    when: it is paid\n     -then it closes", 6, 6),
        ("labels:\n  - tax\n    * vat", 5, 5),
        ("labels: [tax,\n  vat\n  - due]", 5, 3),
        ("owner: ada\n  - ben", 4, 3),
        ("owner: ada\n  points:5", 4, 3),
        ("owner: ada\n  points：5", 4, 3),
        ("owner: ada\n  Story_Points :5", 4, 3),
        ("description: First\n\n  - second", 5, 3),
        ("goal_note: x", 3, 1),
    ],
)
def test_a_line_that_looks_like_the_next_item_or_field(write: Write, text: str, line: int, column: int) -> None:
    root = write({STORY: f"{HEAD}{text}\n"})
    rule = ("unknown-field", "error") if text.startswith("goal_note") else ("joined-lines", "warning")
    assert problems(root) == [(*rule, line, column)]


@pytest.mark.parametrize("text", ["depends_on:\n  - PO-2\n   - PO-3", "labels: tax\n  - vat"])
def test_where_the_field_takes_no_such_text_it_is_one_error(write: Write, text: str) -> None:
    root = write({STORY: f"{HEAD}{text}\n"})
    assert [(rule, severity) for rule, severity, _, _ in problems(root)] == [("wrong-type", "error")]
    assert "looks like the next item" in read(root, STORY).diagnostics[0].message


@pytest.mark.parametrize(
    "text",
    [
        "description: A text that goes on\n  in the next line, see https://example.org\n  at 10:30 of the day",
        "description: |\n  - a list\n    - in Markdown",
        'acceptance_criteria:\n  - "One\n   - Two"',
        "acceptance_criteria:\n  - One that goes\n    on here\n  - Two",
        "x-note: One\n  - Two",
    ],
)
def test_a_text_that_is_what_it_looks_like_is_left_alone(write: Write, text: str) -> None:
    assert problems(write({STORY: f"{HEAD}{text}\n"})) == []


@pytest.mark.parametrize("end", ["...\n", "...", "... # end\n", "# more\n...\n# after\n"])
def test_a_document_may_be_ended(write: Write, end: str) -> None:
    assert problems(write({STORY: f"---\n{HEAD}{end}"})) == []


@pytest.mark.parametrize("end", ["...\nid: PO-2\n", "---\n", "...\n---\n"])
def test_there_is_one_document(write: Write, end: str) -> None:
    assert [rule for rule, _, _, _ in problems(write({STORY: HEAD + end}))] == ["unsafe-yaml"]
