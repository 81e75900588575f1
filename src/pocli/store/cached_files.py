"""Which files need not be read anew, in whatever version of the backlog they stand? Their content says it."""

from pathlib import Path

from pocli.reading.assemble import parts
from pocli.reading.contents import ParsedFile
from pocli.store import index, index_sections
from pocli.store.codec import decode
from pocli.store.index import Index

Readings = dict[tuple[str, str], ParsedFile]
"""What each file says, by its path and the id of its content."""


def recall(root: Path, at: Path) -> Readings:
    """Return what an index keeps; nothing where there is none, or where it is spoiled."""
    with index.opened(at, root) as old:
        if old is None:
            return {}
        try:
            return _readings(old)
        except index.SpoiledIndex:
            return {}


def _readings(old: Index) -> Readings:
    """Return every reading but those of records whose id an earlier path has: they are not kept as they were read."""
    names = old.json("files")
    blobs = index_sections.blobs(old, names)
    found = index_sections.backlog(old, names, whole=True)
    diagnostics = old.json("diagnostics")
    hidden = {record.path for record in found.shadowed}
    return {
        (path, blobs[path]): reading._replace(diagnostics=decode(diagnostics[path]) if path in diagnostics else ())
        for path, reading in parts(found).items()
        if blobs.get(path) and path not in hidden
    }
