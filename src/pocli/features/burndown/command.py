"""`po burndown`: how much of the sprint is left, and where does it lead?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.features.burndown import page as view
from pocli.lookup import select
from pocli.pace import burndown
from pocli.tasks import known_pace


def command(
    ctx: typer.Context,
    sprint: Annotated[str, options.a_sprint("the active sprint")] = "",
    form: options.Format = "table",
) -> None:
    """Show the work that remains in a sprint, day by day, beside the ideal line; the days come from git.

    Examples:
        $ po burndown
        $ po burndown S-23 --format csv
    """
    backlog = session.read(ctx.obj)
    known = known_pace.known(ctx.obj, backlog)
    chosen = select.sprint(backlog, sprint or "current")
    answer = burndown.burndown(backlog, known.moves, chosen, known.sample, known.today)
    output.show(form, answer, view, run=ctx.obj)
