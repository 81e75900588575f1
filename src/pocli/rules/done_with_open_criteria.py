"""A story is done, but not all of its criteria are."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.text import plural

ABOUT = "honesty"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("acceptance_criteria", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find done stories with acceptance criteria that nobody ticked."""
    backlog = facts.backlog
    for story in backlog.stories:
        missed = sum(not criterion.done for criterion in story.acceptance_criteria)
        if missed and backlog.state(story) == "done":
            criteria = plural(len(story.acceptance_criteria), "criterion", "criteria")
            message = f"`{story.id}` is done, but of its {criteria} {missed} {'is' if missed == 1 else 'are'} not"
            hint = f"tick what is met (po checklist {story.id} shows it), or take the story up again"
            yield Finding(story.path, ("status",), message, hint)
