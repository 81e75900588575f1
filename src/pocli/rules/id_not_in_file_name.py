"""The file's name does not begin with the id in it."""

from collections.abc import Iterator, Mapping

from pocli.model import ident
from pocli.model.diagnostic import Facts, Finding

ABOUT = "files"
ALONE = True
SEVERITY = "error"
READS: tuple[str, ...] = ()
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find files that are named after another id."""
    backlog = facts.backlog
    for record in (*backlog.records(), *backlog.shadowed):
        name = record.path.rpartition("/")[2]
        if ident.in_file_name(name) != record.id:
            message = f"the file is called `{name}`, but its id is `{record.id}`"
            yield Finding(record.path, ("id",), message, f"rename it to `{record.id}.yaml`, or fix the id")
