"""Which two texts does a file hold between the markers of a merge?"""

import re
from typing import NamedTuple

from pocli.errors import PoError
from pocli.yaml.patch import BOM

MARKER = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: ([^\r\n]*))?\r?\n?")
NEXT = {b"": b"<", b"<": b"|=", b"|": b"=", b"=": b">"}
"""Which marker may follow which."""


class Sides(NamedTuple):
    """Both texts, and what they are called."""

    ours: bytes
    theirs: bytes
    names: tuple[str, str]


def sides(path: str, data: bytes) -> Sides:
    """Return the two texts of a file; what stands outside of the markers is in both.

    Raises:
        PoError: the markers do not make sense.
    """
    texts: dict[bytes, list[bytes]] = {b"<": [], b"=": []}
    names = {b"<": "", b">": ""}
    inside = b""
    bom = BOM if data.startswith(BOM) else b""
    for line in data.removeprefix(bom).splitlines(keepends=True):
        found = MARKER.fullmatch(line)
        mark = found[1][:1] if found else b""
        if not found or (mark == b"=" and inside not in (b"<", b"|")):
            for side in [inside] if inside else list(texts):
                texts.get(side, []).append(line)
            continue
        if mark not in NEXT.get(inside, b"<") or not mark:
            raise PoError(f"the markers of `{path}` make no sense", "fix it by hand", path=path)
        if mark in names and found[2]:
            names[mark] = found[2].decode("utf-8", "replace")
        inside = b"" if mark == b">" else mark
    if inside:
        raise PoError(f"the markers of `{path}` make no sense", "fix it by hand", path=path)
    ours, theirs = (bom + b"".join(texts[side]) for side in (b"<", b"="))
    return Sides(ours, theirs, (names[b"<"], names[b">"]))
