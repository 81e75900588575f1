"""`po rules`: which rules are there?"""

import typer

from pocli import output
from pocli.cli import options
from pocli.features.reference import rules_page
from pocli.validation import ruleset


def command(ctx: typer.Context, form: options.Format = "table") -> None:
    """List the rules, with their severity and what each finds.

    Examples:
        $ po rules
    """
    output.show(form, ruleset.catalogue(), rules_page, run=ctx.obj)
