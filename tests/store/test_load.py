"""Reading a backlog: every fault of every file, nothing hidden, nothing lost."""

import os
from fractions import Fraction
from pathlib import Path

import pytest

from house import Write
from pocli.disk import backlog_root
from pocli.errors import PoError
from pocli.store.load import load


def rules(root: Path) -> list[tuple[str, str, int, int]]:
    return [(one.rule, one.path, one.span.line, one.span.column) for one in load(root).diagnostics]


def test_every_fault_of_a_file_is_reported(write: Write) -> None:
    root = write({
        "stories/PO-1.yaml": "id: PO-1\ntitle: Fix export #12\npoints: five\nassignee: ada\n"
        "rice: {reach: 9..1, confidence: 80, imapct: 3, impact: high}\nacceptance_criteria:\n  - Users see: a\n  - ok\n",
    })  # fmt: skip
    assert rules(root) == [
        ("text-cut-by-comment", "stories/PO-1.yaml", 2, 8),
        ("wrong-type", "stories/PO-1.yaml", 3, 9),
        ("unknown-field", "stories/PO-1.yaml", 4, 1),
        ("out-of-range", "stories/PO-1.yaml", 5, 15),
        ("out-of-range", "stories/PO-1.yaml", 5, 33),
        ("unknown-field", "stories/PO-1.yaml", 5, 37),
        ("text-became-mapping", "stories/PO-1.yaml", 7, 5),
    ]
    (story,) = load(root).backlog.stories
    assert story.rice is not None
    assert story.rice.impact == Fraction(2)
    assert [one.text for one in story.acceptance_criteria] == ["ok"]
    assert "rice.reach" in story.faults


def test_a_broken_file_never_hides_the_others(write: Write) -> None:
    root = write({
        "stories/PO-1.yaml": "id: PO-1\ntitle: One\n",
        "stories/PO-2.yaml": "id: PO-2\n",
        "stories/PO-3.yaml": "id: PO-3\ntitle: [\n",
        "stories/deep/er/PO-4-x.yaml": "id: PO-4\ntitle: Four\n",
    })  # fmt: skip
    backlog = load(root).backlog
    assert [story.id for story in backlog.stories] == ["PO-1", "PO-4"]
    assert [file.path for file in backlog.unreadable] == ["stories/PO-2.yaml", "stories/PO-3.yaml"]
    assert {"PO-2", "PO-3"} <= backlog.known_ids()


def test_of_two_files_with_one_id_the_first_counts(write: Write) -> None:
    root = write({"stories/PO-1-a.yaml": "id: PO-1\ntitle: A\n", "stories/PO-1-b.yaml": "id: PO-1\ntitle: B\n"})
    backlog = load(root).backlog
    assert [story.title for story in backlog.stories] == ["A"]
    assert [record.path for record in backlog.shadowed] == ["stories/PO-1-b.yaml"]


@pytest.mark.parametrize(
    "copies", [("Copy of PO-1-a",), ("Copy of PO-1-a", "PO-1-a (1)"), ("1", "PO-1-a copy", "PO-1-b")]
)
def test_a_copy_that_is_not_called_after_the_id_never_counts(write: Write, copies: tuple[str, ...]) -> None:
    made = {f"stories/{name}.yaml": "id: PO-1\ntitle: B\n" for name in copies}
    root = write({**made, "stories/PO-1-a.yaml": "id: PO-1\ntitle: A\n"})
    backlog = load(root).backlog
    assert [story.title for story in backlog.stories] == ["A"]
    assert [record.path for record in backlog.shadowed] == sorted(made)
    assert all(file.message.endswith("of stories/PO-1-a.yaml") for file in backlog.unreadable)


@pytest.mark.parametrize("kind", ["link", "folder", "fifo"])
def test_what_is_no_plain_file_is_refused(write: Write, kind: str) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    odd = root / "stories" / "PO-2.yaml"
    {"link": lambda: odd.symlink_to("/etc/passwd"), "folder": odd.mkdir, "fifo": lambda: os.mkfifo(odd)}[kind]()  # type: ignore[no-untyped-call]
    assert rules(root) == [("not-a-regular-file", "stories/PO-2.yaml", 1, 1)]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("0", "out-of-range"), ("-1", "out-of-range"), ("1e400", "wrong-type"), ("nan", "wrong-type"), ("9" * 5000, "wrong-type"),
        ("no", "wrong-type"), ("010", "wrong-type"), ("1_000", "wrong-type"), (".inf", "wrong-type"), ("٣", "wrong-type"),
        ("20000", "out-of-range"), ("1:30", "wrong-type"),
    ],
)  # fmt: skip
def test_odd_efforts(write: Write, value: str, rule: str) -> None:
    root = write({"stories/PO-1.yaml": f"id: PO-1\ntitle: One\nrice:\n  effort: {value}\n"})
    assert [one[0] for one in rules(root)] == [rule]


def test_the_root_is_found_from_below(write: Write) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    assert backlog_root.root(root / "stories") == root
    with pytest.raises(PoError, match=r"contains no po\.yaml"):
        backlog_root.root(root, "nowhere")
