"""`po doctor`: is all sound around the backlog?"""

from typing import Annotated

import typer

from pocli import doctor, options, output
from pocli.views import doctor as view


def command(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Put right what needs no question.")] = False,
    form: options.Format = "table",
) -> None:
    """Look at what is around the backlog: temporary files, the last write, the state folder, the index, git.

    Exit 1 where something is bad.

    Examples:
        $ po doctor
        $ po doctor --fix
    """
    if fix:
        for done in doctor.mended(ctx.obj):
            output.warn(ctx.obj, done)
    answer = doctor.examined(ctx.obj)
    output.show(form, answer, view, run=ctx.obj)
    if any(one.state == "bad" for one in answer):
        raise typer.Exit(1)
