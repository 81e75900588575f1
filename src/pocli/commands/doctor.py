"""`po doctor`: are po's own files in order?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.views import doctor as view


def command(
    ctx: typer.Context,
    clear_index: Annotated[bool, typer.Option("--clear-index", help="Remove the index of this backlog.")] = False,
    form: options.Format = "table",
) -> None:
    """Show what po keeps outside the backlog, and whether it is in order.

    The index holds what was read before, so that the next command need not read it again. It may be removed at any
    time; answers stay the same.

    Examples:
        $ po doctor
        $ po doctor --clear-index
    """
    if clear_index:
        removed = session.clear_index(ctx.obj)
        output.note(ctx.obj, "the index is removed; the next command makes it anew" if removed else "there is no index")
        return
    output.show(form, (session.index_health(ctx.obj),), view, run=ctx.obj)
