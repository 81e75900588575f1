"""`po merge`: do files merge field by field?"""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.merge import work

Base = Annotated[str, typer.Argument(help="The common version, in a file that git wrote.", metavar="FILE")]
Ours = Annotated[str, typer.Argument(help="Our side; po writes the result there.", metavar="FILE")]
Theirs = Annotated[str, typer.Argument(help="Their side.", metavar="FILE")]
Path = Annotated[str, typer.Argument(help="The file's path in the repository.", metavar="PATH")]


def install(ctx: typer.Context, dry_run: options.DryRun = False) -> None:
    """Let git merge the files of this backlog field by field: lists as sets, criteria by their words.

    Examples:
        $ po merge install
    """
    work.install(ctx.obj, dry_run=dry_run)


def status(ctx: typer.Context) -> None:
    """Show whether files merge field by field here.

    Examples:
        $ po merge status
    """
    work.status(ctx.obj)


def uninstall(ctx: typer.Context) -> None:
    """Let git merge the files of this backlog line by line again.

    Examples:
        $ po merge uninstall
    """
    work.uninstall(ctx.obj)


def file(ctx: typer.Context, base: Base, ours: Ours, theirs: Theirs, path: Path) -> None:
    """Merge three files: this is what git runs; exit code 1 is a conflict, with git's markers around its field.

    The last word is the file's path in the repository; `po merge install` tells git to run this with %O %A %B %P.

    Examples:
        $ po merge file base.yaml ours.yaml theirs.yaml backlog/stories/PO-12-direct-transfer.yaml
    """
    if work.drive(ctx.obj, base, ours, theirs, path):
        raise typer.Exit(1)


COMMANDS = {"install": install, "status": status, "uninstall": uninstall, "file": file}
