"""What of a row stands for something else: which stories, sprints, goals and statuses do its words mean?"""

from collections.abc import Mapping

from pocli.features.imports.import_names import Names
from pocli.tables.items import ImportItem, ImportLink, Note, normal


def resolved(name: str, item: ImportItem, known: Names, notes: list[Note]) -> dict[str, object]:
    """Return a row's fields with ids in the place of names in `parent` and `depends_on`."""
    fields = dict(item.fields)
    for field in ("parent", "depends_on"):
        value = fields.pop(field, None)
        cells = [str(value)] if field == "parent" and value else list(value) if isinstance(value, list) else []
        told = [one for cell in cells for one in known.several(str(cell))]
        found = [our for _, our in told if our not in {"", name}]
        notes += [
            (item.row, f"{field}: {known.why(word)} `{word[:60]}`: left out") for word, our in told if our in {"", name}
        ]
        if field == "parent" and len(found) > 1:
            notes.append((item.row, f"parent: a story has one: `{', '.join(found[1:])[:60]}` left out"))
        if found:
            fields[field] = found[0] if field == "parent" else list(dict.fromkeys(found))
    return fields


def placed(
    fields: dict[str, object], item: ImportItem, places: Mapping[str, Mapping[str, str]], notes: list[Note]
) -> dict[str, object]:
    """Put ids in the place of the names of sprints and goals."""
    for field, known in places.items():
        word = str(fields.pop(field, ""))
        if normal(word) in known:
            fields[field] = known[normal(word)]
        elif word:
            notes.append((item.row, f"{field}: no {field} here is called `{word[:60]}`: left out"))
    return fields


def worded(
    fields: dict[str, object], item: ImportItem, statuses: Mapping[tuple[str, str], str], notes: list[Note]
) -> dict[str, object]:
    """Put our word in the place of a status; one that nobody knows is left out."""
    word = str(fields.pop("status", ""))
    our = statuses.get((word, item.state), "")
    if our:
        fields["status"] = our
    elif word:
        fields.update({"status": "done"} if fields.get("finished") else {})
        notes.append((item.row, f"status: `{word[:60]}` is not a status that po knows: left out"))
    elif item.state:
        fields["status"] = item.state
    return fields


def link(
    drafts: Mapping[str, dict[str, object]], links: tuple[ImportLink, ...], known: Names, notes: list[Note]
) -> None:
    """Add what the links say to `depends_on`."""
    for row, laters, earlier in links:
        first = known.one(earlier)
        for later, name in known.several(laters):
            if not first or name not in drafts or name == first:
                wrong = earlier if not first else later
                notes.append((row, f"links: `{wrong[:60]}` is not another imported row: not used"))
                continue
            depends = drafts[name].setdefault("depends_on", [])
            if isinstance(depends, list) and first not in depends:
                depends.append(first)
