"""`po validate`: is the backlog sound?"""

from typing import Annotated

import typer

from pocli import output, session

Paths = Annotated[
    list[str] | None, typer.Argument(help="Only these files and folders are reported.", metavar="[PATHS]")
]
Form = Annotated[str, typer.Option("--format", "-f", help="full, concise or json.", metavar="FORMAT")]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    form: Form = "full",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    pedantic: Annotated[bool, typer.Option("--pedantic", help="Show infos too.")] = False,
) -> None:
    """Find every problem of every file, with its place and the next step.

    Examples:
        $ po validate
        $ po validate stories --format concise
    """
    diagnostics, paths_read = session.problems(ctx.obj)
    kept, files = session.within(ctx.obj, paths_read, diagnostics, paths or ())
    shown = [one for one in kept if pedantic or one.severity != "info"]
    output.report(ctx.obj, form, shown, files)
    failing = {"error", "warning"} if strict else {"error"}
    if any(one.severity in failing for one in kept):
        raise typer.Exit(1)
