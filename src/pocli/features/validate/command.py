"""`po validate`: is the backlog sound?"""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.validate import problems_work, report_work

Words = list[str] | None
Paths = Annotated[Words, typer.Argument(help="Report only these files and folders.", metavar="[PATHS]")]
Form = Annotated[
    str,
    typer.Option(
        "--format", "-f", help=f"{report_work.FORMATS}.", metavar="FORMAT", autocompletion=options.known("reporters")
    ),
]
Output = Annotated[
    Words, typer.Option("--output", "-o", help="Also write a report to a file; repeatable.", metavar="FORMAT=FILE")
]
Select = Annotated[
    Words,
    typer.Option(
        "--select",
        autocompletion=options.known("rule"),
        help="Check only these rules or groups of rules.",
        metavar="RULE,…",
    ),
]
Ignore = Annotated[
    Words,
    typer.Option(
        "--ignore", autocompletion=options.known("rule"), help="Leave out these rules or groups.", metavar="RULE,…"
    ),
]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    form: Form = "full",
    out: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    since: Annotated[
        str, typer.Option("--since", help="Report only what changed or broke since this commit.", metavar="REV")
    ] = "",
    history: Annotated[bool, typer.Option("--history", help="Also check against the git history.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what has only one possible fix.")] = False,
    dry_run: options.DryRun = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    pedantic: Annotated[bool, typer.Option("--pedantic", help="Show infos and doubtful findings too.")] = False,
) -> None:
    """Find every problem in every file, with its place and the next step.

    Examples:
        $ po validate
        $ po validate stories --ignore wording --format concise
        $ po validate --since main
        $ po validate --fix --dry-run
        $ po validate --format github --output sarif=po.sarif
    """
    ask = problems_work.ValidateQuery(
        tuple(paths or ()), options.listed(select), options.listed(ignore), pedantic, since, history
    )
    found = problems_work.find(ctx.obj, ask)
    if fix:
        from pocli.features.validate import fix_work

        fix_work.fix(ctx.obj, found, ask, show=form in report_work.HUMAN, dry_run=dry_run)
        found = found if dry_run else problems_work.find(ctx.obj, ask)
    if not dry_run:
        report_work.report(ctx.obj, form, out or (), found)
    if problems_work.fail(found, strict=strict):
        raise typer.Exit(1)
