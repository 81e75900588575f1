"""Which records speak of some words, and which speak of them most?

Okapi BM25F over fields (Robertson and Zaragoza: The Probabilistic Relevance Framework, 2009): a word counts more where
few records have it, where it stands in a title or a label, and where the record is short. Case and accents make no
difference, a word is also found at the beginning of others and, for less, within them, and one slip is forgiven.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.backlog import Backlog, Record
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Criterion, Story
from pocli.text import nearest, unaccented

SATURATION, BY_LENGTH = 1.2, 0.75
"""k1 and b of BM25, as in its source."""
HEADING = 4
"""How much a word counts in a title, a label or an id, against 1 elsewhere."""
LEAST = 4
"""So many letters has a word at least in which a slip is forgiven."""
CLOSE = 0.7
"""How like a slip is to the word that is meant: `difflib`'s ratio."""
WORD = re.compile(r"\w+")
WHOLE_ID = re.compile(r"[^\W\d_]+-\d+")
Field = tuple[str, str]
"""A name and a text."""


class Query(NamedTuple):
    """What was asked for."""

    words: tuple[str, ...]
    """As they were typed."""
    limit: int
    """How many records at most; 0: all."""


class Match(NamedTuple):
    """A field that has a word of the query."""

    field: str
    text: str


class Hit(NamedTuple):
    """A record, how much it speaks of the words, and where."""

    record: Record
    score: float
    words: int
    """How many words of the query it has."""
    matches: tuple[Match, ...]
    """The fields that have some, those that count more first."""


class Hits(NamedTuple):
    """What was found."""

    items: tuple[Hit, ...]
    total: int
    words: tuple[str, ...]
    """As they were looked for, without case and accents."""
    meant: Mapping[str, str]
    """Words that nothing has, each with the one that was looked for instead; empty where nothing is like it."""
    backlog: Backlog


def search(backlog: Backlog, query: Query, passes: Callable[[Record], bool]) -> Hits:
    """Return the records that have a word of the query: those with most of its words first, then by BM25F, then by id.

    Args:
        backlog: the records, with their texts.
        query: the words.
        passes: which records may be found.

    Raises:
        PoError: the query has no word.
    """
    records = [one for one in backlog.records() if passes(one)]
    read = [_read(one) for one in records]
    texts = [one.text for one in read]
    asked = tuple(dict.fromkeys(word for said in query.words for word in _terms(said)))
    if not asked:
        raise PoError("there is no word to look for", "name one of letters or digits, such as: po search invoice")
    meant = {word: _meant(word, texts) for word in asked if not any(word in text for text in texts)}
    words = tuple(dict.fromkeys(found for word in asked if (found := meant.get(word, word))))
    having = {word: [at for at, text in enumerate(texts) if word in text] for word in words}
    average = sum(map(len, texts)) / max(len(texts), 1) or 1
    points: dict[int, list[float]] = {}
    for word, places in having.items():
        shape = pattern(word)
        counted = {at: count for at in places if (count := _count(shape, read[at]))}
        rare = log(1 + (len(texts) - len(counted) + 0.5) / (len(counted) + 0.5))
        for at, count in counted.items():
            often = count / (1 - BY_LENGTH + BY_LENGTH * len(texts[at]) / average)
            points.setdefault(at, []).append(rare * often / (SATURATION + often))
    order = sorted(points, key=lambda at: (-len(points[at]), -sum(points[at]), at))
    shown = order[: query.limit or None]
    items = (Hit(records[at], sum(points[at]), len(points[at]), _matches(words, records[at])) for at in shown)
    return Hits(tuple(items), len(order), words, meant, backlog)


class _Read(NamedTuple):
    text: str
    """All fields of a record, without case and accents."""
    head: int
    """So many of its characters are the title, the labels and the id."""


def _read(record: Record) -> _Read:
    head = unaccented("\n".join([text for _, text in _head(record)]))
    body = unaccented("\n".join([text for _, text in _body(record)]))
    return _Read(f"{head}\n{body}", len(head))


def _head(record: Record) -> list[Field]:
    """Return the fields in which a word counts more."""
    if isinstance(record, Sprint):
        return [("id", record.id), ("sprint goal", record.sprint_goal), ("name", record.name)]
    labels = [("label", label) for label in record.labels] if isinstance(record, Story) else []
    return [("id", record.id), ("title", record.title), *labels]


def _body(record: Record) -> list[Field]:
    """Return the other fields; lists in parts."""
    about = [("description", record.description)] if record.description else []
    about += [("comment", f"{one.by}: {one.text}" if one.by else one.text) for one in record.comments]
    if isinstance(record, Sprint):
        return [("outcome", record.outcome), *about]
    if isinstance(record, Goal):
        return [("metric", record.metric), *about]
    if isinstance(record, Request):
        return [("from", record.from_), ("answer", record.answer), *about]
    found = [("as a", record.as_a), ("i want", record.i_want), ("so that", record.so_that)]
    found += [(f"criterion {at}", _text(one)) for at, one in enumerate(record.acceptance_criteria, 1)]
    found += [("owner", record.owner), ("blocked", record.blocked), ("pinned", record.pinned)]
    found += [("dropped because", record.dropped_because)]
    found += [("requested by", name) for name in record.requested_by]
    found += [("evidence", f"{one.source} {one.note}".strip()) for one in record.evidence]
    found += [("link", one.title or one.url) for one in record.links]
    return found + about


def _text(criterion: Criterion) -> str:
    return criterion.text or " ".join([*criterion.given, *criterion.when, *criterion.then])


def _terms(said: str) -> Iterable[str]:
    """Return the words of what was typed; an id is one word."""
    return re.findall(rf"{WHOLE_ID.pattern}|{WORD.pattern}", unaccented(said))


def _count(wanted: re.Pattern[str], of: _Read) -> float:
    """Return how often a record has a word: less within another one, more in its title."""
    return sum(
        (HEADING if found.start() < of.head else 1) * (0.25 if found[1] else 0.5 if found[2] else 1)
        for found in wanted.finditer(of.text)
    )


def pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word, with the letters around it; of an id, no longer number."""
    end = r"(?!\d)()" if WHOLE_ID.fullmatch(word) else r"(\w?)"
    return re.compile(rf"(\w?){re.escape(word)}{end}")


def _meant(word: str, texts: Sequence[str]) -> str:
    """Return the word of the texts that one slip of the finger parts from a word that no text has; empty for none."""
    if len(word) < LEAST:
        return ""
    known = {one for text in texts for one in WORD.findall(text) if abs(len(one) - len(word)) <= 1}
    return nearest(word, known, cutoff=CLOSE)


def _matches(words: Iterable[str], record: Record) -> tuple[Match, ...]:
    patterns = [pattern(word) for word in words]
    plain = ((name, text, unaccented(text)) for name, text in [*_head(record), *_body(record)])
    return tuple(Match(name, text) for name, text, said in plain if any(one.search(said) for one in patterns))
