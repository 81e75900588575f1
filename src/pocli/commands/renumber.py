"""`po renumber`: another id, and everything that names it follows."""

from typing import Annotated

import typer

from pocli import options
from pocli.tasks import renumbering

Old = Annotated[
    str,
    typer.Argument(help="The story, goal, request or sprint.", metavar="[OLD]", autocompletion=options.known("record")),
]
New = Annotated[str, typer.Argument(help="Its new id; default: the next free one.", metavar="[NEW]")]
Shared = Annotated[bool, typer.Option("--duplicates", help="Separate files that share an id after a merge.")]


def command(
    ctx: typer.Context, old: Old = "", new: New = "", shared: Shared = False, dry_run: options.DryRun = False
) -> None:
    """Change the id of a record, its file's name and every reference to it: in stories, requests and pins.

    With --duplicates: of two files with the same id, the older one in git keeps it. A reference follows the file that
    existed when the reference was written; if git cannot tell, po asks you.

    Examples:
        $ po renumber PO-45 --dry-run
        $ po renumber --duplicates
    """
    renumbering.check([old] if old else [], shared=shared)
    if shared:
        renumbering.duplicates(ctx.obj, dry_run=dry_run)
    else:
        renumbering.one(ctx.obj, old, new, dry_run=dry_run)
