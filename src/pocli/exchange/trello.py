"""What does a Trello board hold, as its menu exports it as JSON?

A list is a status; checklists are acceptance criteria; a card's number tells when it was made.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from pocli.errors import PoError
from pocli.model import days
from pocli.model.foreign import Column, Import, Item, Note
from pocli.schema import columns, document, foreign, prose
from pocli.schema.document import name_of, text

KEY = "x-trello-key"
"""Where a story keeps the short link of its card."""
SIGNS = ("cards lists", "idBoard shortLink")
"""Keys by which a document is known to be Trello's."""

HOMES = {
    "shortLink": "key",
    "id": "key, created",
    "name": "title",
    "desc": "description",
    "idList": "status",
    "dueComplete": "status",
    "closed": "note",
    "idLabels": "labels",
    "labels": "labels",
    "idMembers": "owner",
    "due": "due",
    "start": "started",
    "idChecklists": "acceptance_criteria",
    "checklists": "acceptance_criteria",
    "attachments": "links",
    "customFieldItems": "by their names",
}
"""What each key of a card becomes."""
OBJECT_ID = re.compile(r"[0-9a-f]{24}")


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read a board.

    Args:
        source: the board as JSON.
        mapping: the field of one of the board's own fields by its name.

    Raises:
        PoError: the text is no JSON, or no board.
    """
    board = document.documents(source)[0]
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise PoError("this is not a Trello board", "export it: Menu, Print, export and share, Export as JSON")
    notes: list[Note] = []
    cards = list(document.objects(board["cards"]))
    named = {kind: _names(board, kind) for kind in ("lists", "members", "customFields", "checklists")}
    keys = {key for card in cards for key in card}
    fields = _custom(named["customFields"], {name: field for name, field in mapping.items() if name not in keys})
    items = [_item(row, card, named, fields, mapping, notes) for row, card in enumerate(cards, 1)]
    found = (*_own(cards, named["customFields"], fields), *_columns(cards, mapping))
    return Import(KEY, tuple(items), found, tuple(notes), unit="card")


def _names(board: Mapping[str, object], kind: str) -> dict[str, Mapping[str, object]]:
    """Return the board's things of a kind by their ids."""
    return {text(one.get("id")): one for one in document.objects(board.get(kind))}


def _item(
    row: int,
    card: Mapping[str, object],
    named: Mapping[str, Mapping[str, Mapping[str, object]]],
    custom: Mapping[str, str],
    mapping: Mapping[str, str],
    notes: list[Note],
) -> Item:
    foreign.lost(row, {key: card.get(key) for key in ("name", "desc")}, notes)
    fields: dict[str, object] = {"title": columns.one_line(text(card.get("name")))}
    fields |= prose.split(columns.tidy(text(card.get("desc"))))
    status = named["lists"].get(text(card.get("idList")), {})
    fields["status"] = columns.one_line(text(status.get("name")))
    fields["labels"] = [columns.one_line(name) for name in document.names(card.get("labels"), "name", "color")]
    fields |= _owner(row, card, named["members"], notes) | _dates(row, card, notes) | _links(card)
    checklists = [*document.objects(card.get("checklists")), *_listed(card, named["checklists"])]
    criteria = [_criterion(one) for checklist in checklists for one in document.objects(checklist.get("checkItems"))]
    known = fields.get("acceptance_criteria")
    fields["acceptance_criteria"] = [*(known if isinstance(known, list) else []), *criteria]
    fields |= _values(row, card, named["customFields"], custom, notes)
    fields |= {field: columns.one_line(text(card[key])) for key, field in mapping.items() if field and key in card}
    if card.get("closed") is True or status.get("closed") is True:
        notes.append((row, "the card, or its list, is archived: imported as it was"))
    kept = {field: value for field, value in fields.items() if value}
    state = "done" if card.get("dueComplete") is True else ""
    cleared = frozenset({"description", "labels", "owner", "due"} - set(kept))
    also = (text(card.get("id")),)
    return foreign.item(
        Item(row, row, text(card.get("shortLink")) or also[0], kept, also=also, state=state, cleared=cleared), notes
    )


