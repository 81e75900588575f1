"""`po rules`: which rules are there?"""

import typer

from pocli import judge, options, output
from pocli.views import rules


def command(ctx: typer.Context, form: options.Format = "table") -> None:
    """List the rules, with their severity and what each finds.

    Examples:
        $ po rules
    """
    output.show(form, judge.catalogue(), rules, run=ctx.obj)
