"""Which links and roles of another tool would `po validate` call an error? They are left out, and named."""

from collections.abc import Iterator, Mapping

from pocli.model import graph, ident
from pocli.model.backlog import Backlog
from pocli.tables.items import ImportItem, Note
from pocli.text import folded

SHOWN = 5


def sound(
    drafts: Mapping[str, dict[str, object]], rows: Mapping[str, ImportItem], backlog: Backlog, notes: list[Note]
) -> None:
    """Leave out what would be an error: a parent or a dependency in a ring, a dependency on what one is part of.

    Args:
        drafts: the fields of each row by its id, with ids in the place of names; they change.
        rows: the rows by id.
        backlog: ours.
        notes: where it is said.
    """
    places = {name: item.row for name, item in rows.items()}
    above = {story.id: story.parent for story in backlog.stories if story.parent}
    notes += [(places[name], why) for name, why in _parents(drafts, above)]
    needs: dict[str, list[str]] = {story.id: list(story.depends_on) for story in backlog.stories}
    old = {(name, need) for name, those in needs.items() for need in those}
    notes += [(places[name], why) for name, why in _upward(drafts, above)]
    for name, fields in drafts.items():
        needs[name] = list(dict.fromkeys([*_needs(fields), *needs.get(name, ())]))
    notes += [(places[name], why) for name, why in _rings(drafts, needs, old)]
    notes += [(places[name], why) for name, why in _roles(drafts, backlog)]


def _needs(fields: Mapping[str, object]) -> list[str]:
    needed = fields.get("depends_on")
    return list(needed) if isinstance(needed, list) else []


def _without(fields: dict[str, object], need: str) -> None:
    left = [one for one in _needs(fields) if one != need]
    fields.update({"depends_on": left})
    if not left:
        del fields["depends_on"]


def _parents(drafts: Mapping[str, dict[str, object]], above: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Take over the parents, but one in each ring."""
    above |= {name: str(fields["parent"]) for name, fields in drafts.items() if fields.get("parent")}
    for ring in graph.components({name: [parent] for name, parent in above.items()}):
        if len(ring) > 1:
            last = max(
                (name for name in ring if name in drafts and drafts[name].get("parent")), key=ident.order, default=""
            )
            if last:
                said = " → ".join(_around(above, last))
                del above[last], drafts[last]["parent"]
                yield last, f"parent: these would be each other's parents: {said}: left out"


def _around(above: Mapping[str, str], start: str) -> list[str]:
    """Return the ring from one of its members on, the first few of many."""
    ring = [start, above[start]]
    while ring[-1] != start and len(ring) < SHOWN:
        ring.append(above[ring[-1]])
    return ring if ring[-1] == start else [*ring, "…"]


def _upward(drafts: Mapping[str, dict[str, object]], above: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    spans = graph.spans(above)
    for name, fields in drafts.items():
        for need in _needs(fields):
            if graph.within(spans, name, need):
                _without(fields, need)
                yield name, f"depends_on: {name} is part of {need}, which says enough: left out"


def _rings(
    drafts: Mapping[str, dict[str, object]], needs: dict[str, list[str]], old: set[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Take the last new dependency out of each ring, until there is none."""
    open_ones = [ring for ring in graph.components(needs) if len(ring) > 1]
    while open_ones:
        inside = open_ones.pop()
        edges = {name: [need for need in needs[name] if need in set(inside)] for name in inside}
        found = graph.ring(edges, inside, ident.order)
        steps = list(zip(found, (*found[1:], found[0]), strict=True))
        new = [step for step in steps if step not in old and step[1] in _needs(drafts.get(step[0], {}))]
        if not new:
            continue
        name, need = max(new, key=lambda step: (ident.order(step[0]), ident.order(step[1])))
        needs[name].remove(need)
        _without(drafts[name], need)
        shown = " → ".join([*found[:SHOWN], "…"] if len(found) > SHOWN else [*found, found[0]])
        yield name, f"depends_on: these would wait for each other: {shown}: {need} left out"
        inner = {one: [other for other in needs[one] if other in set(inside)] for one in inside}
        open_ones += [ring for ring in graph.components(inner) if len(ring) > 1]


def _roles(drafts: Mapping[str, dict[str, object]], backlog: Backlog) -> Iterator[tuple[str, str]]:
    """Take the personas of po.yaml for roles that differ from them only in case; leave out the others."""
    personas = {folded(one): one for one in backlog.config.personas}
    for name, fields in drafts.items() if personas else ():
        role = str(fields.get("as_a", ""))
        if role and folded(role) in personas:
            fields["as_a"] = personas[folded(role)]
        elif role:
            del fields["as_a"]
            yield name, f"as_a: `{role[:60]}` is not a persona of po.yaml: left out"
