"""How do files that are made for somebody else come into a folder outside the backlog, and only there?"""

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from secrets import token_hex

from pocli.errors import PoError
from pocli.files import save
from pocli.files.save import Change


def deliver(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write files into a folder, which is made if it is missing; each is whole or not there at all.

    Args:
        folder: where they go; nothing is written outside it.
        files: the bytes by name, relative to the folder, with `/`.
        force: write over files that are there.

    Raises:
        PoError: one of them is there already, leads out of the folder or over a symbolic link, or cannot be written.
    """
    with save.named(f"`{folder}`"):
        folder.mkdir(parents=True, exist_ok=True)
    changes = [Change(name, _there(folder, name, force=force), data) for name, data in files.items()]
    with ExitStack() as swept:
        for change in changes:
            with save.named(f"`{folder / change.path}`"):
                temporary = f".po-{os.getpid()}-{token_hex(6)}.tmp"
                swept.callback(_sweep, folder / temporary)
                save.prepare(folder, change, temporary)
                save.check(folder, change)
                save.put(folder, change, temporary)
    with save.named(f"`{folder}`"):
        save.sync_folder(folder)


def _there(folder: Path, name: str, *, force: bool) -> bytes | None:
    """Return the bytes that are there already, if they may be overwritten."""
    save.check_way(folder, name)
    target = folder / name
    if not os.path.lexists(target):
        return None
    if not force:
        raise PoError(f"`{target}` is already there", "write over it with --force, or name another one with --output")
    with save.named(f"`{target}`"):
        return target.read_bytes()


def _sweep(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
