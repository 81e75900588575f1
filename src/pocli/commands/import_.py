"""`po import`: what does another tool's file hold, and what becomes of it here?"""

from pathlib import Path
from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import intake, names, reach
from pocli.model.foreign import Import
from pocli.run import Run
from pocli.tasks import changes, incoming
from pocli.views import intake as view
from pocli.views import reach as reached

Source = Annotated[
    str,
    typer.Argument(
        help="The tool or format, such as csv, jira, linear or github.",
        metavar="FORMAT",
        autocompletion=options.known("import"),
    ),
]
Links = Annotated[
    str, typer.Option("--links", help="A table that says which issue depends on which other.", metavar="FILE")
]
Map = Annotated[
    list[str] | None, typer.Option("--map", help="The field that a column becomes; repeatable.", metavar="COLUMN=FIELD")
]
Status = Annotated[
    list[str] | None, typer.Option("--status", help="The status that a word becomes; repeatable.", metavar="THERE=HERE")
]
Theirs = Annotated[bool, typer.Option("--theirs", help="If both sides changed a value, take the file's.")]


def command(
    ctx: typer.Context,
    source: Source,
    file: Annotated[str, typer.Argument(help="The file; - reads standard input.", metavar="FILE")],
    mapping: Map = None,
    status: Status = None,
    links: Links = "",
    theirs: Theirs = False,
    dry_run: options.DryRun = False,
    form: options.Format = "table",
) -> None:
    """Import stories from another tool's file, or update those imported before; po names everything it leaves out.

    Examples:
        $ po import jira exports/jira.csv --dry-run
        $ po import jira exports/jira.csv --status "Ready for Test=doing"
        $ po import csv stories.csv --map "Was=title" --links links.csv
        $ po import reach amplitude.csv --dry-run
    """
    run = ctx.obj if form == "table" else ctx.obj._replace(quiet=True)
    found = incoming.read(run, source, file, options.pairs("--map", mapping))
    if source == "reach":
        _reach(run, found, file, form, dry_run=dry_run)
        return
    if links:
        found = incoming.linked(found, links)
    backlog = changes.read(run, dry_run=dry_run)
    ask = names.Ask(options.pairs("--status", status), theirs, session.today(run, backlog))
    answer = incoming.taken(run, found, backlog, ask, dry_run=dry_run)
    output.show(form, answer, view, run=run, dry_run=dry_run)
    shown = not dry_run or form == "table"
    if shown and (edits := intake.edits(answer, new=not dry_run)):
        changes.apply(run, edits, seen=backlog, said=(view.said(answer),), dry_run=dry_run, imported=True)
    if dry_run or not answer.new + answer.changed + len(answer.sprints):
        output.note(run, view.said(answer, dry_run=dry_run))
    output.note(run, view.following(answer, dry_run=dry_run))


def _reach(run: Run, found: Import, file: str, form: str, *, dry_run: bool) -> None:
    """Put what analytics measured into the stories that name an event."""
    backlog = changes.read(run, dry_run=dry_run)
    answer = reach.reach(found, backlog)
    output.show(form, answer, reached, run=run)
    edits = reach.edits(answer, Path(file).name, session.today(run, backlog))
    if edits and (not dry_run or form == "table"):
        changes.apply(run, edits, seen=backlog, said=(reached.said(answer),), dry_run=dry_run)
