"""How does an item become an epic with children: by titles and moves that are said, or by what a person answers?"""

from collections.abc import Sequence
from functools import partial

from pocli import output, prompting, session
from pocli.changes import assignments, creation, numbering, ticks, transaction
from pocli.changes.assignments import FileText
from pocli.errors import PoError
from pocli.features.split import answer as split
from pocli.features.split import page as view
from pocli.features.split.answer import NewChild
from pocli.lookup import select
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit
from pocli.model.proposal import Proposal
from pocli.model.story import Story
from pocli.pages.criterion_words import label
from pocli.reading import lift
from pocli.run import Run


def carried_out(run: Run, word: str, titles: Sequence[str], moves: Sequence[str], *, dry_run: bool) -> None:
    """Split a story: new children with these titles, to which the chosen criteria move; it stays as their epic.

    Raises:
        PoError: the story is not there or closed, no title is said and nobody can be asked, or a move means nothing.
    """
    backlog = transaction.read(run, dry_run=dry_run)
    story = select.find(backlog, word)
    split.refuse_closed(backlog, story)
    found = assignments.file_text(session.root(run), story.path)
    criteria = ticks.criteria(found.tree, story.id) if found.tree.get(ticks.FIELD) else ()
    if titles:
        _split(run, backlog, story, found, split.parts(titles, moves, len(criteria)), dry_run=dry_run)
        return
    answered: list[str] = []
    moved: list[str] = []
    with prompting.repeatable(lambda: _command_line(story, answered, moved)):
        _ask(run, story, criteria, answered, moved)
        _split(run, backlog, story, found, split.parts(answered, moved, len(criteria)), dry_run=dry_run)


def _split(
    run: Run, backlog: Backlog, story: Story, found: FileText, parts: Sequence[NewChild], *, dry_run: bool
) -> None:
    """Write the children, and the story as their epic."""
    criteria = ticks.criteria(found.tree, story.id) if found.tree.get(ticks.FIELD) else ()
    lines = lift.lifted(story.path, found.data, ticks.FIELD, [part.criteria for part in parts]) if criteria else None
    prefix = backlog.config.id_prefix
    first = ident.order(numbering.following(run, backlog, prefix))[1]
    made: list[Edit] = []
    names: list[str] = []
    for at, part in enumerate(parts):
        names.append(f"{prefix}-{first + at}" if dry_run else numbering.taken(run, backlog, prefix))
        text = lines.texts[at] if lines else ""
        made += creation.named(split.draft(story, prefix, part, criteria, text), names[-1])
    edits = [*made, *split.edits(story, parts, len(criteria), lines.left if lines else ())]
    message, warnings = view.message(story, parts, names), view.warnings(story)
    transaction.apply(
        run, Proposal(backlog, edits, message, warnings, based_on={story.path: found.data}), dry_run=dry_run
    )


def _ask(run: Run, story: Story, criteria: Sequence[object], titles: list[str], moves: list[str]) -> None:
    """Ask for the titles of the children, and for each criterion to which it goes; what is answered is added."""
    if not prompting.able(run):
        hint = f'write: po split {story.id} --into "First part" --into "Second part" --criteria 1,3=2'
        raise PoError("no child is named", hint)
    output.note(run, f"{story.id} {story.title}: the titles of its parts; Enter alone ends")
    while title := prompting.until(f"part {len(titles) + 1}", _title):
        titles.append(title)
    if not titles:
        raise PoError("no child is named", "nothing was changed")
    for number, criterion in enumerate(criteria, 1):
        output.note(run, f"criterion {number}: {label(criterion)}")
        move = partial(_move, titles=titles, number=number, total=len(criteria))
        moves += prompting.until(f"goes to part 1-{len(titles)}; Enter keeps it here", move)


def _title(answer: str) -> str:
    """Return the title of a part, if it can be one; Enter alone ends."""
    return split.parts([answer], [], 0)[0].title if answer else ""


def _move(answer: str, *, titles: Sequence[str], number: int, total: int) -> list[str]:
    """Return the move of a criterion to a part that is there; Enter alone leaves it."""
    moves = [f"{number}={answer}"] if answer else []
    split.parts(titles, moves, total)
    return moves


def _command_line(story: Story, titles: Sequence[str], moves: Sequence[str]) -> list[str]:
    """Return the command that says what was answered; nothing where that is nothing."""
    said = [word for title in titles for word in ("--into", title)] + [
        word for one in moves for word in ("--criteria", one)
    ]
    return ["po", "split", story.id, *said] if titles else []
