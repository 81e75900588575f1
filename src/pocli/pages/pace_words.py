"""How is it said what a capacity, or a forecast, rests on?"""

from pocli.pace.capacity import SupportedCapacity
from pocli.pace.flow import LAST
from pocli.pace.sample import SPRINTS, WEEKS, Sample
from pocli.pace.sizes import Unit
from pocli.pages import words
from pocli.text import figure, plural


def supported(found: SupportedCapacity, level: int, sprints: int, days: int, unit: Unit, *, few: bool) -> str:
    """Say how much the next sprints reach, and by what: the same sprints as `po metrics` shows, or why others."""
    amount = f"capacity {figure(found.amount)}"
    what = "points" if unit == "points" else "stories"
    reach = f"{figure(found.low)} to {figure(found.high)} {what}"
    if not found.sprints:
        why = f"as fewer than {SPRINTS} past sprints show what the team does now"
        of = f"{plural(found.periods, 'period')} of two weeks ({reach}), {why}"
        ahead = f"in {days} days" if sprints == 1 else f"in {sprints} sprints of {days} days"
        said = f"{amount}: {level} % likely {ahead}, from {of}"
    elif sprints == 1:
        said = f"{amount}: reached by {level} % of the last {found.periods} past sprints ({reach})"
        said += f"; the velocity in po metrics is that of the last {LAST}" if found.periods > LAST else ""
    else:
        of = f"the last {plural(found.periods, 'past sprint')} ({reach} each)"
        said = f"{amount} in {sprints} sprints together: {level} % likely, from {of}"
    return f"{said}; {words.FEW}" if few else said


def periods(found: Sample) -> str:
    """Name the last periods, on which a forecast rests: `7 past sprints (S-17 to S-23, 10 Aug – 13 Nov)`."""
    own = found.periods
    days = f"{words.day(own[0].first)} – {words.day(own[-1].last, of=own[0].first)}"
    if found.in_sprints:
        names = own[0].name if len(own) == 1 else f"{own[0].name} to {own[-1].name}"
        return f"{plural(len(own), 'past sprint')} ({names}, {days})"
    length = (own[0].last - own[0].first).days + 1
    each = "two weeks" if length == WEEKS else plural(length, "day")
    return f"{each} ({days})" if len(own) == 1 else f"{len(own)} periods of {each} ({days})"
