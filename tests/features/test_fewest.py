"""The fewest sprints for all of something, against brute force."""

from fractions import Fraction
from functools import partial
from time import monotonic

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planning.test_sprints import Question, everywhere, questions, request, story
from pocli.errors import PoError
from pocli.features.plan.fewest import fewest
from pocli.model.backlog import Backlog
from pocli.planning.horizon import slots
from pocli.planning.plan import PlanQuery, plan


def asked(backlog: Backlog, capacity: int, *words: str) -> PlanQuery:
    ask = PlanQuery(monotonic, ())
    return fewest(backlog, ask, words, partial(slots, backlog, (Fraction(capacity),))).ask


@settings(max_examples=40, deadline=None)
@given(questions(), st.integers(1, 8), st.integers(1, 9))
def test_no_fewer_sprints_would_do(question: Question, capacity: int, number: int) -> None:
    stories = question.backlog.stories
    name = stories[number % len(stories)].id
    backlog = question.backlog._replace(sprints=())
    assume(len(stories) <= 7)
    try:
        ask = asked(backlog, capacity, name)
    except PoError:
        assert not list(everywhere(Question(backlog, (capacity,) * 3, (name,), ())))
        return
    found = plan(backlog, ask)
    assert name in found.places()
    fewer = min(len(ask.slots) - 1, 3)
    assert not fewer or not list(everywhere(Question(backlog, (capacity,) * fewer, (name,), ())))


def test_a_request_counts_its_drafts_as_ready() -> None:
    stories = (story(1, 5, 1), story(2, 5, 1, status="draft"), story(3, 5, 90))
    backlog = Backlog(stories=stories, requests=(request(1, 5, "PO-1", "PO-2"),))
    assert len(asked(backlog, 5, "R-1").slots) == 2
    assert len(asked(backlog, 10, "R-1").slots) == 1
    with pytest.raises(PoError):
        asked(backlog, 4, "R-1")
