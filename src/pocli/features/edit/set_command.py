"""`po set`: change any field."""

from typing import Annotated

import typer

from pocli.changes import assignments, transaction
from pocli.cli import filters, options
from pocli.errors import PoError
from pocli.lookup import select
from pocli.model.proposal import Proposal
from pocli.pages import field_words as view
from pocli.tasks import samples

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="Records by id, then field=value, field+=value, field-=value or field=.",
        metavar="ID… FIELD=…",
        autocompletion=options.known("assignment"),
    ),
]


Follow = Annotated[bool, typer.Option("--rename-file", help="Rename the files after their new titles.")]


@filters.filters
def command(
    ctx: typer.Context,
    chosen: filters.Chosen,
    words: Words = None,
    follow: Follow = False,
    dry_run: options.DryRun = False,
) -> None:
    """Set fields of stories, goals, requests and sprints; the rest of each file does not change.

    Without ids, po changes the open stories that the filters choose. `field=` removes the field. A file keeps its name
    when the title changes, unless you add --rename-file.

    Examples:
        $ po set PO-12 points=5 rice.reach=800..2000 --dry-run
        $ po set 10 11 sprint=next labels+=export --dry-run
        $ po set --label export due=friday --dry-run
    """
    ids = [word for word in words or () if "=" not in word]
    values = [word for word in words or () if "=" in word]
    if not values and not follow:
        what = " ".join(ids) or samples.story(ctx.obj)
        raise PoError("nothing to set", f"write field=value, such as: po set {what} points=5")
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=select.texts(chosen))
    records = select.records(backlog, ids, select.filters(backlog, chosen))
    found = assignments.assigned(ctx.obj, backlog, records, values)
    moves = assignments.following(backlog, found) if follow else ()
    lines = (line for one in found for line in view.message(one.record, one.changed))
    proposal = Proposal(
        backlog,
        [*(edit for one in found for edit in one.edits), *moves],
        (*lines, *map(view.moved, moves)),
        based_on={one.found.path: one.found.data for one in found},
    )
    transaction.apply(ctx.obj, proposal, dry_run=dry_run)
