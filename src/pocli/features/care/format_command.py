"""`po format`: the canonical form of the files."""

from typing import Annotated

import typer

from pocli import output
from pocli.changes import transaction
from pocli.cli import options
from pocli.features.care import format_work
from pocli.model import edit
from pocli.model.proposal import Proposal
from pocli.text import plural

Paths = Annotated[list[str] | None, typer.Argument(help="Format only these files and folders.", metavar="[PATHS]")]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit with 1 if a file would change.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Put the keys of each file in order and tidy the spaces; every comment and every value stays.

    Examples:
        $ po format --check
        $ po format stories/PO-9-accounting.yaml
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run or check)
    found, total = format_work.format_files(ctx.obj, backlog, paths or ())
    if check:
        for one in found:
            output.note(ctx.obj, f"would format {one.path}", [one.path])
        output.note(ctx.obj, f"{len(found)} of {plural(total, 'file')} would change")
        raise typer.Exit(1 if found else 0)
    if found:
        edits, message = [edit.whole(*one) for one in found], [f"formatted {one.path}" for one in found]
        proposal = Proposal(backlog, edits, message, based_on={one.path: one.before for one in found})
        transaction.apply(ctx.obj, proposal, dry_run=dry_run)
    if total > len(found) and not dry_run:
        output.note(ctx.obj, f"{plural(total - len(found), 'file')} in order already")
