"""A file of the backlog: any bytes give a record, or an error with a place in the file."""

from fuzz.seeds import FILES, PATHS, picked
from pocli.model.diagnostic import MOST
from pocli.reading.read_file import reading

SEEDS = FILES


def check(data: bytes) -> None:
    path, text = picked(data, PATHS)
    found = reading(path, text)
    lines = text.count(b"\n") + text.count(b"\r") + 2 + text.count("\u2028".encode()) + text.count(b"\xc2\x85")
    lines += text.count("\u2029".encode())
    for one in found.diagnostics:
        assert 1 <= one.span.line <= lines + 1, one
        assert one.span.column >= 1
        assert len(one.source) <= MOST
    assert found.record is not None or any(one.severity == "error" for one in found.diagnostics)
