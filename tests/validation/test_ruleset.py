"""Which problems count: levels, options, what a comment silences, what was selected."""

import inspect
from pathlib import Path

import pytest

from house import Write
from pocli import registry, session
from pocli.errors import PoError
from pocli.model.rule import Rule
from pocli.run import Run
from pocli.validation import ruleset

LARGE = "id: PO-1\ntitle: Big\npoints: 20"


def problems(root: Path) -> list[tuple[str, str, int]]:
    found, _ = session.problems(Run(backlog=str(root), today="2026-11-23"))
    return [(one.rule, one.severity, one.span.line) for one in found]


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("# po: ignore[large-story] one migration", []),
        ("#po:ignore[large-story]", []),
        ("# po: ignore[no-role, large-story]", [("unused-ignore", 3)]),
        ("# po: ignore[large-stroy]", [("large-story", 3), ("unused-ignore", 3)]),
        ("\n# po: ignore[large-story]", [("large-story", 3), ("unused-ignore", 4)]),
        ("# po: ignore[]", [("large-story", 3)]),
        ("# po: ignore[unused-ignore]", [("large-story", 3), ("unused-ignore", 3)]),
        ("\nlabels: ['# po: ignore[large-story]']", [("large-story", 3)]),
        ("\ndescription: |\n  # po: ignore[large-story]", [("large-story", 3)]),
    ],
)
def test_a_comment_silences_its_line(write: Write, comment: str, left: list[tuple[str, int]]) -> None:
    root = write({"stories/PO-1.yaml": f"{LARGE} {comment}\n"})
    assert [(rule, line) for rule, _, line in problems(root)] == left


def test_a_problem_of_several_lines_is_silenced_on_any_of_them(write: Write) -> None:
    want = "i_want: >\n  to pay the bill and\n  delete the old one  # po: ignore[not-atomic]\n"
    body = f"id: PO-1\ntitle: One\nas_a: x\n{want}"
    assert [one[0] for one in problems(write({"stories/PO-1.yaml": body}))] == ["not-atomic"]  # it is text there
    body = body.replace(">\n", "\n")
    assert problems(write({"stories/PO-1.yaml": body})) == []


def test_what_the_schema_refuses_can_be_silenced_but_still_counts_as_missing(write: Write) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\npoints: many  # po: ignore[wrong-type] later\n"})
    assert problems(root) == []
    assert session.read(Run(backlog=str(root), quiet=True)).stories[0].faults == ("points",)


def test_levels(write: Write) -> None:
    rules = "rules: {large-story: error, text-cut-by-comment: off, unused-ignore: info}\n"
    root = write({"po.yaml": rules, "stories/PO-1.yaml": "id: PO-1\ntitle: One #1\npoints: 20 # po: ignore[no-role]\n"})
    assert problems(root) == [("large-story", "error", 3), ("unused-ignore", "info", 3)]


def test_an_ignore_of_a_rule_that_is_off_is_left_alone(write: Write) -> None:
    root = write(
        {"po.yaml": "rules: {large-story: off}\n", "stories/PO-1.yaml": f"{LARGE} # po: ignore[large-story]\n"}
    )
    assert problems(root) == []


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("large-story: {max_point: 8}", "`large-story` has no option `max_point`"),
        ("large-story: {max_points: many}", "the option `max_points` of `large-story` is a number, not `many`"),
        ("no-role: {x: 1}", "`no-role` has no option `x`"),
        ("unused-ignore: {x: 1}", "`unused-ignore` has no option `x`"),
        ("wrong-type: off", "`wrong-type` is an error under every setting"),
        ("nonsense: off", "no rule is called `nonsense`"),
    ],
)
def test_a_setting_that_sets_nothing_is_reported(write: Write, setting: str, message: str) -> None:
    root = write({"po.yaml": f"rules: {{{setting}}}\n", "stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    found, _ = session.problems(Run(backlog=str(root), today="2026-11-23"))
    assert [(one.rule, one.message) for one in found] == [("unknown-rule", message)]


@pytest.mark.parametrize("value", ["0", "-5", "999999999999", "0.5"])
@pytest.mark.parametrize("rule", ruleset.catalogue(), ids=lambda rule: rule.name)
def test_no_option_breaks_its_rule(write: Write, rule: Rule, value: str) -> None:
    options = ", ".join(f"{name}: {value}" for name in rule.options)
    story = "title: As a user, I want to pay the bill\npoints: 5\nrice: {confidence: 100%, effort: 2}\n"
    story += "evidence: [{source: x, date: 2020-01-01}]\n"
    files = {f"stories/PO-{n}.yaml": f"id: PO-{n}\n{story}" for n in (1, 2, 3)}
    root = write({"po.yaml": f"rules: {{{rule.name}: {{{options}}}}}\n" if options else "", **files})
    assert "unknown-rule" not in {name for name, _, _ in problems(root)}


def test_rules_are_chosen_by_name_group_and_pattern(write: Write) -> None:
    root = write({"stories/PO-1.yaml": f"{LARGE}\ndepends_on: [PO-8]\nparent: PO-9\ni_want: to go\n"})
    found, _ = session.problems(Run(backlog=str(root), today="2026-11-23"))

    def chosen(**words: list[str]) -> list[str]:
        return [one.rule for one in ruleset.only(found, **words)]

    assert chosen() == ["large-story", "unknown-dependency", "unknown-parent", "no-role"]
    assert chosen(select=["wording"]) == ["no-role"]
    assert chosen(select=["unknown-*"], ignore=["unknown-parent"]) == ["unknown-dependency"]
    assert chosen(ignore=["references", "large-story"]) == ["no-role"]
    with pytest.raises(PoError, match="no rule is called `wordng`") as caught:
        chosen(select=["wordng"])
    assert caught.value.hint == "did you mean `wording`?"


@pytest.mark.parametrize("name", sorted(ruleset.names(alone=True)))
def test_a_rule_that_looks_at_each_record_by_itself_does_not_ask_which_day_it_is(name: str) -> None:
    rule = registry.member("rules", name)
    assert "today" not in inspect.getsource(rule)  # what it found is kept for other days
    assert not hasattr(rule, "digest")
