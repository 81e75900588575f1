"""Which of a stranger's fields does a story's schema take, and what do they mean?"""

from collections.abc import Mapping

from pydantic import ValidationError

from pocli.errors import PoError
from pocli.model import written
from pocli.model.story import Story
from pocli.schema import values
from pocli.schema.instead import understood
from pocli.schema.story_file import StorySchema as Schema
from pocli.tables import columns
from pocli.tables.csv_table import MOST
from pocli.tables.items import ImportItem, Note

NAMES = frozenset({"id", "title", "status", "parent", "goal", "sprint", "depends_on"})
"""The fields that stand for something else until they meet the backlog."""
DEFAULTS: Mapping[str, object] = {"type": "story"}


def item(found: ImportItem, notes: list[Note]) -> ImportItem:
    """Return an item with only such fields as its file may hold, and what they mean; name the others.

    Raises:
        PoError: it is one too many.
    """
    if found.row > MOST:
        raise PoError(f"there are more than {MOST:,} items or lines", "export less at a time")
    said = {name: one for name, one in found.fields.items() if name not in NAMES and not name.startswith("x-")}
    parsed, own, wrong, items = _parsed(said)
    notes += [(found.row, f"{name}: {why}: left out") for name, why in {**wrong, **items}.items()]
    story = values.make("stories", "", parsed, {}, ())
    known = written.fields(story) if isinstance(story, Story) else {}
    means = {name: known.get(name, DEFAULTS.get(name, "")) for name in own}
    gone = said.keys() - own.keys()
    kept = {name: own.get(name, one) for name, one in found.fields.items() if name not in gone}
    return found._replace(fields=kept, means=means)


def lost(row: int, texts: Mapping[str, object], notes: list[Note]) -> None:
    """Name what of some texts no file can hold, by what they are called."""
    for name, text in texts.items():
        if isinstance(text, str) and (why := columns.lost(text)):
            notes.append((row, f"{name[:60]}: {why}"))


def _parsed(own: Mapping[str, object]) -> tuple[Schema, Mapping[str, object], Mapping[str, str], Mapping[str, str]]:
    """Return the fields as the schema reads them without what it refuses, what they say, and why it refuses the others.

    What is meant beyond doubt, such as `80%` by a confidence of `80`, is taken for what is said. Of a list, only the
    items that are refused are left out; the last mapping names these.
    """
    meant, wrong, items = own, dict[str, str](), dict[str, str]()
    while True:
        kept = {name: one for name, one in meant.items() if name not in wrong}
        try:
            return Schema.model_validate({"id": "PO-1", "title": "-", **kept}), kept, wrong, items
        except ValidationError as error:
            errors = error.errors(include_url=False)
        better = understood(dict(own), errors) if meant is own else own
        if meant is own and better != own:
            meant = better
            continue
        bad: dict[str, dict[int, str]] = {}
        for one in errors:
            field, *rest = one["loc"]
            at = next((part for part in rest[:1] if isinstance(part, int)), None)
            why = f"`{rest[-1]}` is not known there" if one["type"] == "extra_forbidden" and rest else one["msg"]
            if at is None or not isinstance(kept.get(str(field)), list):
                wrong |= {str(field): why}
            else:
                bad.setdefault(str(field), {}).setdefault(at, why)
        for field, reasons in bad.items():
            listed = kept[field]
            items |= {f"{field}[{at + 1}]": why for at, why in reasons.items()}
            fewer = [one for at, one in enumerate(listed if isinstance(listed, list) else ()) if at not in reasons]
            meant = {**meant, field: fewer} if fewer else {name: one for name, one in meant.items() if name != field}
