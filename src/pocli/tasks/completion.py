"""What can the shell complete, at once and without a word on the screen?"""

from pocli import judge, registry, session
from pocli.analysis import select
from pocli.errors import PoError
from pocli.run import Run
from pocli.text import folded, safe

WAYS = {"import": ("read",), "export": ("write", "files")}
"""By which of its functions a format is known to go in, or out."""
SCHEMAS = ("story", "goal", "request", "sprint", "config")
"""The kinds of files that have a schema."""


def offered(kind: str, beginning: str) -> list[tuple[str, str]]:
    """Return the words that may stand at a place, each with what there is to say of it.

    Args:
        kind: `story`, `rule`, `schema`, `import`, `export`, or the name of a filter.
        beginning: what was typed.
    """
    if kind == "story":
        return stories(beginning)
    if kind in WAYS:
        return [(name, "") for name in registry.capable("exchange", *WAYS[kind]) if name.startswith(beginning)]
    if kind == "schema":
        return [(name, "") for name in SCHEMAS if name.startswith(beginning)]
    try:
        known = _rules() if kind == "rule" else select.known(session.read(Run(quiet=True), select.nothing), kind)
    except PoError:
        return []
    wanted = folded(beginning)
    return [(word, safe(about)) for word, about in known.items() if folded(word).startswith(wanted)]


def _rules() -> dict[str, str]:
    return {rule.name: rule.finds for rule in judge.catalogue()}


def stories(beginning: str) -> list[tuple[str, str]]:
    """Return the stories that a beginning may mean, as they would be typed, each with its title.

    `PO-1` gives PO-12, `po-1` gives po-12, `1` gives 12.
    """
    try:
        known = session.names(Run(quiet=True))
    except PoError:
        return []
    wanted = beginning.upper()
    names = [(name.partition("-")[2] if wanted.isdecimal() else name, title) for name, title in known]
    return [(beginning + name[len(wanted) :], safe(title)) for name, title in names if name.startswith(wanted)]
