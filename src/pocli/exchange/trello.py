"""What does a Trello board hold, as its menu exports it as JSON?

A list is a status; checklists are acceptance criteria; a card's number tells when it was made.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from pocli.errors import PoError
from pocli.model import days
from pocli.tables import accounting, columns, item_fields, json_source, story_text
from pocli.tables.items import Import, ImportItem, Note, SourceColumn, normal
from pocli.tables.json_source import name_of, text

KEY = "x-trello-key"
"""Where a story keeps the short link of its card."""
JSON = True
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
READ_APART = frozenset({"name", "desc", "customFieldItems", "checklists"})
"""The keys of a card whose words are accounted for where they are read."""
ARRIVING = frozenset({"owner", "acceptance_criteria", "links", "labels", "due", "started"})
"""The fields that a key becomes alone."""
PLAIN_LISTS = frozenset({"", "checklist", "acceptancecriteria"})
"""What a checklist is called that says nothing more."""
OBJECT_ID = re.compile(r"[0-9a-f]{24}")


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read a board.

    Args:
        source: the board as JSON.
        mapping: the field of one of the board's own fields by its name.

    Raises:
        PoError: the text is no JSON, or no board.
    """
    board = json_source.documents(source)[0]
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise PoError("this is not a Trello board", "export it: Menu, Print, export and share, Export as JSON")
    notes: list[Note] = []
    cards = list(json_source.objects(board["cards"]))
    named = {kind: _names(board, kind) for kind in ("lists", "members", "customFields", "checklists", "labels")}
    keys = {key for card in cards for key in card}
    fields = _custom(named["customFields"], {name: field for name, field in mapping.items() if name not in keys})
    items = [_item(row, card, named, fields, mapping, notes) for row, card in enumerate(cards, 1)]
    notes += [*_actions(board, items), *_board(board)]
    found = (*_own(cards, named["customFields"], fields), *_columns(cards, items, mapping))
    return Import(KEY, tuple(items), found, tuple(notes), unit="card")


def _actions(board: Mapping[str, object], items: list[ImportItem]) -> Iterator[Note]:
    """Name each comment, and count what else was done on the board."""
    rows = {name: item.row for item in items for name in (item.key, *item.also)}
    others: dict[str, int] = {}
    for one in json_source.objects(board.get("actions")):
        kind = text(one.get("type"))
        data = one.get("data")
        said = name_of(data, "text")
        card = data.get("card") if isinstance(data, dict) else None
        if said:
            who = name_of(one.get("memberCreator"), "username", "fullName") or "somebody"
            row = rows.get(name_of(card, "id")) or rows.get(name_of(card, "shortLink"), 0)
            day = text(one.get("date"))[:10]
            yield row, f"comment of {who[:40]}, {day}: `{columns.one_line(said)}`: left out"
        else:
            others[kind] = others.get(kind, 0) + 1
    for kind, count in others.items():
        yield 0, f"actions: {count:,} of `{kind[:40]}`: left out"


def _board(board: Mapping[str, object]) -> Iterator[Note]:
    """Name what the board says of itself, which has no home."""
    for key in ("name", "desc"):
        said = columns.one_line(text(board.get(key)))
        if said:
            yield 0, f"board: its {key} `{said[:60]}` is left out"


def _names(board: Mapping[str, object], kind: str) -> dict[str, Mapping[str, object]]:
    """Return the board's things of a kind by their ids."""
    return {text(one.get("id")): one for one in json_source.objects(board.get(kind))}


def _item(
    row: int,
    card: Mapping[str, object],
    named: Mapping[str, Mapping[str, Mapping[str, object]]],
    custom: Mapping[str, str],
    mapping: Mapping[str, str],
    notes: list[Note],
) -> ImportItem:
    item_fields.lost(row, {key: card.get(key) for key in ("name", "desc")}, notes)
    fields: dict[str, object] = {"title": columns.one_line(text(card.get("name")))}
    fields |= story_text.split(columns.tidy(text(card.get("desc"))))
    status = _found(row, card, "idList", named["lists"], notes)
    fields["status"] = columns.one_line(text(status.get("name")))
    fields["labels"] = [columns.one_line(name) for name in json_source.names(_labels(card, named), "name", "color")]
    fields |= _owner(row, card, named["members"], notes) | _dates(row, card, notes) | _links(row, card, notes)
    checklists = [*json_source.objects(card.get("checklists")), *_listed(row, card, named["checklists"], notes)]
    criteria = [one for checklist in checklists for one in _criteria(row, checklist, named["members"], notes)]
    known = fields.get("acceptance_criteria")
    fields["acceptance_criteria"] = [*(known if isinstance(known, list) else []), *criteria]
    for field, value in _values(row, card, named["customFields"], custom, notes).items():
        if fields.get(field) and fields[field] != value:
            notes.append((row, f"custom field: `{value!s:.60}` is a second {field}: left out"))
        else:
            fields[field] = value
    fields |= {field: columns.one_line(text(card[key])) for key, field in mapping.items() if field and key in card}
    if card.get("closed") is True or status.get("closed") is True:
        notes.append((row, "the card, or its list, is archived: imported as it was"))
    kept = {field: value for field, value in fields.items() if value}
    state = "done" if card.get("dueComplete") is True else ""
    cleared = frozenset({"description", "labels", "owner", "due"} - set(kept))
    also = (text(card.get("id")),)
    key = text(card.get("shortLink")) or also[0]
    made = item_fields.item(ImportItem(row, row, key, kept, also=also, state=state, cleared=cleared), notes)
    accounting.unplaced(card, HOMES.keys() - READ_APART, made, notes)
    return made


