"""Which file of 256 KiB takes the most time and memory? `python -m fuzz.budget <name> <seconds> <folder>`.

A file is a beginning, and a few words again and again up to the cap. Each reader has a dearest one so far, which is
changed a little; what takes more of the budget takes its place.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from fuzz.mutation import WORDS
from fuzz.targets import junit
from pocli import registry
from pocli.errors import PoError
from pocli.reading.read_file import reading
from pocli.yaml.layout import formatted
from pocli.yaml.parse import MAX_BYTES

SECONDS, MEGABYTES = 1.0, 64.0
IMPORTED = 0.0001
"""So many seconds more for each line of an import: it may become a story, whose fields are checked."""
HEADS = (
    b"",
    b"id: PO-1\ntitle: One\n",
    b"id: PO-1\nlabels: [",
    b"id: PO-1\ndescription: |\n",
    b'{"stories": [',
    b"<testsuite>",
)


def _imported(text: bytes, name: str) -> None:
    with suppress(PoError):
        registry.member("exchange", name).read(text.decode("utf-8", "replace"), {})


READERS: Mapping[str, Callable[[bytes], object]] = {
    "reading": partial(reading, "stories/PO-1.yaml"),
    "formatting": partial(formatted, "stories/PO-1.yaml"),
    "junit": junit.check,
    **{name: partial(_imported, name=name) for name in registry.capable("exchange", "read")},
}


class Shape(NamedTuple):
    head: bytes
    unit: tuple[bytes, ...]

    def text(self) -> bytes:
        unit = b"".join(self.unit)
        return (self.head + unit * (MAX_BYTES // len(unit)))[:MAX_BYTES]


class Cost(NamedTuple):
    seconds: float = 0
    megabytes: float = 0
    allowed: float = SECONDS

    def share(self) -> float:
        """Return how much of its budget a reader took."""
        return max(self.seconds / self.allowed, self.megabytes / MEGABYTES)


def cost(read: Callable[[bytes], object], text: bytes) -> Cost:
    """Return what a reader takes, as a process of its own knows it."""
    idle = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    child = os.fork()
    if not child:
        try:
            read(text)
        finally:
            os._exit(0)
    _, _, used = os.wait4(child, 0)
    return Cost(used.ru_utime + used.ru_stime, max(0, used.ru_maxrss * 1024 - idle) / 2**20)


def changed(dice: Random, shape: Shape) -> Shape:
    unit = list(shape.unit)
    for _ in range(1 + dice.randrange(3)):
        kind = dice.randrange(3)
        if kind == 0 and len(unit) > 1:
            del unit[dice.randrange(len(unit))]
        else:
            unit.insert(dice.randrange(len(unit) + 1), dice.choice(WORDS) * dice.choice((1, 1, 1, 30)))
    return Shape(dice.choice((shape.head, dice.choice(HEADS))), tuple(unit[:10]) or (b"a",))


class Search(NamedTuple):
    """The dearest file of each reader so far."""

    folder: Path
    best: dict[str, tuple[Shape, Cost]]
    counts: dict[str, float]

    def step(self, dice: Random, name: str) -> None:
        shape = changed(dice, self.best[name][0])
        text = shape.text()
        more = IMPORTED * text.count(b"\n") if registry.able("exchange", name, "read") else 0
        found = cost(READERS[name], text)._replace(allowed=SECONDS + more)
        self.counts["inputs"] += 1
        self.counts["seconds"] += found.seconds
        for key, much in (("slowest", found.seconds), ("largest", found.megabytes)):
            self.counts[key] = max(self.counts[key], much)
        if found.share() > self.best[name][1].share():
            self.best[name] = shape, found
            kept = self.folder / ("found" if found.share() > 1 else "dearest") / name
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(text)
            kept.with_suffix(".txt").write_text(f"{found.seconds:.2f} s, {found.megabytes:.0f} MB: {shape}\n")


def main() -> None:
    seconds, folder = float(sys.argv[2]), Path(sys.argv[3])
    place, until = folder / "counts.json", monotonic() + seconds
    none = dict.fromkeys(("inputs", "seconds", "slowest", "largest"), 0.0)
    best = {name: (Shape(HEADS[1], (b"- a\n",)), Cost()) for name in READERS}
    search = Search(folder, best, json.loads(place.read_text()) if place.exists() else none)
    dice = Random()  # noqa: S311 - chance is all that is wanted
    while monotonic() < until:
        for name in READERS:
            search.step(dice, name)
        place.write_text(json.dumps(search.counts))


if __name__ == "__main__":
    main()
