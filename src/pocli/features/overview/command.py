"""`po` alone: today at a glance."""

from collections.abc import Iterable

import typer

from pocli import output, session
from pocli.features.overview import answer as overview
from pocli.features.overview import page as view
from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.ranking import ordering
from pocli.tasks import clone_status, known_pace


def command(ctx: typer.Context) -> None:
    """Show today at a glance: the sprint, what is blocked, what waits, what is worth most."""
    run = ctx.obj

    def needed(known: Backlog) -> Iterable[Story]:
        """The past of a sprint is told with the criteria of all stories."""
        today = session.today(run, known)
        return known.stories if overview.running(known, today) else overview.under_way(known)

    backlog, order, diagnostics = session.glance(run, ordering.order, needed)
    problems = sum(one.severity != "info" for one in diagnostics)
    answer = overview.overview(backlog, order, session.today(run, backlog))
    burnt = known_pace.burndown(run, backlog, answer.sprint) if answer.sprint else None
    output.show("table", answer, view, run=run, problems=problems, clone=clone_status.standing(run), burnt=burnt)
