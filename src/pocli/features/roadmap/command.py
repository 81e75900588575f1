"""`po roadmap`: which goals, when?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.pace import roadmap
from pocli.pages import roadmap_page as view
from pocli.tasks import known_pace


def command(
    ctx: typer.Context,
    by_date: Annotated[
        bool, typer.Option("--by-date", help="Sort by the goals' dates, not by now, next, later.")
    ] = False,
    details: Annotated[bool, typer.Option("--details", help="Show ids, points and percentiles too.")] = False,
    form: options.Format = "table",
) -> None:
    """Show the Product Goals as now, next and later: how far each metric is, and when the stories are likely done.

    Examples:
        $ po roadmap
        $ po roadmap --details --format markdown
    """
    backlog = session.read(ctx.obj)
    known = known_pace.known(ctx.obj, backlog)
    answer = roadmap.roadmap(backlog, known.sample, known.moves, known.today, by_date=by_date)
    output.show(form, answer, view, run=ctx.obj, details=details, by_date=by_date)
