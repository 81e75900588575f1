"""`po resolve`: which side counts, field by field?"""

from typing import Annotated

import typer

from pocli import options, output
from pocli.errors import PoError
from pocli.tasks import merging

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files with markers, by id; without: all.", metavar="[ID…]", autocompletion=options.known("record")
    ),
]
Field = Annotated[list[str] | None, typer.Option("--field", help="ours or theirs; repeatable.", metavar="NAME=SIDE")]


def command(
    ctx: typer.Context,
    ids: Ids = None,
    ours: Annotated[bool, typer.Option("--ours", help="Ours, wherever nothing else is said.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Theirs, wherever nothing else is said.")] = False,
    field: Field = None,
    dry_run: options.DryRun = False,
) -> None:
    """Settle the conflicts that a merge left, field by field; what only one side changed is taken over.

    Examples:
        $ po resolve
        $ po resolve PO-12 --field reach=theirs --ours
    """
    if ours and theirs:
        raise PoError("--ours and --theirs contradict each other", "say one of them, and --field NAME=SIDE for others")
    sides = options.pairs("--field", field)
    found = merging.conflicted(ctx.obj, tuple(ids or ()))
    if not found:
        output.note(ctx.obj, "no file has markers of a merge")
        return
    every = "ours" if ours else "theirs" if theirs else ""
    merging.resolve(ctx.obj, found, every=every, fields=sides, dry_run=dry_run)
