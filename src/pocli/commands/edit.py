"""`po edit`: change a file by hand."""

from typing import Annotated

import typer

from pocli import options
from pocli.tasks import editing


def command(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            help="A story, goal, request or sprint; or po.yaml.", metavar="ID", autocompletion=options.known("record")
        ),
    ],
    force: Annotated[bool, typer.Option("--force", help="Save it even with problems.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Open a file in your editor ($VISUAL, else $EDITOR); what you save is checked before it is written.

    On a problem, it is shown and the editor opens the same text again. No text is ever lost: if it cannot be saved, it
    is kept, and you are told where.

    Examples:
        $ EDITOR="sed -i s/button/link/" po edit PO-10
    """
    editing.edit(ctx.obj, name, force=force, dry_run=dry_run)
