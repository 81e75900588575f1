"""What git says of commits, files and branches with any name that it allows: each comes back as it is."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from unittest.mock import patch

from pocli.git import invocation, line, objects, refs, worktree
from pocli.git.refs import Repository

REPO = Repository(Path("/nowhere"), Path("/nowhere/.git"), Path("/nowhere/.git"), "b/", shallow=False)
BLOB = "1" * 40
SEEDS = (
    b"stories/PO-1.yaml\0Ada\0main",
    b"stories/a\nb.yaml\0A\tB\0feature/\xff",
    b"b/stories/:100644 x\0:\0HEAD",
    "stories/ü\u2028.yaml\0\u2028\0ä".encode(),
)


def check(data: bytes) -> None:
    """Let git say what it would say of a commit with a path, an author and a branch; the rest is a content."""
    path, who, branch, content = [*data.split(b"\0", 3), b"", b"", b""][:4]
    path, who = path or b"a", who.replace(b"\n", b"")
    branch = bytes(one for one in branch if one > 32 and one not in b"~^:?*[\\\x7f") or b"a"
    said = {
        "log": b"\0".join((b"2" * 40, b"", b"1", content[:20].replace(b"\0", b"").replace(b"\n", b"") or b"0", who))
        + b"\0\n:000000 100644 %s %s A\0b/stories/%s.yaml\0" % (b"0" * 40, BLOB.encode(), path),
        "ls-tree": b"100644 blob %s\tb/%s\0" % (BLOB.encode(), path),
        "for-each-ref": b"refs/heads/%s\0%s\0\0*\n" % (branch, b"2" * 40),
        "rev-parse": b"2" * 40 + b"\n",
        "ls-files": b"S %s\0h x\0" % path,
        "check-attr": b"%s\0merge\0po\0" % path,
    }
    with (
        patch.object(invocation, "read", lambda _top, word, *_a, **_k: said[word]),
        patch.object(invocation, "ask", _asked(said)),
    ):
        _known(path, who, branch)
    _contents(content)


def _asked(said: dict[str, bytes]) -> object:
    return lambda _top, word, *_a, **_k: invocation.GitOutput(0, said[word], "")


def _known(path: bytes, who: bytes, branch: bytes) -> None:
    ((commit,), prefix) = line.commits(REPO, "HEAD")
    assert prefix == "b/"
    assert os.fsencode(commit.who) == who
    assert [os.fsencode(one.path) for one in commit.touched] == [b"stories/" + path + b".yaml"]
    assert [(os.fsencode(one.path), one.blob) for one in refs.tree(REPO, "HEAD")] == [(path, BLOB)]
    assert [os.fsencode(name) for name in refs.tips(REPO).local] == [branch]
    assert [os.fsencode(one) for one in worktree.marked(Path()).absent] == [path]
    assert worktree.attribute(Path(), "merge", ()) == {os.fsdecode(path): "po"}


def _contents(content: bytes) -> None:
    """Read the content as git gives it, then as what git gives."""
    with patch.object(invocation, "batch", _stream(b"%s blob %d\n%s\n" % (BLOB.encode(), len(content), content))):
        assert list(objects.blobs(REPO, [BLOB])) == [(BLOB, content)]
    with patch.object(invocation, "batch", _stream(b"%s missing\n" % BLOB.encode())):
        assert list(objects.blobs(REPO, [BLOB])) == [(BLOB, None)]


def _stream(data: bytes) -> object:
    @contextmanager
    def batch(*_: object) -> Iterator[IO[bytes]]:
        yield io.BytesIO(data)

    return batch
