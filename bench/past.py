"""How long do 20,000 commits of 1,000 stories take: the first time, and the next? Time, memory, processes."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STORIES, COMMITS = 1_000, 20_000
CODE = """
import resource, sys, time
from pathlib import Path
start = time.perf_counter()
from pocli import history
from pocli.model.config import Config
from pocli.run import Run
found = history.read(Run(), Path(sys.argv[1]), Config(time_zone="Europe/Berlin"))
print(f"{len(found.events):,} events, {time.perf_counter() - start:.2f} s, "
      f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB {found.message}")
"""


def story(number: int, version: int) -> str:
    """Return a story of about fifty lines, of which a few change from version to version."""
    status = ("draft", "ready", "doing", "in-review", "done")[min(version // 4, 4)]
    criteria = "".join(
        f"  - text: Criterion {one} of story {number} holds for every user who may see it\n    done: {str(version > 10 + one).lower()}\n"
        for one in range(8)
    )
    return (
        f"id: PO-{number}\ntitle: Story {number} about something\ntype: story\nstatus: {status}\n"
        f"as_a: business owner\ni_want: to see number {number}\nso_that: I know\ngoal: G-1\nsprint: S-{number % 40 + 1}\n"
        f"points: {version % 8 + 1}\nrice: {{reach: {number + version}, impact: high, confidence: 80%, effort: 1}}\n"
        f"acceptance_criteria:\n{criteria}labels: [a, b]\ndescription: |\n" + f"  Text of story {number}, line.\n" * 20
    )


def make(top: Path) -> None:
    """Make the repository with `git fast-import`."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(top)], check=True)  # noqa: S607
    out = bytearray()
    for index in range(COMMITS):
        version, number = divmod(index, STORIES)
        text = story(number + 1, version).encode()
        path = f"stories/PO-{number + 1}.yaml"
        when = 1_600_000_000 + index * 3600
        out += (
            f"commit refs/heads/main\nauthor A <a@b> {when} +0000\ncommitter A <a@b> {when} +0000\ndata 1\nx\n".encode()
        )
        out += f"M 100644 inline {path}\ndata {len(text)}\n".encode() + text + b"\n"
    subprocess.run(["git", "-C", str(top), "fast-import", "--quiet"], input=bytes(out), check=True)  # noqa: S607


def main() -> None:
    """Time the first and the next runs."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder, "repo")
        make(top)
        env = {**os.environ, "PO_CACHE_DIR": str(Path(folder, "cache"))}
        for name in ("first", "next", "next"):
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", CODE, str(top)], env=env, capture_output=True, text=True, check=True
            )
            print(f"{name}: {done.stdout.strip()}; process {time.perf_counter() - start:.2f} s")
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"largest process: {children} MB")


if __name__ == "__main__":
    main()
