"""A user story holds more than who wants what, and what for."""

import re
from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.place import Route
from pocli.model.story import Story
from pocli.prose import phrases, wording

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {}

BRACKETS = re.compile(r"(?:^|(?<=\s))(?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\})")
EXAMPLE = re.compile(r"\b(?:such as|e\.g\.) .*", re.IGNORECASE)
MARKS = ("(", "[", "{", ". ", "! ", "? ", "; ", "uch as", "UCH AS")
"""A text without any of these has nothing of that kind, which is quickly seen."""
SEEN = "x-text-seen"
"""Which fields `po import text` made of a line: the further sentences of it became the description."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories with a remark in brackets, an example in the wish, or a further sentence."""
    for story in facts.backlog.open():
        told = wording.wording(story) if story.type == "story" else None
        found = next(_more(told), None) or _further(story, told) if told else None
        if found:
            more, route, hint = found
            yield Finding(story.path, route, f"`{story.id}` says more than its sentence: `{_cut(more)}`", hint)


def _more(told: wording.PlacedWording) -> Iterator[tuple[str, Route, str]]:
    """Give what the parts of a sentence hold beside themselves, where, and where it belongs."""
    words = told.words
    for text, route in ((words.role, told.role), (words.want, told.want), (words.end, told.end)):
        marked = any(mark in text for mark in MARKS)
        remark = BRACKETS.search(text) or (EXAMPLE.search(text) if text is words.want else None) if marked else None
        sentence = phrases.SENTENCE.split(text, maxsplit=1)[1:] if marked else ()
        more = remark[0] if remark else sentence[0] if sentence else words.rest if route == ("title",) else ""
        if more:
            yield more, route, "move it to `description` or to a criterion"


def _further(story: Story, told: wording.PlacedWording) -> tuple[str, Route, str] | None:
    """Return the same of what follows a story's sentence in its description, on the same line."""
    more, hint = _imported(story), "make it a criterion, a story, or a description of more than a line"
    if told.want == ("description",) and told.words.role:
        rest, hint = told.words.rest, "make it a criterion, or a paragraph of its own"
        lines = (" ".join(line.split()) for line in story.description.split("\n"))
        more = "" if any(line and rest.startswith(line) for line in lines) else rest
    return (more, ("description",), hint) if more else None


def _imported(story: Story) -> str:
    """Return the further sentences that an import made the description, as long as nobody made more of it."""
    seen = story.extra.get(SEEN)
    if not isinstance(seen, Mapping) or "description" not in seen:
        return ""
    paragraphs = story.description.strip().split("\n\n")
    if story.title.endswith("…") and paragraphs[0].startswith(story.title[:-1]):  # what was too long for a title, whole
        paragraphs = paragraphs[1:]
    return paragraphs[0] if len(paragraphs) == 1 and "\n" not in paragraphs[0] else ""


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - a line's worth