def _owner(
    row: int, card: Mapping[str, object], members: Mapping[str, Mapping[str, object]], notes: list[Note]
) -> dict[str, object]:
    wanted = json_source.names(card.get("idMembers"))
    notes += [(row, f"member `{name[:40]}` is not in the file: left out") for name in wanted if name not in members]
    found = [members.get(name, {}) for name in wanted]
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


def _found(
    row: int, card: Mapping[str, object], key: str, known: Mapping[str, Mapping[str, object]], notes: list[Note]
) -> Mapping[str, object]:
    """Return the thing that a card names by its id; say where the file lacks it."""
    name = text(card.get(key))
    if name and name not in known:
        notes.append((row, f"{key.removeprefix('id').lower()} `{name[:40]}` is not in the file: left out"))
    return known.get(name, {})


def _labels(card: Mapping[str, object], named: Mapping[str, Mapping[str, Mapping[str, object]]]) -> object:
    """Return a card's labels, which a file may keep apart from its cards."""
    return card.get("labels") or [named["labels"].get(name, name) for name in json_source.names(card.get("idLabels"))]


def _links(row: int, card: Mapping[str, object], notes: list[Note]) -> dict[str, object]:
    links = []
    for one in json_source.objects(card.get("attachments")):
        name, url = columns.one_line(text(one.get("name"))), text(one.get("url"))
        if url.startswith(("http://", "https://")):
            links.append({"title": name, "url": url})
        else:
            notes.append((row, f"attachment `{name or url:.60}` has no address of the web: left out"))
    return {"links": links}


def _listed(
    row: int, card: Mapping[str, object], checklists: Mapping[str, Mapping[str, object]], notes: list[Note]
) -> Iterator[Mapping[str, object]]:
    """Return a card's checklists, which a board keeps apart from its cards."""
    for name in () if card.get("checklists") else json_source.names(card.get("idChecklists")):
        if name in checklists:
            yield checklists[name]
        else:
            notes.append((row, f"checklist `{name[:40]}` is not in the file: left out"))


def _criteria(
    row: int, checklist: Mapping[str, object], members: Mapping[str, Mapping[str, object]], notes: list[Note]
) -> Iterator[object]:
    """Return the items of a checklist as criteria; name what they say beside their words."""
    name = columns.one_line(text(checklist.get("name")))
    if normal(name) not in PLAIN_LISTS:
        notes.append((row, f"checklist `{name}`: its items are criteria, its name is left out"))
    for one in json_source.objects(checklist.get("checkItems")):
        said = columns.one_line(text(one.get("name")))
        who = text(one.get("idMember"))
        more = [text(one.get("due"))[:10], name_of(members.get(who, {}), "username", "fullName") or who]
        if any(more):
            notes.append((row, f"check item `{said[:60]}`: {', '.join(filter(None, more))}: left out"))
        if said:
            yield {"text": said, "done": "true"} if text(one.get("state")) == "complete" else said


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
    for one in json_source.objects(card.get("customFieldItems")):
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
    for option in json_source.objects(own.get("options")):
        if text(option.get("id")) == text(one.get("idValue")):
            return name_of(option.get("value"), "text")
    return ""


def _columns(
    cards: list[Mapping[str, object]], items: list[ImportItem], mapping: Mapping[str, str]
) -> Iterator[SourceColumn]:
    """Count the cards with each key; of those that become a field, only where it arrived."""
    counts: dict[str, int] = {}
    for card, item in zip(cards, items, strict=True):
        for key, value in card.items():
            field = mapping.get(key, HOMES.get(key, ""))
            arrived = (field not in ARRIVING and key != "idList") or field in item.fields
            counts[key] = counts.get(key, 0) + (json_source.says(value) and arrived)
    yield from (SourceColumn(key, mapping.get(key, HOMES.get(key, "")), count) for key, count in counts.items())


def _own(
    cards: list[Mapping[str, object]], own: Mapping[str, Mapping[str, object]], fields: Mapping[str, str]
) -> Iterator[SourceColumn]:
    used = [
        text(one.get("idCustomField")) for card in cards for one in json_source.objects(card.get("customFieldItems"))
    ]
    yield from (SourceColumn(text(one.get("name")), fields[number], used.count(number)) for number, one in own.items())
