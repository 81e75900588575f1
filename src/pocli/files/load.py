"""What does the whole backlog say? The one door to reading; an index will stand behind it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pocli.files import find
from pocli.files.assemble import assembled
from pocli.files.reading import Reading
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic, Finding

NOTHING = Reading(None, None, ())


class Loaded(NamedTuple):
    """The backlog, and what is wrong with its files one by one."""

    backlog: Backlog
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path) -> Loaded:
    """Read every file of the backlog; one that cannot be read never hides the others.

    Raises:
        PoError: the folder cannot be listed.
    """
    from pocli.files.read import read

    readings = {path: read(root, path) if find.kind(path) else NOTHING for path in find.listing(root)}
    diagnostics = tuple(one for reading in readings.values() for one in reading.diagnostics)
    return Loaded(assembled(readings), diagnostics)


def located(root: Path, found: Sequence[tuple[str, str, Finding]]) -> tuple[Diagnostic, ...]:
    """Make the findings of rules concrete; each comes with its rule's name and its severity."""
    from pocli.files.locate import locate, related

    by_path: dict[str, list[tuple[str, str, Finding]]] = {}
    for item in found:
        by_path.setdefault(item[2].path, []).append(item)
    diagnostics = []
    for path, items in by_path.items():
        places = locate(root, path, tuple(finding.route for _, _, finding in items))
        for (rule, severity, finding), (span, source) in zip(items, places, strict=True):
            seconds = tuple(related(root, second) for second in finding.related)
            diagnostics.append(
                Diagnostic(rule, severity, finding.message, path, span, finding.hint, seconds, finding.fix, source)
            )
    return tuple(diagnostics)
