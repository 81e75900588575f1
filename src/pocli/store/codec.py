"""How does a value of the model lie in a file, exactly, so that reading it back runs no code and costs little?

A value becomes JSON that describes itself: texts, whole numbers, truths and nothing are themselves, a tuple is a list,
and whatever JSON has no word for is a mapping of one key, its kind. Records of one kind lie in columns, each with its
distinct values once, so that a column of 100,000 fractions makes only as many fractions as differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import repeat
from operator import is_
from typing import Any, TypeVar

from pocli.model import backlog, config, diagnostic, edit, place, placed, records, story

Json = Any
"""What `json.loads` gives."""
Record = TypeVar("Record", bound=tuple[Any, ...])

KINDS: Mapping[str, type[tuple[Any, ...]]] = {
    name: value
    for module in (backlog, config, diagnostic, edit, placed, place, records, story)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, tuple)
}
"""Every NamedTuple of the model, by its name."""
MANY = 32
"""From so many on, the records of a tuple lie in columns."""
SAMPLE = 256
"""So many values tell whether those of a column recur."""


def encode(value: object) -> Json:
    """Return a value of the model as JSON."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return _tuple(value) if type(value) is tuple else {type(value).__name__: _trimmed(value)}
    if isinstance(value, Fraction):
        return {"/": [value.numerator, value.denominator]}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list):
        return {"list": [encode(inner) for inner in value]}
    if isinstance(value, Mapping):
        return {"map": {key: encode(inner) for key, inner in value.items()}}
    raise TypeError(f"no value of the model: {type(value).__name__}")


def _tuple(value: tuple[Any, ...]) -> Json:
    """Return a tuple as a list, or many records of one kind as a table."""
    kind = type(value[0]) if len(value) >= MANY else None
    if kind is None or not hasattr(kind, "_fields") or any(type(inner) is not kind for inner in value):
        return [encode(inner) for inner in value]
    return {"table": [kind.__name__, columns(kind, value)]}


def _trimmed(value: Any) -> list[Json]:  # noqa: ANN401 - a NamedTuple
    """Return the fields of a NamedTuple without the defaults at its end."""
    fields, defaults, count = value._fields, value._field_defaults, len(value)
    while count and fields[count - 1] in defaults and value[count - 1] == defaults[fields[count - 1]]:
        count -= 1
    return [encode(inner) for inner in value[:count]]


def decode(value: Json) -> Any:  # noqa: ANN401 - whatever was frozen
    """Return the value that was frozen."""
    if isinstance(value, list):
        return tuple(map(decode, value))
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    made = _MAKERS.get(kind)
    return made(content) if made else KINDS[kind](*map(decode, content))


_MAKERS: Mapping[str, Callable[[Any], object]] = {
    "/": lambda content: Fraction(*content),
    "day": date.fromisoformat,
    "map": lambda content: {key: decode(inner) for key, inner in content.items()},
    "list": lambda content: list(map(decode, content)),
    "table": lambda content: rows(KINDS[content[0]], content[1], {}),
}


def columns(kind: type[Record], records: Sequence[Record], without: Sequence[str] = ()) -> Json:
    """Return records of one kind as columns, some fields left out.

    A column is None where it is left out; `{"all": value}` where every record has the same; `{"of": values, "at":
    places}` where values recur; `{"in": kind, "is": places, "table": …}` for inner records that some have; else what
    `_list` gives.
    """
    fields: Sequence[str] = kind._fields  # type: ignore[attr-defined]
    found = [None if name in without else column([record[at] for record in records]) for at, name in enumerate(fields)]
    return {"rows": len(records), "columns": found}


def column(values: Sequence[Any]) -> Json:
    """Return values of one field, as `columns` says."""
    some = next((value for value in values if value is not None), None)
    if all(map(is_, values, repeat(some))):
        return {"all": encode(some)}
    if isinstance(some, str) and _hardly_recur(values):
        return {"texts": list(values)}
    if isinstance(some, tuple) and hasattr(some, "_fields"):
        has = [at for at, value in enumerate(values) if value is not None]
        return {"in": type(some).__name__, "is": has, "table": columns(type(some), [values[at] for at in has])}
    return _recurring(values)


def _recurring(values: Sequence[Any]) -> Json:
    """Return values with each distinct one once, where they do recur."""
    by_identity = dict(zip(map(id, values), values, strict=True))  # the same object is the same value, however slow ==
    keys = [_key(value) for value in by_identity.values()]
    try:
        distinct = dict(zip(keys, by_identity.values(), strict=True))
    except TypeError:  # a mapping or a list in it, of which nobody can say quickly whether it recurs
        return list(map(encode, values))
    if len(distinct) == 1:
        return {"all": encode(values[0])}
    if len(distinct) * 2 > len(values):
        return _list(values)
    places = {key: at for at, key in enumerate(distinct)}
    place_of = {identity: places[key] for identity, key in zip(by_identity, keys, strict=True)}
    return {"of": _list(list(distinct.values())), "at": [place_of[id(value)] for value in values]}


def _hardly_recur(values: Sequence[Any]) -> bool:
    """Tell of a sample whether it holds texts only, most of them once; to look at all of many values takes long."""
    sample = values[:: -(-len(values) // SAMPLE)]
    return all(isinstance(value, str) for value in values) and len({*sample}) * 2 > len(sample)


def _key(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return what two equal values have in common and no others; the hash of a fraction is slow."""
    return value.as_integer_ratio() if type(value) is Fraction else (type(value), value)


def _list(values: Sequence[Any]) -> Json:
    """Return values that hardly recur: texts as they are, fractions as what stands above and below the line."""
    if all(isinstance(value, str) for value in values):
        return {"texts": list(values)}
    if all(isinstance(value, Fraction) for value in values):
        return {"over": [value.numerator for value in values], "under": [value.denominator for value in values]}
    return list(map(encode, values))


def rows(kind: type[Record], table: Json, instead: Mapping[str, Iterable[Any]]) -> tuple[Record, ...]:
    """Return the records of a table of columns.

    Args:
        kind: what they are.
        table: what `columns` gave.
        instead: the values of the fields that were left out, by field.
    """
    count, fields = table["rows"], kind._fields  # type: ignore[attr-defined]
    found = [
        instead[name] if column is None else _values(column, count)
        for name, column in zip(fields, table["columns"], strict=True)
    ]
    return tuple(map(partial(tuple.__new__, kind), zip(*found, strict=False))) if count else ()


def _values(column: Json, count: int) -> Iterable[Any]:
    if isinstance(column, list):
        return map(decode, column)
    if "texts" in column:
        texts: list[str] = column["texts"]
        return texts
    if "all" in column:
        return repeat(decode(column["all"]), count)
    if "over" in column:
        return map(Fraction, column["over"], column["under"])
    if "of" in column:
        distinct = list(_values(column["of"], count))
        return map(distinct.__getitem__, column["at"])
    inner = rows(KINDS[column["in"]], column["table"], {})
    return inner if len(inner) == count else _spread(inner, column["is"], count)


def _spread(inner: Sequence[Any], places: Sequence[int], count: int) -> Sequence[Any]:
    """Return the inner records in their rows, and None in the others."""
    found: list[Any] = [None] * count
    for at, value in zip(places, inner, strict=True):
        found[at] = value
    return found
