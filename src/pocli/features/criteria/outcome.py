"""How did a test of the product end?"""

from typing import Literal, NamedTuple


class Outcome(NamedTuple):
    """One test of a report, by the names that a criterion may call it by."""

    classname: str
    name: str
    file: str = ""
    result: Literal["passed", "failed", "skipped"] = "passed"
    message: str = ""
    """Why it failed, as the report says it first."""
