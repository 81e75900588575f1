"""`po import`: what does another tool's file hold, and what becomes of it here?"""

from typing import Annotated

import typer

from pocli import changes, options, output, registry, session
from pocli.analysis import intake
from pocli.views import intake as view

Links = Annotated[str, typer.Option("--links", help="A table of what depends on what.", metavar="FILE")]
Map = Annotated[
    list[str] | None, typer.Option("--map", help="The field of a column; repeatable.", metavar="COLUMN=FIELD")
]


def command(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help="What the file is: csv.", metavar="FORMAT")],
    file: Annotated[str, typer.Argument(help="The file; - is the standard input.", metavar="FILE")],
    mapping: Map = None,
    links: Links = "",
    dry_run: options.DryRun = False,
    form: options.Format = "table",
) -> None:
    """Make stories of another tool's file, or change those that it made before; nothing is lost without a word.

    Examples:
        $ po import csv stories.csv --dry-run
        $ po import csv stories.csv --map "Was=title" --links links.csv
    """
    run = ctx.obj if form == "table" else ctx.obj._replace(quiet=True)
    member = registry.member("exchange", source)
    found = member.read(session.foreign(file), options.pairs("--map", mapping))
    if links:
        more, notes = member.links(session.foreign(links))
        found = found._replace(links=more, notes=(*found.notes, *notes))
    backlog = changes.read(run, dry_run=dry_run)
    answer = intake.intake(found, backlog)
    output.show(form, answer, view, run=run, dry_run=dry_run)
    if edits := intake.edits(answer, new=not dry_run):
        changes.apply(run, edits, seen=backlog, said=(view.said(answer),), dry_run=dry_run)
    output.note(run, view.following(answer, dry_run=dry_run))
