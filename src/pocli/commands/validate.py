"""`po validate`: is the backlog sound?"""

from typing import Annotated

import typer

from pocli import judge, options, report, session

Words = list[str] | None
Paths = Annotated[Words, typer.Argument(help="Only these files and folders are reported.", metavar="[PATHS]")]
Form = Annotated[str, typer.Option("--format", "-f", help=f"{report.FORMATS}.", metavar="FORMAT")]
Output = Annotated[Words, typer.Option("--output", "-o", help="Into a file, too; repeatable.", metavar="FORMAT=FILE")]
Select = Annotated[Words, typer.Option("--select", help="Only these rules or groups of them.", metavar="RULE,…")]
Ignore = Annotated[Words, typer.Option("--ignore", help="Not these rules.", metavar="RULE,…")]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    form: Form = "full",
    out: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    pedantic: Annotated[bool, typer.Option("--pedantic", help="Show infos too.")] = False,
) -> None:
    """Find every problem of every file, with its place and the next step.

    Examples:
        $ po validate
        $ po validate stories --ignore wording --format concise
        $ po validate --format github --output sarif=po.sarif
    """
    diagnostics, paths_read = session.problems(ctx.obj)
    chosen = judge.only(diagnostics, select=options.listed(select), ignore=options.listed(ignore))
    kept, files = session.within(ctx.obj, paths_read, chosen, paths or ())
    shown = [one for one in kept if pedantic or one.severity != "info"]
    report.report(ctx.obj, form, out or (), shown, files)
    failing = {"error", "warning"} if strict else {"error"}
    if any(one.severity in failing for one in kept):
        raise typer.Exit(1)
