"""How do the keys of a mapping come into their order, each with the comments that are its own?

A comment belongs to the key below it; to the one above, if an empty line follows, if it is indented deeper, or if it
goes on like a list of remarks (`#   …`). Comments at the top of a file stay there.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from pocli.files.extent import Node, Source, Splice, key_start, line_end, line_start, members


def reordered(src: Source, holder: Node, ranks: Sequence[str]) -> Splice | None:
    """Return what puts the keys of a block mapping in order; nothing where they are."""
    inner = members(src, holder)
    rank = {key: place for place, key in enumerate(ranks)}
    order = sorted(range(len(inner)), key=lambda at: rank.get(str(inner[at].step), len(rank)))
    if order == list(range(len(inner))) or not ranks:
        return None
    first = key_start(src, inner[0])
    lead = src.text[line_start(src, first) : first]
    begins = [_leading(src, inner[0]) if lead and not lead.strip() else line_start(src, first)]
    begins += [_own(src, one, line_start(src, key_start(src, two))) for one, two in pairwise(inner)]
    end = _own(src, inner[-1], None)
    parts = [src.text[start:stop].removesuffix("\n").removesuffix("\r") for start, stop in pairwise([*begins, end])]
    parts[0] = " " * len(lead) + parts[0][len(lead) :] if lead.strip() else parts[0]
    new = src.newline.join(parts[at] for at in order)
    new = new.lstrip("\r\n") if begins[0] == 0 else new
    if lead.strip():
        new = lead + new[len(lead) :] if not new[: len(lead)].strip() else ""
    return Splice(begins[0], end, new) if new else None


def _leading(src: Source, one: Node) -> int:
    """Return where the comments begin that stand at once above a nested mapping's first key."""
    start = line_start(src, key_start(src, one))
    while start and src.text[line_start(src, start - 1) : start].lstrip().startswith("#"):
        start = line_start(src, start - 1)
    return start


def _own(src: Source, one: Node, stop: int | None) -> int:
    """Return where the comments end that are a key's own, before `stop`: the line of the next key, if there is one."""
    column = one.place.key.column - 1
    end = line_end(src, one.end)
    lines = _lines(src, src.text.find("\n", end) + 1 or len(src.text), len(src.text) if stop is None else stop)
    comments = list(takewhile(lambda line: line[1].lstrip().startswith("#"), lines))
    apart = stop is None or len(comments) < len(lines)
    for at, line in comments:
        depth = len(line) - len(line.lstrip())
        if depth < column or not (apart or depth > column or line.lstrip().startswith("#  ")):
            return at if stop is not None else end
        end = line_end(src, at)
    return end if stop is None else lines[len(comments)][0] if len(comments) < len(lines) else stop


def _lines(src: Source, start: int, stop: int) -> list[tuple[int, str]]:
    """Return the whole lines between two places, each with its beginning."""
    found = []
    while start < stop:
        end = src.text.find("\n", start, stop)
        end = stop if end < 0 else end + 1
        found.append((start, src.text[start:end]))
        start = end
    return found
