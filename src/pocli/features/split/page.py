"""How does a command say into which stories it split an item?"""

from collections.abc import Sequence

from pocli.features.split.answer import NewChild
from pocli.model.story import Story
from pocli.text import figure, plural


def message(story: Story, parts: Sequence[NewChild], names: Sequence[str]) -> tuple[str, ...]:
    """Word the epic and each of its new children."""
    lines = [f"{story.id} {story.title}: now the epic of {', '.join(names)}"]
    for name, part in zip(names, parts, strict=True):
        moved = f", with {plural(len(part.criteria), 'criterion', 'criteria')}" if part.criteria else ""
        lines.append(f"{name} {part.title}: part of {story.id}{moved}")
    return tuple(lines)


def warnings(story: Story) -> tuple[str, ...]:
    """Word what of the item means nothing any more once it has children."""
    found = []
    if story.points:
        found.append(f"{story.id} has {figure(story.points)} points; estimate its children instead: po plans no epic")
    if story.sprint:
        found.append(
            f"{story.id} was planned for {story.sprint}; its children are not: po plan --sprint {story.sprint}"
        )
    return tuple(found)
