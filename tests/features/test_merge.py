"""A row that comes again changes only what it should."""

import pytest

from pocli.features.imports import row_merge
from pocli.features.imports.row_merge import ImportedChange, digests

OLD, HERE, THERE = "old", "here", "there"


def merged(
    here: object, there: object, seen: object, *, named: bool = False, theirs: bool = False
) -> tuple[object, bool]:
    """Return the value after an import, and whether the import says that both sides changed it."""
    known = None if seen is None else digests({"owner": seen})
    found = row_merge.merged({"owner": here}, {"owner": there}, frozenset(), known, named=named, theirs=theirs)
    value = found.changes[0].new if found.changes else here
    return value, bool(found.kept)


@pytest.mark.parametrize(
    ("here", "there", "seen", "value", "both"),
    [
        (OLD, OLD, OLD, OLD, False),
        (OLD, THERE, OLD, THERE, False),
        (HERE, OLD, OLD, HERE, False),
        (HERE, THERE, OLD, HERE, True),
        (HERE, HERE, OLD, HERE, False),
        (HERE, THERE, None, HERE, True),
        ("", THERE, None, THERE, False),
        ("", OLD, OLD, "", False),
        (HERE, THERE, "", HERE, True),
    ],
)
def test_whose_value_counts(here: str, there: str, seen: str | None, value: str, both: bool) -> None:
    assert merged(here, there, seen) == (value, both)


@pytest.mark.parametrize("seen", [OLD, None])
def test_theirs_wins_when_asked(seen: str | None) -> None:
    assert merged(HERE, THERE, seen, theirs=True) == (THERE, False)


def test_a_row_that_names_our_own_id_was_made_from_the_story() -> None:
    assert merged(HERE, THERE, None, named=True) == (THERE, False)


def test_what_means_the_same_is_no_change() -> None:
    here = {"title": "a  b", "labels": ["x", "y"], "rice": {"confidence": "80%"}, "type": "story"}
    there = {"title": "a b", "labels": ["y", "x"], "rice": {"confidence": "80%"}, "status": "draft"}
    assert row_merge.merged(here, there, frozenset({"type"}), {}, named=True, theirs=True).changes == ()


def test_what_a_row_says_to_be_empty_is_removed_if_it_came_from_there() -> None:
    here = {"points": "5", "owner": "ada"}
    seen = digests({"points": "5", "owner": "bob"})
    found = row_merge.merged(here, {}, frozenset({"points", "owner", "due"}), seen, named=False, theirs=False)
    assert found.changes == (ImportedChange("points", "5", None),)
    assert found.kept == ()
    assert row_merge.merged(here, {}, frozenset({"points"}), None, named=False, theirs=False).changes == ()
    assert row_merge.merged(here, {}, frozenset({"points"}), None, named=True, theirs=False).changes == (
        ImportedChange("points", "5", None),
    )


def test_sets_of_unknown_origin_are_joined() -> None:
    found = row_merge.merged({"labels": ["a"]}, {"labels": ["b", "a"]}, frozenset(), None, named=False, theirs=False)
    assert found.changes == (ImportedChange("labels", ["a"], ["a", "b"]),)


def test_the_parts_of_rice_change_alone() -> None:
    here = {"rice": {"reach": "5", "impact": "2"}}
    there = {"rice": {"reach": "6"}}
    found = row_merge.merged(here, there, frozenset(), None, named=True, theirs=False)
    assert found.changes == (ImportedChange("rice.reach", "5", "6"),)
    assert row_merge.merged(here, {}, frozenset({"rice"}), None, named=True, theirs=False).changes == (
        ImportedChange("rice.reach", "5", None),
        ImportedChange("rice.impact", "2", None),
    )


def test_what_stays_remembers_what_the_other_tool_said_last() -> None:
    seen = digests({"owner": OLD})
    found = row_merge.merged(
        {"owner": HERE}, {"owner": THERE, "points": "5"}, frozenset(), seen, named=False, theirs=False
    )
    assert found.seen == digests({"owner": OLD, "points": "5"})
