"""How does a page read as a Mermaid diagram? Its first timeline: what happens in each period."""

import re

from pocli.page import Page, Timeline
from pocli.text import safe

BREAKS = re.compile(r"[:;#%\"`<>{}]")
"""What could end a text or begin something else in a diagram."""


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page's first timeline as Mermaid's `timeline`, or nothing if it has none."""
    found = next((block for block in page.blocks if isinstance(block, Timeline)), None)
    if found is None:
        return ""
    lines = ["timeline"]
    for index, (title, below) in enumerate(found.columns):
        named = [
            f"{lane.title or lane.name.text} ({lane.marks[index].text})"
            for lane in found.lanes
            if lane.marks[index].text
        ]
        lines.append("    " + " : ".join(_text(part) for part in (f"{title} {below}".strip(), *(named or ["–"]))))
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Return a text that is only a text: what means something in a diagram is left out."""
    return BREAKS.sub(" ", safe(text)).strip() or "–"
