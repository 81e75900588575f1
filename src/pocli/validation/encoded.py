"""Is it git that writes a file in another encoding than UTF-8?"""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pocli.errors import PoError
from pocli.model.backlog import Unreadable
from pocli.model.diagnostic import Diagnostic
from pocli.yaml.letters import NOT_UTF8

ATTRIBUTE = "working-tree-encoding"
HINT = f"take {ATTRIBUTE} off it in .gitattributes, then save the file as UTF-8"
Told = TypeVar("Told", Diagnostic, Unreadable)


def hinted(root: Path, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what `explained` does, with the next step."""
    return tuple(
        one._replace(hint=HINT) if one.message.startswith(f"{NOT_UTF8}: ") else one for one in explained(root, found)
    )


def explained(root: Path, found: Iterable[Told]) -> tuple[Told, ...]:
    """Return problems or files that are left out; what is not UTF-8 names the attribute that makes git write it so."""
    given = tuple(found)
    paths = {one.path for one in given if one.message == NOT_UTF8}
    encodings = _encodings(root, paths) if paths else {}
    return tuple(
        one._replace(message=f"{NOT_UTF8}: git writes it as {encodings[one.path]} ({ATTRIBUTE})")
        if one.message == NOT_UTF8 and one.path in encodings
        else one
        for one in given
    )


def _encodings(root: Path, paths: Iterable[str]) -> dict[str, str]:
    from pocli.git import worktree

    try:
        return worktree.attribute(root, ATTRIBUTE, paths)
    except PoError:
        return {}
