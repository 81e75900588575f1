"""How do comments read?"""

from collections.abc import Iterable

from pocli.model.story import Comment
from pocli.pace.said import Said
from pocli.page import Block, Cell, Heading, blank, line


def blocks(comments: Iterable[Comment]) -> list[Block]:
    """Return comments in their order, each with its day and who made it."""
    found: list[Block] = []
    for one in comments:
        about = " · ".join(filter(None, (one.on.isoformat() if one.on else "", one.by)))
        found += [blank()] if found else [blank(), Heading("Comments")]
        found += [line(Cell(about, "muted"))] if about else []
        found += [line(text) for text in one.text.rstrip("\n").split("\n")]
    return found


def data(said: Said) -> dict[str, object]:
    """Return what JSON says of a comment."""
    one = said.comment
    return {"id": said.id, "on": one.on.isoformat() if one.on else None, "by": one.by or None, "text": one.text}
