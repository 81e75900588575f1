"""Is a sprint begun although something speaks against it?"""

from pocli import output, prompting, session
from pocli.errors import PoError
from pocli.features.sprint import sprint
from pocli.features.sprint import sprint_page as view
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.run import Run


def checked(run: Run, backlog: Backlog, of: Sprint, *, dry_run: bool) -> None:
    """Warn of what speaks against beginning a sprint today, and go on only with a yes.

    Raises:
        PoError: something speaks against it, and the answer is no, or nobody can be asked.
    """
    today = session.today(run, backlog)
    found = view.doubts(of, sprint.doubts(backlog, of, today), today)
    if not found:
        return
    said = f"`{of.id}` {'; it '.join(found)}"
    hint = "add --yes to start it as it is"
    if dry_run or run.yes or prompting.able(run):
        output.warn(run, said)
    if not dry_run and not prompting.agreed(run, f"start {of.id} as it is", otherwise=said, hint=hint):
        raise PoError(f"`{of.id}` was not started", f"plan it: po plan --sprint {of.id}")
