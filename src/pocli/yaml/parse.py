"""What does a file's text say, as a tree of texts with places?

Nothing here trusts the bytes: no composer, constructor or resolver runs. libyaml gives events; an iterative builder with
caps makes a tree of `str`, `list` and `dict` from them, and a tree of places beside it.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import _ruamel_yaml
from ruamel.yaml import events
from ruamel.yaml.error import MarkedYAMLError

from pocli.model.place import Span
from pocli.yaml.letters import REFUSED, SURROGATE, Fault, characters, conflicts, not_utf8
from pocli.yaml.traps import Trouble, second, trap

MAX_BYTES = 256 * 1024
MAX_SCALAR = 64 * 1024
MAX_DEPTH = 32
MAX_NODES = 20_000

COMMENT = re.compile(r" #\S")


POINTER = "version https://git-lfs.github.com/spec/"
FAR = "the file is a pointer of Git LFS: its content is not here"


class Empty:
    """An empty plain value (`points:`), which means that the key is absent."""


EMPTY = Empty()


class Places(NamedTuple):
    """Where a value stands, where its key stands, and where what is in it stands."""

    span: Span
    key: Span
    inner: "dict[str | int, Places]"
    cut: bool = False
    """A plain scalar that a `#` right after it may have cut short."""
    lines: bool = False
    """A plain scalar of more than one line."""


class Document(NamedTuple):
    """A file's tree of texts, the places of it, and what is wrong with its text."""

    text: str
    bom: bool
    tree: dict[str, object]
    places: Places
    faults: tuple[Fault, ...]
    doubtful: bool = False
    """A plain scalar of it is `cut`, or has `lines`."""


KEPT_FILES, KEPT_BYTES = 64, 8 * 1024
"""A change reads the same bytes for each of its checks: so many small files are kept, some megabytes at worst."""
START = Span()
NOWHERE = Places(START, START, {})
ENDS = frozenset({events.MappingEndEvent, events.SequenceEndEvent})


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def parse(data: bytes) -> Document:
    """Read a file's bytes. `tree` is empty when they cannot be read; `faults` says why, with places. No tree is changed."""
    return _kept(data) if len(data) <= KEPT_BYTES else _parsed(data)


def _parsed(data: bytes) -> Document:
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB"
        return _failed("", Fault("unsafe-yaml", message, Span(), "split it, or link to the text instead", shown=False))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _failed("", not_utf8(data, error.start))
    bom = text.startswith("\ufeff")
    text = text[1:] if bom else text
    faults = characters(text) or conflicts(text)
    if faults:
        return Document(text, bom, {}, NOWHERE, faults)
    try:
        builder = _Builder(text)
        tree, places = builder.build()
    except _Refused as refused:
        return _failed(text, refused.fault)
    except MarkedYAMLError as error:
        return _failed(text, _syntax(text, error))
    return Document(text, bom, tree, places, (), builder.doubtful)


_kept = lru_cache(KEPT_FILES)(_parsed)


def _failed(text: str, fault: Fault) -> Document:
    return Document(text, bom=False, tree={}, places=NOWHERE, faults=(fault,))


def _syntax(text: str, error: MarkedYAMLError) -> Fault:
    """Say what libyaml could not read, by the mistake behind it."""
    mark, begin = error.problem_mark or error.context_mark, error.context_mark
    trouble = Trouble(
        str(error.problem),
        mark.line if mark else 0,
        mark.column if mark else 0,
        str(error.context or ""),
        (begin.line, begin.column) if begin else None,
    )
    found = trap(text, trouble, _reach)
    return Fault(found.rule, found.message, found.span, found.hint)


def _reach(text: str) -> int | None:
    """Return the line, from 0, in which a text stops being YAML; None where it is YAML."""
    events_of = _ruamel_yaml.CParser(text).get_event
    try:
        while not isinstance(events_of(), events.StreamEndEvent):
            pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.line if mark else 0
    return None


class _Open(NamedTuple):
    """A collection whose end was not yet seen, and the key that waits for its value there."""

    event: Any
    holder: Any
    places: dict[str | int, Places]
    key: str
    key_span: Span


