"""How does others' code read a stranger's file, so that it can cost no more than it may, and take nothing down with it?

It runs in a process that is split off, with a limit of memory and of processor time. Where processes cannot be split,
it runs here.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress

from pocli.errors import PoError

MEMORY, SECONDS = 2 * 1024**3, 20


def apart(work: Callable[[], str], otherwise: PoError) -> str:
    """Return the text that some work gives.

    Args:
        work: what may come to harm; what it refuses is refused here too.
        otherwise: what is raised where it came to harm.

    Raises:
        PoError: the work raised it, or `otherwise`.
    """
    if not hasattr(os, "fork"):
        return work()
    source, sink = os.pipe()
    process = os.fork()
    if not process:
        os.close(source)
        _work(work, sink)
    os.close(sink)
    with os.fdopen(source, "rb") as file:
        data = file.read()
    if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]):
        raise otherwise
    text, refusal = json.loads(data)
    if refusal:
        raise PoError(*refusal)
    return str(text)


def _work(work: Callable[[], str], sink: int) -> None:
    """Do the work within its limits, write what it gives, and end the process."""
    code = 1
    try:
        import resource

        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says when it comes to harm is nobody's business
        limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_CORE: 0}
        for limit, most in limits.items():
            with suppress(ValueError, OSError):  # macOS knows no limit of memory; a stricter one stays
                resource.setrlimit(limit, (most, most))
        try:
            given: tuple[str, tuple[str, str] | None] = work(), None
        except PoError as error:
            given = "", (error.message, error.hint)
        with os.fdopen(sink, "wb") as file:
            file.write(json.dumps(given).encode())
        code = 0
    finally:
        os._exit(code)
