"""What does every command answer, in every format, over several backlogs? So that a change of none can be proved.

    python tests/recording.py record DIR [BACKLOG…]
    python tests/recording.py compare DIR1 DIR2
    python tests/recording.py same BACKLOG LINE…

It knows no module of po: what `po` runs is looked up as the installed command, and the commands, their formats and
their examples are read from the helps. A command line is run cold (no index) and warm (with one), in a process that is
forked from one that has loaded everything; in a further format, warm only. Its record says the exit code, what was
written on both streams, and each file that became another one. Where warm is not as cold, a second record says so.
"""

import contextlib
import fcntl
import importlib
import os
import pkgutil
import re
import resource
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

from house import TODAY
from occasions import BACKLOGS, BEFORE, LINES

WORKERS = 2
LONGEST = 120
"""Seconds that a command may take."""
MEMORY = Path("/dev/shm")  # noqa: S108 - one folder in it is ours
"""Where files are quick to write, and fsync waits for no disk."""
FULLY = 2
"""So many examples of a command are run in every format; the others as they stand, and in JSON."""
WIDE = "400"
NARROW = "50"
NOON = 1_893_499_200 * 10**9
"""The moment of every recording, in nanoseconds since 1970: later than that of any file."""
ROW = re.compile(r"^│ ([a-z]+)  ", re.MULTILINE)
EXAMPLE = re.compile(r"^\s*\$ (.*\bpo .+?)\s*$", re.MULTILINE)
FORMATS = re.compile(r"--format\s+-f\s+FORMAT\s+(.*?)\.")
PASSING: Sequence[tuple[str, re.Pattern[bytes], bytes]] = (
    ("", re.compile(rb"(/TOP/tmp/[a-z-]*)\w{8}"), rb"\1XXXXXXXX"),
    ("po undo --list", re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d"), b"YYYY-MM-DD HH:MM"),
    ("po doctor", re.compile(rb'"(seconds|bytes)": \d+'), rb'"\1": 0'),
)
"""What is another one each time, by how a command line begins, and what is written instead: the name of a folder that
is made, when a file was written, the age of the index and its size, which has that time in it."""
FIRST_WORD = re.compile(r"[^A-Za-z0-9]+")
ONCE = {"nowhere", "unset", "empty"}
"""The backlogs of which an index holds nothing: command lines are run cold only."""
TIMED = re.compile(r"po plan .*--uncertain")
"""What shows as much as the machine can work out in its time: an answer of its own each time."""

Tree = dict[str, tuple[int, int, int]]


class Case(NamedTuple):
    """A command line, and the backlog in which it is run."""

    backlog: str
    line: str
    rendered: bool = False
    """Whether it is another one in another format, so that warm is enough."""

    @property
    def name(self) -> str:
        """Return a name for its record, which is another one for each line."""
        words = FIRST_WORD.sub("-", self.line).strip("-")
        number = sum(ord(one) * 31**at for at, one in enumerate(self.line)) % 0xFFFF
        return f"{words[:90]}.{number:04x}"


class Place(NamedTuple):
    """Where a worker runs its command lines: `now` is a copy of a backlog, beside it what belongs to the user."""

    top: Path

    @property
    def now(self) -> Path:
        return self.top / "now"

    def env(self) -> dict[str, str]:
        kept = ("PATH", "LANG", "VIRTUAL_ENV", "PYTHONPATH")
        folders = {f"PO_{kind.upper()}_DIR": str(self.top / kind) for kind in ("state", "cache")}
        xdg = {f"XDG_{kind}_HOME": str(self.top / "home") for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        git = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_DATE": f"{TODAY}T12:00:00Z"}
        git |= {"GIT_COMMITTER_DATE": git["GIT_AUTHOR_DATE"], "GIT_CEILING_DIRECTORIES": str(self.top)}
        fixed = {
            "PO_TODAY": TODAY,
            "COLUMNS": "80",
            "TMPDIR": str(self.top / "tmp"),
            "TZ": "UTC",
            "HOME": str(self.top / "home"),
            "LC_ALL": "C.UTF-8",
        }
        return {**{name: os.environ[name] for name in kept if name in os.environ}, **folders, **xdg, **git, **fixed}

    def forget(self, *kinds: str) -> None:
        for kind in kinds:
            shutil.rmtree(self.top / kind, ignore_errors=True)


class Answer(NamedTuple):
    """What a command line said."""

    code: int
    out: bytes
    error: bytes


def program() -> Callable[[], None]:
    """Load all of po with a clock that stands still, and return what the installed command `po` runs."""
    time.time_ns = lambda: NOON
    (script,) = (one for one in entry_points(group="console_scripts") if one.name == "po")
    main: Callable[[], None] = script.load()
    package = importlib.import_module(script.module.partition(".")[0])
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return main


def run(main: Callable[[], None], place: Place, line: str, columns: str = "") -> Answer:
    """Be po for one command line, in a child."""
    words = shlex.split(line)
    at = words.index("po")
    env = {
        **place.env(),
        **dict(word.split("=", 1) for word in words[:at]),
        **({"COLUMNS": columns} if columns else {}),
    }
    out, error = place.top / "out", place.top / "error"
    pid = os.fork()
    if not pid:
        with contextlib.suppress(BaseException):
            os.environ.clear()
            os.environ.update(env)
            folder = place.now / "backlog"
            os.chdir(folder if "backlog/" not in line and "exports/" not in line and ".csv" not in line else place.now)
            signal.alarm(LONGEST)
            for number, path in ((1, out), (2, error)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.argv = ["po", *words[at + 1 :]]
            main()
        os._exit(99)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return Answer(code, out.read_bytes(), error.read_bytes())


def tree(top: Path) -> Tree:
    """Return what tells whether a file became another one, for each that is not git's own."""
    found: Tree = {}
    for folder, folders, files in os.walk(top):
        ours = Path(folder).name != ".git"
        folders[:] = folders if ours else ["hooks", "info"]
        for name in files if ours else ["config"]:
            path = Path(folder, name)
            said = path.lstat()
            found[path.relative_to(top).as_posix()] = (said.st_mtime_ns, said.st_size, said.st_ino)
    return found


def record(place: Place, case: Case, answer: Answer, before: Tree) -> bytes:
    """Return all that a command line did, as it is written down."""
    after, first = tree(place.now), place.top / "first" / case.backlog
    parts = [
        b"$ " + case.line.encode(),
        b"exit %d" % answer.code,
        b"--- stdout",
        answer.out,
        b"--- stderr",
        answer.error,
    ]
    for path in sorted(before.keys() | after.keys()):
        old, new = (top / path for top in (first, place.now))
        if path not in after:
            parts += [b"--- gone: " + path.encode()]
        elif before.get(path) != after[path] and (path not in before or old.read_bytes() != new.read_bytes()):
            parts += [b"--- " + path.encode(), new.read_bytes()]
    return steady(case.line, b"\n".join(parts).replace(os.fsencode(place.top), b"/TOP")) + b"\n"


def steady(line: str, said: bytes) -> bytes:
    """Return what a command line said without what is another one each time."""
    for begin, pattern, instead in PASSING:
        said = pattern.sub(instead, said) if line.startswith(begin) else said
    return said


def fresh(place: Place, backlog: str) -> Tree:
    """Put a new copy of a backlog where command lines run."""
    first = place.top / "first" / backlog
    if not first.exists():
        first.mkdir(parents=True)
        BACKLOGS[backlog](first)
    shutil.rmtree(place.now, ignore_errors=True)
    shutil.copytree(first, place.now)
    return tree(place.now)


def recorded(main: Callable[[], None], place: Place, cases: Sequence[Case]) -> Iterator[tuple[Case, bytes, bytes]]:
    """Give what each command line does cold and warm; a backlog is copied again once something in it has changed."""
    there, before = "", Tree()
    for case in cases:
        told = []
        prepared = next((lines for begin, lines in BEFORE.items() if case.line.startswith(begin)), ())
        for warm in (False,) if case.backlog in ONCE else (True,) if case.rendered else (False, True):
            if there != case.backlog or tree(place.now) != before:
                there, before = case.backlog, fresh(place, case.backlog)
                place.forget("cache")
            if not warm:
                place.forget("cache")
            elif not (place.top / "cache").exists():
                run(main, place, "po rank --format json")
            place.forget("state")
            for line in prepared:
                run(main, place, line)
            told.append(record(place, case, run(main, place, case.line), before))
        yield case, told[0], told[-1]


def helps(main: Callable[[], None], place: Place) -> Mapping[str, str]:
    """Return the help of each command, and of each that has commands of its own, by name."""
    found: dict[str, str] = {}
    names = ["po"]
    while names:
        name = names.pop(0)
        found[name] = run(main, place, f"{name} --help", WIDE).out.decode()
        names += [f"{name} {one}" for one in ROW.findall(found[name]) if "COMMAND [ARGS]" in found[name]]
    return found


def cases(pages: Mapping[str, str]) -> list[Case]:
    """Return every command line: each example, in each format of its command, and LINES."""
    found: list[Case] = []
    for name, page in pages.items():
        said = FORMATS.search(page)
        formats = re.split(r", | or ", said[1]) if said else []
        examples = EXAMPLE.findall(page)
        lines = list(dict.fromkeys([*examples, *(one.replace(" --dry-run", "") for one in examples), name]))
        for at, line in enumerate(lines):
            plain = re.sub(r" (--format|-f) \w+", "", line)
            every = [f"{plain} --format {one}" for one in formats[1:] if at < FULLY or one == "json"]
            found += [Case(backlog, line) for backlog in ("past", "broken", "empty")]
            found += [Case("example", line, rendered=True)]
            found += [Case("past", one, rendered=True) for one in every if one != line]
            found += [Case("broken", one, rendered=True) for one in every if one != line and not at]
        found += [Case(backlog, name) for backlog in ("nowhere", "unset")]
        found += [Case("nowhere", f"{name} --help"), Case("nowhere", f"COLUMNS={NARROW} {name} --help")]
    found += [Case(backlog, line) for line in LINES for backlog in ("past", "broken")]
    kept = {case for case in found if not TIMED.match(case.line) or "--time-limit" in case.line}
    return sorted(kept, key=lambda case: (list(BACKLOGS).index(case.backlog), case.line))


@contextlib.contextmanager
def workplace(number: int) -> Iterator[Place]:
    """Give a worker a folder, to it alone; its name is always the same, since paths are wrapped and hashed."""
    top = (MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())) / f"po-recording-{number}"
    with top.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(top, ignore_errors=True)
        yield prepared(top)
        shutil.rmtree(top)


def prepared(top: Path) -> Place:
    """Make a folder in which command lines are run."""
    (top / "home").mkdir(parents=True, mode=0o700)
    (top / "tmp").mkdir()
    (top / "home" / ".gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@example.org\n", encoding="utf-8")
    return Place(top)


def work(main: Callable[[], None], number: int, mine: Sequence[Case], folder: Path) -> None:
    """Record a share of the cases."""
    with workplace(number) as place:
        for case, cold, warm in recorded(main, place, mine):
            path = folder / case.backlog / case.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(f"{case.name}.txt").write_bytes(cold)
            if cold != warm:
                path.with_name(f"{case.name}.warm.txt").write_bytes(warm)


def whole(folder: Path, only: Sequence[str]) -> int:
    """Record every case into a new folder, with two workers."""
    if folder.exists() and any(folder.iterdir()):
        sys.stderr.write(f"{folder} is not empty\n")
        return 2
    began, main = time.monotonic(), program()
    with workplace(0) as place:
        fresh(place, "example")
        every = [case for case in cases(helps(main, place)) if not only or case.backlog in only]
    pids = []
    for number in range(WORKERS):
        pid = os.fork()
        if not pid:
            work(main, number, every[number::WORKERS], folder)
            os._exit(0)
        pids.append(pid)
    failed = [pid for pid in pids if os.waitpid(pid, 0)[1]]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = f"{time.monotonic() - began:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor"
    sys.stdout.write(f"{len(every)} command lines: {folder} ({cost})\n")
    return 1 if failed else 0


def same(backlog: str, lines: Sequence[str]) -> int:
    """Say which command lines answer otherwise with an index than without one."""
    main = program()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        place, those = prepared(Path(folder)), [Case(backlog, line) for line in lines]
        differ = [case.line for case, cold, warm in recorded(main, place, those) if cold != warm]
    sys.stdout.write("".join(f"{line}\n" for line in differ))
    return 1 if differ else 0


def compare(one: Path, other: Path) -> int:
    """Say which records are not the same, byte for byte."""
    sides = [{path.relative_to(top): path for path in sorted(top.rglob("*.txt"))} for top in (one, other)]
    differ = 0
    for path in sorted(sides[0].keys() | sides[1].keys()):
        pair = [side[path].read_bytes() if path in side else None for side in sides]
        if pair[0] != pair[1]:
            differ += 1
            missing = next((str(top) for top, data in zip((one, other), pair, strict=True) if data is None), "")
            sys.stdout.write(f"{path}: {f'not in {missing}' if missing else 'differs'}\n")
    sys.stdout.write(f"{len(sides[0])} and {len(sides[1])} records, {differ} differ\n")
    return 1 if differ or not sides[0] else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["record", folder, *only]:
            sys.exit(whole(Path(folder).absolute(), only))
        case ["compare", one, other]:
            sys.exit(compare(Path(one), Path(other)))
        case ["same", backlog, *lines]:
            sys.exit(same(backlog, lines))
    sys.exit(__doc__)
