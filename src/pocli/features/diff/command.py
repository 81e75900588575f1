"""`po diff`: what does a change of the backlog mean?"""

from typing import Annotated

import typer

from pocli import output, run
from pocli.cli import options
from pocli.features.diff import answer as diff
from pocli.features.diff import diff_data_page
from pocli.features.diff import page as view
from pocli.tasks import versions
from pocli.text import plural

WHAT = "A commit, A..B, A...B, a day such as monday, or a sprint; default: the changes not yet committed."
Asked = Annotated[str, typer.Argument(help=WHAT, metavar="[REV]")]
LIMIT, COMMENT = 50, 20
"""Of each thing; in Markdown fewer, since a comment of GitHub holds 65,536 characters."""

FILTERED = "a filter of git rewrites what is stored, and po never runs it; git may see no change here, or another one"


def command(
    ctx: typer.Context,
    asked: Asked = "",
    message: Annotated[bool, typer.Option("--message", help="Print one line, for a commit message.")] = False,
    form: options.Format = "table",
    limit: Annotated[int, typer.Option("--limit", help="Show at most N of each kind; 0 shows all.", min=0)] = LIMIT,
) -> None:
    """Compare the backlog at two commits by its meaning: fields, ranks, the best plan, the active sprint.

    Examples:
        $ po diff
        $ po diff main...HEAD --format markdown
        $ po diff 2026-11-09
    """
    pair = versions.pair(ctx.obj, asked)
    before, after = pair.before, pair.after
    found = diff.diff(before.backlog, after.backlog, run.clock)
    if pair.filtered:
        more = f" and {plural(len(pair.filtered) - 1, 'more file')}" if len(pair.filtered) > 1 else ""
        output.warn(ctx.obj, f"{pair.filtered[0]}{more}: {FILTERED}", pair.filtered[:1])
    names, commits = (before.name, after.name), (before.commit, after.commit)
    answer = diff.Comparison(names, commits, found, pair.problems, pair.mended, pair.rewritten, pair.weaker)
    if message:
        output.note(ctx.obj._replace(quiet=False), diff_data_page.message(answer))
        return
    few = COMMENT if form == "markdown" and limit == LIMIT else limit
    output.show(form, answer, view, run=ctx.obj, limit=few, rows=form == "csv")
