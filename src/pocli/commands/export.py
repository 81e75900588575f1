"""`po export`: which file does another tool take?"""

from typing import Annotated

import typer

from pocli import options, output, registry, session
from pocli.analysis import outgoing, select
from pocli.views import outgoing as view

Target = Annotated[str, typer.Option("--output", "-o", help="The file or folder to write.", metavar="PATH")]


@options.filters
def command(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(help="csv, jira, linear, github, gherkin …", metavar="FORMAT")],
    chosen: options.Chosen,
    destination: Target = "",
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> None:
    """Write the stories as another tool takes them; what it has no place for is said on stderr.

    Examples:
        $ po export csv --output backlog.csv
        $ po export jira --label billing --output jira.csv
        $ po export gherkin --output features
    """
    member = registry.member("exchange", target)
    backlog = session.read(ctx.obj)
    found = select.select(backlog, select.filters(backlog, chosen), everything=True)
    parcel = outgoing.parcel(backlog._replace(stories=tuple(found)), member)
    for line in view.missing(parcel):
        output.warn(ctx.obj, line)
    if destination:
        output.note(ctx.obj, view.said(parcel, session.deliver(destination, parcel, force=force)))
    else:
        output.emit(outgoing.alone(parcel), human=False)
