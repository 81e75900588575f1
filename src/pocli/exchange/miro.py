"""Which table becomes a board of sticky notes in Miro: a column for each status, a cell for each note?"""

from itertools import zip_longest

from pocli.model.backlog import Backlog
from pocli.model.story import STATES, Story
from pocli.model.written import number
from pocli.tables.csv_table import written

SUFFIX = ".csv"
CLAIMS = ("title", "status", "points")


def write(backlog: Backlog) -> str:
    """Return the stories under their status; only the columns that hold some."""
    notes = {state: [_note(one) for one in backlog.stories if backlog.state(one) == state] for state in STATES}
    shown = {state: column for state, column in notes.items() if column}
    return written([tuple(shown), *zip_longest(*shown.values(), fillvalue="")])


def _note(story: Story) -> str:
    points = f" ({number(story.points)})" if story.points is not None else ""
    return f"{story.id} {story.title}{points}"
