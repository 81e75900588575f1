"""What does the difference of two backlogs mean?"""

from datetime import date
from fractions import Fraction
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.features.diff.altered_fields import FieldChange, changes
from pocli.features.diff.answer import Diff, Kind, diff
from pocli.lookup.periods import WORD, AskedPeriod, period
from pocli.model.backlog import Backlog
from pocli.reading.assemble import assembled
from pocli.reading.read_file import reading

BASE = {
    "po.yaml": "",
    "goals/G-1.yaml": "id: G-1\ntitle: A goal\n",
    "requests/R-1.yaml": "id: R-1\ntitle: Acme\nneeds: [PO-1]\nvalue: 100\n",
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\nstate: active\n",
    "sprints/S-2.yaml": "id: S-2\nstart: 2026-11-30\nend: 2026-12-11\ncapacity: 5\n",
    **{
        f"stories/PO-{number}.yaml": f"id: PO-{number}\ntitle: Story {number}\nstatus: ready\npoints: 3\ngoal: G-1\n"
        f"acceptance_criteria: [it works, it lasts]\nlabels: [a, b]\n"
        f"rice: {{reach: {number * 100}, impact: 1, confidence: 80%}}\n"
        for number in (1, 2, 3)
    },
}


def backlog(**edits: tuple[str, str] | str | None) -> Backlog:
    """Read BASE with edits: a text exchanged, a whole new file, or None for one that is gone; `PO_1` is its story."""
    files = dict(BASE)
    for name, edit in edits.items():
        folder = {"G": "goals", "R": "requests", "S": "sprints"}.get(name.partition("_")[0], "stories")
        path = "po.yaml" if name == "po" else f"{folder}/{name.replace('_', '-')}.yaml"
        if edit is None:
            del files[path]
        elif isinstance(edit, str):
            files[path] = edit
        else:
            assert edit[0] in files[path]
            files[path] = files[path].replace(*edit)
    return assembled({path: reading(path, text.encode()) for path, text in sorted(files.items())})


def compared(**edits: tuple[str, str] | str | None) -> Diff:
    return diff(backlog(), backlog(**edits), monotonic)


def story(**edits: tuple[str, str] | str | None) -> tuple[FieldChange, ...]:
    (one,) = compared(**edits).stories.altered
    return one.changes


def test_the_same_meaning_is_no_change() -> None:
    spelled = (
        BASE["stories/PO-1.yaml"]
        .replace("80%", "medium")
        .replace("[a, b]", "[b, a]")
        .replace("points: 3", "points: 3.0")
    )
    found = compared(PO_1="# a comment\n" + spelled)
    assert found.nothing
    assert (found.moves.moved, found.best, found.touched) == ((), None, ())


def test_fields_one_by_one() -> None:
    assert story(PO_1=("reach: 100", "reach: 50..200")) == (
        FieldChange("rice.reach", Fraction(100), (Fraction(50), Fraction(200))),
    )
    assert story(PO_1=("labels: [a, b]", "labels: [b, c]")) == (
        FieldChange("labels", ("a", "b"), ("b", "c"), added=("c",), removed=("a",)),
    )
    assert story(PO_1=("points: 3\n", "")) == (FieldChange("points", Fraction(3), None),)
    assert [one.field for one in story(PO_1=("goal: G-1", "x-team: blue\ndue: 2026-12-01"))] == [
        "due",
        "goal",
        "x-team",
    ]


def test_criteria_are_known_by_their_words() -> None:
    (change,) = story(PO_1=("[it works, it lasts]", "[{text: it lasts, done: true}, it shines]"))
    assert [one.text for one in change.met] == ["it lasts"]
    assert ([one.text for one in change.added], [one.text for one in change.removed]) == (["it shines"], ["it works"])  # type: ignore[attr-defined]
    (verified,) = story(PO_1=("[it works, it lasts]", "[it works, {text: it lasts, verified_by: t}]"))
    assert (verified.added, verified.removed, verified.met, verified.reopened) == ((), (), (), ())


def test_a_move_names_the_input_that_caused_it() -> None:
    found = compared(PO_1=("reach: 100", "reach: 900"))
    (move,) = found.moves.moved
    assert (move.story.id, move.before, move.after) == ("PO-1", 3, 1)
    assert [(one.kind, one.id, one.field, one.before, one.after) for one in move.causes] == [
        ("input", "", "reach", 100, 900)
    ]
    assert found.moves.others == 2


def test_points_are_named_where_the_effort_comes_from_them() -> None:
    (move,) = compared(PO_1=("points: 3", "points: 1")).moves.moved
    assert [(one.field, one.before, one.after) for one in move.causes] == [("points", 3, 1)]


def test_what_waits_for_a_story_moves_it() -> None:
    moves = {one.story.id: one for one in compared(PO_3=("goal: G-1", "depends_on: [PO-1]")).moves.moved}
    assert [(one.kind, one.id) for one in moves["PO-1"].causes] == [("raised", "PO-3")]
    back = diff(backlog(PO_3=("goal: G-1", "depends_on: [PO-1]")), backlog(), monotonic).moves.moved
    assert [(one.kind, one.id) for move in back if move.story.id == "PO-1" for one in move.causes] == [
        ("unraised", "PO-3")
    ]


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (("status: ready", "status: done"), "state"),
        (("status: ready", "status: doing"), "state"),
        (("impact: 1, ", ""), "input"),
        (None, "gone"),
    ],
)
def test_leaving_the_order_has_a_cause(edit: tuple[str, str] | None, kind: str) -> None:
    (move,) = compared(PO_3=edit).moves.moved
    assert (move.before, move.after, [one.kind for one in move.causes]) == (1, None, [kind])


