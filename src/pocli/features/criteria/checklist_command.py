"""`po checklist`: are we done?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.features.criteria import checklist
from pocli.features.criteria import checklist_page as view


def command(
    ctx: typer.Context,
    ids: options.SomeStories = None,
    sprint: Annotated[
        str,
        typer.Option(
            "--sprint", autocompletion=options.known("sprint"), help="Show the stories of this sprint.", metavar="S"
        ),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 while any criterion is open.")] = False,
    form: options.Format = "table",
) -> None:
    """Show acceptance criteria as a checklist with progress, then the Definition of Done.

    Without ids, it shows the stories under way.

    Examples:
        $ po checklist PO-12 --format markdown
        $ po checklist --sprint S-24
    """
    names = tuple(ids or ())
    backlog = session.read(ctx.obj, lambda known: checklist.wanted_stories(known, names, sprint=sprint))
    answer = checklist.checklist(backlog, names, sprint=sprint)
    output.show(form, answer, view, run=ctx.obj)
    if strict and any(story.done < story.total for story in answer.stories):
        raise typer.Exit(1)
