"""How do the requests read: who asked, what is it worth, what is missing, and when is it met?"""

from fractions import Fraction

from pocli.features.requests.answer import RequestProgress, Requests
from pocli.lookup.first_commands import first
from pocli.model.number import plain, text
from pocli.model.records import LIVE, Request
from pocli.page import Block, Cell, Column, Heading, Line, Page, Role, Table, blank, line
from pocli.page import page as pages
from pocli.pages import sprint_words
from pocli.pages.reasons import WHY
from pocli.pages.sprint_words import span, stage_id
from pocli.planning.plan import Plan
from pocli.text import figure, percent, plural

TITLE = "Requests"
COLUMNS = (
    Column("answered", ""),
    Column("id", "id"),
    Column("title", "request", grow=True, wrap=True),
    Column("from", "from", grow=True, wrap=True),
    Column("value", "worth", right=True),
    Column("done", "done", right=True),
    Column("met", "met"),
)
SHARES = (
    Column("from", "stakeholder"),
    Column("points", "pts", right=True),
    Column("share", "of the plan", right=True),
)
ROLES: dict[str, Role] = {"met": "good", "in time": "good", "late": "bad", "missing": "warning"}


def page(answer: Requests, *, whole: bool = False) -> Page:
    """Word the requests as a table, with what is missing and who is served; `whole` shows each with its stories."""
    if whole:
        return pages(
            *(_whole(answer, one) for one in answer.wanted),
            sprint_words.unplanned(answer.plan, "po requests --capacity 40"),
        )
    if not answer.wanted and not answer.hidden:
        return pages(line(f"nobody has asked for anything yet; {first('request')}"))
    table: list[Block] = [Table(COLUMNS, tuple(_row(one) for one in answer.wanted))] if answer.wanted else []
    return pages(
        table, _below(answer), _shares(answer), sprint_words.unplanned(answer.plan, "po requests --capacity 40")
    )


def worth(request: Request) -> str:
    """Return what a request is worth, as it is written."""
    if request.value is None:
        return "–"
    return f"{figure(request.value)} {request.currency}".strip()


def _row(one: RequestProgress) -> tuple[Cell, ...]:
    request = one.request
    return (
        Cell("✓", "good", "yes") if request.answer else Cell("", value="no"),
        Cell(request.id, "strong"),
        Cell(request.title),
        Cell(request.from_ or "–"),
        Cell(worth(request), value="" if one.worth is None else text(one.worth)),
        Cell(f"{one.done} of {len(one.needs) + len(one.unknown)}"),
        Cell(outlook(one), ROLES.get(one.outlook, "")),
    )


def outlook(one: RequestProgress) -> str:
    """Say when the request is met."""
    sprint = one.sprint.id if one.sprint else "" if one.stage is None else f"sprint {one.stage + 1}"
    said = {
        "delivered": "delivered",
        "declined": "declined",
        "empty": "no story yet",
        "met": "ready to deliver",
        "in time": f"{sprint}, in time",
        "late": f"{sprint}, late",
        "planned": sprint,
        "under way": "under way",
        "missing": f"{plural(len(one.missing) + len(one.unknown), 'story', 'stories')} missing",
    }
    return said.get(one.outlook, "–")


def _below(answer: Requests) -> list[Line]:
    lines = [blank()]
    if any(one.request.answer for one in answer.wanted):
        lines.append(line(Cell("✓ answered", "muted")))
    lines += [
        line(f"{one.request.id} still needs {_missing(one)}") for one in answer.wanted if one.outlook == "missing"
    ]
    silent = [one.request.id for one in answer.wanted if not one.request.answer and one.request.status in LIVE]
    if silent:
        lines.append(line(f"not answered: {', '.join(silent)}", Cell(f' (po requests answer {silent[0]} "…")', "hint")))
    if answer.hidden:
        lines.append(line(Cell(f"{answer.hidden} declined or delivered", "muted"), Cell(" (--all)", "hint")))
    return lines if len(lines) > 1 else []


def _missing(one: RequestProgress) -> str:
    found = [f"{need.story.id} ({WHY.get(need.reason, need.state)})" for need in one.missing]
    return ", ".join([*found, *(f"{name} (unknown)" for name in one.unknown)])


def _shares(answer: Requests) -> list[Block]:
    if not answer.plan or not answer.shares:
        return []
    rows = tuple(
        (
            Cell(one.name or "no stakeholder", "" if one.name else "muted"),
            Cell(figure(one.size), value=text(one.size)),
            Cell(percent(Fraction(round(one.part * 100), 100)), value=text(one.part)),
        )
        for one in answer.shares
    )
    return [blank(), Heading(f"Whom the plan serves ({span(answer.plan)})"), Table(SHARES, rows)]


def _whole(answer: Requests, one: RequestProgress) -> list[Block]:
    request = one.request
    units = f" ({figure(one.worth)} units of expected value)" if one.worth is not None and request.currency else ""
    who = f"{request.from_ or 'nobody named'}; worth {worth(request)}{units}"
    by = f"; by {request.by.isoformat()}" if request.by else ""
    blocks: list[Block] = [Heading(f"{request.id}  {request.title}"), line(f"From {who}{by}; {request.status}")]
    blocks.append(line(f"Answer: {request.answer}" if request.answer else Cell("no answer yet", "warning")))
    if request.status in LIVE:
        blocks.append(line("Met: ", Cell(outlook(one), ROLES.get(one.outlook, ""))))
    if one.needs or one.unknown:
        blocks += [blank(), Table(sprint_words.columns("needs"), _needs(one, answer.plan))]
    return [*blocks, blank()]


def _needs(one: RequestProgress, found: Plan | None) -> tuple[tuple[Cell, ...], ...]:
    rows = [sprint_words.row(need, found, need.story.points) for need in one.needs]
    rows += [(Cell(name, "bad"), Cell("no such story"), Cell(""), Cell(""), Cell("")) for name in one.unknown]
    return tuple(rows)


def message(request: Request, answer: str, status: str) -> str:
    """Say what was written down."""
    told = f"{request.id}: {request.status} → {status}" if status and status != request.status else request.id
    return f"{told}: {answer}" if answer else told


def data(answer: Requests) -> dict[str, object]:
    """Return the requests as `po.requests/1`."""
    return {
        "schema": "po.requests/1",
        "requests": [_data(answer, one) for one in answer.wanted],
        "hidden": answer.hidden,
        "shares": sprint_words.shares("from", answer.shares),
    }


def _data(answer: Requests, one: RequestProgress) -> dict[str, object]:
    request = one.request
    return {
        "id": request.id,
        "title": request.title,
        "from": request.from_ or None,
        "value": None if request.value is None else plain(request.value),
        "currency": request.currency or None,
        "worth": None if one.worth is None else plain(one.worth),
        "by": request.by.isoformat() if request.by else None,
        "status": request.status,
        "answer": request.answer or None,
        "done": one.done,
        "needs": [sprint_words.data(need, answer.plan, need.story.points) for need in one.needs],
        "missing": [need.story.id for need in one.missing] + list(one.unknown),
        "sprint": stage_id(answer.plan, one.stage),
        "outlook": one.outlook,
    }
