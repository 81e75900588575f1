"""`po renumber`: another id, and everything that names it follows."""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.renumber import work

Old = Annotated[
    str,
    typer.Argument(help="The story, goal, request or sprint.", metavar="[OLD]", autocompletion=options.known("record")),
]
New = Annotated[str, typer.Argument(help="Its new id; default: the next free one.", metavar="[NEW]")]
Shared = Annotated[bool, typer.Option("--duplicates", help="Separate files that share an id after a merge.")]
Prefix = Annotated[str, typer.Option("--prefix", help="Give the ids of all stories this prefix.", metavar="PREFIX")]


def command(
    ctx: typer.Context,
    old: Old = "",
    new: New = "",
    shared: Shared = False,
    prefix: Prefix = "",
    dry_run: options.DryRun = False,
) -> None:
    """Change the id of a record, its file's name and every reference to it: in stories, requests and pins.

    With --duplicates: of two files with the same id, the older one in git keeps it. A reference follows the file that
    existed when the reference was written; if git cannot tell, po asks you. With --prefix: the ids of all stories begin
    with it, and so do new ones; their numbers stay.

    Examples:
        $ po renumber PO-45 --dry-run
        $ po renumber --duplicates
        $ po renumber --prefix INV --dry-run
    """
    work.check([old] if old else [], shared=shared, prefix=prefix)
    if prefix:
        work.every(ctx.obj, prefix, dry_run=dry_run)
    elif shared:
        work.duplicates(ctx.obj, dry_run=dry_run)
    else:
        work.one(ctx.obj, old, new, dry_run=dry_run)
