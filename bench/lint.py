"""How well do the wording rules judge labelled user stories, and how often do they flag plain ones?

`--labelled` is a CSV with the columns group, story, atomic and minimal (yes or no); `--plain` are texts with a story a
line. The weights of `not-atomic` are learned here: logistic regression on the signs that the rule looks for, with an L2
penalty, by Newton's method. `by groups` judges each group with weights that were learned from the others.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pocli.exchange import text
from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.prose import wording
from pocli.rules import not_atomic, not_minimal
from pocli.run import Run
from pocli.session import today
from pocli.validation import ruleset

PENALTY = 4.0
STEPS = 30
RULES = ("not-atomic", "not-minimal", "vague-words", "untestable-criterion")


class Row(NamedTuple):
    """A labelled story: its group, its line, and its labels, true where it is at fault."""

    group: str
    line: str
    atomic: bool
    minimal: bool


def rows(path: Path) -> list[Row]:
    """Return the labelled stories of a CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(one["group"], one["story"], one["atomic"] == "no", one["minimal"] == "no")
            for one in csv.DictReader(file)
        ]


def story(line: str, number: int) -> Story:
    """Return what `po import text` makes of a line."""
    item = text.read(line, {}).items[0]
    fields = {"title": "", **item.fields}
    extra = {not_minimal.SEEN: dict.fromkeys(item.fields, "")}
    return Story(f"stories/PO-{number}.yaml", f"PO-{number}", **fields, extra=extra)  # type: ignore[arg-type]


def flags(lines: Sequence[str]) -> dict[str, dict[int, str]]:
    """Return which lines each rule flags, by their place, and at which level."""
    backlog = Backlog(stories=tuple(story(line, at) for at, line in enumerate(lines)))
    names = [name for name in RULES if name in {rule.name for rule in ruleset.catalogue()}]
    found: dict[str, dict[int, str]] = {name: {} for name in names}
    for name, level, finding in ruleset.findings(backlog, today(Run(today="2026-11-30"), backlog), names):
        found[name][int(finding.path[11:-5])] = level
    return found


def learn(marks: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Return the weights, the constant first, that fit best less the penalty, rounded as the rule has them."""
    inputs = np.hstack([np.ones((len(marks), 1)), marks])
    penalty = np.diag([0.0, *[PENALTY] * marks.shape[1]])
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        weights += np.linalg.solve(curve, inputs.T @ (wrong - chance) - penalty @ weights)
    return weights.round(1)


def marks(labelled: Sequence[Row]) -> np.ndarray:
    """Return the signs of each story's wish, a column each."""
    names = [name for name in not_atomic.WEIGHTS if name != "always"]
    found = [not_atomic.signs(wording.read(one.line).want) for one in labelled]
    return np.array([[float(name in signs) for name in names] for signs in found])


def by_groups(labelled: Sequence[Row]) -> list[bool]:
    """Return the judgement on each story with weights that were learned from the other groups."""
    signs, wrong = marks(labelled), np.array([one.atomic for one in labelled], float)
    groups = np.array([one.group for one in labelled])
    chance = np.zeros(len(labelled))
    for group in sorted(set(groups)):
        weights = learn(signs[groups != group], wrong[groups != group])
        own = groups == group
        chance[own] = 1 / (1 + np.exp(-weights[0] - signs[own] @ weights[1:]))
    return [bool(one >= not_atomic.OPTIONS["pedantic_percent"] / 100) for one in chance]


def before(labelled: Sequence[Row]) -> tuple[list[bool], list[bool]]:
    """Return what the rules said first: a second action, in the wish or the end; a remark in brackets."""
    words = [wording.read(one.line) for one in labelled]
    atomic = [bool(not_atomic._second(one.want) or not_atomic._second(one.end)) for one in words]  # noqa: SLF001
    minimal = [any(map(not_minimal.BRACKETS.search, (one.role, one.want, one.end))) for one in words]
    return atomic, minimal


def scored(name: str, said: Sequence[bool], wrong: Sequence[bool]) -> str:
    """Return a row of precision, recall and F1."""
    hits = sum(one and two for one, two in zip(said, wrong, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(wrong), 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return f"{name:34}{sum(said):6}{precision:11.3f}{recall:9.3f}{f1:8.3f}"


def labels(labelled: Sequence[Row]) -> None:
    """Print how the judgements agree with the labels, and the weights."""
    atomic, minimal = [one.atomic for one in labelled], [one.minimal for one in labelled]
    found, count = flags([one.line for one in labelled]), range(len(labelled))
    old_atomic, old_minimal = before(labelled)
    print(f"{len(labelled)} stories{'':23}{'flags':>6}{'precision':>11}{'recall':>9}{'F1':>8}")
    print(scored("a second action, wish or end", old_atomic, atomic))
    print(scored("not-atomic, warnings", [found["not-atomic"].get(at) == "warning" for at in count], atomic))
    print(scored("not-atomic, --pedantic", [at in found["not-atomic"] for at in count], atomic))
    print(scored("not-atomic, --pedantic, by groups", by_groups(labelled), atomic))
    print(scored("a remark in brackets", old_minimal, minimal))
    print(scored("not-minimal", [at in found["not-minimal"] for at in count], minimal))
    weights = learn(marks(labelled), np.array(atomic, float))
    learned = dict(zip(not_atomic.WEIGHTS, weights.tolist(), strict=True))
    print("\nweights learned from these:", ", ".join(f"{name} {value:g}" for name, value in learned.items()))


def plain(path: Path, *, show: bool) -> None:
    """Print how many of a text's stories each rule flags: warnings, and infos after the `+`."""
    lines = [text._unmarked(line.strip()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]  # noqa: SLF001
    found = flags(lines)
    told = []
    for name, at in found.items():
        sure = sum(level != "info" for level in at.values())
        told.append(f"{name} {sure}+{len(at) - sure}")
    print(f"{path.stem}: {len(lines)} stories, " + ", ".join(told))
    for name, at in found.items() if show else ():
        for number, level in at.items():
            print(f"  {name} {level}: {lines[number]}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", type=Path, action="append", default=[])
    parser.add_argument("--plain", type=Path, action="append", default=[])
    parser.add_argument("--show", action="store_true", help="also print the plain stories that are flagged")
    asked = parser.parse_args()
    for path in asked.labelled:
        labels(rows(path))
        print()
    for path in asked.plain:
        plain(path, show=asked.show)


if __name__ == "__main__":
    main()
