"""What can the shell complete, at once and without a word on the screen?"""

from pocli import session
from pocli.errors import PoError
from pocli.run import Run
from pocli.text import safe


def stories(beginning: str) -> list[tuple[str, str]]:
    """Return the stories that a beginning may mean, as they would be typed, each with its title.

    `PO-1` gives PO-12, `po-1` gives po-12, `1` gives 12.
    """
    try:
        known = session.names(Run(quiet=True))
    except PoError:
        return []
    wanted = beginning.upper()
    names = [(name.partition("-")[2] if wanted.isdecimal() else name, title) for name, title in known]
    return [(beginning + name[len(wanted) :], safe(title)) for name, title in names if name.startswith(wanted)]
