"""A change that weakens the check which judges it says so."""

from fractions import Fraction

import pytest

from pocli.model.config import Config, RuleSetting
from pocli.model.rule import Rule
from pocli.validation import ruleset
from pocli.validation.weakened import FIXED, WeakerCheck, weaker

CATALOGUE = ruleset.catalogue()


def found(before: Config, after: Config) -> tuple[WeakerCheck, ...]:
    return weaker(before, after, CATALOGUE)


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE if rule.name not in FIXED], ids=lambda rule: rule.name)
def test_every_rule_that_is_off_or_lower_is_told(rule: Rule) -> None:
    off = Config(rules={rule.name: RuleSetting("off")})
    assert found(Config(), off) == (WeakerCheck("off", rule.name, "", rule.severity, "off"),)
    assert found(off, Config()) == ()
    assert found(off, off) == ()
    info = Config(rules={rule.name: RuleSetting("info")})
    expected = () if rule.severity == "info" else (WeakerCheck("lower", rule.name, "", rule.severity, "info"),)
    assert found(Config(), info) == expected
    assert found(Config(rules={rule.name: RuleSetting("error")}), Config())[:1] == (
        () if rule.severity == "error" else (WeakerCheck("lower", rule.name, "", "error", rule.severity),)
    )


LIMITS = [(rule, name, own) for rule in CATALOGUE for name, own in rule.options.items() if not isinstance(own, str)]


@pytest.mark.parametrize(("rule", "name", "own"), LIMITS, ids=str)
def test_every_limit_that_is_higher_is_told(rule: Rule, name: str, own: int) -> None:
    higher, lower = (
        Config(rules={rule.name: RuleSetting("", {name: Fraction(own) + more})}) for more in (Fraction(1, 2), -1)
    )
    assert found(Config(), higher) == (WeakerCheck("limit", rule.name, name, str(own), f"{own}.5"),)
    assert found(higher, Config()) == found(Config(), lower) == ()
    assert found(lower, Config()) == (WeakerCheck("limit", rule.name, name, str(own - 1), str(own)),)
    strange = Config(rules={rule.name: RuleSetting("", {name: "many"})})
    assert found(Config(), strange) == ()


def test_words_that_are_allowed_and_fields_that_are_not_needed_are_told() -> None:
    some, more = (Config(rules={"vague-words": RuleSetting("", {"allow": said})}) for said in ("fast", "easy, fast,"))
    assert found(some, more) == (WeakerCheck("words", "vague-words", "allow", "", "easy"),)
    assert found(more, some) == ()
    assert found(Config(), Config(definition_of_ready=("points",))) == (
        WeakerCheck("ready", "not-ready", "acceptance_criteria"),
    )
    assert found(Config(definition_of_ready=("points",)), Config()) == ()


def test_the_order_is_that_of_weight() -> None:
    rules = {
        "vague-words": RuleSetting("", {"allow": "fast"}),
        "large-story": RuleSetting("", {"max_points": Fraction(40)}),
        "unknown-goal": RuleSetting("warning"),
        "not-atomic": RuleSetting("off"),
    }
    told = found(Config(), Config(rules=rules, definition_of_ready=()))
    assert [one.how for one in told] == ["off", "lower", "limit", "words", "ready", "ready"]
