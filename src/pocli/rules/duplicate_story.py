"""Two open stories say the same."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pocli.model import wording
from pocli.model.diagnostic import Facts, Finding, Related
from pocli.model.place import Route
from pocli.model.story import Story

ABOUT = "wording"
ALONE = False
SEVERITY = "warning"
OPTIONS: Mapping[str, int] = {"percent": 90}
"""How much of two texts must be the same, in percent of their runs of three words."""

WORD = re.compile(r"\w+")
RUN = 3

Shingles = frozenset[tuple[str, ...]]


def check(facts: Facts) -> Iterator[Finding]:
    """Find open stories with the role and the wish of an earlier one, or with nearly its words."""
    percent = int(facts.options["percent"])
    texts: list[tuple[Story, Route, Shingles]] = []
    first: dict[tuple[object, ...], tuple[Story, Route]] = {}
    for story in facts.backlog.open():
        key, route, words = _said(story)
        if not words:
            continue
        if key in first:
            yield _finding(story, route, *first[key], "says the same as")
            continue
        first[key] = story, route
        texts.append((story, route, _shingles(words)))
    for index, earlier in _alike([text for _, _, text in texts], percent):
        story, route, _ = texts[index]
        yield _finding(story, route, *texts[earlier][:2], "says nearly the same as")


def _finding(story: Story, route: Route, other: Story, there: Route, words: str) -> Finding:
    hint = f"keep one of the two; or say in what they differ; po show {other.id}"
    related = (Related(other.path, there, "the first one"),)
    return Finding(story.path, route, f"`{story.id}` {words} `{other.id}`", hint, related)


def _said(story: Story) -> tuple[tuple[object, ...], Route, Sequence[str]]:
    """Return what makes a story the same as another, where it says so, and its words: bugs and chores by title."""
    told = wording.told(story) if story.type == "story" else None
    if told and told.words.want:
        role, want = (tuple(WORD.findall(text.casefold())) for text in (told.words.role, told.words.want))
        return ("story", role, want), told.want, (*role, *want, *WORD.findall(told.words.end.casefold()))
    title = tuple(WORD.findall(story.title.casefold()))
    return (story.type, title), ("title",), title


def _shingles(words: Sequence[str]) -> Shingles:
    """Return the runs of three words; of a shorter text, itself."""
    return frozenset(tuple(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))


def _alike(texts: Sequence[Shingles], percent: int) -> Iterator[tuple[int, int]]:
    """Yield each text that shares `percent` of its shingles with an earlier one, and the first such.

    Prefix filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, 2006): two sets that are so
    alike have one of their rarest elements in common, so only texts that share one of those are compared.
    """
    often = Counter(shingle for text in texts for shingle in text)
    rare: dict[tuple[str, ...], list[int]] = {}
    for index, text in enumerate(texts):
        order = sorted(text, key=lambda shingle: (often[shingle], shingle))
        prefix = order[: len(order) - -(-percent * len(order) // 100) + 1]
        near = sorted({earlier for shingle in prefix for earlier in rare.get(shingle, ())})
        found = next((earlier for earlier in near if _share(text, texts[earlier]) >= percent), None)
        if found is not None:
            yield index, found
            continue
        for shingle in prefix:
            rare.setdefault(shingle, []).append(index)


def _share(one: Shingles, two: Shingles) -> float:
    """Return Jaccard's index of two sets, in percent."""
    both = len(one & two)
    return 100 * both / (len(one) + len(two) - both)
