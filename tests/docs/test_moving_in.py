"""Each tool that a file of data tells has a page: its columns as the data has them, and a dry run that is tried."""

import re
from types import ModuleType

import pytest

from house import REPO
from pocli import registry
from pocli.tables.table_tool import PARTS

TOOLS = sorted(path.stem.replace("_", "-") for path in (registry.HERE / "exchange" / "tables").glob("*.toml"))
FOLDER = REPO / "docs" / "moving-in"
BLOCK = re.compile(r"^```console\n.*?^```$", re.MULTILINE | re.DOTALL)


def row(field: str, names: list[str]) -> str:
    home = "its key" if PARTS.get(field, field) == "key" else f"`{PARTS.get(field, field)}`"
    named = ", ".join(f"*{name}*" for name in names)
    return f"| {named} | {'said in the answer' if field == 'archived' else home} |"


def page(member: ModuleType) -> str:
    """Return the page of a tool, with an empty console block."""
    rows = "\n".join(row(field, names) for field, names in member.COLUMNS.items())
    return f"""# Moving in from {member.TITLE}

`po import FILE` knows the table by its header; nothing is written by a dry run:

```console
```

Then leave `--dry-run` away. What every import does is in [moving in](README.md).

## What becomes of what

| column there | here |
|---|---|
{rows}

All other columns are named in the answer; `--map "COLUMN=FIELD"` gives one a home.
The words are those of {member.EVIDENCE}.
"""


@pytest.mark.parametrize("name", TOOLS)
def test_each_tool_has_its_page(name: str, update_docs: bool) -> None:
    wanted, path = page(registry.member("exchange", name)), FOLDER / f"{name}.md"
    if update_docs:
        old = BLOCK.search(path.read_text("utf-8")) if path.exists() else None
        block = old[0] if old else f"```console\n$ po import exports/{name}.csv --dry-run\n```"
        path.write_text(BLOCK.sub(lambda _: block, wanted), encoding="utf-8")
    else:
        assert BLOCK.sub("```console\n```", path.read_text("utf-8")) == wanted
    assert f"({name}.md)" in (FOLDER / "README.md").read_text("utf-8")
