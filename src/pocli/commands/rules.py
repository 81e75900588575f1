"""`po rules`: which rules are there?"""

import typer

from pocli import options, output, registry
from pocli.views import rules


def command(ctx: typer.Context, form: options.Format = "table") -> None:
    """List the rules, with their severity and what each finds.

    Examples:
        $ po rules
    """
    names = registry.names("rules")
    found = tuple((name, registry.member("rules", name)) for name in names)
    answer = tuple(
        rules.Rule(name, rule.SEVERITY, (rule.__doc__ or "").strip(), dict(rule.OPTIONS)) for name, rule in found
    )
    output.show(form, answer, rules, run=ctx.obj)
