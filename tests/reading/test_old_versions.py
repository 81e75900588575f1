"""The quick reader of old versions says what the one parser says, of any bytes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pocli.model.event import StoryVersion
from pocli.reading import old_versions
from pocli.yaml.parse import parse

PIECES = (
    "id: PO-1\n",
    "id: PO-1\r\n",
    "title: One\n",
    "title: >\n  folded\n\n  text\n",
    "title: |\n  a\n# comment\n",
    'title: "quoted\nstatus: done"\n',
    "title: plain\n  continued\n",
    "status: ready # why\n",
    "'status': doing\n",
    "status: {a: 1}\n",
    "status:\n",
    "? status\n: done\n",
    "points: 5.0\n",
    "points: [1,\n2]\n",
    "points: &a 5\n",
    "rice: {reach: 100..200,\nimpact: high}\n",
    "rice:\n  reach: 010\n  effort: 2.50\n",
    "acceptance_criteria:\n- a\n- {text: b, done: true}\n",
    "acceptance_criteria:\n  - a\n    more\n  -   text: c: d\n      done: true\n",
    "acceptance_criteria:\n  - a\n - b\n",
    "acceptance_criteria:\n  - a\n   - b\n",
    "acceptance_criteria: \n  - |\n    - x\n  - given: [p, q]\n",
    "acceptance_criteria: [a, b]\n",
    "acceptance_criteria:\n  - 'a\n  - b'\n",
    "acceptance_criteria:\n",
    "- x\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "# po: a comment\n",
    "\n",
    "  \t\n",
    "\ufeff",
    "<<<<<<< here\n",
    "x-own: {a: [1, 2]}\n",
    "labels: [a,\n b]\n",
    "a\n",
    " b: c\n",
    "\u2028",
    "description: |2\n    x\n",
)


def plainly(data: bytes) -> StoryVersion | None:
    document = parse(data)
    return None if document.faults else old_versions._snapshot(document.tree)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example('id: PO-1\ntitle: "a\nstatus: done\n"\n')
@example("id: PO-1\nlabels: [a,\nstatus: done]\n")
@example("id: PO-1\nid: PO-1\n")
@example("acceptance_criteria:\n  - a\n\n  # c\n  - b\nid: PO-1")
def test_it_reads_as_the_parser_does(text: str) -> None:
    read = old_versions.reader()
    assert read(text.encode()) == plainly(text.encode())
    assert read(text.encode()) == plainly(text.encode()), "remembered"


@given(st.binary(max_size=60))
def test_it_survives_any_bytes(data: bytes) -> None:
    assert old_versions.reader()(data) == plainly(data)


def test_what_it_keeps() -> None:
    text = (
        "id: PO-7\ntitle: T\nstatus: doing\nsprint: S-1\npoints: 3.50\nowner: Zoë\nblocked: waits\n"
        "rice: {reach: 800..2000, impact: high, confidence: 80%, effort: 1.0}\n"
        "acceptance_criteria:\n  - A\n  - {text: B, done: true}\n  - {when: x, then: [y, z]}\n"
    )
    assert old_versions.reader()(text.encode()) == StoryVersion(
        "PO-7", "T", "doing", "S-1", "3.5", "Zoë", "waits", "800..2000", "high", "80%", "1",
        (("A", False), ("B", True), ("x y z", False)),
    )  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"title: x\n", b"id: 7\n", b"id: [PO-1]\n", b"\xff", b"id: PO-1\n" * 40_000])
def test_what_is_no_story(data: bytes) -> None:
    assert old_versions.reader()(data) is None


def test_it_forgets_when_it_has_seen_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_versions, "MANY", 3)
    read = old_versions.reader()
    for number in range(1, 9):
        found = read(f"id: PO-{number}\ntitle: {number}\n".encode())
        assert found is not None
        assert found.id == f"PO-{number}"
