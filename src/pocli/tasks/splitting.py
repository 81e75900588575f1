"""How does an item become an epic with children: by titles and moves that are said, or by what a person answers?"""

from collections.abc import Sequence

from pocli import asking, output
from pocli.analysis import creation, select, split, tick
from pocli.errors import PoError
from pocli.files import lift
from pocli.model import ident
from pocli.model.edit import Edit
from pocli.model.story import Story
from pocli.run import Run
from pocli.tasks import changes, numbering, wording
from pocli.views import splits as view
from pocli.views.ticks import label


def carried_out(run: Run, word: str, titles: Sequence[str], moves: Sequence[str], *, dry_run: bool) -> None:
    """Split a story: new children with these titles, to which the chosen criteria move; it stays as their epic.

    Raises:
        PoError: the story is not there or closed, no title is said and nobody can be asked, or a move means nothing.
    """
    backlog = changes.read(run, dry_run=dry_run)
    story = select.find(backlog, word)
    split.refuse_closed(backlog, story)
    found = wording.wording(run, story.path)
    criteria = tick.criteria(found.tree, story.id) if found.tree.get(tick.FIELD) else ()
    if not titles:
        titles, moves = _asked(run, story, criteria)
    parts = split.parts(titles, moves, len(criteria))
    lines = lift.lifted(story.path, found.data, tick.FIELD, [part.criteria for part in parts]) if criteria else None
    prefix = backlog.config.id_prefix
    first = ident.order(numbering.following(run, backlog, prefix))[1]
    made: list[Edit] = []
    names: list[str] = []
    for at, part in enumerate(parts):
        names.append(f"{prefix}-{first + at}" if dry_run else numbering.taken(run, backlog, prefix))
        text = lines.texts[at] if lines else ""
        made += creation.named(split.draft(story, prefix, part, criteria, text), names[-1])
    changes.apply(
        run,
        [*made, *split.edits(story, parts, len(criteria), lines.left if lines else ())],
        seen=backlog,
        said=view.said(story, parts, names),
        dry_run=dry_run,
        based_on={story.path: found.data},
    )
    for line in view.remarks(story):
        output.warn(run, line)


def _asked(run: Run, story: Story, criteria: Sequence[object]) -> tuple[list[str], list[str]]:
    """Ask for the titles of the children, and for each criterion to which it goes."""
    if not asking.able(run):
        hint = f'write: po split {story.id} --into "First part" --into "Second part" --criteria 1,3=2'
        raise PoError("no child is named", hint)
    output.note(run, f"{story.id} {story.title}: the titles of its parts; Enter alone ends")
    titles: list[str] = []
    while title := asking.line(f"part {len(titles) + 1}"):
        titles.append(title)
    if not titles:
        raise PoError("no child is named", "nothing was changed")
    moves = []
    for number, criterion in enumerate(criteria, 1):
        output.note(run, f"criterion {number}: {label(criterion)}")
        answer = asking.line(f"goes to part 1-{len(titles)}; Enter keeps it here")
        moves += [f"{number}={answer}"] if answer else []
    return titles, moves
