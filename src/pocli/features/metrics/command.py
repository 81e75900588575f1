"""`po metrics`: how much is finished, how long does it take, what is under way?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import day_options, filters, options
from pocli.features.metrics import page as view
from pocli.lookup import select
from pocli.pace import flow
from pocli.tasks import known_pace


@filters.filters
def command(
    ctx: typer.Context,
    chosen: filters.Chosen,
    since: options.Since = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", help="type, goal or label.", metavar="WORD", autocompletion=options.among("type", "goal", "label")
        ),
    ] = "",
    form: options.Format = "table",
) -> None:
    """Show velocity, throughput, cycle times and what is under way; the days come from git.

    Examples:
        $ po metrics
        $ po metrics --since 2026-10-01 --by type
    """
    backlog = session.read(ctx.obj)
    first = day_options.past(since, session.today(ctx.obj, backlog))
    known = known_pace.known(ctx.obj, backlog, since=first)
    only = select.filters(backlog, chosen)
    stories = {story.id: story for story in backlog.stories}
    lives = [one for one in known.lives if select.matches(backlog, stories, one.story, only)]
    group = options.one_of(by, ("", *flow.GROUPS))
    answer = flow.metrics(backlog, lives, known.moves, known.today, since=known.sample.first, by=group)
    output.show(form, answer, view, run=ctx.obj)
