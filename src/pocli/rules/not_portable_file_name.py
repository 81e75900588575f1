"""A file's name is not possible on every system."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

REFUSED = re.compile(r'[<>:"\\|?*\x00-\x1f\udc80-\udcff]|[ .]$|^(?i:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)')
FOLDERS = frozenset({"stories", "goals", "requests", "sprints"})
LONGEST = 255
"""Bytes."""
SHORT = LONGEST // 4
"""So many characters never have more bytes."""

ABOUT = "files"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ()
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find names that Windows or macOS refuse or confuse."""
    seen: dict[str, str] = {}
    for path in facts.backlog.files:
        if "/" in path and path.partition("/")[0] not in FOLDERS:
            continue
        name = path.rpartition("/")[2]
        folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            message = f"`{path}` and `{seen[folded]}` are one file where case does not count"
            yield Finding(path, (), message, "rename one of them")
        elif REFUSED.search(name) or (len(name) > SHORT and len(name.encode("utf-8", "replace")) > LONGEST):
            yield Finding(
                path,
                (),
                f"the file name `{name}` is not possible on every system",
                "rename it: letters, digits and `-`",
            )
        seen[folded] = path