def _owner(
    row: int, card: Mapping[str, object], members: Mapping[str, Mapping[str, object]], notes: list[Note]
) -> dict[str, object]:
    found = [members.get(name, {}) for name in document.names(card.get("idMembers"))]
    people = [columns.one_line(name) for one in found if (name := name_of(one, "username", "fullName"))]
    if len(people) > 1:
        notes.append((row, f"members: a story has one owner: `{', '.join(people[1:])[:60]}` left out"))
    return {"owner": people[0]} if people else {}


def _dates(row: int, card: Mapping[str, object], notes: list[Note]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, key in (("due", "due"), ("started", "start")):
        try:
            found |= {field: days.day(text(card.get(key)))} if card.get(key) else {}
        except ValueError as error:
            notes.append((row, f"{key}: {error}: left out"))
    number = text(card.get("id"))
    if OBJECT_ID.fullmatch(number):
        found["created"] = datetime.fromtimestamp(int(number[:8], 16), UTC).date().isoformat()
    return found


def _links(card: Mapping[str, object]) -> dict[str, object]:
    found = (
        (columns.one_line(text(one.get("name"))), text(one.get("url")))
        for one in document.objects(card.get("attachments"))
    )
    return {"links": [{"title": name, "url": url} for name, url in found if url.startswith(("http://", "https://"))]}


def _listed(
    card: Mapping[str, object], checklists: Mapping[str, Mapping[str, object]]
) -> Iterator[Mapping[str, object]]:
    """Return a card's checklists, which a board keeps apart from its cards."""
    if not card.get("checklists"):
        yield from (checklists[name] for name in document.names(card.get("idChecklists")) if name in checklists)


def _criterion(one: Mapping[str, object]) -> object:
    said = columns.one_line(text(one.get("name")))
    return {"text": said, "done": "true"} if text(one.get("state")) == "complete" else said


def _custom(own: Mapping[str, Mapping[str, object]], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the field of each of the board's own fields, by its id, as its name means it."""
    names = [text(one.get("name")) for one in own.values()]
    return dict(zip(own, columns.matched(names, mapping, columns.MEANINGS), strict=True))


def _values(
    row: int,
    card: Mapping[str, object],
    own: Mapping[str, Mapping[str, object]],
    fields: Mapping[str, str],
    notes: list[Note],
) -> dict[str, object]:
    """Return what the board's own fields say of a card."""
    found: dict[str, object] = {}
    for one in document.objects(card.get("customFieldItems")):
        number = text(one.get("idCustomField"))
        field, said = fields.get(number, ""), _said(one, own.get(number, {}))
        if field and said:
            try:
                found[field] = columns.value(field, said)
            except ValueError as error:
                notes.append((row, f"{text(own[number].get('name'))}: {error}: left out"))
    rice = {part: found.pop(part) for part in columns.RICE if part in found}
    return found | ({"rice": rice} if rice else {})


def _said(one: Mapping[str, object], own: Mapping[str, object]) -> str:
    """Return the value of one of the board's own fields as a text; that of a list is an option's."""
    value = one.get("value")
    if isinstance(value, dict):
        return next((text(inner) for inner in value.values()), "")
    for option in document.objects(own.get("options")):
        if text(option.get("id")) == text(one.get("idValue")):
            return name_of(option.get("value"), "text")
    return ""


def _columns(cards: list[Mapping[str, object]], mapping: Mapping[str, str]) -> Iterator[Column]:
    counts: dict[str, int] = {}
    for card in cards:
        for key, value in card.items():
            counts[key] = counts.get(key, 0) + document.says(value)
    yield from (Column(key, mapping.get(key, HOMES.get(key, "")), count) for key, count in counts.items())


def _own(
    cards: list[Mapping[str, object]], own: Mapping[str, Mapping[str, object]], fields: Mapping[str, str]
) -> Iterator[Column]:
    used = [text(one.get("idCustomField")) for card in cards for one in document.objects(card.get("customFieldItems"))]
    yield from (Column(text(one.get("name")), fields[number], used.count(number)) for number, one in own.items())
