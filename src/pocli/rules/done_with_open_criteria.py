"""A story is done, but not all of its criteria are."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

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
            total = len(story.acceptance_criteria)
            criteria = f"{missed} of its {total} criteria" if total > 1 else "its criterion"
            message = f"`{story.id}` is done, but {criteria} {'is' if missed == 1 else 'are'} not"
            hint = f"tick what is met (po checklist {story.id} shows it), or reopen the story"
            yield Finding(story.path, ("status",), message, hint)
