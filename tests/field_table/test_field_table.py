"""The rows of the field table, the model and the schema say of the same fields."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from house import REPO, TODAY
from pocli.field_table import by_kind
from pocli.field_table.field import LISTS
from pocli.model.config import Config
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story
from pocli.schema.key_order import keys
from pocli.schema.shape import shape

MODELS: Mapping[str, Any] = {"stories": Story, "goals": Goal, "requests": Request, "sprints": Sprint, "config": Config}
BESIDE = {"path", "extra", "faults", "currency"}
"""What a value of the model has that stands in no file under that name."""
SHAPES = {
    **dict.fromkeys(("id", "name", "title", "text", "day", "number", "flag"), "text"),
    **dict.fromkeys(("ids", "names", "days", "texts"), "words"),
    "criteria": "sentences",
    "mapping": "mapping",
    "mappings": "mappings",
}
OTHERWISE = {
    "acceptance_criteria": {"sentences"},
    "definition_of_done": {"sentences"},
    "working_days": {"text", "words"},
    **{name: {"anything"} for name in ("money", "statuses", "rules")},
    **{name: {"text", "words"} for name in ("given", "when", "then")},
}
"""Fields that the schema shapes otherwise than their like."""


@pytest.mark.parametrize("kind", by_kind.FIELDS)
def test_the_rows_stand_in_the_order_of_the_file(kind: str) -> None:
    rows = tuple(field.name for field in by_kind.FIELDS[kind])
    assert rows == keys(kind)
    assert {name.rstrip("_") for name in MODELS[kind]._fields} - BESIDE == {*rows}


@pytest.mark.parametrize("kind", by_kind.FIELDS)
def test_what_a_field_holds_is_what_the_schema_takes(kind: str) -> None:
    for field in by_kind.FIELDS[kind]:
        assert shape(kind, (field.name,)) in OTHERWISE.get(field.name, {SHAPES[field.holds]}), field.name
        inner = (field.name,) if field.holds == "mapping" else (field.name, 0)
        if field.parts:
            assert tuple(part.name for part in field.parts) == keys(kind, inner), field.name
            for part in field.parts:
                found = shape(kind, (*inner, part.name)) if field.holds != "criteria" else SHAPES[part.holds]
                assert found in OTHERWISE.get(part.name, {SHAPES[part.holds]}), (field.name, part.name)


def test_only_lists_are_unordered_and_only_ids_refer() -> None:
    for field in by_kind.every():
        assert field.holds in LISTS or not field.unordered, field.name
        assert field.holds in {"id", "ids"} or not field.refers, field.name


NEW = {
    "model/story.py": ('    owner: str = ""\n', '    novelty: str = ""\n'),
    "field_table/story_fields.py": (
        '    Field("owner"',
        '    Field("novelty", "name", ("high",), words={"low": "", "high": ""}, clearable=True, option="How new."),\n',
    ),
    "schema/story_file.py": (
        "    owner: f.Text",
        '    novelty: f.word(("low", "high")) = Field("", description="how new it is")\n',
    ),
    "lookup/select.py": ("FILTERS = (", ""),
}
"""What a new field of a story needs: by module, the text that its lines stand before, and these lines."""


def test_a_new_field_is_a_row_and_its_lines_in_model_and_schema(tmp_path: Path) -> None:
    shutil.copytree(REPO / "src" / "pocli", tmp_path / "pocli")
    for module, (before, lines) in NEW.items():
        path = tmp_path / "pocli" / module
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, lines + before), encoding="utf-8")
    path = tmp_path / "pocli/lookup/select.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace('FILTERS = ("', 'FILTERS = ("novelty", "'), encoding="utf-8"
    )
    folder = tmp_path / "backlog"
    folder.mkdir()

    def po(*words: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(tmp_path), "PO_TODAY": TODAY, "PO_STATE_DIR": str(tmp_path / "state")}
        done = subprocess.run(
            [sys.executable, "-m", "pocli", *words], cwd=folder, env=env, stdout=subprocess.PIPE, text=True, check=False
        )
        assert done.returncode == 0
        return done.stdout

    (folder / "po.yaml").write_text("")
    po("new", "Export invoices", "--novelty", "high")
    po("new", "Print invoices")
    assert "novelty: high\n" in (folder / "stories/PO-1-export-invoices.yaml").read_text()
    assert po("list", "--novelty", "high", "--columns", "id,novelty", "--format", "csv") == "id,novelty\nPO-1,high\n"
    assert po("list", "--novelty", "none", "--columns", "id", "--format", "csv") == "id\nPO-2\n"
    po("set", "1", "novelty=low")
    assert '"novelty": "low"' in po("export", "json")
    assert '"enum": [\n        "low"' in po("schema", "story")
    po("set", "1", "novelty=none")
    assert "novelty" not in (folder / "stories/PO-1-export-invoices.yaml").read_text()
