"""What does git know of the files in a folder: which it ignores, leaves out, takes for unchanged, or rewrites?"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pocli.errors import PoError
from pocli.git import invocation

SKIPPED, ASSUMED = "Ss", "hs"
"""How `ls-files -v` marks what is not in a sparse checkout, and what is to be taken for unchanged."""


class HiddenFiles(NamedTuple):
    """Files below a folder, relative to it, that git does not look at."""

    absent: tuple[str, ...] = ()
    """Those that a sparse checkout leaves out."""
    assumed: tuple[str, ...] = ()
    """Those that somebody told git to take for unchanged."""


def ignored(folder: Path, paths: Iterable[str]) -> frozenset[str]:
    """Return those paths below a folder that git ignores; none, where git cannot tell."""
    try:
        found = invocation.ask(folder, "check-ignore", ("-z", "--stdin"), given=_given(paths))
    except PoError:
        return frozenset()
    return frozenset(_words(found.out)) if found.code == 0 else frozenset()


def marked(folder: Path) -> HiddenFiles:
    """Return what git does not look at; nothing, where git cannot tell."""
    try:
        found = invocation.ask(folder, "ls-files", ("-z", "-v"))
    except PoError:
        return HiddenFiles()
    rows = [(word[:1], word[2:]) for word in _words(found.out)] if found.code == 0 else []
    absent, assumed = (tuple(path for mark, path in rows if mark in of) for of in (SKIPPED, ASSUMED))
    return HiddenFiles(absent, assumed)


def left_out(folder: Path, path: str) -> tuple[str, ...]:
    """Return a path below a folder if a sparse checkout leaves it out; nothing, where git cannot tell."""
    try:
        found = invocation.ask(folder, "ls-files", ("-z", "-v"), paths=(f":(literal){path}",))
    except PoError:
        return ()
    return (path,) if found.out[:1].decode("latin-1") in SKIPPED and found.out else ()


def brought_by(folder: Path, absent: Iterable[str]) -> dict[str, str]:
    """Return what `git sparse-checkout add` takes to bring each file that is left out: a folder, or a pattern.

    It is to be run at the top of the repository: with patterns, git takes it nowhere else.

    Args:
        folder: where the paths begin.
        absent: relative paths.

    Raises:
        PoError: git cannot tell.
    """
    paths = tuple(absent)
    if not paths:
        return {}
    cone = invocation.ask(folder, "config", ("--get",), revs=("core.sparseCheckoutCone",)).out.strip() == b"true"
    prefix = os.fsdecode(invocation.read(folder, "rev-parse", ("--show-prefix",)).removesuffix(b"\n"))
    return {path: (prefix + path).rpartition("/")[0] or "." if cone else f"/{prefix}{path}" for path in paths}


def attribute(folder: Path, name: str, paths: Iterable[str]) -> dict[str, str]:
    """Return what an attribute that READS names says of paths below a folder, where it says something.

    Raises:
        PoError: git cannot tell.
    """
    answer = invocation.ask(folder, "check-attr", ("-z", "--stdin", name), given=_given(paths))
    if answer.code:
        raise invocation.refusal(answer.err)
    words = _words(answer.out)
    return {path: value for path, value in zip(words[::3], words[2::3], strict=False) if value != "unspecified"}


def filtered(folder: Path, paths: Iterable[str]) -> frozenset[str]:
    """Return those paths below a folder that git passes through a program of this clone before it stores them.

    Raises:
        PoError: git cannot tell.
    """
    given = tuple(paths)
    named = attribute(folder, "filter", given) if given else {}
    keys = ("clean", "process")
    drivers = {
        driver
        for driver in set(named.values())
        if any(not invocation.ask(folder, "config", ("--get",), revs=(f"filter.{driver}.{key}",)).code for key in keys)
    }
    return frozenset(path for path, driver in named.items() if driver in drivers)


def _given(paths: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths)


def _words(out: bytes) -> Sequence[str]:
    return [os.fsdecode(word) for word in out.split(b"\0")[:-1]]
