"""Which members has a package of members? They are found by file name; importing the package does nothing."""

import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

from pocli.errors import PoError

NOUNS = {"exchange": "formats of other tools", "scoring": "scoring models", "rules": "rules", "render": "looks"}
NOUNS |= {"reporters": "formats of a report"}
"""What the members of a package are called where one is asked for that is not there."""
HERE = Path(__file__).parent
DESCRIBED = {"exchange": ("tables", "pocli.tables.table_tool")}
"""The folder of a package in which files of data tell of further members, and the module that makes these."""


@cache
def names(package: str) -> tuple[str, ...]:
    """Return the members' names of a package such as `rules`, sorted, in kebab-case, without importing any."""
    files = [*(HERE / package).glob("*.py"), *_described(package)]
    return tuple(sorted(file.stem.rstrip("_").replace("_", "-") for file in files if not file.stem.startswith("__")))


def _described(package: str) -> Iterable[Path]:
    folder, _ = DESCRIBED.get(package, ("", ""))
    return (HERE / package / folder).glob("*.toml") if folder else ()


@cache
def member(package: str, name: str) -> ModuleType:
    """Import one member by its kebab-case name.

    Raises:
        PoError: no member of the package is called so.
    """
    if name not in names(package):
        raise PoError(f"`{name}` is not one of the {NOUNS[package]}", f"there are: {', '.join(names(package))}")
    stem = name.replace("-", "_")
    data = next((path for path in _described(package) if path.stem == stem), None)
    if data:
        made: ModuleType = importlib.import_module(DESCRIBED[package][1]).member(data)
        return made
    if not (HERE / package / f"{stem}.py").exists():
        stem += "_"  # a name that is a word of Python, such as `import`
    return importlib.import_module(f"pocli.{package}.{stem}")


def able(package: str, name: str, *functions: str) -> bool:
    """Tell whether there is such a member, and it has one of some functions."""
    return name in names(package) and any(hasattr(member(package, name), one) for one in functions)


def capable(package: str, *functions: str) -> tuple[str, ...]:
    """Return the names of the members that have one of some functions, such as the formats that can be written."""
    return tuple(name for name in names(package) if able(package, name, *functions))
