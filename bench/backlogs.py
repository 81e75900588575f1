"""Which backlogs are measured? Believable ones, the same each time, at any size."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WORDS = (
    "export",
    "invoice",
    "customer",
    "report",
    "filter",
    "login",
    "payment",
    "search",
    "mobile",
    "sync",
    "draft",
    "reminder",
    "audit",
    "approve",
    "contract",
    "ledger",
    "import",
    "statement",
    "currency",
    "archive",
)
STATUSES = ("draft", "ready", "ready", "done")
POINTS = (1, 2, 3, 5, 8)
IMPACTS = ("high", "medium", "low")
WAITING = 0.3
"""The share of stories that wait for another one."""


class Item(NamedTuple):
    """A story as every tool could hold it."""

    number: int
    title: str
    status: str
    criteria: tuple[str, ...]
    points: int
    reach: int
    impact: str
    waits_for: int
    """0: for none."""


def items(size: int) -> Iterator[Item]:
    """Give so many stories, the same for the same size."""
    dice = random.Random(size)  # noqa: S311 - a benchmark
    for number in range(1, size + 1):
        title = " ".join(dice.choices(WORDS, k=5))
        criteria = tuple(" ".join(dice.choices(WORDS, k=8)) for _ in range(4))
        waits = dice.randint(1, number - 1) if number > 1 and dice.random() < WAITING else 0
        status, impact = "draft" if waits else dice.choice(STATUSES), dice.choice(IMPACTS)
        yield Item(number, title, status, criteria, dice.choice(POINTS), dice.randint(10, 5000), impact, waits)


def story(item: Item) -> str:
    """Return a story's file, about 20 lines, with nothing wrong in it."""
    lines = [f"id: PO-{item.number}", f"title: {item.title}", f"status: {item.status}", "as_a: finance manager"]
    lines += [f"i_want: to {item.title} in case {item.number}", f"so_that: the month {item.number} closes sooner"]
    done = item.status == "done"
    lines += ["acceptance_criteria:"]
    lines += [f"  - {{text: {one}, done: true}}" if done else f"  - {one}" for one in item.criteria]
    lines += [f"points: {item.points}", f"rice: {{reach: {item.reach}, impact: {item.impact}, confidence: 80%}}"]
    lines += [f"depends_on: [PO-{item.waits_for}]"] if item.waits_for else []
    lines += ["labels: [billing, export]", "owner: ada", "description: |", "  Free text.", "  More of it."]
    return "\n".join(lines) + "\n"


def backlog(folder: Path, size: int) -> Path:
    """Write a backlog of so many stories and return its folder; one that is there is taken."""
    if not (folder / "po.yaml").exists():
        (folder / "stories").mkdir(parents=True)
        for item in items(size):
            (folder / "stories" / f"PO-{item.number}.yaml").write_text(story(item))
        (folder / "po.yaml").write_text("project: Bench\n")
    return folder


def change(folder: Path, size: int, turn: int) -> None:
    """Give every hundredth story another reach and another title, so that the order is another one."""
    dice = random.Random(turn)  # noqa: S311 - a benchmark
    for number in range(100, size + 1, 100):
        path = folder / "stories" / f"PO-{number}.yaml"
        text = re.sub(r"(?<=reach: )\d+", str(dice.randint(10, 5000)), path.read_text())
        path.write_text(re.sub(r"(?<=\ntitle: ).*", " ".join(dice.choices(WORDS, k=5)), text))
