"""Is it git that writes a file in another encoding than UTF-8?"""

from collections.abc import Iterable
from pathlib import Path

from pocli.errors import PoError
from pocli.git import worktree
from pocli.model.diagnostic import Diagnostic
from pocli.yaml.letters import NOT_UTF8

ATTRIBUTE = "working-tree-encoding"
HINT = f"take {ATTRIBUTE} off it in .gitattributes, then save the file as UTF-8"


def explained(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems; those of files that are not UTF-8 name the attribute that makes git write them so."""
    given = tuple(diagnostics)
    paths = {one.path for one in given if one.message == NOT_UTF8}
    if not paths:
        return given
    try:
        encodings = worktree.attribute(root, ATTRIBUTE, paths)
    except PoError:
        return given
    return tuple(_explained(one, encodings.get(one.path, "")) for one in given)


def _explained(one: Diagnostic, encoding: str) -> Diagnostic:
    if one.message != NOT_UTF8 or not encoding:
        return one
    return one._replace(message=f"{NOT_UTF8}: git writes it as {encoding} ({ATTRIBUTE})", hint=HINT)
