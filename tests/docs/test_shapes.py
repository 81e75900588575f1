"""docs/cli.md names every shape of JSON that a command prints."""

import re

from house import REPO

SHAPE = re.compile(r"po\.[a-z]+/\d+")
NEVER = {"po.overview/1"}
"""What no command prints: `po` alone has no formats."""


def test_every_shape_is_in_the_table() -> None:
    page = (REPO / "docs" / "cli.md").read_text("utf-8")
    listed = re.findall(rf"^\| `({SHAPE.pattern})` \|", page, re.MULTILINE)
    code = (path.read_text("utf-8") for path in (REPO / "src" / "pocli").rglob("*.py"))
    assert sorted(listed) == sorted({*SHAPE.findall("\n".join(code))} - NEVER)
