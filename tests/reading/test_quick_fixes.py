"""A fix is offered only where the file then says what was meant, and nothing else changes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import Write
from pocli.model.diagnostic import MOST
from pocli.model.edit import Replace
from pocli.reading import quick_fixes
from pocli.reading.read_file import read, reading

HEAD = "id: PO-1\ntitle: One\n"
STORY = "stories/PO-1.yaml"


def mended(root: Path, path: str = STORY) -> str:
    """Carry out every fix, one at a time, and return the text."""
    for _ in range(50):
        fix = next((one.fix for one in read(root, path).diagnostics if one.fix), None)
        text = (root / path).read_text(encoding="utf-8")
        if not fix:
            return text
        (root / path).write_text(quick_fixes.fixed(text, fix), encoding="utf-8")
    raise AssertionError(path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Fix export #12", 'title: "Fix export #12"'),
        ("title: Fix #12 and #13  # keep", 'title: "Fix #12 and #13"  # keep'),
        ('title: Say "x" #1', "title: 'Say \"x\" #1'"),
        ("title: Export: invoices", 'title: "Export: invoices"'),
        ("title: Export: invoices # why", 'title: "Export: invoices" # why'),
        ("title: One\nso_that: a: b\ni_want: c: d", 'title: One\nso_that: "a: b"\ni_want: "c: d"'),
        ("title: One\nlabels: billing", "title: One\nlabels: [billing]"),
        ("title: One\ndepends_on: PO-3, PO-4", "title: One\ndepends_on: [PO-3, PO-4]"),
        ("title: One\nacceptance_criteria: Quick, safe", 'title: One\nacceptance_criteria: ["Quick, safe"]'),
        ("title: One\nacceptance_criteria:\n  - It: works", 'title: One\nacceptance_criteria:\n  - "It: works"'),
        ("title: One\nacceptance_criteria:\n  - It works:", 'title: One\nacceptance_criteria:\n  - "It works:"'),
        ("title: One\nlabels: [a: b, c]", 'title: One\nlabels: ["a: b", c]'),
        ("title: One\ntype: Bug", "title: One\ntype: bug"),
        ("title: One\nparent: po-3", "title: One\nparent: PO-3"),
        ("title: One\ndue: 2026/1/5", "title: One\ndue: 2026-01-05"),
        ("title: One\nrice: {confidence: 80}", "title: One\nrice: {confidence: 80%}"),
        ("title: One\nassignee: ada", "title: One\nowner: ada"),
        ("title: One\ntags: billing", "title: One\nlabels: [billing]"),
        ("title: One\ndueDate: 2026-1-5", "title: One\ndue: 2026-01-05"),
        ("title: a\nacceptance_criteria: [{text: a, done: On}]",
         "title: a\nacceptance_criteria: [{text: a, done: true}]"),
        ("title: a\nlabels:\n  -tax", "title: a\nlabels:\n  - tax"),
        ("title: a\nlabels:\n  -tax\n  -vat\nowner: ada", "title: a\nlabels:\n  - tax\n  - vat\nowner: ada"),
        ("title: a\nacceptance_criteria:\n  -\u00a0It adds up", "title: a\nacceptance_criteria:\n  - It adds up"),
        ("title: a\nlabels:\n- tax\n  - vat\n   - due", "title: a\nlabels:\n- tax\n- vat\n- due"),
        ("title: a\nacceptance_criteria:\n  - text: One\n    done: true\n  - Two\n     - Three",
         "title: a\nacceptance_criteria:\n  - text: One\n    done: true\n  - Two\n  - Three"),
        ("title: a\nlabels:\n  - tax\n      -\u00a0vat", "title: a\nlabels:\n  - tax\n  - vat"),
        ("title: a\nacceptance_criteria:\n  - One\n   * Two\n     goes on\n   +\u00a0Three # c\n  - Four",
         "title: a\nacceptance_criteria:\n  - One\n  - Two\n     goes on\n  - Three # c\n  - Four"),
        ("title: a\nlabels:\n- tax\n •\tvat\n 2) due\n -net", "title: a\nlabels:\n- tax\n- vat\n- due\n- net"),
        ("title: a\nlabels:\n  -   tax\n    2. vat", "title: a\nlabels:\n  -   tax\n  - vat"),
        ("title: a\ndepends_on:\n  - PO-2\n    - PO-3", "title: a\ndepends_on:\n  - PO-2\n  - PO-3"),
    ],
)  # fmt: skip
def test_what_is_meant_beyond_doubt_is_mended(write: Write, before: str, after: str) -> None:
    root = write({STORY: f"id: PO-1\n{before}\n"})
    assert mended(root) == f"id: PO-1\n{after}\n"
    assert not read(root, STORY).diagnostics


@pytest.mark.parametrize(
    "doubtful",
    [
        "labels: billing, export",
        "estimate: 3",
        "owner: ada\nassignee: bob",
        "deadline: soon",
        "rice: {confidence: 8}",
        "due: 5/1/2026",
        "points: 1,200",
        "acceptance_criteria: |\n  - one\n  - two",
        "acceptance_criteria:\n  - It: works\n    on: all",
        "acceptance_criteria:\n  - 'It': works",
        "imapct: 3",
        "type: featur",
    ],
)
def test_what_may_mean_two_things_is_left(write: Write, doubtful: str) -> None:
    root = write({STORY: f"{HEAD}{doubtful}\n"})
    assert read(root, STORY).diagnostics
    assert mended(root) == f"{HEAD}{doubtful}\n"


def test_what_stands_behind_a_colon_is_reported_too(write: Write) -> None:
    root = write({STORY: "id: PO-1\ntitle: Export: invoices\npoints: many\nso_that: a: b\nkind: bug\n"})
    reading = read(root, STORY)
    assert reading.record is None
    assert [(one.rule, one.span.line) for one in reading.diagnostics] == [
        ("colon-in-text", 2),
        ("wrong-type", 3),
        ("colon-in-text", 4),
        ("unknown-field", 5),
    ]


def test_line_ends_and_a_bom_stay(write: Write) -> None:
    root = write({STORY: b"\xef\xbb\xbfid: PO-1\r\ntitle: Fix #12\r\npoints: 3\r\n"})
    (found,) = read(root, STORY).diagnostics
    assert found.fix is not None
    text = (root / STORY).read_bytes().decode("utf-8-sig")
    assert quick_fixes.fixed(text, found.fix) == 'id: PO-1\r\ntitle: "Fix #12"\r\npoints: 3\r\n'


def test_a_hostile_file_gets_few_fixes(write: Write) -> None:
    root = write({STORY: HEAD + "acceptance_criteria:\n" + "  - a: b\n" * 4000})
    found = read(root, STORY).diagnostics
    assert len(found) == MOST + 1
    assert 0 < sum(one.fix is not None for one in found) < 10


@given(
    st.lists(st.sampled_from([*'a:#-[]{}",\n ', " #", ": ", "\n  - ", "title: ", "labels: "]), max_size=30).map("".join)
)
def test_any_fix_takes_its_problem_away(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    root = tmp_path_factory.mktemp("any", numbered=True)
    (root / "stories").mkdir()
    (root / STORY).write_text(f"{HEAD}{body}\n", encoding="utf-8")
    for one in read(root, STORY).diagnostics:
        if one.fix:
            (edit,) = one.fix.edits
            assert isinstance(edit, Replace)
            (root / STORY).write_text(quick_fixes.fixed(f"{HEAD}{body}\n", one.fix), encoding="utf-8")
            again = read(root, STORY).diagnostics
            assert (one.rule, one.span.line, one.span.column) not in {
                (x.rule, x.span.line, x.span.column) for x in again
            }


@given(
    st.lists(
        st.sampled_from([*'a:#-[]{}",\n ', " #", ": ", "\n  - ", "\ntitle: ", "\nlabels: ", "\nname: ", "\ntags: a"]),
        max_size=30,
    ).map("".join)
)
def test_all_fixes_can_be_carried_out_at_once(body: str) -> None:
    text = f"id: PO-1{body}\n"
    found = reading(STORY, text.encode()).diagnostics
    fixes = [one.fix for one in found if one.fix]
    after = reading(STORY, quick_fixes.fixed(text, *fixes).encode()).diagnostics
    mended = {(one.rule, one.message, one.span.line) for one in found if one.fix}
    assert not mended & {(one.rule, one.message, one.span.line) for one in after if not one.fix}


@pytest.mark.parametrize(
    "text",
    ["labels: title: # a", "labels: a: b\ntags: c", "title: Export: tax #12", "assignee: -ada #1"],
)
def test_of_two_fixes_of_one_place_one_is_offered(text: str) -> None:
    fixes = [one.fix for one in reading(STORY, f"id: PO-1\n{text}\n".encode()).diagnostics if one.fix]
    spans = [edit.span for edit in quick_fixes.replacements(*fixes)]
    assert len(spans) == len({span.line for span in spans}) > 0


@pytest.mark.parametrize(
    "text",
    [
        "labels: -tax",
        "labels: • tax",
        "labels: tax; vat",
        "labels:\n  -tax vat\n  due",
        'acceptance_criteria: "[open, closed]"',
        "acceptance_criteria: |\n  The total is shown\n  The tax is shown",
        "labels: tax\n  - vat",
        "owner: ada\n  - ben",
        "acceptance_criteria:\n  - One\n    2. Two",
        "acceptance_criteria:\n  - One of\n    * card\n    * cash",
        "acceptance_criteria:\n  - One of\n     • card",
        "acceptance_criteria:\n  - text: One of\n     * card",
        "acceptance_criteria:\n  - One\n   * [ ] open",
    ],
)
def test_what_may_mean_two_things_is_left_to_a_person(write: Write, text: str) -> None:
    root = write({STORY: f"{HEAD}{text}\n"})
    found = read(root, STORY).diagnostics
    assert found
    assert not any(one.fix for one in found)


def test_a_task_with_a_character_that_no_file_may_hold_is_a_problem_like_any_other() -> None:
    found = reading(STORY, b"id: PO-1\ntitle: One\nacceptance_criteria:\n- [x]p\0t u\n").diagnostics
    assert [(one.severity, one.fix) for one in found] == [("error", None)]
