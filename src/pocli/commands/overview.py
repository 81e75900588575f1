"""`po` alone: today at a glance."""

import typer

from pocli import output, pace, session, standing
from pocli.analysis import overview
from pocli.views import overview as view


def command(ctx: typer.Context) -> None:
    """Show today at a glance: the sprint, what hinders, what waits, what is worth most."""
    backlog, diagnostics = session.check(ctx.obj)
    problems = sum(one.severity != "info" for one in diagnostics)
    answer = overview.overview(backlog, session.today(ctx.obj, backlog))
    burnt = pace.burndown(ctx.obj, backlog, answer.sprint) if answer.sprint else None
    output.show("table", answer, view, run=ctx.obj, problems=problems, clone=standing.standing(ctx.obj), burnt=burnt)
