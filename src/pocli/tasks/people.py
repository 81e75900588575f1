"""Who is meant by `me`?"""

from pocli import session
from pocli.errors import PoError
from pocli.git import refs
from pocli.run import Run

ME = "me"
"""Names who types. It is written in small letters: `Me` is the word of an owner called so."""


def name(run: Run) -> str:
    """Return the name that git signs this person's commits with, or an empty text."""
    try:
        return refs.user_name(session.root(run))
    except PoError:
        return ""


def owner(run: Run, word: str) -> str:
    """Return the owner that a word means: for `me` the name that `po start` writes, else the word.

    Raises:
        PoError: `me` is said, and git does not know the name.
    """
    if word != ME:
        return word
    known = name(run)
    if not known:
        raise PoError("po cannot know who `me` is: git has no user.name", 'write: git config user.name "Your Name"')
    return known
