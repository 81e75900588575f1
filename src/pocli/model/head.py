"""Where does git's HEAD stand in a work tree, and did it move between two moments?"""

from typing import NamedTuple


class Head(NamedTuple):
    """A place in git's history; all of it is empty where there is no repository."""

    commit: str = ""
    """Empty before the first commit."""
    branch: str = ""
    """Empty where HEAD is detached."""
    under_way: str = ""
    """What git has begun and not finished, and with which commit: `merge 1a2b3c…`; empty if nothing."""


def between(then: Head, now: Head) -> str:
    """Say what git did between two moments, as the end of a sentence; an empty text if it is nothing.

    Before the first commit there is nothing that git could have brought or kept.
    """
    if then == now or not (then.commit or now.commit):
        return ""
    if then.under_way != now.under_way:
        return (
            f"a {_word(now)} has started since" if now.under_way else f"the {_word(then)} it belongs to has ended since"
        )
    if then.branch != now.branch:
        return f"`{now.branch or 'a commit without a branch'}` was checked out since"
    return f"`{now.branch or 'HEAD'}` has moved since, by a commit, a merge or a reset"


def way_back(then: Head, now: Head) -> str:
    """Return what to do about a step that lies beyond what git did."""
    if now.under_way and then.under_way != now.under_way:
        return f"finish the {_word(now)} first, or give it up: git {_word(now)} --abort"
    if then.branch and then.branch != now.branch and then.commit == now.commit:
        return f"go back to the branch first: git switch {then.branch}"
    return "take back what is committed with: git revert"


def _word(head: Head) -> str:
    return head.under_way.partition(" ")[0]
