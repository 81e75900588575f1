"""`po doctor`: is what po needs around a backlog in order?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.features.care import doctor_page as view
from pocli.features.care import doctor_work


def command(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what is safe to fix without asking.")] = False,
    clear_index: Annotated[bool, typer.Option("--clear-index", help="Delete the index of this backlog.")] = False,
    form: options.Format = "table",
) -> None:
    """Check what po relies on: temporary files, the last write, the state folder, the index, git.

    The index remembers the files, so that the next command need not read them again. You can delete it at any time;
    answers stay the same. The exit code is 1 if po cannot work here.

    Examples:
        $ po doctor
        $ po doctor --fix
    """
    if clear_index:
        removed = session.clear_index(ctx.obj)
        output.note(ctx.obj, "deleted the index; the next command builds a new one" if removed else "there is no index")
        return
    for done in doctor_work.repaired(ctx.obj) if fix else ():
        output.warn(ctx.obj, done)
    answer = doctor_work.examined(ctx.obj)
    output.show(form, answer, view, run=ctx.obj)
    if any(one.bad for one in answer):
        raise typer.Exit(1)
