"""How is a person asked for a new record, so that nothing typed is lost?

Each answer is checked when it is given, as the whole record would be, and kept in the state folder at once: Ctrl-C, a
closed terminal or a refusal at the end cost nothing. `po new --resume` goes on with it.
"""

from functools import partial

from pocli import output, prompting, session
from pocli.changes import creation, transaction
from pocli.changes.creation import NewRecord
from pocli.disk import draft_answers
from pocli.disk.draft_answers import DraftAnswers
from pocli.errors import PoError
from pocli.features.new import draft_work
from pocli.field_table.field import LISTS
from pocli.model.backlog import Backlog
from pocli.run import Run

RESUME = "po new --resume"
CRITERIA = "acceptance_criteria"
SKIPPED = "-"
"""Stands in a draft where a question was answered with Enter alone."""


def asked(run: Run, backlog: Backlog, ask: NewRecord) -> NewRecord:
    """Ask for the title and the main fields of a new record.

    Raises:
        KeyboardInterrupt: the input ends, or Ctrl-C; what was answered is kept.
    """
    kept = draft_answers.kept(session.root(run))
    question = f"there is a saved draft: {kept.kind} `{kept.title}`; continue it? [Y/n]" if kept else ""
    if kept and prompting.until(question, prompting.is_yes):
        return resumed(run, backlog, ask._replace(kind=kept.kind))
    return _answered(run, backlog, ask)


def resumed(run: Run, backlog: Backlog, ask: NewRecord) -> NewRecord:
    """Go on with the draft that is kept; what is said now wins. Where nobody can be asked, it is taken as it is.

    Raises:
        PoError: there is no saved draft.
        KeyboardInterrupt: as `asked`.
    """
    kept = draft_answers.kept(session.root(run))
    if kept is None:
        raise PoError("there is no saved draft", "start a new record: po new")
    said = {name: value for name, value in ask.given.items() if value}
    known = {name: value for name, value in kept.given.items() if name in ask.given}
    kind = ask.kind if ask.kind != "story" else kept.kind
    found = NewRecord(
        kind if kind in creation.KINDS else "story", ask.title or kept.title, {**ask.given, **known, **said}
    )
    return _answered(run, backlog, found) if prompting.able(run) else _bare(found)


def finish(run: Run, backlog: Backlog, ask: NewRecord, *, dry_run: bool) -> None:
    """Write the record of a talk, and forget its draft; where that fails, it is kept.

    Raises:
        PoError: as `changes.create`; the hint says how to go on.
    """
    try:
        transaction.create(run, _drafted(run, backlog, ask), seen=backlog, dry_run=dry_run)
    except PoError as error:
        if not ask.title:
            raise
        hint = f"{error.hint}; " if error.hint else ""
        raise PoError(error.message, f"{hint}your answers are saved: {RESUME}", exit_code=error.exit_code) from None
    if dry_run:
        output.warn(run, f"your answers are saved: {RESUME}")
    else:
        draft_answers.forget(session.root(run))


def _answered(run: Run, backlog: Backlog, ask: NewRecord) -> NewRecord:
    """Ask for what an ask does not have yet, and keep each answer."""
    try:
        if not ask.title:
            ask = prompting.until("title", partial(_checked, run, backlog, ask, "title"))
        for name in draft_work.questions(ask.kind) if ask.title else ():
            ask = _with_field(run, backlog, ask, name)
    except KeyboardInterrupt:
        if ask.title:
            output.warn(run, "")
            output.warn(run, f"nothing was written; your answers are saved: {RESUME}")
            output.warn(run, f"or give them all at once: {draft_work.command_line(_bare(ask))}")
        raise
    return _bare(ask)


def _with_field(run: Run, backlog: Backlog, ask: NewRecord, name: str) -> NewRecord:
    """Return an ask with a field that it did not have; Enter alone leaves the field out."""
    if name == CRITERIA:
        return _with_criteria(run, backlog, ask)
    if ask.given.get(name):
        return ask
    question = name.replace("_", " ").strip()
    return prompting.until(question, partial(_checked, run, backlog, ask, name), draft_work.known(backlog, name))


def _with_criteria(run: Run, backlog: Backlog, ask: NewRecord) -> NewRecord:
    """Ask for acceptance criteria, one a line, until an empty line; a draft's own come first."""
    while SKIPPED not in (before := tuple(ask.given.get(CRITERIA) or ())):
        question = f"acceptance criterion {len(before) + 1} (Enter alone ends)"
        ask = prompting.until(question, partial(_checked, run, backlog, ask, CRITERIA))
    return ask


def _checked(run: Run, backlog: Backlog, ask: NewRecord, name: str, answer: str) -> NewRecord:
    """Return an ask with one more answer, which is kept.

    Raises:
        PoError: the record could not be written with this answer.
    """
    after = _with_answer(ask, name, answer)
    if answer and after.title:
        try:
            transaction.check(run, _drafted(run, backlog, _bare(after)), seen=backlog)
        except PoError as error:
            raise PoError(error.message.removesuffix("; nothing was written"), error.hint) from None
    if after.title:
        draft_answers.keep(session.root(run), DraftAnswers(after.kind, after.title, after.given))
    return after


def _drafted(run: Run, backlog: Backlog, ask: NewRecord) -> creation.Draft:
    return draft_work.typed(creation.drafted(backlog, ask, today=session.today(run, backlog)))


def _with_answer(ask: NewRecord, name: str, answer: str) -> NewRecord:
    if name == "title":
        return ask._replace(title=answer)
    if name == CRITERIA:
        value: str | tuple[str, ...] = (*(ask.given.get(name) or ()), answer or SKIPPED)
    elif creation.OPTIONS[ask.kind][name].holds in LISTS:
        value = (answer or SKIPPED,)
    else:
        value = (answer.partition(" ")[0] if name in {"parent", "goal"} else answer) or SKIPPED
    return ask._replace(given={**ask.given, name: value})


def _bare(ask: NewRecord) -> NewRecord:
    """Return an ask without the marks of skipped questions."""
    kept = {
        name: tuple(one for one in value if one != SKIPPED) if isinstance(value, tuple) else value
        for name, value in ask.given.items()
        if value != SKIPPED
    }
    return ask._replace(given={name: kept.get(name) or "" for name in ask.given})