class _Builder:
    """Make the trees from libyaml's events, without recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.next = _ruamel_yaml.CParser(text).get_event
        self.nodes = 0
        self.doubtful = False

    def build(self) -> tuple[dict[str, object], Places]:
        """Return the tree and its places."""
        event = self._first()
        if not isinstance(event, events.MappingStartEvent):
            if isinstance(event, (events.ScalarEvent, events.SequenceStartEvent, events.AliasEvent)):
                self._guard(event)
                if self.text.startswith(POINTER):
                    raise _Refused(Fault("wrong-type", FAR, Span(), "fetch it: git lfs pull"))
                raise _Refused(
                    Fault("wrong-type", "the file is not a mapping", _of(event), "write it as `key: value` lines")
                )
            return {}, NOWHERE  # nothing but comments
        tree, places = self._mapping(event)
        self.next()
        after = self.next()
        if not isinstance(after, events.StreamEndEvent):
            raise _Refused(Fault(*second(_of(after))))
        return tree, places

    def _first(self) -> events.Event:
        """Return the event of the document's first node, or that of the stream's end."""
        self.next()
        start = self.next()
        if isinstance(start, events.DocumentStartEvent) and (start.version or start.tags):
            raise _Refused(
                Fault("unsafe-yaml", "directives are not allowed", Span(), "remove the line that begins with `%`")
            )
        return start if isinstance(start, events.StreamEndEvent) else self.next()

    def _guard(self, event: Any) -> None:
        """Refuse what the strict subset leaves out."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Refused(Fault("unsafe-yaml", f"more than {MAX_NODES:,} values", _of(event), "split the file"))
        if isinstance(event, events.AliasEvent):
            raise _Refused(
                Fault(
                    "unsafe-yaml",
                    "aliases are not allowed",
                    _of(event),
                    "write the value out; a text that begins with `*` needs quotes",
                )
            )
        if event.anchor is not None:
            raise _Refused(
                Fault(
                    "unsafe-yaml",
                    "anchors are not allowed",
                    _of(event),
                    "write the value out each time; a text that begins with `&` needs quotes",
                )
            )
        if event.ctag is not None and str(event.ctag):
            raise _Refused(
                Fault(
                    "unsafe-yaml",
                    "tags are not allowed",
                    _of(event),
                    "remove it: the field decides the type; a text that begins with `!` needs quotes",
                )
            )

    def _mapping(self, first: events.MappingStartEvent) -> tuple[dict[str, object], Places]:
        """Build the whole tree below one mapping with a stack of open collections."""
        self._guard(first)
        root: dict[str, object] = {}
        around: list[_Open] = []
        opened, holder, places, key, key_span = _Open(first, root, {}, "", START)
        while True:
            event = self.next()
            kind = type(event)
            if kind in ENDS:
                found = Places(_between(opened, event), START, places)
                if not around:
                    return root, found
                opened, holder, places, key, key_span = around.pop()
                places[key or len(holder) - 1] = found._replace(key=key_span)
                key, key_span = "", START
                continue
            self._guard(event)
            mapping = type(holder) is dict
            if mapping and not key:
                key, key_span = self._key(event, holder)
                continue
            slot = key if mapping else len(holder)
            if kind is events.ScalarEvent:
                value, places[slot] = self._scalar(event, key_span)
                _put(holder, slot, value)
                key, key_span = "", START
                continue
            if len(around) + 1 >= MAX_DEPTH:
                raise _Refused(Fault("unsafe-yaml", f"nested deeper than {MAX_DEPTH}", _of(event), "flatten it"))
            inner: Any = {} if kind is events.MappingStartEvent else []
            _put(holder, slot, inner)
            around.append(_Open(opened, holder, places, key, key_span))
            opened, holder, places, key, key_span = _Open(event, inner, {}, "", START)

    def _key(self, event: events.NodeEvent, holder: dict[str, object]) -> tuple[str, Span]:
        if not isinstance(event, events.ScalarEvent) or not event.value:
            raise _Refused(Fault("unsafe-yaml", "a key must be plain text", _of(event), "write `name: value`"))
        if event.value == "<<" and event.style in {None, ""}:
            raise _Refused(Fault("unsafe-yaml", "merge keys are not allowed", _of(event), "write the values out"))
        if len(event.value) > MAX_SCALAR:
            raise _Refused(Fault("unsafe-yaml", "a key is too long", _of(event)._replace(end_line=1), "", shown=False))
        if event.value in holder:
            message = f"the key `{event.value[:80]}` stands twice"
            raise _Refused(Fault("unsafe-yaml", message, _of(event), "keep one of the two"))
        return event.value, _of(event)

    def _scalar(self, event: events.ScalarEvent, key: Span) -> tuple[object, Places]:
        value = event.value
        if len(value) > MAX_SCALAR:
            message = f"a text is longer than {MAX_SCALAR // 1024} KiB"
            raise _Refused(Fault("unsafe-yaml", message, _of(event), "shorten it, or link to it", shown=False))
        escaped = REFUSED.search(value) if event.style == '"' else None
        if (escaped and escaped[0] == "\0") or (not value.isascii() and SURROGATE.search(value)):
            raise _Refused(
                Fault("unsafe-yaml", "this text contains a character that no text may contain", _of(event), "remove it")
            )
        plain = not event.style
        cut = plain and COMMENT.match(self.text, event.end_mark.index) is not None
        if plain and not value:
            self.doubtful = self.doubtful or cut
            return EMPTY, Places(_of(event), key, {}, cut)
        lines = plain and event.end_mark.line != event.start_mark.line
        self.doubtful = self.doubtful or cut or lines
        return value, Places(_of(event), key, {}, cut, lines)


def _put(holder: object, slot: str | int, value: object) -> None:
    if isinstance(holder, dict):
        holder[slot] = value
    else:
        holder.append(value)  # type: ignore[attr-defined]


def _of(event: events.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _between(first: events.Event, last: events.Event) -> Span:
    start, end = first.start_mark, last.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
