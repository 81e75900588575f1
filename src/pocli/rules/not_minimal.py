"""A user story holds more than who wants what, and what for."""

import re
from collections.abc import Iterator, Mapping

from pocli.model import ends, wording
from pocli.model.diagnostic import Facts, Finding

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
OPTIONS: Mapping[str, int] = {}

BRACKETS = re.compile(r"(?:^|(?<=\s))(?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\})")


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories with a remark in brackets, or with a further sentence in their title or a field."""
    for story in facts.backlog.open():
        told = wording.told(story) if story.type == "story" else None
        if not told:
            continue
        words = told.words
        for text, route in ((words.role, told.role), (words.want, told.want), (words.end, told.end)):
            remark = BRACKETS.search(text)
            sentence = ends.SENTENCE.split(text, maxsplit=1)[1:]
            more = remark[0] if remark else sentence[0] if sentence else words.rest if route == ("title",) else ""
            if more:
                message = f"`{story.id}` says more than its sentence: `{_cut(more)}`"
                yield Finding(story.path, route, message, "move it to `description` or to a criterion")
                break


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - a line's worth
