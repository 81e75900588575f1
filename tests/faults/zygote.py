"""A process that has loaded po, and forks a fresh po for each trial: no start-up, so thousands of trials are quick.

It reads one JSON object a line: `argv`, `cwd`, `env`, `stop` (wait for a tracer before the first step), `event` and
`fault` (fail or die at the n-th audited event that touches `cwd` or the state folder), `record` (a file that gets what
the folder above `cwd` holds before each such event and each fsync). It answers the child's process
id at once, then, when it has ended, its exit code, or the negative number of its signal, and how many events it had.
"""

import contextlib
import ctypes
import errno
import importlib
import json
import os
import pkgutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import pocli
from pocli import app

ANY = -1
CRASHED = 99
SET_PTRACER = 0x59616D61


class Faulty:
    """Counts the audited events that touch one of the folders, and strikes at the n-th."""

    def __init__(self, folders: tuple[str, ...], nth: int, fault: str) -> None:
        self.folders, self.nth, self.fault, self.count = folders, nth, fault, 0

    def __call__(self, name: str, words: tuple[Any, ...]) -> None:
        if not name.startswith(("open", "os.", "fcntl.")) or not self._touches(words):
            return
        self.count += 1
        if self.count == self.nth:
            if self.fault == "KILL":
                os.kill(os.getpid(), signal.SIGKILL)
            code = getattr(errno, self.fault)
            raise OSError(code, os.strerror(code))

    def _touches(self, words: tuple[Any, ...]) -> bool:
        paths = (os.fsdecode(word) for word in words if isinstance(word, str | bytes | os.PathLike))
        return any(folder in path for path in paths for folder in self.folders) or isinstance(words[0], int)


class Recorder:
    """Writes down what a folder holds whenever something is about to change in it, and what is synced."""

    def __init__(self, folder: str, out: str) -> None:
        self.folder, self.out, self.busy = folder, Path(out), False
        self.moments: list[tuple[dict[str, tuple[int, str | None]], int]] = []
        self.sync = os.fsync
        os.fsync = self.fsync  # type: ignore[assignment]

    def __call__(self, name: str, _: tuple[Any, ...]) -> None:
        if name.startswith(("open", "os.")) and not self.busy:
            self.look()

    def fsync(self, handle: int) -> None:
        self.look(os.fstat(handle).st_ino)
        self.sync(handle)

    def look(self, synced: int = 0) -> None:
        """Take down every file and folder: its inode, and its bytes; a folder has none."""
        self.busy = True
        found: dict[str, tuple[int, str | None]] = {}
        for folder, _, names in os.walk(self.folder):
            found[os.path.relpath(folder, self.folder)] = Path(folder).stat().st_ino, None
            for name in names:
                path = Path(folder, name)
                found[os.path.relpath(path, self.folder)] = path.stat().st_ino, path.read_bytes().decode("latin-1")
        if synced or not self.moments or self.moments[-1] != (found, 0):
            self.moments.append((found, synced))
        self.busy = False

    def end(self) -> None:
        self.look()
        self.busy = True
        self.out.write_text(json.dumps(self.moments))


def child(asked: dict[str, Any]) -> None:
    """Be po."""
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    out = os.open(asked["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    sys.argv = ["po", *asked["argv"]]
    faulty = Faulty((asked["cwd"], asked["env"]["PO_STATE_DIR"]), asked.get("event", 0), asked.get("fault", ""))
    if asked.get("stop"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(SET_PTRACER, ctypes.c_ulong(ANY), 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
    elif asked.get("event") is not None:
        sys.addaudithook(faulty)
    recorder = Recorder(str(Path(asked["cwd"]).parent), asked["record"]) if asked.get("record") else None
    if recorder:
        sys.addaudithook(recorder)
    code = 0
    try:
        app.main()
    except SystemExit as end:
        code = int(end.code or 0)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    faulty.folders, faulty.nth = ("\0",), ANY
    if recorder:
        recorder.end()
    with contextlib.suppress(OSError):
        Path(asked["out"] + ".events").write_text(str(faulty.count))
    os._exit(code)


def warm() -> None:
    """Load all that a command may load."""
    for module in pkgutil.walk_packages(pocli.__path__, "pocli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    here, arguments = Path.cwd(), sys.argv
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as null:  # noqa: PTH123
        os.environ["PO_STATE_DIR"] = f"{folder}/state"
        os.chdir(folder)
        for words in (["init"], ["new", "One"], ["block", "1", "x"], ["undo"], ["done", "99"]):
            sys.argv = ["po", *words]
            with contextlib.redirect_stdout(null), contextlib.redirect_stderr(null), contextlib.suppress(SystemExit):
                app.main()
        os.chdir(here)
    sys.argv = arguments


def main() -> None:
    """Serve trials until the input ends."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    warm()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for line in sys.stdin:
        asked = json.loads(line)
        Path(asked["out"] + ".events").unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            try:
                child(asked)
            finally:
                os._exit(CRASHED)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        events = Path(asked["out"] + ".events")
        sys.stdout.write(f"{code} {events.read_text() or 0 if events.exists() else 0}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
