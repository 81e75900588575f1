"""Which scores are worth another look, and what typed words say."""

import datetime as dt
from fractions import Fraction

import pytest

from planning.test_sprints import story
from pocli.errors import PoError
from pocli.features.score.answer import answers, assignments, is_stale, own, shifts, typed
from pocli.features.score.page import message, value
from pocli.model.backlog import Backlog
from pocli.model.story import Evidence, Rice
from pocli.ranking.rank import rank

TODAY = dt.date(2026, 11, 23)


def test_words_are_inputs_in_their_order_and_a_dash_keeps_one() -> None:
    assert assignments(typed(["12", "1200", "-", "80%"]).values) == ("rice.reach=1200", "rice.confidence=80%")
    assert assignments(typed(["PO-1", "1..3", "high", "80%", "0.5"]).values)[3] == "rice.effort=0.5"
    for words in ([], ["12"], ["12", "-", "-"], ["12", "1", "2", "3", "4", "5"]):
        with pytest.raises(PoError):
            typed(words)


def test_a_file_of_answers_has_a_line_for_each_story() -> None:
    found = answers("# the team's\n\nPO-1 1 high  # sure\n2 - - 50%\n")
    assert [(one.story, one.values) for one in found] == [("PO-1", ("1", "high")), ("2", ("-", "-", "50%"))]
    for text in ("", "# nothing\n", "PO-1\n"):
        with pytest.raises(PoError):
            answers(text)


@pytest.mark.parametrize(
    ("dates", "confidence", "stale"),
    [
        ((TODAY,), "1", False),
        ((TODAY - dt.timedelta(180),), "1", False),
        ((TODAY - dt.timedelta(181),), "1", True),
        ((TODAY - dt.timedelta(400), TODAY), "1", False),
        ((None,), "1", False),
        ((), "1", True),
        ((), "0.5", False),
    ],
)
def test_old_evidence_and_none_under_much_confidence_are_stale(
    dates: tuple[dt.date | None, ...], confidence: str, stale: bool
) -> None:
    evidence = tuple(Evidence("interview", date=day) for day in dates)
    one = story(1, 5, 9)._replace(evidence=evidence)
    assert one.rice
    assert is_stale(one._replace(rice=one.rice._replace(confidence=Fraction(confidence))), TODAY, 180) == stale


def test_the_first_with_inputs_of_their_own_are_picked() -> None:
    epic = story(1, 0, 90, type="epic")
    stories = (
        epic,
        story(2, 5, parent="PO-1"),
        story(3, 5, 9),
        story(4, 5, 8),
        story(5, 1, pinned="law"),
        story(6, 5, 7),
    )
    order = rank(Backlog(stories=stories))
    assert [one.id for one in own(order)] == ["PO-3", "PO-4", "PO-6"]


@pytest.mark.parametrize(
    ("ages", "evidence", "stale"),
    [
        ((), None, False),
        ((180,), None, False),
        ((181,), None, True),
        ((0, 181), None, True),
        ((0, 400), 10, False),
        ((10, 20), 400, False),
        ((300, 400), 200, True),
    ],
)
def test_an_input_that_nobody_touched_is_stale_but_for_newer_evidence(
    ages: tuple[int, ...], evidence: int | None, stale: bool
) -> None:
    one = story(1, 5, 9)
    assert one.rice
    one = one._replace(rice=one.rice._replace(confidence=Fraction(1, 2)))
    if evidence is not None:
        one = one._replace(evidence=(Evidence("test", date=TODAY - dt.timedelta(evidence)),))
    assert is_stale(one, TODAY, 180, [TODAY - dt.timedelta(age) for age in ages]) == stale


def test_a_shift_is_said_with_place_and_score() -> None:
    before = rank(Backlog(stories=(story(1, 5, 9), story(2, 5, 8), story(3, 5))))
    after = rank(Backlog(stories=(story(1, 5, 9), story(2, 5, 10), story(3, 5, 1))))
    assert [message(one) for one in shifts(before, after, ["PO-1", "PO-2", "PO-3", "PO-9"])] == [
        "PO-1: #1 → #2, score 9",
        "PO-2: #2 → #1, score 8 → 10",
        "PO-3: no rank → #3, no score → 1",
        "PO-9: #0, no score",
    ]


def test_a_value_is_shown_as_it_may_be_typed() -> None:
    one = story(1, 5)._replace(
        rice=Rice(Fraction(1265), Fraction(2), Fraction(4, 5), None, (Fraction(800), Fraction(2000)))
    )
    assert [value(one, name) for name in ("reach", "impact", "confidence", "effort")] == [
        "800..2000",
        "high",
        "80%",
        "",
    ]
    assert value(story(2, 5), "reach") == ""
