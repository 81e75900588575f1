"""What the fuzzer begins with: the files of the example, and what people write besides."""

import json
from collections.abc import Sequence

from house import REPO, SHARED

PATHS = ("stories/PO-1.yaml", "po.yaml", "sprints/S-1.yaml", "goals/G-1.yaml", "requests/R-1.yaml")
FOLDERS = ("stories", "goals", "requests", "sprints")
ODD = (
    "id: PO-1\r\ntitle: 'it''s'\r\n# kept\r\nlabels:\r\n  - a # one\r\n  - b\r\n",
    "\ufeffid: PO-1\ntitle: |-\n  long\n  text\n\nacceptance_criteria:\n- a\n-   given: x\n    then: [y]\n",
    "{id: PO-1, title: One, rice: {reach: 1..9, impact: high, confidence: 80%}}\n",
    "id: PO-1\ntitle: one\n  two # T\nlabels: [\n  a, # A\n  b # B\n]\nx-a: {b: [c, {d: ''}]}\n",
    'title: "a: b"\nid: PO-1\nacceptance_criteria:\n  # first\n  - {text: b, done: true}\n  # second\n  - >\n    c\n',
    "points: 3 # po: ignore[large-story]\nid: PO-1\ntitle: One\nevidence: [{source: a, date: 2020-01-01}]\n",
)


def _example() -> tuple[bytes, ...]:
    files = sorted((REPO / "examples" / "backlog").rglob("*.yaml"))
    kinds = [path for folder in FOLDERS for path in files if path.parent.name == folder][:: max(1, len(files) // 12)]
    return tuple(path.read_bytes() for path in (*kinds, *(one for one in files if one.name == "po.yaml")))


TEXTS = (*(text.encode() for text in ODD), *_example())
FILES = tuple(bytes([kind]) + text for text in TEXTS for kind in range(len(PATHS)) if not kind or text in TEXTS[6:])
"""Texts, each with a byte before it that chooses the path."""


def picked(data: bytes, choices: Sequence[str]) -> tuple[str, bytes]:
    """Take a choice off the beginning of an input."""
    return choices[data[0] % len(choices) if data else 0], data[1:]


def shared(*folders: str) -> tuple[bytes, ...]:
    """Return small files of the shared data, where it is there."""
    found = (path for folder in folders for path in sorted((SHARED / folder).rglob("*")) if path.is_file())
    return tuple(path.read_bytes() for path in found if path.stat().st_size < 4096 and path.name != "README.md")


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()
