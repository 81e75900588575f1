"""Which Markdown says what a stranger's HTML says: headings, lists, tables, code, links, images?

What cannot be said is named: scripts, and addresses that are none of the web. A text that holds no element of HTML stays
as it is, be it `List<String>`.
"""

import re
from collections.abc import Iterable, Iterator

from pocli.tables import html_tree
from pocli.tables.html_tree import BLOCKS, SILENT, VOID, Element

MARKS = {"b": "**", "strong": "**", "i": "_", "em": "_", "s": "~~", "del": "~~", "strike": "~~"}
CODE = frozenset({"code", "kbd", "samp", "tt"})
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
HARMLESS = re.compile(r"#.*|", re.DOTALL)
BLANKS = re.compile(r"[^\S\n]+")
MEDIA = frozenset({"video", "audio", "iframe", "source"})

Lost = list[str]


def text(source: str) -> str:
    """Return a text without HTML; one that holds none stays as it is."""
    return read(source)[0]


def read(source: str) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown of a text that may be HTML, and what of it is lost, in words."""
    if not html_tree.TAG.search(source):
        return source, ()
    lost: Lost = []
    whole = "\n\n".join(_blocks(html_tree.tree(source).inner, lost))
    return whole.strip("\n"), tuple(dict.fromkeys(lost))


def _blocks(inner: Iterable[Element | str], lost: Lost) -> Iterator[str]:
    """Return the paragraphs, lists, tables … that stand one below the other."""
    run: list[Element | str] = []
    for one in inner:
        if isinstance(one, Element) and _is_block(one):
            yield from _paragraph(run, lost)
            run = []
            yield from (block for block in _block(one, lost) if block.strip())
        else:
            run.append(one)
    yield from _paragraph(run, lost)


def _is_block(one: Element) -> bool:
    return one.name in BLOCKS or any(isinstance(part, Element) and _is_block(part) for part in one.inner)


def _paragraph(run: list[Element | str], lost: Lost) -> Iterator[str]:
    said = "\n".join(BLANKS.sub(" ", line).strip() for line in _inline(run, lost).split("\n")).strip()
    if said:
        yield re.sub(r"\n{3,}", "\n\n", said)


def _block(one: Element, lost: Lost) -> Iterator[str]:
    if one.name in {"ul", "ol"}:
        yield _list(one, lost)
    elif one.name == "table":
        yield _table(one, lost)
    elif one.name == "pre":
        yield _code(html_tree.text(one))
    elif one.name == "blockquote":
        yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(one.inner, lost)).split("\n"))
    elif one.name == "hr":
        yield "---"
    elif re.fullmatch("h[1-6]", one.name):
        yield f"{'#' * int(one.name[1])} {_line(one.inner, lost)}"
    elif one.name == "li":
        yield _item(one, "- ", lost)
    else:
        yield from _blocks(one.inner, lost)


def _code(said: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", said)), default=0))
    body = said.strip("\n").rstrip()
    return f"{fence}\n{body}\n{fence}" if body.strip() else ""


def _list(one: Element, lost: Lost) -> str:
    items = [part for part in one.inner if not isinstance(part, str) or part.strip()]
    first = one.attributes.get("start", "1")
    number = int(first) if first.isdecimal() and len(first) < 6 else 1  # noqa: PLR2004 - a number of an item
    lines: list[str] = []
    for item in items:
        mark = f"{number}. " if one.name == "ol" else "- "
        part = item if isinstance(item, Element) and item.name == "li" else _wrapped(item)
        if isinstance(item, Element) and item.name in {"ul", "ol"} and lines:
            lines.append(_indented(_list(item, lost), "   " if one.name == "ol" else "  "))
            continue
        lines.append(_item(part, mark, lost))
        number += 1
    return "\n".join(line for line in lines if line.strip())


def _wrapped(part: Element | str) -> Element:
    made = Element("li", {})
    made.inner.append(part)
    return made


def _item(one: Element, mark: str, lost: Lost) -> str:
    blocks = list(_blocks(one.inner, lost))
    parts = blocks[:1]
    for block in blocks[1:]:
        tight = re.match(r"(?:[-*]|\d+\.) ", block)
        parts.append(block if tight else f"\n{block}")
    return mark + _indented("\n".join(parts), " " * len(mark)).lstrip() if blocks else ""


def _indented(said: str, blanks: str) -> str:
    return "\n".join(f"{blanks}{line}" if line else "" for line in said.split("\n"))


def _table(one: Element, lost: Lost) -> str:
    width = max((len(_cells(row)) for row in _named(one, "tr")), default=0)
    if width < 2:  # noqa: PLR2004 - a table of one column only lays out
        inner = [part for cell in _cells_of(one) for part in _blocks(cell.inner, lost)]
        return "\n\n".join(inner)
    rows = [row for row in _rows(one, lost) if any(row)]
    head, *body = [[*row, *[""] * (width - len(row))] for row in rows or [[]]]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))


def _cells(row: Element) -> list[Element]:
    return [part for part in row.inner if isinstance(part, Element) and part.name in {"td", "th"}]


def _rows(table: Element, lost: Lost) -> Iterator[list[str]]:
    for row in _named(table, "tr"):
        yield ["; ".join(_flat(cell, lost)).replace("|", "\\|") for cell in _cells(row)]
    for caption in _named(table, "caption"):
        yield [_line(caption.inner, lost)]


def _flat(cell: Element, lost: Lost) -> list[str]:
    """Return the lines of a cell."""
    said = "\n".join(_blocks(cell.inner, lost)).split("\n")
    return [" ".join(line.split()) for line in said if line.strip()]


def _cells_of(table: Element) -> Iterator[Element]:
    yield from _named(table, "caption")
    for row in _named(table, "tr"):
        yield from (part for part in row.inner if isinstance(part, Element))


def _named(found: Element, name: str) -> Iterator[Element]:
    """Return the elements of a name that stand in a table, not in one within it."""
    for part in found.inner:
        if isinstance(part, Element) and part.name == name:
            yield part
        elif isinstance(part, Element) and part.name in {"thead", "tbody", "tfoot"}:
            yield from _named(part, name)


def _line(inner: Iterable[Element | str], lost: Lost) -> str:
    return " ".join(_inline(inner, lost).split())


def _inline(inner: Iterable[Element | str], lost: Lost) -> str:
    return "".join(_piece(one, lost) for one in inner)


def _piece(one: Element | str, lost: Lost) -> str:
    if isinstance(one, str):
        return re.sub(r"\s+", " ", one)
    if one.name in SILENT:
        lost += [f"a `{one.name}` is left out"] if html_tree.text(one).strip() else []
        return ""
    if one.name in {"img", *MEDIA}:
        return _image(one, lost)
    if one.name in CODE:
        said = " ".join(html_tree.text(one).split())
        ticks = "``" if "`" in said else "`"
        return f"{ticks}{said}{ticks}" if said else ""
    return _box(one) if one.name in VOID else _marked(one, _inline(one.inner, lost), lost)


def _box(one: Element) -> str:
    """Return what an element says that holds nothing: the end of a line, or a box to tick."""
    if one.name != "input" or one.attributes.get("type", "").lower() != "checkbox":
        return "\n" if one.name == "br" else ""
    return f"[{'x' if 'checked' in one.attributes else ' '}] "


def _marked(one: Element, said: str, lost: Lost) -> str:
    """Return a text with what its element says of it; marks stand at its words, not at blanks."""
    bare = said.strip()
    if one.name == "a" and bare:
        address = one.attributes.get("href", "").strip()
        if ADDRESS.fullmatch(address):
            return said if bare == address else said.replace(bare, f"[{bare}]({linked(address)})", 1)
        lost += [] if HARMLESS.fullmatch(address) else [f"the address `{address[:60]}` is left out"]
    mark = MARKS.get(one.name, "")
    if not mark or not bare or "\n" in bare:
        return said
    return said.replace(bare, f"{mark}{bare}{mark}", 1)


def linked(address: str) -> str:
    """Return an address as a link of Markdown names it."""
    return f"<{address}>" if "(" in address or ")" in address else address


def _image(one: Element, lost: Lost) -> str:
    address = one.attributes.get("src", "").strip()
    name = " ".join((one.attributes.get("alt") or one.attributes.get("title") or "").split()).replace("]", ")")
    if ADDRESS.fullmatch(address):
        return f"![{name}]({linked(address)})" if one.name == "img" else f"[{name or one.name}]({linked(address)})"
    if address:
        lost.append(f"an image without an address of the web is left out: `{(name or address)[:60]}`")
    return name + _inline(one.inner, lost)
