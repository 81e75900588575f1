"""Two open stories say the same."""

import re
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from sys import intern
from typing import NamedTuple, TypeAlias
from zlib import crc32

from pocli.model.diagnostic import Facts, Finding, Related
from pocli.model.story import Story
from pocli.prose import wording
from pocli.text import folded

ABOUT = "wording"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {"percent": 90}
"""How much of two texts must be the same, in percent of their runs of three words."""

WORD = re.compile(r"\w+")
RUN = 3
LAST_BITS = 2**22 - 1
"""Shingles that are the same in these bits are counted as one."""
MANY = 255
"""So often, or more often; a byte holds no larger count."""

Shingles: TypeAlias = "array[int]"
"""The checksums of a text's runs of three words, each once."""


Where: TypeAlias = tuple[Story, str]
"""A story, and the field in which it says what another one says."""


class StoryWords(NamedTuple):
    """What a story says, in so far as another one can say it too."""

    field: str
    """Where it says so."""
    key: str
    """What is the same in two stories that say the same."""
    shingles: Shingles


def digest(story: Story) -> str:
    """Return what a story says: a user story by its role, its wish and its end, bugs and chores by their title."""
    told = wording.wording(story) if story.type == "story" else None
    if told and told.words.want:
        field = str(told.want[0])
        role, want = (_words(text) for text in (told.words.role, told.words.want))
        key, words = ("story", role, want), [*role.split(), *want.split(), *_words(told.words.end).split()]
    else:
        field, title = "title", _words(story.title)
        key, words = (story.type, title, ""), title.split()
    return "\n".join((field, _short(key), b64encode(_shingles(words)).decode())) if words else ""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open stories with the role and the wish of an earlier one, or with nearly its words."""
    percent = int(facts.options["percent"])
    told: list[Where] = []
    texts: list[Shingles] = []
    first: dict[str, Where] = {}
    for story in facts.backlog.open():
        if story.path not in facts.digests:
            continue
        said = _said(facts.digests[story.path])
        where = story, said.field
        earlier = first.setdefault(said.key, where)
        if earlier is not where:
            yield _finding(where, earlier, "says the same as")
            continue
        told.append(where)
        texts.append(said.shingles)
    for late, early in _alike(texts, percent):
        yield _finding(told[late], told[early], "says nearly the same as")


def _words(text: str) -> str:
    return " ".join(WORD.findall(folded(text)))


def _short(key: tuple[str, ...]) -> str:
    """Return a word for texts, which no other ones have."""
    data = "\n".join(key).encode("utf-8", "surrogatepass")
    return b64encode(blake2b(data, digest_size=15).digest()).decode()


def _said(digest: str) -> StoryWords:
    field, key, shingles = digest.split("\n")
    return StoryWords(intern(field), key, array("I", b64decode(shingles)))


def _finding(where: Where, earlier: Where, words: str) -> Finding:
    (story, field), (other, there) = where, earlier
    hint = f"keep one of the two; or say how they differ; po show {other.id}"
    related = (Related(other.path, (there,), "the first one"),)
    return Finding(story.path, (field,), f"`{story.id}` {words} `{other.id}`", hint, related)


def _shingles(words: Sequence[str]) -> Shingles:
    """Return the runs of three words; of a shorter text, itself."""
    runs = (" ".join(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))
    return array("I", sorted({crc32(run.encode("utf-8", "surrogatepass")) for run in runs}))


def _alike(texts: Sequence[Shingles], percent: int) -> Iterator[tuple[int, int]]:
    """Yield each text that shares `percent` of its shingles with an earlier one, and the first such.

    Prefix filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, 2006): two sets that are so
    alike have one of their rarest elements in common, so only texts that share one of those are compared.
    """
    often = _counts(texts)
    rare: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        length = len(text) - -(-percent * len(text) // 100) + 1
        counts = [often[shingle & LAST_BITS] for shingle in text]
        alone = counts.count(1)
        if alone >= length:
            continue  # nobody else has one of its rarest
        prefix = [shingle for _, shingle in sorted(zip(counts, text, strict=True))[alone:length]]
        near = sorted({earlier for shingle in prefix for earlier in rare.get(shingle, ())})
        found = next((earlier for earlier in near if _share(text, texts[earlier]) >= percent), None)
        if found is not None:
            yield index, found
            continue
        for shingle in prefix:
            rare.setdefault(shingle, []).append(index)


def _counts(texts: Sequence[Shingles]) -> bytearray:
    """Count in how many texts shingles are, about: those with the same last bits count as one, and many as MANY."""
    found = bytearray(LAST_BITS + 1)
    for shingle in chain.from_iterable(texts):
        count = found[shingle & LAST_BITS]
        if count < MANY:
            found[shingle & LAST_BITS] = count + 1
    return found


def _share(one: Shingles, two: Shingles) -> float:
    """Return Jaccard's index of two sets, in percent."""
    both = len({*one} & {*two})
    return 100 * both / (len(one) + len(two) - both)
