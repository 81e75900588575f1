"""`po renumber`: another id, and everything that names it follows."""

from typing import Annotated

import typer

from pocli import options
from pocli.tasks import renumbering

Old = Annotated[
    str,
    typer.Argument(help="The story, goal, request or sprint.", metavar="[OLD]", autocompletion=options.known("record")),
]
New = Annotated[str, typer.Argument(help="Its new id; the default is the next free one.", metavar="[NEW]")]
Shared = Annotated[bool, typer.Option("--duplicates", help="Part the files that share an id after a merge.")]
Prefix = Annotated[str, typer.Option("--prefix", help="What every story's id begins with.", metavar="PREFIX")]


def command(
    ctx: typer.Context,
    old: Old = "",
    new: New = "",
    shared: Shared = False,
    prefix: Prefix = "",
    dry_run: options.DryRun = False,
) -> None:
    """Give a record another id; its file's name and all that names it follow: stories, requests, pins.

    With --duplicates: of two files with one id, the one that git knows longer keeps it. A reference follows the file
    that was there when it was written; where git cannot tell, you are asked. With --prefix: the ids of all stories
    begin with it, and so do new ones; their numbers stay.

    Examples:
        $ po renumber PO-45 --dry-run
        $ po renumber --duplicates
        $ po renumber --prefix INV --dry-run
    """
    renumbering.check([old] if old else [], shared=shared, prefix=prefix)
    if prefix:
        renumbering.every(ctx.obj, prefix, dry_run=dry_run)
    elif shared:
        renumbering.duplicates(ctx.obj, dry_run=dry_run)
    else:
        renumbering.one(ctx.obj, old, new, dry_run=dry_run)
