"""`po` without its start-up: a process that has loaded po forks a fresh one for each call.

A fork shares nothing with the calls before it: its folder, variables, signals, streams and modules are those of a
process that has loaded po and run nothing. What an interpreter reads when it starts cannot be given to a fork; `fits`
tells.
"""

import gc
import importlib
import json
import os
import pkgutil
import re
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NoReturn

BEGAN = dict(os.environ)
READ_LATER = re.compile(
    r"(PO|GIT|XDG|PYTEST)_.*|CI|COLUMNS|HOME|PATH|EDITOR|VISUAL|TZ|BUILD_.*|SYSTEM_.*|TF_.*|GITLAB_.*", re.ASCII
)
"""Variables that nothing reads while it is loaded, only when it runs."""
SECONDS = 120


def fits(env: Mapping[str, str]) -> bool:
    """Tell whether a fork can have these variables: the others are as they were when the tests began."""
    names = {name for name in {*env, *BEGAN} if not READ_LATER.fullmatch(name)}
    return hasattr(os, "fork") and all(env.get(name) == BEGAN.get(name) for name in names)


class Forks:
    """A process that forks, as seen by who asks it."""

    def __init__(self, line: socket.socket, process: "subprocess.Popen[bytes]") -> None:
        self.line, self.process = line, process

    def run(
        self, words: Sequence[str], cwd: Path, env: Mapping[str, str], given: str | None
    ) -> subprocess.CompletedProcess[str]:
        """Run `po`, as subprocess.run does.

        Raises:
            subprocess.TimeoutExpired: it took too long.
        """
        asked, given_end, *theirs = pipes = [os.pipe() for _ in range(5)]
        socket.send_fds(self.line, [b"\0"], [asked[0], given_end[0], *(end for _, end in theirs)])
        for end in (asked[0], given_end[0], *(end for _, end in theirs)):
            os.close(end)
        told = json.dumps({"argv": words, "cwd": os.fspath(cwd), "env": dict(env)}).encode()
        data: list[bytes] = [b"", b"", b""]

        def read(at: int) -> None:
            with open(pipes[at + 2][0], "rb") as stream:  # noqa: PTH123 - a pipe
                if at == 2:
                    data[at] += stream.readline()
                data[at] += stream.read()

        readers = [Thread(target=read, args=(at,), daemon=True) for at in range(3)]
        for thread in readers:
            thread.start()
        _feed(asked[1], told)
        _feed(given_end[1], (given or "").encode())
        until = time.monotonic() + SECONDS
        for thread in readers:
            thread.join(max(0, until - time.monotonic()))
        if any(thread.is_alive() for thread in readers):
            with suppress(ValueError, ProcessLookupError):
                os.kill(int(data[2].split()[0]), signal.SIGKILL)
            raise subprocess.TimeoutExpired(list(words), SECONDS)
        assert data[2], self.process.communicate()[1].decode()
        out, err = (text.decode().replace("\r\n", "\n").replace("\r", "\n") for text in data[:2])
        return subprocess.CompletedProcess(list(words), int(data[2].split()[1]), out, err)


def _feed(end: int, data: bytes) -> None:
    with suppress(BrokenPipeError), open(end, "wb") as stream:
        stream.write(data)


@contextmanager
def forks() -> Iterator[Forks]:
    """Start the process that forks; it ends when its line is closed."""
    ours, theirs = socket.socketpair()
    pipe = subprocess.PIPE  # so that its streams are those of a process that is read
    words = [sys.executable, __file__, str(theirs.fileno())]
    with subprocess.Popen(
        words, env=BEGAN, stdin=pipe, stdout=pipe, stderr=pipe, pass_fds=[theirs.fileno()]
    ) as process:
        theirs.close()
        with ours:
            yield Forks(ours, process)


def _serve(line: socket.socket) -> None:
    """Fork for each call, until the line is closed."""
    while True:
        _, ends, _, _ = socket.recv_fds(line, 1, 5)
        if not ends:
            return
        child = os.fork()
        if not child:
            line.close()
            _watch(*ends)
        for end in ends:
            os.close(end)
        _reap()


def _reap() -> None:
    """Let go of those that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _watch(asked: int, given: int, out: int, err: int, status: int) -> NoReturn:
    """Fork `po`, and say how it ended."""
    with open(asked, "rb") as stream:
        told = json.loads(stream.read())
    child = os.fork()
    if not child:
        os.close(status)
        try:
            _be_po(told["argv"], told["cwd"], told["env"], (given, out, err))
        except BaseException:  # noqa: BLE001 - as an interpreter does
            traceback.print_exc()
        os._exit(1)
    for end in (given, out, err, 0, 1, 2):
        os.close(end)
    os.write(status, f"{child}\n".encode())
    os.write(status, str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    os._exit(0)


def _be_po(argv: Sequence[str], cwd: str, env: Mapping[str, str], ends: Sequence[int]) -> None:
    for number, end in enumerate(ends):
        os.dup2(end, number)
        os.close(end)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.path[0] = cwd
    main = importlib.import_module("pocli.app")
    sys.argv = [str(Path(main.__file__ or "").with_name("__main__.py")), *argv]
    main.script()


def _load() -> None:
    """Load all that a command may load."""
    sys.path[0] = "/"
    pocli = importlib.import_module("pocli")
    for module in pkgutil.walk_packages(pocli.__path__, "pocli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
