"""The power goes at any moment, with all that was not synced: each file is old or new, and exit 0 is for good."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from faults import power
from faults.harness import Case, Trial, Zygote, tree, trial, zygote
from faults.test_faults import CASES, _all

SAMPLE = 25
"""How many of the disks that a command may leave the normal run looks at."""
RICE = ("rice.reach=10", "rice.impact=high", "rice.confidence=80%")
READY = (("new", "sprint", "Books"), ("set", "1", "3", "points=5", "status=ready", *RICE))
FINISHED = (("done", "1", "3"), ("set", "1", "3", "finished=2026-01-05"))
MORE = (
    Case(
        "plan --write",
        ("plan", "--write", "--sprint", "S-1", "--capacity", "40"),
        lambda born, root: _all(born, root, *READY),
    ),
    Case("format", ("format",), lambda _, root: _untidy(root)),
    Case("archive", ("archive", "--days", "30"), lambda born, root: _all(born, root, *FINISHED)),
    Case("drop", ("drop", "1", "nobody asked")),
)


def _untidy(root: Path) -> None:
    for number in (1, 2):
        place = root / f"stories/PO-{number}.yaml"
        place.write_text("labels:   [Ä ,b]\n" + place.read_text() + "status: Draft\n\n\n")


@pytest.fixture(scope="module")
def born(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with zygote(tmp_path_factory.mktemp("zygote")) as found:
        yield found


@pytest.mark.parametrize("case", [*CASES, *MORE], ids=lambda case: case.name)
def test_whatever_was_not_synced_is_lost(born: Zygote, tmp_path: Path, case: Case, whole: bool) -> None:
    ready = trial(born, tmp_path, case)
    ready.fresh()
    log = tmp_path / "log"
    assert ready.zygote.run(ready.root, *case.argv, record=log).code == 0
    dice = Random(7)  # noqa: S311 - a test
    disks = {tuple(sorted(disk.items(), key=lambda one: one[0])): at for at, disk in power.cuts(log, dice)}
    last = max(disks.values())
    ends = [(dict(disk), at) for disk, at in disks.items()]
    for disk, at in ends if whole else dice.sample(ends, min(SAMPLE, len(ends))):
        _looked_at(ready, disk, f"{case.name}, cut at {at} of {last}", ended=at == last)


def _looked_at(ready: Trial, disk: power.Disk, story: str, *, ended: bool) -> None:
    rmtree(ready.place / "now")
    (ready.place / "now").mkdir()
    power.write(disk, ready.place / "now")
    left = tree(ready.root)
    for path, data in left.items():
        if not path.endswith(".tmp"):
            assert data in (ready.old.get(path), ready.new.get(path)), f"{story}\n{path} is neither old nor new"
    for path in ready.old.keys() & ready.new.keys():
        assert path in left, f"{story}\n{path} is gone"
    if ended:
        assert {path: data for path, data in left.items() if not path.endswith(".tmp")} == ready.new, story
    if len(_changed(ready)) == 1:  # its journal is not synced, for speed; then only the doctor knows of the new bytes
        _all(ready.zygote, ready.root, ("doctor", "--fix"))
    (ready._replace(old=ready.new) if ended else ready).after(story)


def _changed(ready: Trial) -> set[str]:
    return {path for path in {**ready.old, **ready.new} if ready.old.get(path) != ready.new.get(path)}
