"""What comes in from another tool: is it that tool's file, and which numbers do its stories get?"""

import re
from collections.abc import Mapping
from types import ModuleType

from pocli import numbering, registry, session
from pocli.analysis import intake
from pocli.analysis.intake import Intake
from pocli.analysis.names import Ask
from pocli.errors import PoError
from pocli.files import ids
from pocli.files.save import AGAIN, CHANGED
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.foreign import Import, normal
from pocli.output import warn
from pocli.run import Run
from pocli.schema import columns, table

JSON = re.compile(r"\s*[\[{]")
KEY = re.compile(r'"(\w{1,40})"\s*:')
SEEN = 2_000_000
"""So many characters of a JSON text tell whose it is."""
ANY = frozenset({"csv", "text", "draft"})
"""The formats of no tool of its own."""


def read(run: Run, source: str, file: str, mapping: Mapping[str, str]) -> Import:
    """Return what a file of another tool holds.

    Raises:
        PoError: there is no such format, the file cannot be read, it is empty, or it looks like another tool's.
    """
    member = _reader(source)
    text = session.foreign(file)
    if not text.strip():
        raise PoError(f"`{file}` is empty", "export it again, with the stories in it")
    other = _other(source, text)
    hint = f"po import {other} {file}"
    if other and source not in ANY:
        raise PoError(f"`{file}` looks like a file of {other}", f"try: {hint}")
    if other:
        warn(run, f"this looks like a file of {other}, of which po reads more with: {hint}")
    found: Import = member.read(text, mapping)
    return found


def _reader(source: str) -> ModuleType:
    member = registry.member("exchange", source)
    if not hasattr(member, "read"):
        known = [name for name in registry.names("exchange") if hasattr(registry.member("exchange", name), "read")]
        raise PoError(f"`{source}` can only be exported", f"import one of: {', '.join(known)}")
    return member


def _other(source: str, text: str) -> str:
    """Return the tool whose file a text looks like, if it is not that of the named one; an empty text if unsure."""
    words = _words(text)
    fits = {name for name in registry.names("exchange") if _fits(registry.member("exchange", name), words)}
    return "" if source in fits or len(fits) != 1 else fits.pop()


def _words(text: str) -> frozenset[str]:
    """Return the headers of a table, or the keys of a JSON text."""
    if JSON.match(text):
        return frozenset(normal(key) for key in KEY.findall(text[:SEEN]))
    return frozenset(map(columns.header, table.head(text)))


def _fits(member: ModuleType, words: frozenset[str]) -> bool:
    signs: tuple[str, ...] = getattr(member, "SIGNS", ())
    return any(words >= {normal(word) for word in sign.split()} for sign in signs)


def taken(run: Run, found: Import, backlog: Backlog, ask: Ask, *, dry_run: bool) -> Intake:
    """Return what becomes of an import, its new ids taken, so that nobody else gets them.

    Raises:
        PoError: the user named a status that no row has; somebody else took the ids meanwhile (exit code 75).
    """
    prefix = backlog.config.id_prefix
    following = ident.order(numbering.following(run, backlog, prefix))[1]
    answer = intake.intake(found, backlog, ask._replace(highest=following - 1))
    last = max((ident.order(row.ident)[1] for row in answer.rows if not row.path), default=0)
    if last >= following and not dry_run:
        given = ids.reserve(session.root(run), prefix, last - 1)
        if ident.order(given)[1] != last:
            raise PoError("somebody else took the next ids meanwhile", AGAIN, exit_code=CHANGED)
    return answer
