"""`po explain`: what does a rule mean?"""

from typing import Annotated

import typer

from pocli import options, session


def command(
    ctx: typer.Context,
    rule: Annotated[str, typer.Argument(help="The rule's name.", autocompletion=options.known("rule"))],
) -> None:
    """Explain a rule: what it finds, why, an example, and what to write instead.

    Examples:
        $ po explain unknown-dependency
    """
    session.explain(ctx.obj, rule)
