"""What was asked for, by whom, what is it worth, what is missing, and when will it be met?"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.candidates import Ask
from pocli.analysis.demand import worth_of
from pocli.analysis.plan import Plan, plan
from pocli.analysis.shares import Placed, Share, askers, by_stakeholder, placed
from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit, Set
from pocli.model.records import Request, Sprint
from pocli.model.story import Story
from pocli.text import meant

LIVE = ("open", "accepted")


class Wanted(NamedTuple):
    """A request, and how far it is."""

    request: Request
    worth: Fraction | None
    """In units of expected value; None: not valued, or in a currency that po.yaml does not know."""
    needs: tuple[Placed, ...]
    """The stories that it comes down to, done ones too; by id."""
    unknown: tuple[str, ...]
    """Needs that no story has."""
    done: int
    missing: tuple[Placed, ...]
    """Open, not under way, and in no sprint of the plan."""
    stage: int | None
    """The sprint of the plan, from 0, with which it is met."""
    sprint: Sprint | None
    outlook: str
    """delivered, declined, met, in time, late, planned (no date), missing, empty or unknown (no plan)."""


class Requests(NamedTuple):
    """Requests, and the plan that they are seen in."""

    wanted: tuple[Wanted, ...]
    """Those that are open or accepted first, by worth; then the others."""
    shares: tuple[Share, ...]
    plan: Plan | None
    hidden: int = 0
    """How many are declined or delivered, and left out."""


def requests(backlog: Backlog, ask: Ask, chosen: Sequence[Request] = (), *, everything: bool = False) -> Requests:
    """Look at the requests: those chosen, or all that are open or accepted, or all."""
    found = plan(backlog, ask._replace(priced=0)) if ask.slots else None
    shown = chosen or [one for one in backlog.requests if everything or one.status in LIVE]
    children = backlog.children()
    wanted = [_wanted(backlog, children, found, one) for one in shown]
    wanted.sort(key=lambda one: (one.request.status not in LIVE, -(one.worth or 0), ident.order(one.request.id)))
    shares = by_stakeholder(found, askers(backlog)) if found else ()
    return Requests(tuple(wanted), shares, found, 0 if chosen else len(backlog.requests) - len(shown))


def _wanted(backlog: Backlog, children: Mapping[str, Sequence[Story]], found: Plan | None, request: Request) -> Wanted:
    names = dict.fromkeys(leaf for need in request.needs for leaf in _leaves(children, need))
    needs = placed(backlog, found, sorted(names, key=ident.order))
    unknown = tuple(name for name in names if name not in {one.story.id for one in needs})
    open_ = [one for one in needs if one.state != "done"]
    missing = tuple(one for one in open_ if one.state != "doing" and one.stage is None)
    whole = found is not None and needs and not missing and not unknown
    stage = max((one.stage or 0 for one in open_), default=None) if whole else None
    sprint = found.sprints[stage].sprint if found and stage is not None else None
    worth = worth_of(backlog.config, request)
    wanted = Wanted(request, worth, needs, unknown, len(needs) - len(open_), missing, stage, sprint, "")
    return wanted._replace(outlook=_outlook(wanted, planned=found is not None))


def _leaves(children: Mapping[str, Sequence[Story]], name: str) -> tuple[str, ...]:
    """Return a story, or the stories that an epic was split into, at any depth."""
    leaves: list[str] = []
    stack, met = [name], set[str]()
    while stack:
        at = stack.pop()
        if at not in met:
            met.add(at)
            below = [child.id for child in children.get(at, ())]
            stack += below
            leaves += [] if below else [at]
    return tuple(leaves)


def _outlook(wanted: Wanted, *, planned: bool) -> str:
    """Say in a word whether the request will be met in time."""
    request = wanted.request
    if request.status not in LIVE:
        return request.status
    if not request.needs:
        return "empty"
    if wanted.done == len(wanted.needs) and not wanted.unknown:
        return "met"
    if wanted.missing or wanted.unknown:
        return "missing" if planned else "unknown"
    if wanted.sprint and request.by:
        return "late" if wanted.sprint.end > request.by else "in time"
    return "planned" if planned else "unknown"


def find(backlog: Backlog, word: str) -> Request:
    """Return the request that a person means by `R-3`, `r-3` or `3`.

    Raises:
        PoError: there is no such request.
    """
    name = ident.spelled(word, "R")
    for one in backlog.requests:
        if one.id == name:
            return one
    raise PoError(
        f"no request is called `{name or word}`", meant(name or word.upper(), _names(backlog), "see po requests")
    )


def _names(backlog: Backlog) -> list[str]:
    return [one.id for one in backlog.requests]


def answer(request: Request, text: str, status: str = "") -> tuple[Edit, ...]:
    """Return the edits that write down what was told to whoever asked, and what was decided.

    Raises:
        PoError: nothing is said.
    """
    if not text.strip() and not status:
        raise PoError("the answer is missing", f'write: po requests answer {request.id} "planned for December"')
    said = [Set(request.path, ("answer",), text.strip())] if text.strip() else []
    return (*said, *([Set(request.path, ("status",), status)] if status else []))
