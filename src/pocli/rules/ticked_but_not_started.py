"""A story has criteria that are met, but it has not started."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "honesty"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("acceptance_criteria", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find drafts and ready stories with a ticked criterion."""
    backlog = facts.backlog
    for story in backlog.stories:
        done = [index for index, criterion in enumerate(story.acceptance_criteria) if criterion.done]
        state = backlog.state(story)
        if done and state in {"draft", "ready"}:
            said = "a draft" if state == "draft" else state
            message = (
                f"`{story.id}` is {said}, but {len(done)} of its criteria {'is' if len(done) == 1 else 'are'} ticked"
            )
            route = ("acceptance_criteria", done[0], "done")
            yield Finding(story.path, route, message, "set `status: doing`, or untick what is not met")
