"""`po resolve`: which side counts, field by field?"""

from typing import Annotated

import typer

from pocli import output
from pocli.cli import options
from pocli.errors import PoError
from pocli.features.merge import work

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        help="Records with conflicts, by id; default: all.", metavar="[ID…]", autocompletion=options.known("record")
    ),
]
Field = Annotated[
    list[str] | None,
    typer.Option("--field", help="The side to take for a field: ours or theirs; repeatable.", metavar="NAME=SIDE"),
]

UNSETTLED = 1
"""The exit code where a file is left that one side changed and the other deleted."""


def command(
    ctx: typer.Context,
    ids: Ids = None,
    ours: Annotated[bool, typer.Option("--ours", help="Take our side of every other field.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Take their side of every other field.")] = False,
    field: Field = None,
    dry_run: options.DryRun = False,
) -> None:
    """Resolve the conflicts of a merge, field by field; po asks only about fields that both sides changed.

    A file that one side changed and the other deleted stays a conflict (exit code 1): po says what to type.

    Examples:
        $ po resolve
        $ po resolve PO-12 --field reach=theirs --ours
    """
    if ours and theirs:
        raise PoError(
            "--ours and --theirs contradict each other", "use one of them, and --field NAME=SIDE for the other side"
        )
    sides = options.pairs("--field", field)
    found, deleted = work.conflicted(ctx.obj, tuple(ids or ()), work.one_sided(ctx.obj))
    for line in deleted:
        output.note(ctx.obj, line)
    if found:
        every = "ours" if ours else "theirs" if theirs else ""
        work.resolve(ctx.obj, found, every=every, fields=sides, dry_run=dry_run)
    elif not deleted:
        output.note(ctx.obj, "no file has merge conflicts")
    if deleted:
        raise typer.Exit(UNSETTLED)
