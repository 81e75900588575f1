"""`po prompt`: how do I ask a language model for stories that fit this backlog?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import select
from pocli.errors import PoError
from pocli.views import prompt as view

Persona = Annotated[
    list[str] | None,
    typer.Option(
        help="The role that the stories are for; repeatable.", metavar="ROLE", autocompletion=options.known("persona")
    ),
]


def command(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(help="What to ask for: stories.", metavar="WHAT", autocompletion=options.among("stories"))
    ],
    request: Annotated[str, typer.Argument(help="What the stories should make possible.", metavar="REQUEST")],
    persona: Persona = None,
    goal: Annotated[
        str,
        typer.Option(
            help="The Product Goal that the stories serve.", metavar="G", autocompletion=options.known("goal")
        ),
    ] = "",
) -> None:
    """Print a prompt for any language model; import its answer with `po import draft`. po sends nothing anywhere.

    Examples:
        $ po prompt stories "a dashboard for owners" --goal G-1
        $ po prompt stories "add a dashboard" --persona accountant
    """
    if what != "stories":
        raise PoError(f"po cannot write a prompt for `{what}`", 'write: po prompt stories "what they are for"')
    backlog = session.read(ctx.obj)
    aim = select.goal(backlog, goal) if goal else None
    titles = tuple(story.title for story in backlog.open())
    ask = view.Ask(request, tuple(persona or backlog.config.personas), aim, backlog.config, titles)
    output.leave(ctx.obj, view.text(ask), "data")
