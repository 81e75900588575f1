"""How are scores looked at again: at once, from a file of answers, or in a talk, one story at a time?"""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from pocli import history as past
from pocli import output, prompting, registry, session
from pocli.changes import assignments, transaction
from pocli.errors import PoError
from pocli.features.score import answer as rescore
from pocli.features.score import page as view
from pocli.features.score.answer import TypedInputs
from pocli.lookup import select
from pocli.model.backlog import Backlog
from pocli.model.config import RuleSetting
from pocli.model.event import History
from pocli.model.formula import Formula
from pocli.model.place import Route
from pocli.model.proposal import Proposal
from pocli.model.story import Story
from pocli.pages import field_words
from pocli.ranking import authors, rank
from pocli.ranking.value import model
from pocli.reading import assign
from pocli.run import Run

RULE = "stale-score"
KEYS = frozenset("qus")
"""What ends a story's questions: quit, undo, skip."""


def at_once(run: Run, wanted: Sequence[TypedInputs], *, dry_run: bool = False) -> None:
    """Write the inputs of stories, all or none, and say their new places.

    Raises:
        PoError: a story is not there, an input does not take its value, or nothing can be written.
    """
    backlog = transaction.read(run, dry_run=dry_run)
    stories = [select.find(backlog, one.story) for one in wanted]
    doubled = {one.id for one in stories if stories.count(one) > 1}
    if doubled:
        raise PoError(f"{min(doubled)} is answered twice", "keep one of the lines")
    found = [
        change
        for one, story in zip(wanted, stories, strict=True)
        for change in assignments.assigned(run, backlog, [story], rescore.assignments(one.values, model(backlog)))
    ]
    before = rank.rank(backlog)
    proposal = Proposal(
        backlog,
        [edit for one in found for edit in one.edits],
        [line for one in found for line in field_words.message(one.record, one.changed)],
        based_on={one.found.path: one.found.data for one in found},
    )
    transaction.apply(run, proposal, dry_run=dry_run)
    if not dry_run:
        after = rank.rank(session.read(run))
        for shift in rescore.shifts(before, after, [story.id for story in stories]):
            output.note(run, view.message(shift))


def picked(run: Run, *, top: int, stale: bool) -> tuple[str, ...]:
    """Return the first stories whose own inputs count, by rank.

    Args:
        run: this run's settings.
        top: how many.
        stale: only those that nobody looked at for the days of the rule stale-score, or that are sure without evidence.

    Raises:
        PoError: there is no backlog, or the machine does not know its time zone.
    """
    backlog = session.read(run)
    stories = rescore.own(rank.rank(backlog))
    if stale:
        today, days = session.today(run, backlog), _long(backlog)
        history = session.history(run, backlog)
        last, root = authors.inputs(history), session.root(run)
        looked = {one.id: past.looked(root, one, last.get(one.id, {}), today) for one in stories}
        stories = tuple(one for one in stories if rescore.is_stale(one, today, days, looked[one.id]))
    return tuple(story.id for story in stories[:top])


def named(run: Run, word: str) -> tuple[str, ...]:
    """Return the one story that is named, whose inputs are asked for.

    Raises:
        PoError: there is none.
    """
    return (select.find(session.read(run), word).id,)


def _long(backlog: Backlog) -> int:
    """Return after how many days a score is stale: po.yaml's, or the rule's own."""
    said = backlog.config.rules.get(RULE, RuleSetting()).options.get("days")
    return int(said) if isinstance(said, Fraction) else int(registry.member("rules", RULE).OPTIONS["days"])


def talk(run: Run, names: Sequence[str]) -> None:
    """Go through stories one at a time; each is written as soon as it is answered.

    Raises:
        PoError: nothing can be written.
        KeyboardInterrupt: the input ends, or Ctrl-C; what was answered is written.
    """
    output.note(run, view.KEYS)
    history = session.history(run, session.read(run._replace(quiet=True)))
    at = 0
    written: list[int] = []
    while at < len(names):
        story, by = _shown(run, names, at, history)
        word, values = _asked(story, by)
        if word == "q":
            return
        if word == "u":
            at = _back(run, written, at)
        elif word == "s" or all(value == rescore.KEEP for value in values):
            at += 1
        elif _written(run, TypedInputs(story.id, values)):
            written.append(at)
            at += 1


def _shown(run: Run, names: Sequence[str], at: int, history: History) -> tuple[Story, Formula]:
    backlog = session.read(run)
    item = rank.of(backlog, select.find(backlog, names[at]))
    known = authors.touched(history, item.story.id)
    for line in view.card(item, known, session.today(run, backlog), (at + 1, len(names))):
        output.note(run, line)
    return item.story, model(backlog)


def _asked(story: Story, by: Formula) -> tuple[str, tuple[str, ...]]:
    """Ask for the inputs; a key instead of a value ends the story."""
    values: list[str] = []
    for name, field in zip(by.names, by.fields, strict=True):
        word = prompting.until(view.question(story, name, by), partial(_input, tuple(field.split("."))))
        if word in KEYS:
            return word, ()
        values.append(word or rescore.KEEP)
    return "", tuple(values)


def _input(route: Route, answer: str) -> str:
    """Return an answer that the input takes; a key, Enter alone and `-` are for the talk."""
    if answer and answer not in {*KEYS, rescore.KEEP}:
        assign.typed("stories", route, answer)
    return answer


def _back(run: Run, written: list[int], at: int) -> int:
    """Take the last story back, and return to it."""
    if not written:
        output.note(run, "nothing was written yet")
        return at
    transaction.undo(run, dry_run=False)
    return written.pop()


def _written(run: Run, one: TypedInputs) -> bool:
    """Write a story's inputs; what is wrong with them is said, and they are asked for again."""
    try:
        at_once(run, [one])
    except PoError as error:
        if error.exit_code != PoError("").exit_code:
            raise
        output.warn(run, f"po: {error.message}")
        output.warn(run, f"  hint: {error.hint}")
        return False
    return True
