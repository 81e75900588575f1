"""How is a command's module loaded without what it needs only when it runs?

A shell that completes a word asks a command for its parameters. The rest (the schema, the solver, git) would take most
of the time, so there those modules are loaded when something in them is used, which mostly is never.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

PACKAGES = tuple(
    f"pocli.{name}."
    for name in (
        "changes",
        "disk",
        "features",
        "git",
        "lookup",
        "merge",
        "pace",
        "pages",
        "planning",
        "ranking",
        "reading",
        "schema",
        "solver",
        "store",
        "tables",
        "tasks",
        "validation",
        "yaml",
    )
)
"""The modules of these wait until they are used."""


class Finder:
    """Finds a module of PACKAGES as one that waits."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where such a module is; None for all others, which are found as always."""
        spec = PathFinder.find_spec(name, path, target) if name.startswith(PACKAGES) else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def install() -> None:
    """Let the modules of PACKAGES wait, in this process and from now on."""
    sys.meta_path.insert(0, Finder)
