"""`po review`: what did the sprint deliver?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.features.sprint import review_page as view
from pocli.lookup import select
from pocli.pace import review
from pocli.tasks import known_pace


def command(
    ctx: typer.Context,
    sprint: Annotated[str, options.a_sprint("the active sprint, or the last one")] = "",
    form: options.Format = "table",
) -> None:
    """Report what a sprint delivered for each Product Goal, with the criteria met, and what it did not and why.

    Examples:
        $ po review
        $ po review S-23 --format markdown
    """
    backlog = session.read(ctx.obj)
    known = known_pace.known(ctx.obj, backlog)
    chosen = select.sprint(backlog, sprint) if sprint else review.latest(backlog, known.today)
    answer = review.review(backlog, known.lives, known.moves, known.sample, chosen, known.today)
    output.show(form, answer, view, run=ctx.obj)
