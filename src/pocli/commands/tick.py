"""`po tick`: an acceptance criterion is met."""

from typing import Annotated

import typer

from pocli import options
from pocli.tasks import ticking

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="A story, and the numbers of its criteria: 1 3, 2-4 or all.",
        metavar="ID [N…]",
        autocompletion=options.known("story"),
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--junit", help="Tick what the tests of this JUnit report prove; repeatable.", metavar="FILE"),
]


def command(ctx: typer.Context, words: Words = None, junit: Reports = None, dry_run: options.DryRun = False) -> None:
    """Tick acceptance criteria; without numbers they are shown, and you are asked.

    With --junit: criteria whose `verified_by` test passed are ticked, those whose test failed are unticked and shown.
    Ids then choose the stories; without any, every story is looked at.

    Examples:
        $ po tick PO-10 1 2 --dry-run
        $ po tick PO-10 all --dry-run
    """
    if junit:
        ticking.by_report(ctx.obj, junit, words or (), dry_run=dry_run)
    else:
        ticking.by_number(ctx.obj, words or (), done=True, dry_run=dry_run)
