"""Which rows does a cell such as `Blocks #7, Related to #8` say that this one waits for, or that wait for it?"""

import re
from typing import NamedTuple

LINK = re.compile(r"\s*([^#,]+?)\s*(?:\([^)]*\)\s*)?#?(\w+)\s*")
NEEDS = frozenset({"blocked by", "follows"})
BLOCKS = frozenset({"blocks", "precedes"})


class RelatedRows(NamedTuple):
    """The keys of others."""

    needs: tuple[str, ...]
    blocks: tuple[str, ...]


def related(cell: str) -> tuple[RelatedRows, tuple[str, ...]]:
    """Return what a cell says of the order, and the links in it that say nothing of it."""
    needs, blocks, rest = [], [], []
    for one in filter(str.strip, cell.split(",")):
        found = LINK.fullmatch(one)
        kind = found[1].lower() if found else ""
        if found and kind in NEEDS:
            needs.append(found[2])
        elif found and kind in BLOCKS:
            blocks.append(found[2])
        else:
            rest.append(one.strip())
    return RelatedRows(tuple(needs), tuple(blocks)), tuple(rest)
