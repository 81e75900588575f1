"""Two files have the same id."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding, Related

ABOUT = "files"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ()
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find files whose id another file has already."""
    backlog = facts.backlog
    twice = {record.id for record in backlog.shadowed}
    first = {record.id: record.path for record in backlog.records() if record.id in twice} if twice else {}
    for record in backlog.shadowed:
        other = Related(first[record.id], ("id",), "the one that counts")
        message = f"`{record.id}` is already the id of `{first[record.id]}`"
        hint = "po renumber --duplicates gives one of the two another id"
        yield Finding(record.path, ("id",), message, hint, (other,))
