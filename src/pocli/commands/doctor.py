"""`po doctor`: is what po needs around a backlog in order?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.tasks import doctor
from pocli.views import doctor as view


def command(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Put right what needs no question.")] = False,
    clear_index: Annotated[bool, typer.Option("--clear-index", help="Remove the index of this backlog.")] = False,
    form: options.Format = "table",
) -> None:
    """Look at what is around the backlog: temporary files, the last write, the state folder, the index, git.

    The index holds what was read before, so that the next command need not read it again. It may be removed at any
    time; answers stay the same. Exit 1 where po cannot do its work.

    Examples:
        $ po doctor
        $ po doctor --fix
    """
    if clear_index:
        removed = session.clear_index(ctx.obj)
        output.note(ctx.obj, "the index is removed; the next command makes it anew" if removed else "there is no index")
        return
    for done in doctor.mended(ctx.obj) if fix else ():
        output.warn(ctx.obj, done)
    answer = doctor.examined(ctx.obj)
    output.show(form, answer, view, run=ctx.obj)
    if any(one.bad for one in answer):
        raise typer.Exit(1)
