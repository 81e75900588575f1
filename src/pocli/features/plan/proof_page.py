"""How good is a plan, and what is taken now for what comes later?"""

from collections.abc import Sequence
from fractions import Fraction

from pocli.page import Cell, Line, line
from pocli.pages import words
from pocli.pages.reasons import named
from pocli.planning.enablers import Aim
from pocli.planning.plan import Plan
from pocli.text import figure, percent, plural

NOTABLE = Fraction(1, 1000)
"""What looking ahead adds is said from this share on; below it, both answers are as good as the same."""


def proof(answer: Plan) -> list[Line]:
    """Say how good the plan is, and what its promises cost."""
    if answer.over and len(answer.sprints) == 1:
        return []
    if answer.optimal and answer.forgone:
        cost = percent(answer.forgone / answer.value) if answer.value else figure(answer.forgone)
        kept = f"Best possible that keeps what is promised{_looked(answer)} (proven){_added(answer)}"
        said = f"{kept}; without the promises {cost} more."
        return [line(Cell(said, "good"), Cell(" (--fresh)", "hint"))]
    if answer.optimal:
        return [line(Cell(f"Best possible for these scores{_looked(answer)} (proven){_added(answer)}.", "good"))]
    if not answer.sure:
        return [words.unproven("the plan was proven best for the goal")]
    if not answer.value:
        return [words.unproven("anything was proven")]
    gap = percent((answer.bound - answer.value) / answer.value)
    over = f" over {plural(_count(answer), 'sprint')}" if answer.beyond else ""
    return [
        line(
            Cell(f"Could be at most {gap} better{over}.", "warning"),
            Cell(" A larger --time-limit may find out.", "hint"),
        )
    ]


def _count(answer: Plan) -> int:
    return len(answer.sprints) + len(answer.beyond)


def _looked(answer: Plan) -> str:
    """Say how far the plan looks, where that is further than it shows."""
    return f", looking {plural(_count(answer), 'sprint')} ahead" if answer.beyond else ""


def _added(answer: Plan) -> str:
    """Say how much more the sprints are worth than if the next ones were planned for themselves alone."""
    if not answer.alone or (answer.value - answer.alone) / answer.alone < NOTABLE:
        return ""
    more = percent((answer.value - answer.alone) / answer.alone)
    alone = "this sprint" if len(answer.sprints) == 1 else f"these {len(answer.sprints)} sprints"
    return f": +{more} against looking at {alone} alone"


def enablers(answer: Plan) -> list[Line]:
    """Say for what later stories something is taken that would not be in the plan for its own sake."""
    return [line(f"{one.id} is taken for {_aims(answer, one.aims)}.") for one in answer.enablers]


def _aims(answer: Plan, aims: Sequence[Aim]) -> str:
    first = aims[0]
    last = named(answer, _count(answer) - 1)
    sprint = last if first.stage is None else named(answer, first.stage)
    story = answer.stories.get(first.id)
    written = "planned for" if story and story.sprint == sprint else "which would come in"
    where = f"{'met in' if first.id in answer.worths else written} {sprint}"
    where = f"which comes after {last}" if first.stage is None else where
    more = f", and {len(aims) - 1} more" if len(aims) > 1 else ""
    return f"{first.id}, {where}{more}"
