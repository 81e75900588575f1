"""`po import`: what does another tool's file hold, and what becomes of it here?"""

from pathlib import Path
from typing import Annotated

import typer

from pocli import output, session
from pocli.changes import transaction
from pocli.cli import options
from pocli.features.imports import import_ids, import_plan, measured_reach, work
from pocli.features.imports import page as view
from pocli.features.imports import reach_page as reached
from pocli.model.proposal import Proposal
from pocli.run import Run
from pocli.tables.items import Import

Source = Annotated[
    str,
    typer.Argument(
        help="The tool or format, such as csv, jira or github; without it, the file tells.",
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
Types = Annotated[
    list[str] | None, typer.Option("--type", help="The type that a word becomes; repeatable.", metavar="THERE=HERE")
]
Epics = Annotated[
    str,
    typer.Option("--epics", help="create: make an epic of each parent that rows name by a title.", metavar="create"),
]
Dates = Annotated[str, typer.Option("--dates", help="How 3/4/2026 reads: d/m or m/d.", metavar="ORDER")]
Theirs = Annotated[bool, typer.Option("--theirs", help="If both sides changed a value, take the file's.")]


def command(
    ctx: typer.Context,
    source: Source,
    file: Annotated[str, typer.Argument(help="The file; - reads standard input.", metavar="FILE")] = "",
    mapping: Map = None,
    status: Status = None,
    types: Types = None,
    epics: Epics = "",
    dates: Dates = "",
    links: Links = "",
    theirs: Theirs = False,
    dry_run: options.DryRun = False,
    form: options.Format = "table",
) -> None:
    """Import stories from another tool's file, or update those imported before; po names everything it leaves out.

    Examples:
        $ po import exports/jira.csv --dry-run
        $ po import jira exports/jira.csv --status "Ready for Test=doing"
        $ po import csv stories.csv --map "Was=title" --links links.csv
        $ po import reach amplitude.csv --dry-run
    """
    run = ctx.obj if form == "table" else ctx.obj._replace(quiet=True)
    given = work.given(run, source, file)
    found = work.read(run, given, work.wanted(options.pairs("--map", mapping), dates))
    if given.source == "reach":
        _reach(run, found, given.file, form, dry_run=dry_run)
        return
    found = work.linked(found, links) if links else found
    words = options.pairs("--status", status), options.pairs("--type", types)
    _stories(
        run,
        found,
        import_ids.ImportOptions(*words, work.creating(epics), sound=True, theirs=theirs),
        form,
        dry_run=dry_run,
    )


def _stories(run: Run, found: Import, ask: import_ids.ImportOptions, form: str, *, dry_run: bool) -> None:
    """Make stories of what a file holds, or update those that are there."""
    backlog = transaction.read(run, dry_run=dry_run)
    ask = ask._replace(today=session.today(run, backlog))
    answer = work.taken(run, found, backlog, ask, dry_run=dry_run)
    output.show(form, answer, view, run=run, dry_run=dry_run)
    proposal = Proposal(backlog, import_plan.edits(answer), (view.message(answer),), imported=True)
    if proposal.edits and dry_run and form != "table":
        for one in transaction.warnings(run, proposal):
            output.warn(run, one)
    elif proposal.edits:
        transaction.apply(run, proposal, dry_run=dry_run)
    if dry_run or not answer.new + answer.changed + len(answer.sprints):
        output.note(run, view.message(answer, dry_run=dry_run))
    output.note(run, view.following(answer, dry_run=dry_run))


def _reach(run: Run, found: Import, file: str, form: str, *, dry_run: bool) -> None:
    """Put what analytics measured into the stories that name an event."""
    backlog = transaction.read(run, dry_run=dry_run)
    answer = measured_reach.reach(found, backlog)
    output.show(form, answer, reached, run=run)
    edits = measured_reach.edits(answer, Path(file).name, session.today(run, backlog))
    if edits and (not dry_run or form == "table"):
        transaction.apply(run, Proposal(backlog, edits, (reached.message(answer),)), dry_run=dry_run)
