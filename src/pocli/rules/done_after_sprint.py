"""A story was finished after its sprint had ended."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "sprints"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("finished", "sprint")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find done stories that were finished, by their file or else by the history, after the end of their sprint."""
    ends = {sprint.id: sprint.end for sprint in facts.backlog.sprints}
    known = facts.past.finished if facts.past else {}
    for story in facts.backlog.stories if ends else ():
        end, finished = ends.get(story.sprint), story.finished or known.get(story.id)
        if finished and end and finished > end:
            message = f"`{story.id}` was finished on {finished}, after `{story.sprint}` had ended on {end}"
            route = ("finished",) if story.finished else ("sprint",)
            yield Finding(story.path, route, message, "name the sprint in which it was finished")
