"""What is to be said when a sprint is closed: was the goal met, what came of it, what becomes of what is not done?"""

from typing import NamedTuple

from pocli import asking
from pocli.analysis import review, sprint
from pocli.analysis.review import Review
from pocli.analysis.sprint import Step
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.run import Run
from pocli.tasks import pace

BACK, ON = "back", "on"


class Said(NamedTuple):
    """What was said of a sprint that ends, and what changes by it."""

    met: str
    outcome: str
    step: Step


def asked(run: Run, backlog: Backlog, of: Sprint, met: str, outcome: str, carry: bool) -> Said:
    """Return what was said by options, and ask for the rest where somebody is there to answer.

    Raises:
        PoError: whether the Sprint Goal was met is not said, and nobody can be asked; or the sprint cannot be closed.
    """
    sprint.closing(backlog, of, met="", outcome="", carried={}, into=None)  # refuses a closed one before it asks
    able = asking.able(run)
    if of.sprint_goal and not met:
        met = _met(of) if able else ""
        if not met:
            raise PoError(f"was the Sprint Goal of {of.id} met?", "say it: --goal-met yes, partly or no")
    outcome = outcome or (asking.line("What came of it, in a sentence") if able else "")
    into = sprint.following(backlog, of)
    left = sprint.unfinished(backlog, of)
    carried = {story.id: carry for story in left}
    if able and not carry and into is not None:
        for story in left:
            question = f"{story.id} {story.title}: `{BACK}` to the backlog, or `{ON}` into {into.id} [{BACK}]"
            carried[story.id] = asking.line(question, (BACK, ON)).lower() == ON
    return Said(met, outcome, sprint.closing(backlog, of, met=met, outcome=outcome, carried=carried, into=into))


def _met(of: Sprint) -> str:
    """Ask until the answer is a word that the file may say."""
    while True:
        answer = asking.line(f"Sprint Goal: {of.sprint_goal}. Was it met: yes, partly or no", sprint.MET).lower()
        if answer in sprint.MET:
            return answer


def reviewed(run: Run, backlog: Backlog, of: Sprint, said: Said) -> Review:
    """Return the review of a sprint as it is when it ends.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    known = pace.known(run, backlog)
    ended = of._replace(state="closed", goal_met=said.met, outcome=said.outcome)
    return review.review(backlog, known.lives, known.moves, known.sample, ended, known.today)
