"""How does it read how far a Product Goal is, so that work that is done is never taken for a goal that is reached?"""

from fractions import Fraction

from pocli.model.number import plain
from pocli.model.records import Goal
from pocli.pace.goal_progress import GoalProgress
from pocli.page import Cell, Line, line
from pocli.text import figure, percent


def share(part: Fraction) -> str:
    """Return a part in whole percent; what is a little, or not quite all, is never rounded to nothing or all."""
    rounded = round(part * 100)
    if part < 1 <= Fraction(rounded, 100):
        return "99 %"
    if not rounded and part:
        return "under 1 %" if part > 0 else "under 0 %"
    return percent(Fraction(rounded, 100))


def steps(goal: Goal) -> str:
    """Return where a metric began, where it is and where it shall be: `9 → 6 → 3`; `?` for what is not known."""
    values = (goal.baseline, goal.current, goal.target)
    if all(value is None for value in values):
        return ""
    return " → ".join("?" if value is None else figure(value) for value in values)


def metric(far: GoalProgress) -> Cell:
    """Return how far a metric has come; it alone says that a goal is reached."""
    if far.way is None:
        return Cell("–", "muted", "")
    return Cell(share(far.way), "good" if far.reached else "bad" if far.way < 0 else "")


def stories(far: GoalProgress) -> Cell:
    """Return how much of a goal's work is done."""
    if not far.stories:
        return Cell("no stories yet", "muted", "")
    return Cell(share(Fraction(far.done, len(far.stories))))


def spent(far: GoalProgress) -> str:
    """Say that all work for a goal is done and its metric is not where it shall be; nothing where that is not so."""
    if not far.spent:
        return ""
    goal = far.goal
    if far.way is not None:
        return f"all stories done, metric {share(far.way)} of the way: nothing planned moves it"
    lacking = (
        (not goal.metric and not steps(goal), "it has no metric"),
        (goal.current is None, "the metric has no current value"),
        (goal.target is None, "the metric has no target"),
        (goal.baseline is None, "the metric has no baseline"),
        (True, "the metric's target equals its baseline"),
    )
    return f"all stories done; po cannot tell whether it is reached: {next(why for holds, why in lacking if holds)}"


def warned(far: GoalProgress, name: str) -> list[Line]:
    """Say `spent` of a goal on a line of its own."""
    said = spent(far)
    return [line(Cell(f"{name}: {said}", "warning"))] if said else []


def data(far: GoalProgress) -> dict[str, object]:
    """Return what JSON says of a goal's outcome, apart from its work."""
    values = {name: getattr(far.goal, name) for name in ("baseline", "current", "target")}
    figures = {name: None if value is None else plain(value) for name, value in values.items()}
    return {
        **figures,
        "progress": None if far.way is None else plain(far.way),
        "reached": far.reached,
        "warning": spent(far) or None,
    }
