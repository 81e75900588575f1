"""`po start`, `done`, `ready`, `block`, `unblock`, `drop`, `pin`, `unpin`: where does a story stand?"""

from collections.abc import Sequence

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options
from pocli.tasks import people


def start(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Start work on stories; if a story has no owner, your git user name becomes the owner.

    Examples:
        $ po start PO-12
        $ po start 12 13
    """
    _carry_out(ctx, ids, transitions.start(people.name(ctx.obj)), "under way already", dry_run=dry_run)


def done(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as done; po names what is still open in them.

    Examples:
        $ po done PO-12
        $ po done 12 13
    """
    _carry_out(ctx, ids, transitions.done, "already done", dry_run=dry_run)


def ready(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as ready for a sprint; this opens closed ones again.

    Examples:
        $ po ready PO-16
    """
    _carry_out(ctx, ids, transitions.ready, "already ready", dry_run=dry_run)


def block(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Mark stories as blocked by something outside the backlog, with the reason.

    Examples:
        $ po block PO-12 "waiting for the bank's certificate"
    """
    ids, why = options.reason(words, "block", "waiting for the bank's certificate")
    _carry_out(ctx, ids, transitions.block(why), "already blocked, for that reason", dry_run=dry_run)


def unblock(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as no longer blocked.

    Examples:
        $ po unblock PO-45
    """
    _carry_out(ctx, ids, transitions.unblock, "not blocked", dry_run=dry_run)


def drop(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Drop stories that will not be built, with the reason.

    Examples:
        $ po drop PO-12 "two customers, both left"
    """
    ids, why = options.reason(words, "drop", "two customers, both left")
    _carry_out(ctx, ids, transitions.drop(why), "already dropped, for that reason", dry_run=dry_run)


def pin(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Pin stories to the top of the ranking, whatever the formula says, with the reason.

    Examples:
        $ po pin PO-12 "contract with Acme"
    """
    ids, why = options.reason(words, "pin", "contract with Acme")
    _carry_out(ctx, ids, transitions.pin(why), "already pinned, for that reason", dry_run=dry_run)


def unpin(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Unpin stories, so that the formula ranks them again.

    Examples:
        $ po unpin PO-17
    """
    _carry_out(ctx, ids, transitions.unpin, "not pinned", dry_run=dry_run)


def _carry_out(ctx: typer.Context, ids: Sequence[str], step: transitions.Verb, already: str, *, dry_run: bool) -> None:
    """Take a step with stories; `already` is said of those that stand there."""
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.transitions(backlog, ids, step)
    transaction.carry_out(ctx.obj, found, seen=backlog, already=already, dry_run=dry_run)
