"""`po merge`: do files merge field by field?"""

from typing import Annotated

import typer

from pocli import merging, options
from pocli.errors import PoError

What = Annotated[str, typer.Argument(help="install, status or uninstall; `file` is what git runs.", metavar="WHAT")]
Files = Annotated[list[str] | None, typer.Argument(help="With `file`: %O %A %B %P.", metavar="[FILES]")]


def command(ctx: typer.Context, what: What, files: Files = None, dry_run: options.DryRun = False) -> None:
    """Let git merge the files of a backlog field by field: lists as sets, criteria by their words.

    What both sides changed gets git's markers, around that field only; then po resolve.

    Examples:
        $ po merge install
        $ po merge status
    """
    if what == "file" and files and len(files) == 4:  # noqa: PLR2004 - %O %A %B %P
        if merging.drive(ctx.obj, *files):
            raise typer.Exit(1)
    elif what == "install":
        merging.install(ctx.obj, dry_run=dry_run)
    elif what == "status":
        merging.status(ctx.obj)
    elif what == "uninstall":
        merging.uninstall(ctx.obj)
    else:
        raise PoError(f"`{what}` is nothing that po merge does", "there are: install, status, uninstall")
