"""`po schema`: what may a file say, as JSON Schema?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.reading import schema_text

Kind = Annotated[
    str,
    typer.Argument(
        help="story, goal, request, sprint or config.",
        metavar="KIND",
        autocompletion=options.among("story", "goal", "request", "sprint", "config"),
    ),
]


def command(ctx: typer.Context, kind: Kind) -> None:
    """Print the JSON Schema (2020-12) of a kind of file, for editors and other tools.

    Examples:
        $ po schema story
    """
    output.leave(ctx.obj, schema_text.json_schema(kind, session.prefix(ctx.obj)), "json")
