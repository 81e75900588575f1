"""How does a command show the criteria to choose from, those it ticked, and what the tests say?"""

from collections import Counter
from collections.abc import Sequence

from pocli.changes.ticks import met
from pocli.features.criteria.verdict import Verdict
from pocli.model.edit import Alteration
from pocli.model.story import Story
from pocli.pages.criterion_words import label
from pocli.text import plural


def message(story: Story, found: Sequence[object], changed: Sequence[Alteration]) -> tuple[str, ...]:
    """Word what was ticked and unticked in one story, on one line; nothing where nothing was."""
    parts = []
    for word, done in (("ticked", True), ("unticked", False)):
        numbers = [str(int(one.route[1]) + 1) for one in changed if (one.after != "false") == done]
        parts += [f"{word} {', '.join(numbers)}"] if numbers else []
    score = f"{met(found, changed)} of {plural(len(found), 'criterion', 'criteria')} met"
    return (f"{story.id} {story.title}: {', '.join(parts)}; {score}",) if parts else ()


def numbered(found: Sequence[object]) -> tuple[str, ...]:
    """Return the criteria with their numbers and marks, a line for each."""
    width = len(str(len(found)))
    return tuple(f"{number:>{width}} {_mark(one)} {label(one)}" for number, one in enumerate(found, 1))


def _mark(criterion: object) -> str:
    return "[x]" if isinstance(criterion, dict) and criterion.get("done") == "true" else "[ ]"


def failures(story: Story, found: Sequence[object], verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Word which criteria the tests disprove, and by which test."""
    lines = []
    for one in verdicts:
        if one.result == "failed":
            why = f": {one.message}" if one.message else ""
            lines += [f"failed: {story.id} {one.number}. {label(found[one.number - 1])}", f"  {one.test}{why}"]
    return tuple(lines)


def summary(verdicts: Sequence[Verdict]) -> str:
    """Return how many criteria the report speaks of, and how."""
    if not verdicts:
        return "no criterion names a test; write one, such as: verified_by: tests/test_export.py::test_rows"
    counts: Counter[str] = Counter(one.result for one in verdicts)
    words = {"passed": "passed", "failed": "failed", "skipped": "skipped", "missing": "not in the report"}
    said = ", ".join(f"{counts[result]} {word}" for result, word in words.items() if counts[result])
    return f"{plural(len(verdicts), 'criterion names', 'criteria name')} a test: {said}"
