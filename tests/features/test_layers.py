"""Inside a feature: a command asks its work, its answers and its pages; an answer is pure, and a page only words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house import REPO

FEATURES = REPO / "src" / "pocli" / "features"
OUTSIDE = {"session", "disk", "store", "reading", "git", "output", "prompting", "history", "crash", "merge", "cli"}
OUTSIDE |= {"tasks", "yaml", "validation"}
"""What touches the disk, git or a person."""
PURE = ("merge.conflict", "validation.weakened", "changes.creation")
"""Values that lie in such a package."""
ABOVE = {"answer": {"command", "work", "page"}, "page": {"command", "work"}, "work": {"command"}, "command": set[str]()}
"""What a kind of module does not know of its own feature."""
MODULES = sorted(one for one in FEATURES.glob("*/*.py") if one.name != "__init__.py")


def kind(name: str) -> str:
    """Return what a module of a feature is, by the last word of its name."""
    last = name.rpartition("_")[2]
    return {"options": "command"}.get(last) or (last if last in {"command", "work", "page"} else "answer")


def imports(path: Path) -> Iterator[str]:
    """Give the modules of pocli that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pocli"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_module_knows_only_what_its_kind_may_know(path: Path) -> None:
    of = kind(path.stem)
    for name in imports(path):
        _, package, module, *_ = (*name.split("."), "")
        if package == "features":
            assert kind(name.split(".")[3]) not in ABOVE[of], name
        elif of in {"answer", "page"} and f"{package}.{module}" not in PURE:
            assert package not in OUTSIDE, name
            assert f"{package}.{module}" != "changes.transaction", name
