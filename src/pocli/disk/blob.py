"""Which content has a file?"""

from hashlib import sha1

from pocli.disk.find import MAX_BYTES


def blob(data: bytes | str) -> str:
    """Return the id, in hex, that git gives to what `find.content` gave; empty where that is not the whole file."""
    if isinstance(data, str) or len(data) > MAX_BYTES:
        return ""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
