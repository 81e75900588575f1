"""`po explain`: what does a rule mean, and where does a story's score come from?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.errors import PoError
from pocli.text import meant


def command(
    ctx: typer.Context,
    rule: Annotated[
        str,
        typer.Argument(help="A rule's name, or a story's id.", metavar="RULE", autocompletion=options.known("rule")),
    ],
) -> None:
    """Explain a rule (what it finds, why, an example and what to write instead), or a story's score.

    `po explain PO-12` is `po rank --explain PO-12`, with its options.

    Examples:
        $ po explain unknown-dependency
        $ po explain PO-12
    """
    pages = session.data("rules", "docs/rules")
    known = sorted(page.stem for page in pages.glob("*.md"))
    if rule not in known:
        raise PoError(f"no rule is called `{rule}`", meant(rule, known, "see po rules; for a story, name its id"))
    output.leave(ctx.obj, pages.joinpath(f"{rule}.md").read_text(encoding="utf-8"), "screen")
