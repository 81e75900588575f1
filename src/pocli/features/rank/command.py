"""`po rank`: what is worth most, and why?"""

from functools import partial
from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import filters, options
from pocli.errors import PoError
from pocli.features.rank import explain_page, models
from pocli.features.rank import models_page as models_view
from pocli.features.rank import page as view
from pocli.lookup import select
from pocli.model.backlog import Backlog
from pocli.ranking import authors, ordering, rank, value

Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        help="The columns to show, separated by commas.",
        metavar="A,B,…",
        autocompletion=options.among(*view.CELLS, listed=True),
    ),
]
Own = Annotated[bool, typer.Option("--own", help="Rank each story alone, whatever waits for it.")]
Explained = Annotated[
    str,
    typer.Option(
        "--explain",
        help="Show where this story's score comes from.",
        metavar="ID",
        autocompletion=options.known("story"),
    ),
]
Sensitive = Annotated[
    str,
    typer.Option(
        "--sensitive",
        help="Show which inputs would change this story's place.",
        metavar="ID",
        autocompletion=options.known("story"),
    ),
]
Unsure = Annotated[bool, typer.Option("--uncertain", help="Show how sure the order is, if inputs are ranges.")]
Top = Annotated[int, typer.Option("--top", help="With --uncertain: the chance of a place in the first N.", min=1)]
Model = Annotated[
    str,
    typer.Option(
        "--by",
        help="Rank by rice, wsjf, ice, value-points or cd3.",
        metavar="MODEL",
        autocompletion=options.known("scoring"),
    ),
]
Compare = Annotated[str, typer.Option("--compare", help="Show where two models disagree.", metavar="A,B")]
Unscored = Annotated[bool, typer.Option("--unscored", help="List the stories that have no score.")]


@filters.filters
def command(
    ctx: typer.Context,
    chosen: filters.Chosen,
    own: Own = False,
    story: Explained = "",
    sensitive: Sensitive = "",
    unsure: Unsure = False,
    top: Top = 5,
    seed: options.Seed = 1,
    model: Model = "",
    compare: Compare = "",
    unscored: Unscored = False,
    form: options.Format = "table",
    columns: Columns = "",
    limit: options.Limit = 20,
) -> None:
    """Show what is worth most for all that must be built for it, and why: by RICE, or by the scoring of po.yaml.

    Examples:
        $ po rank
        $ po rank --goal G-1 --columns id,title,reach,effort,score
        $ po rank --explain PO-12
        $ po rank --uncertain
        $ po rank --sensitive PO-7
        $ po rank --by value-points
        $ po rank --compare rice,value-points
    """
    most = limit if form == "table" else 0
    if compare:
        _compared(ctx, chosen, options.words(compare), form, limit=most)
    elif unsure or sensitive:
        _doubted(ctx, chosen, sensitive, form, model=model, top=top, seed=seed, limit=most)
    else:
        backlog, ranking = _ranked(ctx, chosen, model, own=own, limit=0 if story else most)
        if story:
            _explained(ctx, backlog, ranking, story, form)
        else:
            output.show(form, ranking, view, run=ctx.obj, columns=options.words(columns), unscored=unscored)


def _ranked(
    ctx: typer.Context, chosen: filters.Chosen, model: str, *, own: bool, limit: int
) -> tuple[Backlog, "rank.Ranking"]:  # read when it runs: a shell that completes waits for no analysis
    """Return the stories that are asked for, in their order."""
    backlog, order = session.ordered(
        ctx.obj, ordering.order, select.texts(chosen), partial(value.scored_by, name=model)
    )
    only = select.filters(backlog, chosen)
    order = ordering.order(backlog, own=True) if own else order
    return backlog, rank.ranking(backlog, order, only, limit=limit)


def _explained(ctx: typer.Context, backlog: Backlog, ranking: "rank.Ranking", story: str, form: str) -> None:
    """Show where a story's score comes from."""
    about = explain_page.explained(backlog, ranking, select.find(backlog, story))
    source = about.item.inherited_from or about.item.story.id
    known = authors.touched(session.history(ctx.obj, backlog), source)
    output.show(form, about._replace(touched=known), explain_page, run=ctx.obj)


def _doubted(
    ctx: typer.Context,
    chosen: filters.Chosen,
    story: str,
    form: str,
    *,
    model: str,
    top: int,
    seed: int,
    limit: int,
) -> None:
    """Show how sure the order is, or what would change a story's place; the generator is loaded for this only."""
    from pocli.features.rank import sensitive, uncertain
    from pocli.features.rank import sensitive_page as sensitive_view
    from pocli.features.rank import uncertain_page as uncertain_view

    backlog = value.scored_by(session.read(ctx.obj), model)
    if story:
        answer = sensitive.sensitivity(backlog, rank.rank(backlog), select.find(backlog, story))
        output.show(form, answer, sensitive_view, run=ctx.obj)
        return
    found = uncertain.doubts(backlog, top=top, seed=seed, filters=select.filters(backlog, chosen))
    output.show(form, found, uncertain_view, run=ctx.obj, limit=limit)


def _compared(ctx: typer.Context, chosen: filters.Chosen, pair: tuple[str, ...], form: str, *, limit: int) -> None:
    """Show where two scoring models disagree."""
    if len(pair) != 2:  # noqa: PLR2004
        raise PoError(f"`{','.join(pair)}` does not name two models", "write: po rank --compare rice,value-points")
    backlog = session.read(ctx.obj)
    found = models.disputes(backlog, pair[0], pair[1], select.filters(backlog, chosen))
    output.show(form, found, models_view, run=ctx.obj, limit=limit)
