"""po.yaml sets a rule, or an option of one, that does not exist."""

from collections.abc import Iterator, Mapping

from pocli import registry
from pocli.model.config import RuleSetting
from pocli.model.diagnostic import Facts, Finding
from pocli.model.rule import READING, SETTABLE
from pocli.text import meant

ABOUT = "references"
ALONE = True
SEVERITY = "error"
READS: tuple[str, ...] = ()
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find names under `rules` that no rule has, and options that the rule does not have."""
    config = facts.backlog.config
    settable = (*registry.names("rules"), *sorted(SETTABLE))
    always = {rule.name for rule in READING} - SETTABLE
    for name, setting in config.rules.items():
        if name in always:
            message, hint = f"`{name}` is an error under every setting", "remove it"
            yield Finding(config.path, ("rules", name), message, hint)
        elif name not in settable:
            hint = meant(name, settable, "see po rules")
            yield Finding(config.path, ("rules", name), f"no rule is called `{name}`", hint)
        else:
            yield from _options(config.path, name, setting)


def _options(path: str, name: str, setting: RuleSetting) -> Iterator[Finding]:
    known: Mapping[str, int | str] = registry.member("rules", name).OPTIONS if name not in SETTABLE else {}
    for option, value in setting.options.items():
        route = ("rules", name, option)
        if option not in known:
            otherwise = f"it has {', '.join(f'`{one}`' for one in known)}" if known else "it has none; remove it"
            yield Finding(path, route, f"`{name}` has no option `{option}`", meant(option, known, otherwise))
        elif isinstance(value, str) and not isinstance(known[option], str):
            hint = f"write a number, such as {known[option]}"
            yield Finding(path, route, f"the option `{option}` of `{name}` is a number, not `{value}`", hint)
