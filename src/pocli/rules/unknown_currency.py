"""A request's money has no rate in po.yaml."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "references"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("value",)
SETTINGS = ("money",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find values in money that cannot be compared, and count 0."""
    money = facts.backlog.config.money
    for request in facts.backlog.requests:
        if request.currency and request.currency not in money:
            message = f"po.yaml does not say what a unit of value is worth in {request.currency}; the request counts 0"
            yield Finding(request.path, ("value",), message, f"add `money: {{{request.currency}: 50}}` to po.yaml")
