"""`po comment`: say something about a story, goal, request or sprint."""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.errors import PoError
from pocli.features.comment import work

Words = Annotated[
    list[str],
    typer.Argument(
        help="Records by id, then the text; - reads it from stdin.",
        metavar='ID… "TEXT"',
        autocompletion=options.known("record"),
    ),
]


def command(ctx: typer.Context, words: Words, dry_run: options.DryRun = False) -> None:
    """Comment on stories, goals, requests and sprints; without a text, your editor opens.

    The comment stands in the file with its day and git's user.name. `po standup --owner ada` shows those that name
    `@ada`.

    Examples:
        $ po comment PO-7 "Acme only needs SAML" --dry-run
        $ po comment R-3 "@ada can we have this in November?" --dry-run
    """
    ids = options.leading_ids(words)
    if not ids:
        raise PoError(f"`{words[0]}` is not an id", 'name the record first: po comment ID "Acme only needs SAML"')
    if len(ids) > 1 and len(words) > len(ids) + 1:
        hint = f'write: po comment {ids[0]} "{" ".join(words[1:])}", or quote only what is the text'
        raise PoError("where does the text begin? it needs quotes", hint)
    work.comment(ctx.obj, ids, " ".join(words[len(ids) :]), dry_run=dry_run)
