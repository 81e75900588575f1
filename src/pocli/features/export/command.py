"""`po export`: which file does another tool take?"""

from typing import Annotated

import typer

from pocli import output
from pocli.cli import filters, options
from pocli.features.export import page as view
from pocli.features.export import work
from pocli.model import outgoing as parcels

Kind = Annotated[
    str,
    typer.Argument(
        help="The format, such as csv, jira, github or changelog.",
        metavar="FORMAT",
        autocompletion=options.known("export"),
    ),
]
Target = Annotated[str, typer.Option("--output", "-o", help="The file or folder to write.", metavar="PATH")]
Since = Annotated[
    str, typer.Option("--since", help="Where a changelog starts: a commit, day or sprint.", metavar="REF")
]
Until = Annotated[str, typer.Option("--until", help="Where a changelog ends; default: now.", metavar="REF")]
Roadmap = Annotated[bool, typer.Option("--roadmap", help="With mermaid: draw the goals over time.")]


@filters.filters
def command(
    ctx: typer.Context,
    target: Kind,
    chosen: filters.Chosen,
    destination: Target = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
    since: Since = "",
    until: Until = "",
    roadmap: Roadmap = False,
) -> None:
    """Export stories for another tool; stderr names the fields that it has no place for.

    Examples:
        $ po export csv --output backlog.csv
        $ po export jira --label export --output jira.csv
        $ po export changelog --since 2026-11-02 --until 2026-11-20
        $ po export changelog --sprint S-23
    """
    parcel = work.parcel(ctx.obj, target, work.ExportQuery(chosen, since, until, roadmap))
    for line in view.missing(parcel):
        output.warn(ctx.obj, line)
    if destination and not output.is_stdout(destination):
        output.note(ctx.obj, view.message(parcel, work.write(destination, parcel, force=force)))
    else:
        text = parcels.alone(parcel)
        output.emit(text, "json" if next(iter(parcel.files)).endswith(".json") else "data")
