"""Which text does a stranger's HTML hold? Structure becomes Markdown; scripts, styles and all else are dropped."""

import re
from html.parser import HTMLParser

TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?|!--)", re.IGNORECASE)
BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "blockquote", "pre"})
LINES = frozenset({"br", "tr", "li"})
SILENT = frozenset({"script", "style", "head", "title", "template"})
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
MARKS = {"b": "**", "strong": "**", "i": "_", "em": "_", "code": "`"}
SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s()<>]+", re.IGNORECASE)


class _Text(HTMLParser):
    """Collect the text of a document as it is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in LINES:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in HEADINGS:
            self.parts.append("\n\n" + HEADINGS[tag])
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self.links.append(address if SAFE_LINK.fullmatch(address) else "")
            self.parts.append("[" if self.links[-1] else "")
        else:
            self.parts.append(MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in BLOCKS or tag in HEADINGS:
            self.parts.append("\n\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.parts.append(f"]({address})" if address else "")
        else:
            self.parts.append(MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def text(source: str) -> str:
    """Return a text without HTML; one that holds none stays as it is."""
    if not TAG.search(source):
        return source
    reader = _Text()
    reader.feed(source)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
