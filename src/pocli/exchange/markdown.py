"""How does a backlog read on a wiki page: each story with its sentence and its criteria as a checklist?

No story's text can make structure: a description stands line by line in a quotation, as it was written.
"""

from collections.abc import Iterator
from itertools import groupby

from pocli import markup
from pocli.model.backlog import Backlog
from pocli.model.story import STATES, Criterion, Story
from pocli.model.written import number
from pocli.schema import prose

SUFFIX = ".md"
CLAIMS = ("title", "status", "as_a", "i_want", "so_that", "acceptance_criteria", "points", "owner", "description")


def write(backlog: Backlog) -> str:
    """Return the stories under their status, those under way first."""
    blocks = [f"# {markup.inline(backlog.config.project) or 'Backlog'}"]
    for state in ("doing", *(state for state in STATES if state != "doing")):
        found = [story for story in backlog.stories if backlog.state(story) == state]
        blocks += [f"## {state} ({len(found)})"] if found else []
        blocks += [block for story in found for block in _story(story)]
    return "\n\n".join(blocks) + "\n"


def _story(story: Story) -> Iterator[str]:
    facts = [f"{number(story.points)} points"] if story.points is not None else []
    facts += [markup.inline(story.owner)] if story.owner else []
    yield f"### {story.id} {markup.inline(story.title)}" + (f" ({', '.join(facts)})" if facts else "")
    parts = ((prose.article(story.as_a), story.as_a), ("I want", story.i_want), ("so that", story.so_that))
    said = [f"{words} {markup.inline(' '.join(text.split()))}" for words, text in parts if text.strip()]
    if said:
        yield ", ".join(said) + "."
    if story.description.strip():
        paragraphs = groupby(map(markup.start, story.description.strip().split("\n")), bool)
        yield "\n>\n".join("> " + "\\\n> ".join(lines) for some, lines in paragraphs if some)
    if story.acceptance_criteria:
        yield "\n".join(map(_criterion, story.acceptance_criteria))


def _criterion(one: Criterion) -> str:
    """Return a criterion as an item with a box; a step, or a further line, stands under its first."""
    steps = [f"{kind} {' '.join(step.split())}" for kind, step in _steps(one)]
    first, *more = [*filter(None, one.text.split("\n")), *steps] or [""]
    lines = [f"- [{'x' if one.done else ' '}] {markup.inline(first)}", *map(markup.start, more)]
    return "\\\n  ".join(lines)


def _steps(one: Criterion) -> Iterator[tuple[str, str]]:
    for kind, texts in (("Given", one.given), ("When", one.when), ("Then", one.then)):
        yield from (("And" if place else kind, text) for place, text in enumerate(texts))
