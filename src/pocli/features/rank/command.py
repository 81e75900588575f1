"""`po rank`: what is worth most, and why?"""

from functools import partial
from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import options
from pocli.errors import PoError
from pocli.features.rank import explain_page, models
from pocli.features.rank import models_page as models_view
from pocli.features.rank import page as view
from pocli.lookup import select
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


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    own: Annotated[bool, typer.Option("--own", help="Rank each story alone, whatever waits for it.")] = False,
    story: Annotated[
        str,
        typer.Option(
            "--explain",
            help="Show where this story's score comes from.",
            metavar="ID",
            autocompletion=options.known("story"),
        ),
    ] = "",
    sensitive: Annotated[
        str,
        typer.Option(
            "--sensitive",
            help="Show which inputs would change this story's place.",
            metavar="ID",
            autocompletion=options.known("story"),
        ),
    ] = "",
    unsure: Annotated[
        bool, typer.Option("--uncertain", help="Show how sure the order is, if inputs are ranges.")
    ] = False,
    top: Annotated[
        int, typer.Option("--top", help="With --uncertain: the chance of a place in the first N.", min=1)
    ] = 5,
    seed: options.Seed = 1,
    model: Annotated[
        str,
        typer.Option(
            "--by",
            help="Rank by rice, wsjf, ice, value-points or cd3.",
            metavar="MODEL",
            autocompletion=options.known("scoring"),
        ),
    ] = "",
    compare: Annotated[str, typer.Option("--compare", help="Show where two models disagree.", metavar="A,B")] = "",
    unscored: Annotated[bool, typer.Option("--unscored", help="List the stories that have no score.")] = False,
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
        return
    if unsure or sensitive:
        _doubted(ctx, chosen, sensitive, form, model=model, top=top, seed=seed, limit=most)
        return
    seen_by = partial(value.scored_by, name=model)
    backlog, order = session.ordered(ctx.obj, ordering.order, select.texts(chosen), seen_by)
    filters = select.filters(backlog, chosen)
    order = ordering.order(backlog, own=True) if own else order
    ranking = rank.ranking(backlog, order, filters, limit=0 if story else most)
    if story:
        about = explain_page.explained(backlog, ranking, select.find(backlog, story))
        source = about.item.inherited_from or about.item.story.id
        known = authors.touched(session.history(ctx.obj, backlog), source)
        output.show(form, about._replace(touched=known), explain_page, run=ctx.obj)
        return
    output.show(form, ranking, view, run=ctx.obj, columns=options.words(columns), unscored=unscored)


def _doubted(
    ctx: typer.Context,
    chosen: options.Chosen,
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


def _compared(ctx: typer.Context, chosen: options.Chosen, pair: tuple[str, ...], form: str, *, limit: int) -> None:
    """Show where two scoring models disagree."""
    if len(pair) != 2:  # noqa: PLR2004
        raise PoError(f"`{','.join(pair)}` does not name two models", "write: po rank --compare rice,value-points")
    backlog = session.read(ctx.obj)
    found = models.disputes(backlog, pair[0], pair[1], select.filters(backlog, chosen))
    output.show(form, found, models_view, run=ctx.obj, limit=limit)
