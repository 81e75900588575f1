"""Which members has a package of members? They are found by file name; importing the package does nothing."""

import importlib
from functools import cache
from pathlib import Path
from types import ModuleType

from pocli.errors import PoError

HERE = Path(__file__).parent


@cache
def names(package: str) -> tuple[str, ...]:
    """Return the members' names of a package such as `rules`, sorted, in kebab-case, without importing any."""
    files = (HERE / package).glob("*.py")
    return tuple(sorted(file.stem.rstrip("_").replace("_", "-") for file in files if not file.stem.startswith("__")))


@cache
def member(package: str, name: str) -> ModuleType:
    """Import one member by its kebab-case name.

    Raises:
        PoError: no member of the package is called so.
    """
    if name not in names(package):
        raise PoError(f"`{name}` is none of the {package}", f"there are: {', '.join(names(package))}")
    stem = name.replace("-", "_")
    if not (HERE / package / f"{stem}.py").exists():
        stem += "_"  # a name that is a word of Python, such as `import`
    return importlib.import_module(f"pocli.{package}.{stem}")
