"""`po config`: which settings hold here?"""

import typer

from pocli import output, session
from pocli.cli import options
from pocli.features.care import config_page as view


def command(ctx: typer.Context, form: options.Format = "table") -> None:
    """Show the settings of this backlog, and which of them are the defaults.

    Examples:
        $ po config
    """
    output.show(form, session.read(ctx.obj).config, view, run=ctx.obj)
