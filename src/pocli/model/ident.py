"""What is an id, and in which order do ids stand?"""

import re

ID = re.compile(r"[A-Z][A-Z0-9]{0,9}-[1-9][0-9]{0,8}")
RANGE = re.compile(r"([1-9][0-9]{0,8})(?:-|\.\.)([1-9][0-9]{0,8})", re.ASCII)
"""Several stories by their numbers: `3-9`."""
TYPED = re.compile(r"#?(?:([A-Za-z][A-Za-z0-9]{0,9})-)?0*([1-9][0-9]{0,8})", re.ASCII)
"""How a person types one."""
PREFIXES = {"goals": "G", "requests": "R", "sprints": "S"}
"""The prefixes that are taken, by the folder whose files carry them."""


def order(ident: str) -> tuple[str, int]:
    """Return the sort key of an id: its prefix, then its number as a number (PO-9 before PO-12)."""
    prefix, _, number = ident.rpartition("-")
    return prefix, int(number)


def of_story(ident: str) -> bool:
    """Tell whether an id can be a story's, by its prefix."""
    return order(ident)[0] not in PREFIXES.values()


def in_file_name(name: str) -> str:
    """Return the id that a file name such as `PO-12-export-invoices.yaml` carries, or an empty text."""
    found = ID.match(name)
    rest = name[found.end() :] if found else ""
    return found[0] if found and rest[:1] in {"-", "."} else ""


def spelled(word: str, prefix: str) -> str:
    """Return the id that a person means by `PO-12`, `po-12`, `PO-012` or `12`; an empty text if it can be none.

    Args:
        word: what was typed.
        prefix: the prefix of a bare number, such as `PO`.
    """
    found = TYPED.fullmatch(word)
    return f"{(found[1] or prefix).upper()}-{found[2]}" if found else ""
