"""Which command makes the first record of a kind?"""

from collections.abc import Mapping

FIRST: Mapping[str, str] = {
    "story": 'po new "Export invoices as CSV" --points 5',
    "goal": 'po new goal "Close the books in a day" --metric "hours to close" --baseline 40 --target 8',
    "request": 'po new request "A list for the auditor" --value 900',
    "sprint": 'po new sprint "The books can be exported" --capacity 40',
}
"""A command for each kind that works in every backlog as it stands here; the words are to be replaced."""


def first(kind: str) -> str:
    """Return the hint where nothing of a kind is there yet."""
    return f"make the first one: {FIRST[kind]}"


def another(kind: str) -> str:
    """Return the hint where none that counts is there, be it the first one or not."""
    return f"make one: {FIRST[kind]}"
