"""The example backlog with a past: six sprints in a real repository, the same every time."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random

from house import REPO
from repos import Repo, made

PEOPLE = ("Ada", "Bea", "Cem")
DATES = re.compile(r"^(created|started|finished): .*\n", re.MULTILINE)
SPRINT = re.compile(r"^sprint: .*\n", re.MULTILINE)
STATUS = re.compile(r"^status: .*\n", re.MULTILINE)
OLD = [
    ("Sign up with an e-mail address", "story", 5), ("Reset a password", "story", 3), ("List of customers", "story", 5),
    ("Search for a customer", "story", 3), ("Company details", "story", 2), ("Tax rates", "story", 5),
    ("Wrong total with two tax rates", "bug", 2), ("Items and prices", "story", 8), ("Customer numbers", "story", 3),
    ("Backup of the database", "chore", 3), ("Logo is cut off on a phone", "bug", 1), ("Invoice numbers", "story", 5),
    ("Archive of sent invoices", "story", 5), ("Print an invoice", "story", 3), ("Cancel an invoice", "story", 8),
    ("Dates in German", "story", 2), ("Crash on an empty list", "bug", 1), ("Copy an invoice", "story", 3),
    ("Discounts", "story", 5), ("Mail server is slow", "bug", 2), ("Terms of payment", "story", 3),
    ("Footer text", "story", 2), ("Small business rule", "story", 5), ("Log-in with two factors", "story", 8),
]  # fmt: skip
"""What was finished before the example begins: title, type, points."""
LIFE = {
    "PO-2": (date(2026, 10, 19), date(2026, 10, 28), "S-22"),
    "PO-3": (date(2026, 10, 21), date(2026, 10, 30), "S-22"),
    "PO-36": (date(2026, 11, 3), date(2026, 11, 6), "S-23"),
    "PO-38": (date(2026, 11, 9), date(2026, 11, 10), "S-23"),
    "PO-4": (date(2026, 11, 2), date(2026, 11, 11), "S-23"),
    "PO-22": (date(2026, 11, 2), None, "S-23"),
    "PO-8": (date(2026, 11, 17), None, "S-24"),
    "PO-46": (date(2026, 11, 20), None, "S-24"),
    "PO-21": (date(2026, 11, 16), date(2026, 11, 19), "S-24"),
}
"""When stories of the example were started and finished, and in which sprint."""

Day = list[tuple[str, str, str]]


def make(top: Path) -> Repo:
    """Make the repository; its tip is the example of 23 November 2026, and what was finished before."""
    repo = made(top)
    shutil.copytree(REPO / "examples" / "backlog", top, dirs_exist_ok=True)
    files = {path.name.split("-")[1].split(".")[0]: path for path in (top / "stories").iterdir()}
    stories = {f"PO-{number}": path for number, path in files.items()}
    for ident, path in stories.items():
        text = DATES.sub("", path.read_text(encoding="utf-8"))
        path.write_text(SPRINT.sub("", _status(text, "ready")) if ident in LIFE else text, encoding="utf-8")
    days: dict[date, Day] = {}
    _past(repo, days)
    for ident, (started, finished, sprint) in LIFE.items():
        days.setdefault(date(2026, 10, 16) if sprint == "S-22" else started, []).append((ident, "sprint", sprint))
        days.setdefault(started, []).append((ident, "status", "doing"))
        if finished:
            days.setdefault(finished, []).append((ident, "status", "done"))
    days.setdefault(date(2026, 11, 16), []).append(("PO-22", "sprint", "S-24"))
    days.setdefault(date(2026, 11, 16), []).append(("PO-8", "sprint", "S-24"))
    days.setdefault(date(2026, 11, 18), []).append(("PO-23", "sprint", "S-24"))
    days.setdefault(date(2026, 11, 20), []).append(("PO-22", "status", "in-review"))
    stories |= {path.stem: path for path in (top / "stories").glob("PO-1[0-9][0-9].yaml")}
    repo.commit("2026-08-03")
    for number, day in enumerate(sorted(days)):
        for ident, field, value in days[day]:
            _set(stories[ident], field, value)
        repo.commit(day.isoformat(), by=PEOPLE[number % 3])
    return repo


def _past(repo: Repo, days: dict[date, Day]) -> None:
    """Write the sprints S-17 to S-21 and their stories, and when each was started and finished."""
    dice = Random(7)  # noqa: S311 - the same every time
    first = date(2026, 8, 10)
    for index, number in enumerate(range(17, 22)):
        start = first + timedelta(days=14 * index)
        end = start + timedelta(days=11)
        text = f"id: S-{number}\nname: Sprint {number}\nstart: {start}\nend: {end}\ncapacity: 24\nstate: closed\n"
        repo.write({f"sprints/S-{number}.yaml": text})
        for one in range(index * 5, min(index * 5 + 5, len(OLD))):
            title, kind, points = OLD[one]
            ident = f"PO-{101 + one}"
            text = f"id: {ident}\ntitle: {title}\ntype: {kind}\nstatus: ready\npoints: {points}\ngoal: G-2\n"
            repo.write({f"stories/{ident}.yaml": text})
            begun = start + timedelta(days=dice.randint(0, 4))
            done = min(begun + timedelta(days=dice.randint(1, 7)), end)
            planned = start if one % 4 else begun
            days.setdefault(planned, []).append((ident, "sprint", f"S-{number}"))
            days.setdefault(begun, []).append((ident, "status", "doing"))
            days.setdefault(done + timedelta(days=-max(done.weekday() - 4, 0)), []).append((ident, "status", "done"))


def _set(path: Path, field: str, value: str) -> None:
    text = path.read_text(encoding="utf-8")
    line = re.compile(rf"^{field}: .*\n", re.MULTILINE)
    new = f"{field}: {value}\n"
    text = line.sub(new, text, count=1) if line.search(text) else text.rstrip("\n") + "\n" + new
    path.write_text(text, encoding="utf-8")


def _status(text: str, word: str) -> str:
    return STATUS.sub(f"status: {word}\n", text, count=1)
