"""Canonical form: the same meaning, and a second time changes nothing."""

from fuzz.seeds import FILES, PATHS, picked
from pocli.yaml.layout import formatted
from pocli.yaml.parse import parse

SEEDS = FILES


def check(data: bytes) -> None:
    path, text = picked(data, PATHS)
    before = parse(text)
    new = formatted(path, text)
    if before.faults:
        assert new == text
        return
    after = parse(new)
    assert not after.faults
    assert after.tree == before.tree
    assert formatted(path, new) == new
    assert _comments(text) == _comments(new)


def _comments(text: bytes) -> list[bytes]:
    """Return the words behind each `#` outside of brackets: which of them are comments does not matter, all stay."""
    lines = (line for line in text.splitlines() if b"[" not in line and b"{" not in line)
    return sorted(words for line in lines if (words := b"".join(line.partition(b"#")[2].split())))
