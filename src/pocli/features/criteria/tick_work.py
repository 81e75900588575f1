"""How do criteria of stories become met: by number, or by what the tests of a report say?"""

from collections.abc import Sequence
from typing import NamedTuple

from pocli import output, prompting, session
from pocli.changes import assignments, ticks, transaction
from pocli.disk import foreign_file
from pocli.errors import PoError
from pocli.features.criteria import junit_work, verdict
from pocli.features.criteria import tick_page as view
from pocli.lookup import select
from pocli.model.edit import Alteration, Set
from pocli.model.proposal import Proposal
from pocli.model.story import Story
from pocli.run import Run
from pocli.tasks import samples


def by_number(run: Run, words: Sequence[str], *, done: bool, dry_run: bool) -> None:
    """Tick the criteria of one story, or untick them; without numbers the criteria are shown, and a person is asked.

    Raises:
        PoError: no story is named or it is not there, there is no such criterion, or nobody can be asked.
    """
    verb = "tick" if done else "untick"
    if not words:
        name = samples.story(run)
        hint = f"write its id, then the criteria: po {verb} {name} 1 3, or po {verb} {name} all"
        raise PoError("no story is named", hint)
    backlog = transaction.read(run, dry_run=dry_run)
    story = select.find(backlog, words[0])
    found = assignments.file_text(session.root(run), story.path)
    criteria = ticks.criteria(found.tree, story.id)
    numbers = words[1:]
    if not numbers:
        for line in (f"{story.id} {story.title}", *view.numbered(criteria)):
            output.note(run, line)
        if not prompting.able(run):
            raise PoError("no criterion is named", f"write: po {verb} {story.id} 1, or all")
        numbers = (prompting.line(f"{verb} which (1-{len(criteria)}, all)"),)
    changed = ticks.ticked(criteria, ticks.numbers(numbers, len(criteria)), done=done)
    edits = [Set(story.path, one.route, one.after) for one in changed]
    message = view.message(story, criteria, changed)
    transaction.apply(run, Proposal(backlog, edits, message, based_on={story.path: found.data}), dry_run=dry_run)


def by_report(run: Run, reports: Sequence[str], words: Sequence[str], *, dry_run: bool) -> None:
    """Tick the criteria whose test passed, untick those whose test failed, and say which failed.

    Raises:
        PoError: a report cannot be read, or a story is not there.
    """
    outcomes = [one for name in reports for one in junit_work.outcomes(foreign_file.content(name))]
    tests = verdict.indexed(outcomes)
    backlog = transaction.read(run, dry_run=dry_run)
    stories = select.named_stories(backlog, words) or backlog.stories
    judged = [_judged(run, one, tests) for one in stories if any(it.verified_by for it in one.acceptance_criteria)]
    edits = [Set(one.story.path, change.route, change.after) for one in judged for change in one.changed]
    if edits:
        message = [line for one in judged for line in view.message(one.story, one.criteria, one.changed)]
        proposal = Proposal(backlog, edits, message, based_on={one.story.path: one.data for one in judged})
        transaction.apply(run, proposal, dry_run=dry_run)
    for one in judged:
        for line in view.failures(one.story, one.criteria, one.verdicts):
            output.note(run, line)
    output.note(run, view.summary([verdict for one in judged for verdict in one.verdicts]))


class TickedStory(NamedTuple):
    """A story, its file's bytes and criteria, what the tests say of them, and what changes."""

    story: Story
    data: bytes
    criteria: Sequence[object]
    verdicts: tuple[verdict.Verdict, ...]
    changed: tuple[Alteration, ...]


def _judged(run: Run, story: Story, tests: verdict.Tests) -> TickedStory:
    found = assignments.file_text(session.root(run), story.path)
    criteria = ticks.criteria(found.tree, story.id)
    verdicts = verdict.verdicts(criteria, tests)
    changed = (
        change
        for result, done in (("passed", True), ("failed", False))
        for change in ticks.ticked(criteria, [one.number for one in verdicts if one.result == result], done=done)
    )
    return TickedStory(story, found.data, criteria, verdicts, tuple(changed))
