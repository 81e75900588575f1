"""Which acceptance criteria does a text of several lines hold, and how is it written so that it reads back the same?

An item begins with a bullet, a number or a box; steps of Gherkin that follow each other are one criterion. A line of
text that would be taken for more than text begins with a backslash.
"""

import re
from collections.abc import Iterable, Sequence

from pocli.model.story import Criterion

ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+(?:\[([ xX]?)\]\s*)?(.*)|\[([ xX]?)\]\s*(.*)", re.DOTALL)
STEP = re.compile(r"(Given|When|Then|And|But)\b:?\s+(.*)", re.DOTALL)
SCENARIO = re.compile(r"Scenario(?: Outline)?:?(?:\s+(.*))?", re.DOTALL)
VERIFIED = re.compile(r"Verified by:\s*(.*)", re.DOTALL)
MARKED = re.compile(r"\\+(?:Given|When|Then|And|But|Scenario|Verified by:)")
WORDS = {"Given": "given", "When": "when", "Then": "then"}

Block = tuple[bool, list[str]]
"""An item: whether it is done, and its lines."""


def read(text: str) -> tuple[Criterion, ...]:
    """Return the criteria that a text lists, none for an empty one."""
    return tuple(made for block in _blocks(text.split("\n")) if (made := _criterion(*block)) != Criterion())


def write(criteria: Iterable[Criterion], *, bullet: str = "- ") -> str:
    """Return the criteria as a list with boxes, which `read` takes apart again; the bullet may be empty."""
    return "\n".join(bullet + _item(one) for one in criteria)


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Return the items of a list; without bullets, each line or each run of steps is one."""
    found: list[Block] = []
    listed = False
    for line in lines:
        item = ITEM.fullmatch(line.strip()) if line.strip() else None
        nested = listed and line[:1] in " \t"
        if item and not (nested and _deep(line)):
            box, words = item[1] if item[1] is not None else item[3], item[2] if item[2] is not None else item[4]
            if box is None and found and _goes_on(found[-1][1], words):
                found[-1][1].append(words)
            else:
                found.append((box in {"x", "X"}, [words]))
            listed = True
        elif nested and found:
            found[-1][1].append(line.removeprefix("  ").removeprefix("\t"))
        elif line.strip():
            listed = False
            if found and _goes_on(found[-1][1], line.strip()):
                found[-1][1].append(line.strip())
            else:
                found.append((False, [line.strip()]))
        elif listed and found:
            found[-1][1].append("")
    return found


def _deep(line: str) -> bool:
    """Tell whether a line is too far in to begin an item of its own."""
    return line.startswith(("  ", "\t"))


def _goes_on(lines: Sequence[str], line: str) -> bool:
    """Tell whether a line without a bullet belongs to the steps before it."""
    step, before = STEP.fullmatch(line), [STEP.fullmatch(one) for one in lines]
    if SCENARIO.fullmatch(lines[0]) and len(lines) == 1:
        return step is not None
    if not step or not before[-1]:
        return False
    return not (step[1] == "Given" and any(one and one[1] != "Given" for one in before))


def _criterion(done: bool, lines: list[str]) -> Criterion:
    lines = "\n".join(lines).rstrip().split("\n")
    verified = VERIFIED.fullmatch(lines[-1]) if len(lines) > 1 else None
    lines = lines[:-1] if verified else lines
    by = verified[1] if verified else ""
    if len(lines) > 1 and (STEP.fullmatch(lines[0]) or SCENARIO.fullmatch(lines[0])):
        made = _steps(lines)
        if made:
            return made._replace(done=done, verified_by=by)
    return Criterion("\n".join(map(_unmarked, lines)).strip(), done=done, verified_by=by)


def _steps(lines: Sequence[str]) -> Criterion | None:
    """Return the criterion of a run of steps; None if they do not begin with given, when or then."""
    scenario = SCENARIO.fullmatch(lines[0])
    steps: dict[str, list[str]] = {"given": [], "when": [], "then": []}
    current = ""
    for line in lines[1:] if scenario else lines:
        step = STEP.fullmatch(line)
        if step:
            current = WORDS.get(step[1], current)
        if not current:
            return None
        if step:
            steps[current].append(_unmarked(step[2]))
        else:
            steps[current][-1] += "\n" + _unmarked(line)
    named = (scenario[1] or "").strip() if scenario else ""
    tidy = {name: tuple(one.strip() for one in texts) for name, texts in steps.items()}
    return Criterion(named, tidy["given"], tidy["when"], tidy["then"])


def _item(one: Criterion) -> str:
    lines = _stepped(one) if one.given or one.when or one.then else _plain(one)
    lines += [f"Verified by: {one.verified_by}"] if one.verified_by else []
    body = "\n".join(lines).replace("\n", "\n  ")
    return f"[{'x' if one.done else ' '}] {body}"


def _plain(one: Criterion) -> list[str]:
    lines = one.text.split("\n")
    several = len(lines) > 1 or bool(one.verified_by)
    return [_marked(line, always=several) for line in lines]


def _stepped(one: Criterion) -> list[str]:
    lines = [f"Scenario: {one.text}" if one.text else "Scenario"]
    for word, name in WORDS.items():
        for place, step in enumerate(getattr(one, name)):
            first, *more = step.split("\n")
            lines.append(f"{'And' if place else word} {_marked(first, always=False)}")
            lines += [_marked(line, always=True) for line in more]
    plain = not one.text and len(lines) > 2  # noqa: PLR2004 - two steps need no title
    return lines[1:] if plain else lines


def _marked(line: str, *, always: bool) -> str:
    """Put a backslash before what would be taken for more than text."""
    special = STEP.fullmatch(line) or SCENARIO.fullmatch(line) or VERIFIED.fullmatch(line)
    return f"\\{line}" if MARKED.match(line) or (always and special) else line


def _unmarked(line: str) -> str:
    return line[1:] if MARKED.match(line) else line
