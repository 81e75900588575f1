"""`po edit`: change a file by hand."""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.edit import edit_work


def command(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            help="A story, goal, request or sprint; or po.yaml.", metavar="ID", autocompletion=options.known("record")
        ),
    ],
    force: Annotated[bool, typer.Option("--force", help="Save even if the file has problems.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Open a file in your editor ($VISUAL, else $EDITOR); po checks what you save before it writes it.

    If there is a problem, po shows it and opens the same text again. Your text is never lost: if po cannot save it, it
    keeps it and tells you where.

    Examples:
        $ EDITOR="sed -i s/button/link/" po edit PO-10
    """
    edit_work.edit(ctx.obj, name, force=force, dry_run=dry_run)