def test_pins_move() -> None:
    (move,) = compared(PO_1=("points: 3", "points: 3\npinned: the law")).moves.moved
    assert [one.kind for one in move.causes] == ["pinned"]


def test_the_best_plan_takes_and_drops() -> None:
    best = compared(PO_1=("reach: 100", "reach: 900")).best
    assert best is not None
    assert (best.sprint.id, [one.id for one in best.takes], [(one.id, why) for one, why in best.drops]) == (
        "S-2",
        ["PO-1"],
        [("PO-3", "later")],
    )
    assert best.proven
    gone = compared(PO_3=None).best
    assert gone is not None
    assert [(one.id, why) for one, why in gone.drops] == [("PO-3", "")]


def test_a_request_that_is_met_now_is_worth_nothing_to_the_best_plan() -> None:
    best = compared(PO_1=("status: ready", "status: done")).best
    assert best is not None
    in_time = Fraction(2, 3)
    before, after = 240 + in_time * (80 + 100) + Fraction(160, 3), 240 + in_time * 160
    assert (best.value_before, best.value_after, best.sprints) == (before, after, 3)


def test_the_scope_of_the_running_sprint() -> None:
    found = diff(
        backlog(PO_1=("goal: G-1", "sprint: S-1"), PO_2=("goal: G-1", "sprint: S-1")),
        backlog(PO_1=("points: 3", "points: 5\nsprint: S-1"), PO_3=("ready", "done\nsprint: S-1")),
        monotonic,
    ).scope
    assert found is not None
    assert [one.id for one in found.added] == ["PO-3"]
    assert [one.id for one in found.removed] == ["PO-2"]
    assert [(one.story.id, one.before, one.after) for one in found.resized] == [("PO-1", 3, 5)]
    assert (found.points_before, found.points_after, found.done_before, found.done_after) == (6, 8, 0, 3)


def test_goals_and_requests_that_are_touched() -> None:
    found = compared(PO_1=("status: ready", "status: done"), PO_2=("title: Story 2", "title: Other"))
    assert [(one.record.id, one.stories, one.open_before, one.open_after) for one in found.touched] == [
        ("G-1", ("PO-1",), 9, 6),
        ("R-1", ("PO-1",), 3, 0),
    ]


def test_settings_and_other_records() -> None:
    found = compared(po="reserve: 10%\nmoney: {EUR: 50}\n", G_1=("title: A goal", "title: B"), R_1=None)
    assert [(one.field, one.before, one.after) for one in found.settings] == [
        ("money.EUR", None, 50),
        ("reserve", 0, Fraction(1, 10)),
    ]
    assert [one.after.id for one in found.goals.altered] == ["G-1"]
    assert [one.id for one in found.requests.gone] == ["R-1"]


def test_a_file_that_cannot_be_read_is_not_gone() -> None:
    found = compared(PO_2="id: PO-2\ntitle: [\n")
    assert found.stories == Kind((), (), ())
    assert [one.path for one in found.unreadable] == ["stories/PO-2.yaml"]
    assert not found.nothing


@given(
    st.lists(st.sampled_from(["reach: 100", "points: 3", "goal: G-1", "status: ready", "labels: [a, b]"]), unique=True)
)
def test_there_and_back_is_the_same_with_sides_changed(taken: list[str]) -> None:
    text = BASE["stories/PO-1.yaml"]
    for part in taken:
        text = text.replace(
            part, {"reach: 100": "reach: 7", "status: ready": "status: doing"}.get(part, "x-none: 1"), 1
        )
    if text.count("x-none") > 1:
        return
    old, new = backlog(), backlog(PO_1=text)
    there, back = changes(old.stories[0], new.stories[0]), changes(new.stories[0], old.stories[0])
    assert [one.field for one in there] == [one.field for one in back]
    for one, other in zip(there, back, strict=True):
        assert (one.before, one.after, one.added) == (other.after, other.before, other.removed)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("monday", AskedPeriod(date(2026, 11, 23), None)),
        ("Tuesday", AskedPeriod(date(2026, 11, 17), None)),
        ("yesterday", AskedPeriod(date(2026, 11, 22), None)),
        ("2026-11-01", AskedPeriod(date(2026, 11, 1), None)),
        ("s-1", AskedPeriod(date(2026, 11, 16), None)),
        ("2026-13-01", None),
        ("S-9", None),
    ],
)
def test_days_and_sprints(word: str, meant: AskedPeriod | None) -> None:
    assert WORD.fullmatch(word)
    assert period(word, backlog(), date(2026, 11, 23)) == meant


def test_a_sprint_that_is_over_ends_with_its_last_day() -> None:
    assert period("S-1", backlog(), date(2026, 12, 1)) == AskedPeriod(date(2026, 11, 16), date(2026, 11, 27))
    assert not WORD.fullmatch("main")
