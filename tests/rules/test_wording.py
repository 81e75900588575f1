"""The wording rules judge as the authors of AQUSA do, and leave good stories alone."""

import json
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import SHARED
from pocli import judge
from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.rules import duplicate_story

DAY = date(2026, 11, 23)
WORDING = {rule.name for rule in judge.catalogue() if rule.about == "wording"}
KINDS = {"no_means": "no-means", "no_role": "no-role", "conjunctions": "not-atomic", "identical": "duplicate-story",
         "punctuation": "not-minimal", "brackets": "not-minimal", "uniform": "not-uniform"}  # fmt: skip
CASES = SHARED / "data" / "quality" / "aqusa_unit_cases.json"
SETS = SHARED / "data" / "stories"


def judged(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Return the wording rules that stories with these texts break, each with the story's id."""
    stories = tuple(
        Story(f"stories/PO-{n}.yaml", f"PO-{n}", text if len(text) <= 200 else "Long", description=text)
        for n, text in enumerate(titles, 1)
    )
    found = judge.findings(Backlog(stories=stories), DAY)
    return [(name, one.path[8:-5]) for name, _, one in found if name in WORDING]


def expected_kinds(case: Mapping[str, Any]) -> set[str]:
    return {kind for _, kind, _ in case["defects"]}


@pytest.mark.skipif(not CASES.is_file(), reason="the shared data is not here")
def test_sentences_are_judged_as_their_authors_expect() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 10
    for case in cases:
        expected = {KINDS[kind] for kind in expected_kinds(case) if "comma" not in kind}
        others = [case["text"]] if "identical" in expected_kinds(case) else []
        others += [f"As a User, I want to {verb} it" for verb in ("see", "go") if "uniform" in expected_kinds(case)]
        found = {name for name, story in judged([*others, case["text"]]) if story == f"PO-{len(others) + 1}"}
        # The authors' cases test one defect each; the sentence of the fourth has a second one, which the first names.
        assert found - {"not-atomic"} == expected - {"not-atomic"}
        assert ("not-atomic" in found) == ("and sell the system" in case["text"])


@pytest.mark.skipif(not SETS.is_dir(), reason="the shared data is not here")
@pytest.mark.parametrize(("name", "flagged"), [("g02-federalspending", 4), ("g03-loudoun", 10)])
def test_fewer_than_one_real_story_in_four_is_flagged(name: str, flagged: int) -> None:
    lines = (SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = {story for _, story in judged([line.split("# ", 1)[1].strip() for line in lines])}
    assert len(found) == flagged
    assert len(found) * 4 < len(lines)


@pytest.mark.parametrize(
    "text",
    [
        "As a user, I want to track and manage bonds",
        "As a user, I want to access, analyze and/or export the figures",
        "As a user, I want errors that reflect the logic and provide enough information",
        "As a user, I want bread and the butter",
        "As a user, I want terms and conditions",
        "As a user, I want to prepare for and support the hearing",
        "As a user, I want to see when the sprints start and end",
    ],
)
def test_one_wish_is_atomic(text: str) -> None:
    assert judged([text]) == []


@pytest.mark.parametrize("second", ["and delete the old one", "or report it", "and then also send mails", "& buy it"])
def test_two_wishes_are_not(second: str) -> None:
    assert judged([f"As a user, I want to export a story {second}"]) == [("not-atomic", "PO-1")]


def test_plain_titles_are_no_matter_of_wording() -> None:
    assert judged(["Export invoices as CSV (fast)", "Login: loops. Again", "Add search and fix the menu"]) == []


def test_duplicates_are_reported_against_the_first() -> None:
    same = "As a user, I want to pay by card"
    assert judged([same, "x", same.upper(), same + "!"]) == [("duplicate-story", "PO-3"), ("duplicate-story", "PO-4")]


shingles = st.sets(st.integers(0, 12), max_size=12).map(lambda items: array("I", sorted(items)))


@given(st.lists(shingles.filter(bool), max_size=12), st.integers(1, 100))
def test_likeness_is_what_comparing_all_would_find(texts: list["array[int]"], percent: int) -> None:
    taken: list[int] = []
    expected = []
    for index, text in enumerate(texts):
        near = [one for one in taken if duplicate_story._share(text, texts[one]) >= percent]
        expected += [(index, near[0])] if near else []
        taken += [] if near else [index]
    assert list(duplicate_story._alike(texts, percent)) == expected


def test_many_stories_are_hardly_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    share = duplicate_story._share

    def counted(one: "array[int]", two: "array[int]") -> float:
        nonlocal compared
        compared += 1
        return share(one, two)

    monkeypatch.setattr(duplicate_story, "_share", counted)
    texts = [array("I", sorted({n * k % 1999 for k in range(1, 20)})) for n in range(1, 4000)]
    assert len(list(duplicate_story._alike(texts, 90))) > 1900
    assert compared < 20 * len(texts)
