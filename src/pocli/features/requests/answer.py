"""What was asked for, by whom, what is it worth, what is missing, and when will it be met?"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import naming
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit, Set
from pocli.model.records import LIVE, Request, Sprint
from pocli.planning.candidates import PlanQuery
from pocli.planning.demand import worth_of
from pocli.planning.plan import Plan, plan
from pocli.planning.shares import PlacedStory, Share, askers, by_stakeholder, placed
from pocli.ranking.parts import Tree, parts, tree


class RequestProgress(NamedTuple):
    """A request, and how far it is."""

    request: Request
    worth: Fraction | None
    """In units of expected value; None: not valued, or in a currency that po.yaml does not know."""
    needs: tuple[PlacedStory, ...]
    """The stories that it comes down to, done ones too; by id."""
    unknown: tuple[str, ...]
    """Needs that no story has."""
    done: int
    missing: tuple[PlacedStory, ...]
    """Open, not under way, and in no sprint of the plan."""
    stage: int | None
    """The sprint of the plan, from 0, with which it is met."""
    sprint: Sprint | None
    outlook: str
    """delivered, declined, met, in time, late, planned (no date), under way (the plan adds nothing to it), missing,
    empty or unknown (no plan)."""


class Requests(NamedTuple):
    """Requests, and the plan that they are seen in."""

    wanted: tuple[RequestProgress, ...]
    """Those that are open or accepted first, by worth; then the others."""
    shares: tuple[Share, ...]
    plan: Plan | None
    hidden: int = 0
    """How many are declined or delivered, and left out."""


def requests(backlog: Backlog, ask: PlanQuery, chosen: Sequence[Request] = (), *, everything: bool = False) -> Requests:
    """Look at the requests: those chosen, or all that are open or accepted, or all."""
    found = plan(backlog, ask._replace(priced=0)) if ask.slots else None
    shown = chosen or [one for one in backlog.requests if everything or one.status in LIVE]
    seen = tree(backlog)
    wanted = [_wanted(seen, found, one) for one in shown]
    wanted.sort(key=lambda one: (one.request.status not in LIVE, -(one.worth or 0), ident.order(one.request.id)))
    shares = by_stakeholder(found, askers(backlog)) if found else ()
    return Requests(tuple(wanted), shares, found, 0 if chosen else len(backlog.requests) - len(shown))


def _wanted(seen: Tree, found: Plan | None, request: Request) -> RequestProgress:
    names = sorted({part for need in request.needs for part in parts(seen, need)}, key=ident.order)
    needs = placed(seen.backlog, found, names)
    unknown = tuple(name for name in names if name not in seen.stories)
    open_ = [one for one in needs if one.state != "done"]
    missing = tuple(one for one in open_ if one.state != "doing" and one.stage is None)
    stages = [one.stage for one in open_ if one.stage is not None]
    stage = max(stages, default=None) if not missing and not unknown else None
    sprint = found.sprints[stage].sprint if found and stage is not None else None
    worth = worth_of(seen.backlog.config, request)
    wanted = RequestProgress(request, worth, needs, unknown, len(needs) - len(open_), missing, stage, sprint, "")
    return wanted._replace(outlook=_outlook(wanted, planned=found is not None))


def _outlook(wanted: RequestProgress, *, planned: bool) -> str:
    """Say in a word whether the request will be met in time."""
    request, dated = wanted.request, bool(wanted.sprint and wanted.request.by)
    late = bool(wanted.sprint and request.by and wanted.sprint.end > request.by)
    words = (
        (request.status not in LIVE, request.status),
        (not request.needs, "empty"),
        (wanted.done == len(wanted.needs) and not wanted.unknown, "met"),
        (bool(wanted.missing or wanted.unknown), "missing" if planned else "unknown"),
        (wanted.stage is None, "under way"),
        (late, "late"),
        (dated, "in time"),
    )
    return next((word for holds, word in words if holds), "planned")


def find(backlog: Backlog, word: str) -> Request:
    """Return the request that a person means by `R-3`, `r-3` or `3`.

    Raises:
        PoError: there is no such request.
    """
    name = ident.spelled(word, "R")
    for one in backlog.requests:
        if one.id == name:
            return one
    raise PoError(*naming.unknown(backlog, "request", word))


def answer(request: Request, text: str, status: str = "") -> tuple[Edit, ...]:
    """Return the edits that write down what was told to whoever asked, and what was decided.

    Raises:
        PoError: nothing is said.
    """
    if not text.strip() and not status:
        raise PoError("the answer is missing", f'write: po requests answer {request.id} "planned for December"')
    said = [Set(request.path, ("answer",), text.strip())] if text.strip() else []
    return (*said, *([Set(request.path, ("status",), status)] if status else []))
