"""When will so many be done, and how many by then?

A bootstrap of the past: each future day finishes what some past day finished, days with nothing included, each as
likely as another (as in Magennis' and Vacanti's simulations). Where that is quick, the chances are worked out exactly,
by convolution; elsewhere by a simulation with a fixed seed. "When" grows with the confidence that is asked for, "how
many" falls.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import ceil
from random import Random

LEVELS = (50, 70, 85, 95)
"""The confidences that are asked for, in percent."""
QUICK = 20_000_000
"""So many multiplications are quick."""
TRIALS = 20_000
SEED = 20_261_124
FAR = 3_650
"""No forecast looks further than so many days."""
TINY = 1e-12

Chances = Sequence[float]
"""The chance of finishing exactly 0, 1, 2 …; the last is that of so many or more where a limit was given."""


def after(sample: Sequence[int], days: int, *, limit: int = 0) -> Chances:
    """Return the chances of how many are finished after so many days.

    Args:
        sample: how many were finished on each past day.
        days: how many days lie ahead.
        limit: where the count ends, for all that reaches it; 0 for none.
    """
    top = limit or max(sample) * days
    if len(set(sample)) * days * top > QUICK:
        return _simulated(sample, days, top)
    chances: list[float] = [1.0]
    for _ in range(days):
        chances = _another(chances, _shares(sample), top)
    return chances


def how_many(sample: Sequence[int], days: int, levels: Iterable[int] = LEVELS) -> Mapping[int, int]:
    """Return for each confidence, in percent, how many are finished at least after so many days."""
    chances = after(sample, days)
    at_least = list(accumulate(reversed(chances)))[::-1]
    return {
        level: max(count for count, chance in enumerate(at_least) if chance + TINY >= level / 100) for level in levels
    }


def when(sample: Sequence[int], items: int, levels: Iterable[int] = LEVELS) -> Mapping[int, int | None]:
    """Return for each confidence, in percent, after how many days so many are finished; None beyond FAR days."""
    wanted = sorted(levels)
    found: dict[int, int | None] = dict.fromkeys(wanted)
    if not items:
        return dict.fromkeys(wanted, 0)
    rate = sum(sample) / len(sample)
    if not rate:
        return found
    likely = items / rate
    chances_by_day = (
        _simulated_days(sample, items) if len(set(sample)) * likely * items * 2 > QUICK else _exact_days(sample, items)
    )
    for day, chance in enumerate(chances_by_day, 1):
        while wanted and chance + TINY >= wanted[0] / 100:
            found[wanted.pop(0)] = day
        if not wanted or day >= FAR:
            break
    return found


def chance(sample: Sequence[int], items: int, days: int) -> float:
    """Return the chance that so many are finished after so many days."""
    return 1.0 if not items else (list(after(sample, days, limit=items)) + [0.0] * items)[items]


def grown(items: int, percent: float) -> int:
    """Return how many will have to be finished if the scope grows by so many percent meanwhile."""
    return ceil(items * (1 + percent / 100) - TINY)


def _shares(sample: Sequence[int]) -> tuple[tuple[int, float], ...]:
    return tuple((value, count / len(sample)) for value, count in sorted(Counter(sample).items()))


def _another(chances: Sequence[float], shares: Sequence[tuple[int, float]], top: int) -> list[float]:
    """Return the chances after one more day; what goes beyond the top counts as the top."""
    found = [0.0] * (min(top, len(chances) - 1 + shares[-1][0]) + 1)
    last = len(found) - 1
    for value, share in shares:
        for count, chance_before in enumerate(chances):
            at = count + value
            found[min(at, last)] += chance_before * share
    return found


def _exact_days(sample: Sequence[int], items: int) -> Iterable[float]:
    """Yield the chance that so many are finished after 1, 2, 3 … days."""
    chances: list[float] = [1.0]
    shares = _shares(sample)
    while True:
        chances = _another(chances, shares, items)
        yield chances[items] if len(chances) > items else 0.0


def _simulated(sample: Sequence[int], days: int, top: int) -> Chances:
    dice = Random(SEED)  # noqa: S311 - a simulation that repeats
    ends = Counter(min(sum(dice.choices(sample, k=days)), top) for _ in range(TRIALS))
    return [ends[count] / TRIALS for count in range(top + 1)]


def _simulated_days(sample: Sequence[int], items: int) -> Iterable[float]:
    """Yield the share of the trials in which so many are finished after 1, 2, 3 … days."""
    dice = Random(SEED)  # noqa: S311 - a simulation that repeats
    ends = Counter(_trial(sample, items, dice) for _ in range(TRIALS))
    done = 0
    for day in range(1, FAR + 1):
        done += ends[day]
        yield done / TRIALS


def _trial(sample: Sequence[int], items: int, dice: Random) -> int:
    done = 0
    for day in range(1, FAR + 1):
        done += dice.choice(sample)
        if done >= items:
            return day
    return FAR + 1
