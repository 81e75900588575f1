"""Give one reader more and more inputs, as long as the time lasts: `python -m fuzz.one <target> <seconds> <folder>`.

Where atheris is installed, the inputs that reach code that none reached before are kept and changed further; else they
are chance alone. In the folder stay the corpus, the counts and what was found: a run goes on where the last one ended.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from time import monotonic, process_time
from types import ModuleType
from typing import Any

from fuzz.mutation import mutated

try:
    import atheris
except ImportError:
    atheris = None

MOST = 4096
"""So many bytes has an input, unless its target says another number with LARGEST."""
SLOW = 0.5
"""So many seconds of a processor are a finding, for so small an input."""


class Watch:
    """Counts the inputs of a target, and keeps the shortest one of each kind of trouble."""

    def __init__(self, check: Callable[[bytes], None], seconds: float, folder: Path) -> None:
        self.check, self.folder, self.until = check, folder, monotonic() + seconds
        self.counts = json.loads(self._counts.read_text()) if self._counts.exists() else {"inputs": 0, "seconds": 0.0}
        self.before, self.slowest = process_time(), 0.0

    @property
    def _counts(self) -> Path:
        return self.folder / "counts.json"

    def __call__(self, data: bytes) -> None:
        began = process_time()
        try:
            self.check(data)
        except Exception as error:  # noqa: BLE001 - every one is a finding
            self.found(signature(error), data, traceback.format_exc())
        spent = process_time() - began
        if spent > SLOW:
            self.found("slow", data, f"{spent:.2f} s\n")
        self.slowest = max(self.slowest, spent)
        self.counts["inputs"] += 1
        if not self.counts["inputs"] % 256 and monotonic() > self.until:
            self.end()

    def found(self, name: str, data: bytes, why: str) -> None:
        place = self.folder / "found" / name
        if not place.exists() or place.stat().st_size > len(data):
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(data)
            place.with_suffix(".txt").write_text(why)

    def end(self) -> None:
        self.counts["seconds"] = round(self.counts["seconds"] + process_time() - self.before, 1)
        self.counts["slowest"] = round(max(self.counts.get("slowest", 0), self.slowest), 3)
        self._counts.write_text(json.dumps(self.counts))
        sys.stdout.flush()
        os._exit(0)


def signature(error: BaseException) -> str:
    """Return a name for the kind of an exception: what it is, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    inner = [frame for frame in frames if "/pocli/" in frame.filename or "/fuzz/" in frame.filename][-1]
    return f"{type(error).__name__}-{Path(inner.filename).stem}-{inner.lineno}"


def target(name: str) -> ModuleType:
    return import_module(f"fuzz.targets.{name}")


def names() -> list[str]:
    """Return the targets; they are found by file name."""
    return sorted(path.stem for path in (Path(__file__).parent / "targets").glob("*.py"))


def main() -> None:
    name, seconds, folder = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    if atheris:
        with atheris.instrument_imports(include=["pocli"]):
            module = target(name)
    else:
        module = target(name)
    most = getattr(module, "LARGEST", MOST)
    for seed in module.SEEDS:
        if len(seed) <= most:
            (corpus / sha256(seed).hexdigest()[:40]).write_bytes(seed)
    watch = Watch(module.check, seconds, folder)
    dice = Random()  # noqa: S311 - chance is all that is wanted
    inputs = [path.read_bytes() for path in corpus.iterdir()]
    if atheris:
        guided(watch, dice, inputs, corpus, most)
    while True:
        watch(mutated(dice, dice.choice(inputs), inputs, most))


def guided(watch: Watch, dice: Random, inputs: list[bytes], corpus: Path, most: int) -> None:
    """Let atheris choose what is changed further; half of the changes are ours."""

    def change(data: bytes, size: int, _seed: int) -> bytes:
        if dice.randrange(2):
            return mutated(dice, data, inputs, min(size, most))
        changed: Any = atheris.Mutate(data, size)
        return bytes(changed)

    options = [f"-max_len={most}", "-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=0", "-verbosity=0"]
    atheris.Setup(["fuzz", *options, str(corpus)], watch, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
