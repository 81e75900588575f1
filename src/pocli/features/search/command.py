"""`po search`: which records speak of this?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import filters, options
from pocli.features.search import answer
from pocli.features.search import page as view
from pocli.features.search.answer import Query
from pocli.lookup import select

Words = Annotated[list[str], typer.Argument(help="Words to look for; their beginnings will do.", metavar="WORD…")]


@filters.filters
def command(
    ctx: typer.Context,
    words: Words,
    chosen: filters.Chosen,
    limit: Annotated[int, typer.Option("--limit", help="How many to show; 0: all.", metavar="N", min=0)] = 20,
    form: options.Format = "table",
) -> None:
    """Find stories, goals, requests and sprints by the words in them; the best match comes first.

    Case, accents and one slip of the finger make no difference. Done and dropped stories are found too; with a filter,
    only stories are.

    Examples:
        $ po search invoice
        $ po search csv export --status ready
    """
    backlog = session.read(ctx.obj)
    only = select.filters(backlog, chosen)
    passing = {story.id for story in select.select(backlog, only, everything=True)}
    found = answer.search(backlog, Query(tuple(words), limit), lambda one: only == select.EVERY or one.id in passing)
    output.show(form, found, view, run=ctx.obj)
