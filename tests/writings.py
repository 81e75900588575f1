"""The many ways to write one tree of texts as YAML, for tests."""

from typing import Any

from hypothesis import strategies as st

from pocli.yaml.emit import inline, literal
from pocli.yaml.parse import parse

WORDS = st.sampled_from(
    [
        "a",
        "ready",
        "5",
        "PO-7",
        "x y",
        "a: b",
        "it's",
        'say "x"',
        "",
        "# no",
        "- x",
        "1..2",
        "é😀",
        "a#b",
        "[x",
        "two\nlines",
        "end\n",
        " lead",
    ]
)
KEYS = st.sampled_from(
    [
        "id",
        "title",
        "status",
        "points",
        "rice",
        "labels",
        "acceptance_criteria",
        "depends_on",
        "text",
        "done",
        "reach",
        "x-a",
        "owner",
        "no: key",
    ]
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


class Writer:
    """Writes a tree in a way that hypothesis chooses, with comments wherever one may stand."""

    def __init__(self, draw: Any) -> None:  # noqa: ANN401 - hypothesis gives it
        self.draw = draw
        self.comments = 0

    def chance(self, one_in: int = 4) -> bool:
        return bool(self.draw(st.integers(0, one_in - 1)) == 1)

    def comment(self) -> str:
        self.comments += 1
        return f"# comment {self.comments}."

    def behind(self) -> str:
        return "  " + self.comment() if self.chance() else " " if self.chance(10) else ""

    def above(self, indent: int) -> str:
        text = "\n" if self.chance(6) else ""
        while self.chance():
            text += " " * indent + self.comment() + "\n" + ("\n" if self.chance(6) else "")
        return text

    def scalar(self, text: str, *, flow: bool) -> str:
        plain = inline(text, flow=flow)
        if "\n" not in text and self.chance():
            return "'" + text.replace("'", "''") + "'"
        if plain == text and self.chance():
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return plain

    def flow(self, tree: Any) -> str:  # noqa: ANN401 - a tree
        if isinstance(tree, str):
            return self.scalar(tree, flow=True)
        lists = isinstance(tree, list)
        parts = (
            [self.flow(one) for one in tree]
            if lists
            else [f"{inline(key, flow=True)}: {self.flow(one)}" for key, one in tree.items()]
        )
        left, right = "[]" if lists else "{}"
        if parts and self.chance():
            lines = [
                f"{' ' * 8}{part}{',' if at + 1 < len(parts) or self.chance() else ''}{self.behind()}"
                for at, part in enumerate(parts)
            ]
            return left + self.behind() + "\n" + "\n".join(lines) + "\n" + " " * 6 + right
        return left + ", ".join(parts) + ("," if parts and self.chance(8) else "") + right

    def value(self, tree: Any, indent: int, *, in_list: bool = False) -> str:  # noqa: ANN401 - a tree
        """Return what stands behind a colon or dash whose block stands `indent` characters in, with the line break."""
        if isinstance(tree, str):
            deep = self.draw(st.sampled_from([1, 2, 4]))
            block = literal(tree, indent + deep) if "\n" in tree and tree[0] not in " \n" and self.chance(2) else ""
            if block:
                head, _, body = block.partition("\n")
                return f" {head}{self.behind()}\n{body}\n"
            lead = "\n" + " " * (indent + 3) if self.chance(8) else " "
            return lead + self.scalar(tree, flow=False) + self.behind() + "\n"
        if not tree or self.chance(3):
            return " " + self.flow(tree) + self.behind() + "\n"
        flat = isinstance(tree, list) and not in_list and self.chance()
        return self.behind() + "\n" + self.block(tree, indent + (0 if flat else 2))

    def block(self, tree: Any, indent: int) -> str:  # noqa: ANN401 - a tree
        text = ""
        if isinstance(tree, dict):
            for key, one in tree.items():
                text += self.above(indent) + " " * indent + inline(key) + ":" + self.value(one, indent)
            return text
        for one in tree:
            text += self.above(indent) + " " * indent + "-"
            if isinstance(one, dict) and one and self.chance(2):
                text += " " + self.block_behind(one, indent + 2)
            else:
                text += self.value(one, indent, in_list=True)
        return text

    def block_behind(self, tree: Any, indent: int) -> str:  # noqa: ANN401 - a tree
        """Return a mapping whose first key stands behind a dash."""
        lines = ""
        for at, (key, one) in enumerate(tree.items()):
            lines += (self.above(indent) + " " * indent if at else "") + inline(key) + ":" + self.value(one, indent)
        return lines


@st.composite
def written(draw: Any) -> tuple[bytes, dict[str, Any]]:  # noqa: ANN401 - hypothesis gives it
    """Draw a document: its bytes, and what they say."""
    tree = draw(DOCUMENTS)
    writer = Writer(draw)
    text = writer.above(0) + writer.block(tree, 0) + writer.above(0)
    if writer.chance() and parse(text.rstrip("\n").encode()).tree == tree:
        text = text.rstrip("\n")
    if writer.chance():
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if writer.chance(8) else b"") + text.encode(), tree
