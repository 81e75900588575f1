"""Does the code keep the rules of CONTRIBUTING.md that no linter knows? `make check` runs this.

What is known to break a rule stands in `house_exceptions.txt`, a line each: the rule, the name, and how much of it
there is today. The list only shrinks: more than it says fails, and so does a line that is no longer needed.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from house import REPO

LINES_OF_A_FUNCTION, LINES_OF_A_FILE, MODULES_OF_A_FOLDER = 40, 300, 22
MEMBERS = {"rules", "scoring", "exchange", "reporters", "render"}
"""The packages of members: each may be called like one of another of them, and they may be many."""
EVERYWHERE = {"command", "work", "answer", "page", "__init__", "__main__"}
"""What modules may be called in several folders."""
ENDS = ".?:!"
Function = ast.FunctionDef | ast.AsyncFunctionDef
Places = dict[str, list["Finding"]]


class Module(NamedTuple):
    """A file of the package."""

    path: Path
    text: str
    tree: ast.Module


class Finding(NamedTuple):
    """Where a rule is broken: what of, how much of it, and what is said."""

    path: Path
    line: int
    rule: str
    name: str
    size: int
    message: str


def modules(package: Path) -> list[Module]:
    """Read every module of a package."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    return [Module(path, text, ast.parse(text)) for path, text in texts.items()]


def lengths(module: Module) -> Iterator[Finding]:
    """Find the functions and files that are too long."""
    lines = len(module.text.splitlines())
    if lines > LINES_OF_A_FILE:
        yield Finding(module.path, 1, "long-file", module.path.name, lines, f"{lines} lines, not {LINES_OF_A_FILE}")
    for part in ast.walk(module.tree):
        size = (part.end_lineno or part.lineno) - part.lineno + 1 if isinstance(part, Function) else 0
        if isinstance(part, Function) and size > LINES_OF_A_FUNCTION:
            said = f"`{part.name}` has {size} lines, not {LINES_OF_A_FUNCTION}"
            yield Finding(module.path, part.lineno, "long-function", f"{module.path.stem}.{part.name}", size, said)


def questions(module: Module) -> Iterator[Finding]:
    """Find a module that does not begin with its question or sentence."""
    first = (ast.get_docstring(module.tree) or "").partition("\n")[0].rstrip()
    if not first or first[-1] not in ENDS:
        said = "the first line of the module is no question and no sentence"
        yield Finding(module.path, 1, "no-question", module.path.stem, 1, said)


def doors(module: Module, known: Sequence[str]) -> Iterator[Finding]:
    """Find an import inside a function, in a file that pyproject.toml does not name as a door."""
    if any(PurePosixPath(module.path.as_posix()).match(pattern) for pattern in known):
        return
    for function in ast.walk(module.tree):
        for part in ast.walk(function) if isinstance(function, Function) else ():
            if isinstance(part, ast.Import | ast.ImportFrom):
                said = f"`{function.name}` imports, and pyproject.toml does not name this file as a door"  # type: ignore[attr-defined]
                yield Finding(module.path, part.lineno, "hidden-import", module.path.stem, 1, said)


def folders(found: Sequence[Module]) -> Iterator[Finding]:
    """Find the folders that hold too many modules."""
    sizes: dict[Path, int] = {}
    for module in found:
        sizes[module.path.parent] = sizes.get(module.path.parent, 0) + (not module.path.stem.startswith("__"))
    for folder, size in sizes.items():
        if size > MODULES_OF_A_FOLDER and folder.name not in MEMBERS:
            said = f"{size} modules in one folder, not {MODULES_OF_A_FOLDER}"
            yield Finding(folder, 1, "full-folder", folder.name, size, said)


def twice(found: Sequence[Module]) -> Iterator[Finding]:
    """Find the public classes and modules whose name another one has; members are called as people type them."""
    places: Places = {}
    for module in found:
        path, stem = module.path, module.path.stem
        if stem not in EVERYWHERE and path.parent.name not in MEMBERS:
            places.setdefault(f"module {stem}", []).append(Finding(path, 1, "same-module", stem, 1, ""))
        for part in module.tree.body:
            if isinstance(part, ast.ClassDef) and not part.name.startswith("_"):
                one = Finding(path, part.lineno, "same-class", part.name, 1, "")
                places.setdefault(f"class {part.name}", []).append(one)
    for name, those in places.items():
        members = [one.path.parent.name for one in those if one.path.parent.name in MEMBERS]
        if len(those) > 1 and len(set(members)) != len(those):
            for one in those:
                others = ", ".join(str(other.path) for other in those if other is not one)
                yield one._replace(size=len(those), message=f"the {name.replace(' ', ' `')}` is in {others} too")


def findings(package: Path, known: Sequence[str]) -> list[Finding]:
    """Return all that breaks a rule in a package, whose doors are known."""
    found = modules(package)
    each = [one for module in found for check in (lengths, questions) for one in check(module)]
    hidden = [one for module in found for one in doors(module, known)]
    return [*each, *hidden, *folders(found), *twice(found)]


def exceptions(text: str) -> dict[tuple[str, str], int]:
    """Read the list of what is known."""
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {(rule, name): int(size) for rule, name, size in rows}


def judged(found: Sequence[Finding], allowed: Mapping[tuple[str, str], int]) -> list[str]:
    """Return what is to be said: what is not allowed, and what need not be allowed any more."""
    said = [
        f"{one.path}:{one.line}: {one.message} ({one.rule} {one.name} {one.size})"
        for one in found
        if one.size > allowed.get((one.rule, one.name), 0)
    ]
    there = {(one.rule, one.name) for one in found}
    return said + [f"`{rule} {name}` holds now: take it off the list" for rule, name in sorted(allowed.keys() - there)]


def known_doors(pyproject: str) -> list[str]:
    """Return the files that pyproject.toml lets import inside a function."""
    ignores = tomllib.loads(pyproject)["tool"]["ruff"]["lint"]["per-file-ignores"]
    return [pattern for pattern, rules in ignores.items() if "PLC0415" in rules]


def main() -> int:
    """Judge this repository."""
    known = known_doors((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    allowed = exceptions((REPO / "tests" / "house_exceptions.txt").read_text(encoding="utf-8"))
    said = judged(findings(REPO / "src" / "pocli", known), allowed)
    sys.stdout.write("".join(f"{line.replace(f'{REPO}/', '')}\n" for line in said))
    sys.stdout.write(f"house: {len(said)} broken rules, {len(allowed)} exceptions\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
