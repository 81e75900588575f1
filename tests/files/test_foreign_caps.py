"""A file of another tool is bounded, however it is made: its bytes, its pieces, its rows, a folder's sum."""

from pathlib import Path

import pytest

from pocli import registry
from pocli.errors import PoError
from pocli.files import foreign
from pocli.schema import foreign as schema
from pocli.schema import table

BOMBS = {"lists": "[],", "objects": "{},", "rows": "a\n", "cells": ",", "cells of another kind": ";", "lines": "\n"}


@pytest.mark.parametrize("unit", BOMBS.values(), ids=BOMBS.keys())
def test_pieces_are_counted_before_anything_is_made_of_them(
    unit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "MAX_PIECES", 1000)
    (tmp_path / "a").write_text(unit * 400, encoding="utf-8")
    assert len(foreign.text(str(tmp_path / "a"))) == 400 * len(unit)
    (tmp_path / "b").write_text(unit * 1100, encoding="utf-8")
    with pytest.raises(PoError, match="more than 1,000 rows, cells and values"):
        foreign.text(str(tmp_path / "b"))


def test_a_folder_is_bounded_as_one_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MAX_BYTES", 1024**2)
    for number in range(3):
        (tmp_path / f"{number}.md").write_text("x" * 500_000, encoding="utf-8")
    with pytest.raises(PoError, match="is larger than 1 MiB"):
        foreign.text(str(tmp_path))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("csv", "title\n" + "a\n" * 30),
        ("text", "As a user, I want x\n" * 30),
        ("json", '{"schema": "po.export/1", "stories": [' + ",".join(['{"title": "a"}'] * 30) + "]}"),
        ("github", "[" + ",".join(f'{{"number": {one}, "title": "a"}}' for one in range(1, 30)) + "]"),
    ],
)
def test_rows_are_bounded_in_every_format(form: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    member = registry.member("exchange", form)
    assert member.read(text, {}).items
    for module in (table, schema):
        monkeypatch.setattr(module, "MOST", 20)
    with pytest.raises(PoError, match="more than 20"):
        member.read(text, {})
