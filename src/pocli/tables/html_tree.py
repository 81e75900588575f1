"""Which elements does a stranger's HTML have, however badly it is closed?

Only what HTML knows is an element: `List<String>` is text. Nothing here climbs down by recursion.
"""

import re
from html.parser import HTMLParser
from typing import Final

BLOCKS: Final = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "center", "address", "figure", "figcaption"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
    | {"blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "details", "summary", "html", "body"}
)
INLINE: Final = frozenset(
    {"a", "b", "strong", "i", "em", "s", "del", "strike", "u", "ins", "code", "kbd", "samp", "tt", "var", "sub", "sup"}
    | {"span", "font", "small", "big", "mark", "q", "cite", "abbr", "label", "time", "input", "img", "br", "wbr"}
    | {"video", "audio", "iframe", "source", "button"}
)
SILENT: Final = frozenset({"script", "style", "head", "template", "noscript", "object"})
VOID: Final = frozenset({"br", "wbr", "hr", "img", "input", "source"})
KNOWN: Final = BLOCKS | INLINE | SILENT | frozenset({"col", "colgroup", "meta", "link", "title"})
TAG = re.compile(rf"</?(?:{'|'.join(sorted(KNOWN))})(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
CLOSED_BY = {"li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}, "p": {"p"}}
CLOSED_BY |= {"dt": {"dt", "dd"}, "dd": {"dt", "dd"}, **{f"h{level}": {"p"} for level in range(1, 7)}}
CLOSED_BY |= {name: {"p"} for name in ("ul", "ol", "table", "pre", "div", "blockquote")}
"""Which open elements an element ends, where these stand in the same list or table."""
BORDERS: Final = frozenset({"ul", "ol", "table", "blockquote", "div"})
DEEPEST = 40
SHORT = 4_000
"""In a longer text, a `<` without its `>` is a character: the parser would look for the end of each through all the rest."""
LONE = re.compile(r"<(?=[^<>]*+(?:<|\Z))")


class Element:
    """A part of a document: its name, its attributes, and the texts and elements in it."""

    __slots__ = ("attributes", "inner", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element with nothing in it."""
        self.name = name
        self.attributes = attributes
        self.inner: list[Element | str] = []


class TreeReader(HTMLParser):
    """Builds the elements of a document as it is read."""

    def __init__(self) -> None:
        """Begin a document."""
        super().__init__(convert_charrefs=True)
        self.root = Element("body", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in KNOWN:
            self.handle_data(self.get_starttag_text() or "")
            return
        self._close(CLOSED_BY.get(tag, set()))
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inner.append(made)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element that closes itself, as `<br/>` does; others do not mean it."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and all that was left open in it."""
        if tag not in KNOWN:
            self.handle_data(f"</{tag}>")
            return
        names = [one.name for one in self.open]
        if tag in names[1:]:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.open[-1].inner.append(data)

    def _close(self, names: set[str]) -> None:
        """End the open elements of some names, up to the next list or table."""
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name in names:
                del self.open[at:]
                return
            if self.open[at].name in BORDERS:
                return


def tree(source: str) -> Element:
    """Return the whole document."""
    reader = TreeReader()
    reader.feed(LONE.sub("&lt;", source) if len(source) > SHORT else source)
    reader.close()
    return reader.root


def text(found: Element) -> str:
    """Return all the text of an element, with the line breaks that it names."""
    stack: list[Element | str] = [found]
    said: list[str] = []
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            said.append(one)
        elif one.name == "br":
            said.append("\n")
        else:
            stack.extend(reversed(one.inner))
    return "".join(said)
