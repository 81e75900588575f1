"""`po format` puts files in order, says which, and with --check only tells."""

from house import Po, Write

FILES = {
    "stories/PO-1.yaml": "title: One\nid: PO-1\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\n",
    "stories/PO-3.yaml": "id: [\n",
    "goals/G-1.yaml": "id: G-1\ntitle:   Goal\n",
}


def test_check_tells_and_format_does(write: Write, po: Po) -> None:
    root = write(FILES)
    told = po("format", "--check")
    assert told.stdout == "would format goals/G-1.yaml\nwould format stories/PO-1.yaml\n2 of 4 files would change\n"
    assert told.returncode == 1
    assert (root / "stories/PO-1.yaml").read_text() == FILES["stories/PO-1.yaml"]
    assert po("format", "stories").stdout == "formatted stories/PO-1.yaml\n1 file in order already\n"
    assert po("format").stdout == "formatted goals/G-1.yaml\n3 files in order already\n"
    assert po("format", "--check").stdout == "0 of 4 files would change\n"
    assert (root / "stories/PO-1.yaml").read_text() == "id: PO-1\ntitle: One\n"
    assert (root / "stories/PO-3.yaml").read_text() == FILES["stories/PO-3.yaml"]
