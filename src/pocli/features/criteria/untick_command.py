"""`po untick`: an acceptance criterion is not met after all."""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.criteria import tick_work

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="A story, then the numbers of its criteria: 1 3, 2-4 or all.",
        metavar="ID [N…]",
        autocompletion=options.known("met criterion"),
    ),
]


def command(ctx: typer.Context, words: Words = None, dry_run: options.DryRun = False) -> None:
    """Untick acceptance criteria; without numbers, po shows them and asks.

    Examples:
        $ po untick PO-2 1 --dry-run
    """
    tick_work.by_number(ctx.obj, words or (), done=False, dry_run=dry_run)
