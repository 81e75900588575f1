"""How does a checklist read?"""

from pocli.features.criteria.checklist import Checklists, CriteriaProgress
from pocli.model.story import Criterion
from pocli.page import Block, Cell, Checklist, Heading, Item, Page, line
from pocli.page import page as pages
from pocli.pages import story_table

TITLE = "Acceptance criteria"


def page(answer: Checklists) -> Page:
    """Word the criteria of each story, then the Definition of Done."""
    blocks: list[Block] = []
    for one in answer.stories:
        blocks += [Heading(f"{one.story.id} {one.story.title}"), line(Cell(_progress(one), "muted"))]
        blocks += [Checklist(_items(one)), line()]
    if answer.definition_of_done:
        blocks += [Heading("Definition of Done")]
        blocks += [Checklist(tuple(Item(done=False, lines=(text,)) for text in answer.definition_of_done))]
    return pages(blocks, story_table.left_out(answer.unreadable))


def _progress(one: CriteriaProgress) -> str:
    return f"{one.done} of {one.total} criteria met" if one.total else "no acceptance criteria"


def _items(one: CriteriaProgress) -> tuple[Item, ...]:
    return tuple(
        story_table.item(number, criterion) for number, criterion in enumerate(one.story.acceptance_criteria, 1)
    )


def data(answer: Checklists) -> dict[str, object]:
    """Return the criteria as `po.checklist/1`."""
    return {
        "schema": "po.checklist/1",
        "stories": [
            {
                "id": one.story.id,
                "title": one.story.title,
                "done": one.done,
                "total": one.total,
                "criteria": [
                    {"number": number, **_criterion(criterion)}
                    for number, criterion in enumerate(one.story.acceptance_criteria, 1)
                ],
            }
            for one in answer.stories
        ],
        "definition_of_done": list(answer.definition_of_done),
        "unreadable": story_table.unreadable(answer.unreadable),
    }


def _criterion(criterion: Criterion) -> dict[str, object]:
    words: dict[str, object] = {"text": criterion.text} if criterion.text else {}
    words |= {word: list(getattr(criterion, word)) for word in ("given", "when", "then") if getattr(criterion, word)}
    return {**words, "done": criterion.done, "verified_by": criterion.verified_by or None}
