"""po.yaml sets a rule that is not there."""

from collections.abc import Iterator, Mapping

from pocli import registry
from pocli.model.diagnostic import Facts, Finding
from pocli.text import meant

SEVERITY = "error"
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find names under `rules` that no rule has."""
    config = facts.backlog.config
    known = registry.names("rules")
    for name in config.rules:
        if name not in known:
            yield Finding(
                config.path, ("rules", name), f"no rule is called `{name}`", meant(name, known, "see po rules")
            )
