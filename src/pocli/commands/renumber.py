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


def command(
    ctx: typer.Context, old: Old = "", new: New = "", shared: Shared = False, dry_run: options.DryRun = False
) -> None:
    """Give a record another id; its file's name and all that names it follow: stories, requests, pins.

    With --duplicates: of two files with one id, the one that git knows longer keeps it. A reference follows the file
    that was there when it was written; where git cannot tell, you are asked.

    Examples:
        $ po renumber PO-45 --dry-run
        $ po renumber --duplicates
    """
    renumbering.check([old] if old else [], shared=shared)
    if shared:
        renumbering.duplicates(ctx.obj, dry_run=dry_run)
    else:
        renumbering.one(ctx.obj, old, new, dry_run=dry_run)
