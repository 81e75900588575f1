"""`field=value` means what the field takes, or is refused with the next step."""

import pytest

from pocli.errors import PoError
from pocli.model.place import Route
from pocli.reading.assign import Assignment, alterations, assignment


def plain(_: Route, word: str) -> str:
    return word


def read(word: str, kind: str = "stories") -> Assignment:
    return assignment(word, kind, plain)


@pytest.mark.parametrize(
    ("word", "route", "value"),
    [
        ("points=5", ("points",), "5"),
        ("points=", ("points",), None),
        ("title=a=b", ("title",), "a=b"),
        ("title={x}", ("title",), "{x}"),
        ("rice.reach=800..2000", ("rice", "reach"), "800..2000"),
        ("rice.confidence=80 %", ("rice", "confidence"), "80 %"),
        ("rice={reach: 5, impact: high}", ("rice",), {"reach": "5", "impact": "high"}),
        ("labels=a, b,,c", ("labels",), ["a", "b", "c"]),
        ("labels=[a, 'b, c']", ("labels",), ["a", "b, c"]),
        ("acceptance_criteria=one, two", ("acceptance_criteria",), ["one, two"]),
        ("acceptance_criteria=[a, {given: b, then: c}]", ("acceptance_criteria",), ["a", {"given": "b", "then": "c"}]),
        ("acceptance_criteria[0].done=true", ("acceptance_criteria", 0, "done"), "true"),
        ("acceptance_criteria[0].done=yes", ("acceptance_criteria", 0, "done"), "true"),
        ("acceptance_criteria[1]=text", ("acceptance_criteria", 1), "text"),
        ("evidence={source: talk, date: 2026-10-02}", ("evidence",), [{"source": "talk", "date": "2026-10-02"}]),
        ("links[0].url=https://x", ("links", 0, "url"), "https://x"),
        ("due=2026/1/2", ("due",), "2026-01-02"),
        ("description=a\nb", ("description",), "a\nb"),
        ("x-jira-key=FIN-1", ("x-jira-key",), "FIN-1"),
        ("x-a={b: [c]}", ("x-a",), {"b": ["c"]}),
        ("x-a.b=c", ("x-a", "b"), "c"),
    ],
)
def test_a_value_is_read_as_its_field_takes_it(word: str, route: Route, value: object) -> None:
    assert read(word) == Assignment(route, "=", value)


@pytest.mark.parametrize(
    ("word", "kind", "message", "hint"),
    [
        ("points", "stories", "`points` sets nothing", "points=5"),
        ("points=five", "stories", "`points`: `five` is not a number", "write `5`"),
        ("points=-1", "stories", "`points`: `-1` is too small", "at least 0"),
        ("pionts=5", "stories", "`pionts` is not a field of a story", "did you mean `points`"),
        ("tags=a", "stories", "`tags` is not a field of a story", "it is called `labels`"),
        ("reach=5", "stories", "`reach` is not a field of a story", "did you mean `rice.reach`"),
        ("rice.raech=5", "stories", "`rice.raech` is not a field of a story", "did you mean `reach`"),
        ("points.x=5", "stories", "`points.x` is not a field of a story", "x-"),
        ("rice=5", "stories", "`rice`: a mapping belongs here", "set its parts: rice.reach=…"),
        ("rice={reach: x}", "stories", "`rice.reach`: `x` is not a number", "plain digits"),
        ("rice={reach: ", "stories", "cannot be read", "in quotes"),
        ("title=", "stories", "`title` cannot be removed", "a story always has one"),
        ("start=", "sprints", "`start` cannot be removed", "a sprint always has one"),
        ("id=PO-2", "stories", "an id cannot be set", "po renumber"),
        ("points+=1", "stories", "`points` is not a list", "points="),
        ("from=", "goals", "`from` is not a field of a goal", ""),
        ("horizon=soon", "goals", "`horizon`: `soon` is not one of now, next, later", "one of them"),
        ("acceptance_criteria+={when: }", "stories", "`acceptance_criteria[0]`: a text with", "quotes"),
    ],
)
def test_what_does_not_fit_says_why(word: str, kind: str, message: str, hint: str) -> None:
    with pytest.raises(PoError) as refused:
        read(word, kind)
    assert message in refused.value.message
    assert hint in refused.value.hint


def changed(tree: dict[str, object], *words: str) -> dict[Route, tuple[object, object]]:
    found = alterations("stories/PO-1.yaml", tree, [read(word) for word in words])
    return {one.route: (one.before, one.after) for one in found}


def test_what_is_so_already_changes_nothing() -> None:
    tree: dict[str, object] = {"points": "5", "labels": ["a"]}
    assert changed(tree, "points=5", "labels+=a", "labels-=x", "owner=", "rice.reach=") == {}


def test_lists_grow_and_shrink_and_vanish() -> None:
    tree: dict[str, object] = {"labels": ["a"], "acceptance_criteria": ["x", {"text": "y", "done": "true"}]}
    assert changed(tree, "labels+=b,a", "labels+=c", "labels-=a") == {("labels",): (["a"], ["b", "c"])}
    assert changed(tree, "labels-=a") == {("labels",): (["a"], None)}
    assert changed({}, "labels+=b") == {("labels",): (None, ["b"])}
    assert changed(tree, "acceptance_criteria-=y") == {("acceptance_criteria",): (tree["acceptance_criteria"], ["x"])}


def test_the_last_part_of_a_mapping_takes_the_mapping_with_it() -> None:
    assert changed({"rice": {"reach": "5"}}, "rice.reach=") == {("rice",): ({"reach": "5"}, None)}
    assert changed({"rice": {"reach": "5", "impact": "1"}}, "rice.reach=") == {("rice", "reach"): ("5", None)}


def test_a_part_of_a_plain_criterion_makes_it_a_mapping() -> None:
    assert changed({"acceptance_criteria": ["x"]}, "acceptance_criteria[0].verified_by=t.py") == {
        ("acceptance_criteria", 0): ("x", {"text": "x", "verified_by": "t.py"})
    }


@pytest.mark.parametrize(
    ("words", "message"), [(("points=1", "points=2"), "set twice"), (("labels+=b",), "does not hold a list")]
)
def test_what_cannot_be_worked_out_says_so(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(PoError, match=message):
        changed({"labels": "a"}, *words)
