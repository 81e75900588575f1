"""`po config`: which settings hold here?"""

import typer

from pocli import options, output, session
from pocli.views import config as view


def command(ctx: typer.Context, form: options.Format = "table") -> None:
    """Show the settings of this backlog, and which of them are the defaults.

    Examples:
        $ po config
    """
    output.show(form, session.read(ctx.obj).config, view, run=ctx.obj)
