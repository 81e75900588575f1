"""Which story of this backlog stands in an example of what to type?"""

from pocli import session
from pocli.errors import PoError
from pocli.model.ident import order
from pocli.model.story import CLOSED
from pocli.run import Run


def story(run: Run, at: int = 0) -> str:
    """Return the id of a story of this backlog, counted from the last open one; `ID` where there is none.

    Epics come after all others.
    """
    try:
        backlog = session.read(run._replace(quiet=True), lambda _: ())
    except PoError:
        return "ID"
    by = {story.id: (backlog.state(story) not in CLOSED, story.type != "epic") for story in backlog.stories}
    found = sorted(backlog.stories, key=lambda one: (by[one.id], order(one.id)))
    return found[-1 - at].id if len(found) > at else "ID"
