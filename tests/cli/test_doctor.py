"""What `po doctor` says of the index."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from house import Po

Write = Callable[[Mapping[str, str | bytes]], Path]


def section(po: Po) -> dict[str, str | int]:
    found: dict[str, str | int] = json.loads(po("doctor", "-f", "json").stdout)["sections"]["index"]
    return found


def test_the_index_from_its_making_to_its_end(write: Write, po: Po, cache: Path) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    before = section(po)
    assert (before["state"], before["sound"]) == ("not made yet", True)
    po("list")
    (made,) = cache.iterdir()
    found = section(po)
    assert found.pop("seconds") in range(60)
    assert found == {"place": str(made), "state": "sound", "bytes": made.stat().st_size, "files": 2, "sound": True}
    data = bytearray(made.read_bytes())
    data[80] ^= 1  # in its head, which every command reads
    made.write_bytes(data)
    assert section(po)["sound"] is False
    assert po("list", "-v").stdout == po("list", "--no-cache").stdout
    assert section(po)["sound"] is True
    assert po("doctor", "--clear-index").stdout == "the index is removed; the next command makes it anew\n"
    assert po("doctor", "--clear-index").stdout == "there is no index\n"
    assert not list(cache.iterdir())
    assert root.is_dir()


def test_it_reads_well(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    po("list")
    lines = po("doctor").stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["index", "place", "state", "size", "age", "files"]
    assert lines[2:] == ["state: sound", *lines[3:]]
