"""`po show`: what does a record say?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.features.browse import show_page, surroundings
from pocli.lookup import select
from pocli.model.story import Story
from pocli.pages import story_table
from pocli.ranking import epics, rank

Ids = Annotated[
    list[str],
    typer.Argument(
        help="Stories, goals, requests or sprints, by id; stories by number too.",
        metavar="ID…",
        autocompletion=options.known("story"),
    ),
]


def command(
    ctx: typer.Context,
    ids: Ids,
    form: options.Format = "table",
) -> None:
    """Show records in full: a story with its criteria and related stories; a goal, request or sprint with its stories.

    Examples:
        $ po show PO-12
        $ po 12
        $ po show G-1
        $ po show current
    """
    backlog = session.read(
        ctx.obj, lambda known: [one for one in select.named_records(known, ids) if isinstance(one, Story)]
    )
    found = select.named_records(backlog, ids)
    alone = tuple(one for one in found if isinstance(one, Story))
    if form in {"json", "csv"} and len(alone) == len(found):
        output.show(
            form,
            story_table.Listing(backlog, alone, rank.scores(backlog), epics.parts(backlog, alone)),
            story_table,
            run=ctx.obj,
        )
    else:
        output.show(form, surroundings.about(backlog, found, session.history(ctx.obj, backlog)), show_page, run=ctx.obj)
