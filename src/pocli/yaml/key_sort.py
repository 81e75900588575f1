"""How do the keys of a mapping come into their order, each with the comments that are its own?"""

from collections.abc import Sequence
from itertools import pairwise

from pocli.yaml.comments import above, own_end
from pocli.yaml.extent import Node, Source, Splice, key_start, line_start, members


def reordered(src: Source, holder: Node, ranks: Sequence[str]) -> Splice | None:
    """Return what puts the keys of a block mapping in order; nothing where they are."""
    inner = members(src, holder)
    rank = {key: place for place, key in enumerate(ranks)}
    order = sorted(range(len(inner)), key=lambda at: rank.get(str(inner[at].step), len(rank)))
    if order == list(range(len(inner))) or not ranks:
        return None
    first = key_start(src, inner[0])
    lead = src.text[line_start(src, first) : first]
    column = holder.place.span.column - 1
    begins = [above(src, first) if lead and not lead.strip() else line_start(src, first)]
    for one, two in pairwise(inner):
        begins.append(src.text.find("\n", own_end(src, one, column, line_start(src, key_start(src, two)))) + 1)
    end = own_end(src, inner[-1], column, None)
    parts = [src.text[start:stop].removesuffix("\n").removesuffix("\r") for start, stop in pairwise([*begins, end])]
    parts[0] = " " * len(lead) + parts[0][len(lead) :] if lead.strip() else parts[0]
    new = src.newline.join(parts[at] for at in order)
    new = new.lstrip("\r\n") if begins[0] == 0 else new
    if lead.strip():
        new = lead + new[len(lead) :] if not new[: len(lead)].strip() else ""
    return Splice(begins[0], end, new) if new else None
