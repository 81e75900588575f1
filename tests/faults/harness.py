"""What is left of a backlog when po dies or the disk fails at any moment?"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, rmtree
from typing import IO, NamedTuple

HERE = Path(__file__).parent
CALL = re.compile(r"^(?:\[pid +\d+\] )?(\w+)\(")
FILES = frozenset(
    [
        *(
            "openat",
            "read",
            "write",
            "pread64",
            "close",
            "fsync",
            "fdatasync",
            "rename",
            "renameat",
            "renameat2",
            "link",
        ),
        *("linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "fstat", "newfstatat", "lstat", "stat", "statx"),
        *(
            "getdents64",
            "lseek",
            "flock",
            "fchmod",
            "fchmodat",
            "chmod",
            "fchown",
            "readlink",
            "readlinkat",
            "ftruncate",
        ),
    ]
)
"""The system calls that may fail for a reason of the disk."""

Tree = Mapping[str, bytes]


class Ended(NamedTuple):
    """How a trial ended."""

    code: int
    """The exit code, or the negative number of the signal."""
    said: str
    events: int
    """How many audited events touched the backlog or its state."""


class Zygote:
    """A process that forks a fresh po for each trial."""

    def __init__(self, place: Path) -> None:
        self.out = place / "out"
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "zygote.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    @property
    def pipes(self) -> tuple[IO[str], IO[str]]:
        assert self.process.stdin
        assert self.process.stdout
        return self.process.stdin, self.process.stdout

    def run(
        self,
        root: Path,
        *argv: str,
        event: int | None = None,
        fault: str = "",
        record: Path | None = None,
        traced: Callable[[int], subprocess.Popen[bytes]] | None = None,
    ) -> Ended:
        """Run po in a backlog, whose state folder lies beside it."""
        env = {"PO_STATE_DIR": str(root.parent / "state"), "PO_TODAY": "2026-11-23", "COLUMNS": "80"}
        asked = {"argv": argv, "cwd": str(root), "env": env, "out": str(self.out), "event": event, "fault": fault}
        asked |= {"record": str(record)} if record else {}
        given, answered = self.pipes
        given.write(json.dumps({**asked, "stop": traced is not None}) + "\n")
        given.flush()
        pid = int(answered.readline())
        tracer = traced(pid) if traced else None
        code, events = answered.readline().split()
        if tracer:
            tracer.communicate()
        return Ended(int(code), self.out.read_text(errors="replace"), int(events))

    def close(self) -> None:
        self.process.communicate()


@contextmanager
def zygote(place: Path) -> Iterator[Zygote]:
    found = Zygote(place)
    try:
        yield found
    finally:
        found.close()


def attach(*options: str) -> Callable[[int], subprocess.Popen[bytes]]:
    """Return what attaches strace to a stopped process and lets it go on."""

    def attached(pid: int) -> subprocess.Popen[bytes]:
        wait_for(lambda: state(pid) == "T")
        tracer = subprocess.Popen(["strace", "-p", str(pid), *options], stderr=subprocess.PIPE)
        wait_for(lambda: tracer.poll() is not None or traced_by(pid) != 0)
        os.kill(pid, signal.SIGCONT)
        return tracer

    return attached


def wait_for(happens: Callable[[], bool]) -> None:
    while not happens():
        os.sched_yield()


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def traced_by(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("TracerPid:")[2].split()[0])


def calls(log: str, touch: str) -> list[tuple[str, int]]:
    """Return each system call from the first one that names a path, with its number among those of its name."""
    found, counts, touched = [], dict[str, int](), False
    for line in log.splitlines():
        match = CALL.match(line)
        if not match:
            continue
        name = match[1]
        counts[name] = counts.get(name, 0) + 1
        touched = touched or touch in line
        if touched and name not in {"exit_group", "rt_sigreturn"}:
            found.append((name, counts[name]))
    return found


def tree(root: Path) -> Tree:
    """Return every file of a backlog, its temporary ones too, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def litter(tree: Tree) -> list[str]:
    return [path for path in tree if path.endswith(".tmp")]


class Case(NamedTuple):
    """A command, and the backlog that it runs in."""

    name: str
    argv: Sequence[str]
    before: Callable[[Zygote, Path], None] = lambda _zygote, _root: None
    """What was done in the backlog before."""


class Trial(NamedTuple):
    """A command that is hit again and again, each time in a fresh copy of the same backlog."""

    zygote: Zygote
    place: Path
    case: Case
    old: Tree
    new: Tree

    @property
    def root(self) -> Path:
        return self.place / "now" / "backlog"

    def fresh(self) -> None:
        rmtree(self.place / "now", ignore_errors=True)
        copytree(self.place / "start", self.place / "now")

    def hit(self, what: str, **how: object) -> Ended:
        """Run the command, hit it, and look at what is left, before and after the next po."""
        self.fresh()
        ended = self.zygote.run(self.root, *self.case.argv, **how)  # type: ignore[arg-type]
        left = tree(self.root)
        story = f"{self.case.name}, {what}: exit {ended.code}\n{ended.said}"
        for path, data in left.items():
            if not path.endswith(".tmp"):
                assert data in (self.old.get(path), self.new.get(path)), f"{story}\n{path} is neither old nor new"
        for path in self.old.keys() & self.new.keys():
            assert path in left, f"{story}\n{path} is gone"
        assert ended.code != 70, story
        assert "Traceback" not in ended.said, story
        if ended.code == 0:
            assert left == self.new, f"{story}\nit says 0 and has not written"
        self.after(story)
        return ended

    def after(self, story: str) -> None:
        """Let the next po that writes clean up: all files old, or all new, and nothing else."""
        following = self.zygote.run(self.root, "pin", "9", "because")
        assert following.code == 0, f"{story}\nthen: {following.said}"
        left = dict(tree(self.root))
        assert litter(left) == [], story
        left["stories/PO-9.yaml"] = self.old["stories/PO-9.yaml"]
        assert left in (self.old, self.new), f"{story}\nhalf of the files are new"
        home = next((self.root.parent / "state").iterdir())
        assert not (home / "pending.json").exists(), story


FILES_OF_A_BACKLOG = {
    "po.yaml": "project: Faults\n",
    "stories/PO-1.yaml": "# kept\nid: PO-1\ntitle: One\nacceptance_criteria: [a, b]\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\ntype: epic\nacceptance_criteria: [c, d]\n",
    "stories/PO-3.yaml": "id: PO-3\ntitle: Three\ndepends_on: [PO-1, PO-2]\nparent: PO-2\n",
    "stories/PO-9.yaml": "id: PO-9\ntitle: The next po changes this one\n",
}


def trial(zygote: Zygote, place: Path, case: Case) -> Trial:
    """Prepare a command: run it once unharmed, so that its result is known."""
    root = place / "start" / "backlog"
    for name, text in FILES_OF_A_BACKLOG.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (place / "start" / "state").mkdir()
    moved = place / "now" / "backlog"
    copytree(place / "start", place / "now")
    case.before(zygote, moved)
    rmtree(place / "start")
    copytree(place / "now", place / "start")
    old = tree(moved)
    ended = zygote.run(moved, *case.argv)
    assert ended.code == 0, ended.said
    new = tree(moved)
    assert new != old
    return Trial(zygote, place, case, old, new)
