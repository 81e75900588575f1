"""What is to be said when a sprint is closed: was the goal met, what came of it, what becomes of what is not done?"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from pocli import prompting
from pocli.errors import PoError
from pocli.features.sprint import sprint
from pocli.features.sprint.sprint import SprintChange
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.pace import review
from pocli.pace.review import Review
from pocli.reading import assign
from pocli.run import Run
from pocli.tasks import known_pace

BACK, ON = "back", "on"


class SprintClosing(NamedTuple):
    """What was said of a sprint that ends, and what changes by it."""

    met: str
    outcome: str
    step: SprintChange


def interviewed(run: Run, backlog: Backlog, of: Sprint, met: str, outcome: str, carry: bool) -> SprintClosing:
    """Return what was said by options, and ask for the rest where somebody is there to answer.

    Raises:
        PoError: whether the Sprint Goal was met is not said, and nobody can be asked; or the sprint cannot be closed.
    """
    sprint.closing(backlog, of, met="", outcome="", carried={}, into=None)  # refuses a closed one before it asks
    able = prompting.able(run)
    said = {"--goal-met": met, "--outcome": outcome}
    with prompting.repeatable(lambda: command_line(of, said["--goal-met"], said["--outcome"])):
        if of.sprint_goal and not met:
            if not able:
                raise PoError(f"was the Sprint Goal of {of.id} met?", "answer with --goal-met yes, partly or no")
            said["--goal-met"] = _met(of)
        if able and not outcome:
            said["--outcome"] = prompting.until("What came of it, in a sentence", _sentence)
        into = sprint.following(backlog, of)
        left = sprint.unfinished(backlog, of)
        carried = {story.id: carry for story in left}
        if into is not None and able and not carry:
            for story in left:
                question = f"{story.id} {story.title}: `{BACK}` to the backlog, or `{ON}` into {into.id} [{BACK}]"
                carried[story.id] = prompting.until(question, _carried, (BACK, ON))
    met, outcome = said.values()
    return SprintClosing(
        met, outcome, sprint.closing(backlog, of, met=met, outcome=outcome, carried=carried, into=into)
    )


def command_line(of: Sprint, met: str, outcome: str) -> list[str]:
    """Return the command that says what was answered; nothing where that is nothing."""
    said = [word for flag, one in (("--goal-met", met), ("--outcome", outcome)) if one for word in (flag, one)]
    return ["po", "sprint", "close", of.id, *said] if said else []


def _met(of: Sprint) -> str:
    """Ask until the answer is a word that the file may say."""
    question = f"Sprint Goal: {of.sprint_goal}. Was it met: yes, partly or no"
    return prompting.until(question, partial(_one_of, words=sprint.MET), sprint.MET)


def _one_of(answer: str, *, words: Sequence[str]) -> str:
    """Return the word that is meant, by its beginning where only one begins so."""
    found = [word for word in words if answer and word.startswith(answer.lower())]
    if len(found) != 1:
        raise PoError(f"`{answer}` is not one of {', '.join(words)}", "write one of them")
    return found[0]


def _carried(answer: str) -> bool:
    """Tell whether a story goes on into the next sprint; Enter alone is no."""
    return bool(answer) and _one_of(answer, words=(BACK, ON)) == ON


def _sentence(answer: str) -> str:
    return str(assign.typed("sprints", ("outcome",), answer)) if answer else ""


def reviewed(run: Run, backlog: Backlog, of: Sprint, said: SprintClosing) -> Review:
    """Return the review of a sprint as it is when it ends.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    ended = of._replace(state="closed", goal_met=said.met, outcome=said.outcome)
    backlog = backlog._replace(sprints=tuple(ended if one.id == of.id else one for one in backlog.sprints))
    known = known_pace.known(run, backlog)
    return review.review(backlog, known.lives, known.moves, known.sample, ended, known.today)
