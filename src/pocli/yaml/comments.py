"""Whose is a comment that stands on a line of its own, between two keys or items?

It belongs to what is below it; but to what is above, if an empty line follows, if it is indented deeper, or if it goes
on like a list of remarks (`#   …`). Comments at the top of a file belong to the file.
"""

from itertools import takewhile

from pocli.yaml.extent import Node, Source, line_end, line_start


def own_end(src: Source, one: Node, column: int, stop: int | None) -> int:
    """Return the end of the last line that is a member's own, before its line break.

    Args:
        src: the text.
        one: a key's value, or an item.
        column: how many characters the members stand in.
        stop: where the line of the next member begins; None where this is the last one.
    """
    end = line_end(src, one.end)
    lines = _lines(src, src.text.find("\n", end) + 1 or len(src.text), len(src.text) if stop is None else stop)
    comments = list(takewhile(lambda line: line[1].lstrip().startswith("#"), lines))
    apart = stop is None or len(comments) < len(lines)
    for at, line in comments:
        depth = len(line) - len(line.lstrip())
        if depth < column or not (apart or depth > column or line.lstrip().startswith("#  ")):
            break
        end = line_end(src, at)
    return end


def above(src: Source, at: int) -> int:
    """Return where the comments begin that stand at once above the line of an index; that line, if there are none."""
    start = line_start(src, at)
    while start and src.text[line_start(src, start - 1) : start].lstrip().startswith("#"):
        start = line_start(src, start - 1)
    return start


def _lines(src: Source, start: int, stop: int) -> list[tuple[int, str]]:
    """Return the whole lines between two places, each with its beginning."""
    found = []
    while start < stop:
        end = src.text.find("\n", start, stop)
        end = stop if end < 0 else end + 1
        found.append((start, src.text[start:end]))
        start = end
    return found
