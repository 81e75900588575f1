"""What may each command cost, at which size? One row of the table is a command in a state of the index."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

SIZES = (20, 1_000, 10_000, 100_000)
State = Literal["warm", "changed", "cold", "tab"]
"""The index is right; 1 % of the files changed since; there is none; it is right, and the shell completes the words."""


class Budget(NamedTuple):
    """The most that a run may take; what is None is not limited."""

    ratio: float | None = None
    """To `python -c pass` of the same interpreter."""
    seconds: float | None = None
    added: float | None = None
    """Seconds more than the same command with the index right."""
    megabytes: float | None = None


class Row(NamedTuple):
    """A command, the state that it meets, and its budgets by size."""

    words: str
    state: State
    budgets: Mapping[int, Budget]


COLD = {
    20: Budget(ratio=26),
    1_000: Budget(seconds=0.8),
    10_000: Budget(seconds=3, megabytes=200),
    100_000: Budget(seconds=30),
}
CHANGED = {1_000: Budget(added=0.25), 10_000: Budget(added=0.4), 100_000: Budget(added=2)}
LARGEST = Budget(seconds=2.5, megabytes=300)

ROWS = (
    Row("--version", "warm", {20: Budget(ratio=7)}),
    Row("show PO-1", "tab", {20: Budget(9), 1_000: Budget(10), 10_000: Budget(16)}),
    Row("rank --color always", "warm", {20: Budget(14), 1_000: Budget(15.5), 10_000: Budget(21), 100_000: LARGEST}),
    Row("rank", "warm", {20: Budget(14), 1_000: Budget(15.5), 10_000: Budget(21), 100_000: LARGEST}),
    Row("", "warm", {20: Budget(14), 1_000: Budget(15.5), 10_000: Budget(21)}),
    Row("validate", "warm", {20: Budget(10), 1_000: Budget(10.5), 10_000: Budget(16), 100_000: LARGEST}),
    Row("search ledger", "warm", {20: Budget(14), 1_000: Budget(15.5), 10_000: Budget(21)}),
    Row("list", "warm", {10_000: Budget(), 100_000: Budget()}),
    Row("rank", "changed", CHANGED),
    Row("validate", "changed", CHANGED),
    Row("rank", "cold", COLD),
    Row("validate", "cold", COLD),
    Row("list", "cold", {10_000: Budget(), 100_000: Budget()}),
    Row("plan --capacity 40", "cold", {20: Budget(ratio=40), 1_000: Budget(seconds=1.5), 10_000: Budget(seconds=5)}),
)
"""In the order in which they are measured. `--color always` is what a terminal sees: Rich draws the table."""

GROWTH = 11
"""How many times more a tenfold backlog may take, from 10,000 stories on."""
