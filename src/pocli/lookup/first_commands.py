"""Which command makes the first record of a kind?"""

from pocli.field_table.field import Noun
from pocli.lookup.naming import FIRST


def first(kind: Noun) -> str:
    """Return the hint where nothing of a kind is there yet."""
    return f"make the first one: {FIRST[kind]}"


def another(kind: Noun) -> str:
    """Return the hint where none that counts is there, be it the first one or not."""
    return f"make one: {FIRST[kind]}"
