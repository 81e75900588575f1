"""`po tick`: an acceptance criterion is met."""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.criteria import tick_work

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="A story, then the numbers of its criteria: 1 3, 2-4 or all.",
        metavar="ID [N…]",
        autocompletion=options.known("criterion"),
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--junit", help="Tick the criteria that passed in this JUnit report; repeatable.", metavar="FILE"),
]


def command(ctx: typer.Context, words: Words = None, junit: Reports = None, dry_run: options.DryRun = False) -> None:
    """Tick acceptance criteria; without numbers, po shows them and asks.

    With --junit, po ticks each criterion whose `verified_by` test passed, and unticks and shows each whose test failed.
    Ids limit this to some stories; without ids, it looks at all of them.

    Examples:
        $ po tick PO-10 1 2 --dry-run
        $ po tick PO-10 all --dry-run
    """
    if junit:
        tick_work.by_report(ctx.obj, junit, words or (), dry_run=dry_run)
    else:
        tick_work.by_number(ctx.obj, words or (), done=True, dry_run=dry_run)
