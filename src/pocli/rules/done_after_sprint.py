"""A story was finished after its sprint had ended."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "sprints"
ALONE = False
SEVERITY = "warning"
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find done stories whose `finished` is later than the end of their sprint."""
    ends = {sprint.id: sprint.end for sprint in facts.backlog.sprints}
    for story in facts.backlog.stories:
        end = ends.get(story.sprint)
        if story.finished and end and story.finished > end:
            message = f"`{story.id}` was finished on {story.finished}, after `{story.sprint}` had ended on {end}"
            yield Finding(story.path, ("finished",), message, "name the sprint in which it was finished")
