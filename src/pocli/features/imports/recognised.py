"""Whose file is it, by the headers of its table or the keys of its JSON?"""

import re
from collections.abc import Iterator, Sequence

from pocli import registry
from pocli.errors import PoError
from pocli.tables import columns, csv_table, heads
from pocli.tables.items import normal

JSON = re.compile(r"\s*[\[{]")
XML = re.compile(r"\s*<(?:\?xml|!doctype|[a-z][\w:-]*[\s>/])", re.IGNORECASE)
KEY = re.compile(r'"(\w{1,40})"\s*:')
SEEN = 2_000_000
"""So many characters of a JSON text tell whose it is."""
ANY = frozenset({"csv", "text", "draft"})
"""The formats of no tool of its own."""
PROSE = frozenset({"text", "draft"})
DOCUMENTS = ("github", "trello", "json", "beads", "jira-json")
"""The formats that are JSON."""


def fitting(text: str) -> tuple[str, ...]:
    """Return the tools whose signs a text bears; of several, those of which it bears the most."""
    best: dict[str, int] = {}
    for words in _heads(text):
        for name in registry.names("exchange"):
            member = registry.member("exchange", name)
            told = member.signs(words) if hasattr(member, "signs") else frozenset()
            known = {columns.header(word) or normal(word) for word in words} | told
            signs = [sign.split() for sign in getattr(member, "SIGNS", ())]
            size = max((len(sign) for sign in signs if known.issuperset(map(_plain, sign))), default=0)
            best[name] = max(best.get(name, 0), size)
        if any(best.values()):
            break
    most = max(best.values(), default=0)
    return tuple(name for name, size in best.items() if size == most and most)


def _plain(word: str) -> str:
    return word if word == "#" else normal(word)


def _heads(text: str) -> Iterator[Sequence[str]]:
    """Return the rows that may be the header of a table, or all keys of a JSON text."""
    if JSON.match(text):
        yield KEY.findall(text[:SEEN])
        return
    yield from csv_table.first_rows(text, heads.PREFACE)


def checked(source: str, name: str, text: str) -> None:
    """Refuse a text that is no table, or no prose, where the format wants one.

    Raises:
        PoError: it is JSON, XML, or a format reads none of these.
    """
    what = "JSON" if JSON.match(text) and _is_json(text) else "XML" if XML.match(text) else ""
    documents = {one for one in registry.names("exchange") if getattr(registry.member("exchange", one), "JSON", False)}
    if not what or source in documents or source == "backlog-md":
        return
    fits = fitting(text) if what == "JSON" else ()
    tried = [one for one in fits if one in documents]
    hint = f"try: po import {tried[0]} {name}" if tried else "export it as CSV: po import csv FILE"
    raise PoError(f"`{name}` is {what}, not {'a text' if source in PROSE else 'a table'}", hint)


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON rather than a table or a prose that begins with a bracket."""
    return bool(re.match(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\[{"\]\d]|$))', text))
