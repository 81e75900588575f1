"""What the tests of moving in share: stories as the whole way through their files makes them."""

from pathlib import Path

import pytest

from house import SHARED
from pocli.features.imports.import_plan import ImportPlan
from pocli.model.story import Story
from pocli.schema import values
from pocli.schema.story_file import StorySchema as Schema
from pocli.yaml.emit import emit
from pocli.yaml.parse import parse


def stories(found: ImportPlan) -> list[Story]:
    """Return the stories that an import makes; every one must validate."""
    made = []
    for row in found.rows:
        document = parse(emit(row.fields).encode())
        assert not document.faults
        assert document.tree == row.fields
        own = {key: one for key, one in document.tree.items() if not key.startswith("x-")}
        extra = {key: one for key, one in document.tree.items() if key.startswith("x-")}
        story = values.make("stories", f"stories/{row.ident}.yaml", Schema.model_validate(own), extra, ())
        assert isinstance(story, Story)
        made.append(story)
    return made


def shared(name: str) -> str:
    """Return the text of a file of the shared data; the test skips where there is none."""
    path: Path = SHARED / "data" / name
    if not path.exists():
        pytest.skip("the shared data is not here")
    return path.read_text(encoding="utf-8")
