"""Which rows does a cell such as `Blocks #7, Related to #8` say that this one waits for, or that wait for it?"""

import re
from typing import NamedTuple

KEY = re.compile(r"\w++")
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
        kind, key = _parted(one.strip())
        if kind in NEEDS:
            needs.append(key)
        elif kind in BLOCKS:
            blocks.append(key)
        else:
            rest.append(one.strip())
    return RelatedRows(tuple(needs), tuple(blocks)), tuple(rest)


def _parted(said: str) -> tuple[str, str]:
    """Return the kind of a link and the key: of `Follows (2 days) #7`, `follows` and `7`; empty texts for others."""
    kind, _, key = said.rpartition("#" if "#" in said else " ")
    kind = kind.strip()
    kind = kind.rpartition("(")[0].strip() if kind.endswith(")") else kind
    return (kind.lower(), key) if KEY.fullmatch(key) else ("", "")
