"""What is written reads back as the same texts, and nothing but what is meant changes."""

from typing import Any

import _ruamel_yaml
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import events

from pocli.errors import PoError
from pocli.yaml.emit import emit, inline
from pocli.yaml.parse import parse

TRICKY = " \n\t\r-:?#,[]{}'\"\\|>%@&*!~=<.`\x85\u2028\u202e\ufeff\x07a1é😀"
CHARS = st.one_of(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), st.sampled_from(TRICKY))
TEXT = st.text(CHARS, max_size=12)
KEY = st.text(CHARS, min_size=1, max_size=6)
TREE = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3), max_leaves=6
)
FIELDS = st.dictionaries(
    st.one_of(KEY, st.sampled_from(["acceptance_criteria", "description"])), TREE | TEXT, max_size=4
)


def build(parser: Any, event: Any) -> object:  # noqa: ANN401 - libyaml's events have no stubs
    if isinstance(event, events.ScalarEvent):
        return event.value
    if isinstance(event, events.SequenceStartEvent):
        items = []
        while not isinstance(one := parser.get_event(), events.SequenceEndEvent):
            items.append(build(parser, one))
        return items
    found = {}
    while not isinstance(key := parser.get_event(), events.MappingEndEvent):
        found[key.value] = build(parser, parser.get_event())
    return found


def libyaml(text: str) -> object:
    parser = _ruamel_yaml.CParser(text)
    parser.get_event()
    if isinstance(parser.get_event(), events.StreamEndEvent):
        return {}
    tree = build(parser, parser.get_event())
    assert isinstance(parser.get_event(), events.DocumentEndEvent)
    assert isinstance(parser.get_event(), events.StreamEndEvent)
    return tree


@given(FIELDS)
def test_libyaml_reads_back_what_is_written(fields: dict[str, object]) -> None:
    assert libyaml(emit(fields)) == fields


@given(FIELDS)
def test_our_own_reader_takes_what_is_written(fields: dict[str, object]) -> None:
    document = parse(emit(fields).encode())
    assert document.faults == ()
    assert document.tree == fields


def test_the_text_is_as_a_person_would_write_it() -> None:
    fields = {
        "id": "PO-1",
        "title": "Export: invoices",
        "so_that": "it's 5 o'clock #1",
        "points": "5",
        "rice": {"reach": "1200", "impact": "high", "confidence": "80%"},
        "depends_on": ["PO-7", "PO-9"],
        "labels": [],
        "acceptance_criteria": [
            "Only finance sees it",
            {"given": "an account", "when": "a: b", "done": "true"},
        ],
        "evidence": [{"source": "interview", "url": "https://example.org"}],
        "description": "One\n\n  two\n",
        "note": "-5 is fine",
        "other": "- is not",
        "blank": "",
    }
    assert emit(fields) == (
        'id: PO-1\ntitle: "Export: invoices"\nso_that: "it\'s 5 o\'clock #1"\npoints: 5\n'
        "rice: {reach: 1200, impact: high, confidence: 80%}\ndepends_on: [PO-7, PO-9]\nlabels: []\n"
        "acceptance_criteria:\n  - Only finance sees it\n"
        '  - given: an account\n    when: "a: b"\n    done: true\n'
        'evidence: [{source: interview, url: "https://example.org"}]\n'
        "description: |\n  One\n\n    two\n"
        'note: -5 is fine\nother: "- is not"\nblank: ""\n'
    )


@pytest.mark.parametrize("text", ["a", "a\n", "a\nb", "a\nb\n", "a\n\n\n", "\n\na\n", "  a\nb\n", "\ta\nb", "a \n \n"])
def test_the_line_breaks_at_the_end_of_a_block_are_exact(text: str) -> None:
    assert libyaml(emit({"d": text, "e": "x"})) == {"d": text, "e": "x"}
    assert libyaml(emit({"d": text})) == {"d": text}


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x\ny\0"])
def test_what_no_file_may_hold_is_refused(text: str) -> None:
    with pytest.raises(PoError, match="no file may contain"):
        emit({"a": text})


def test_a_value_stands_on_one_line() -> None:
    assert inline(["a, b", "c"]) == '["a, b", c]'
    assert inline("a, b", flow=True) == '"a, b"'
