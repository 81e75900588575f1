"""What is around a backlog is told, and put right on demand."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from house import Po

Write = Callable[[Mapping[str, str | bytes]], Path]
DEAD, LEFT = 4194303, "stories/.po-4194303-0123456789ab.tmp"
ONE = "id: PO-1\ntitle: One\n"
TWO = {"stories/PO-1.yaml": ONE, "stories/PO-2.yaml": ONE.replace("1", "2")}


def checks(po: Po, *words: str) -> dict[str, tuple[str, str]]:
    answer = json.loads(po("doctor", "--format", "json", *words).stdout)
    assert answer["schema"] == "po.doctor/1"
    return {one["name"]: (one["state"], one["said"]) for one in answer["checks"]}


def die_half_way(root: Path, state: Path) -> None:
    """Change two files in a process that is killed between them."""
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom pocli.files import journal, save\n"
        "from pocli.files.save import Change\nreal, left = save.put, [2]\n"
        "def deadly(*words):\n    left[0] -= 1\n    left[0] or os.kill(os.getpid(), 9)\n    return real(*words)\n"
        "save.put = deadly\nroot = Path(sys.argv[1])\n"
        "paths = [f'stories/PO-{n}.yaml' for n in (1, 2)]\n"
        "found = [Change(path, (root / path).read_bytes(), b'new') for path in paths]\n"
        "journal.commit(root, found, ('half',))\n"
    )
    words = [sys.executable, "-c", program, str(root)]
    subprocess.run(words, env={"PO_STATE_DIR": str(state)}, check=False)
    assert (root / "stories/PO-1.yaml").read_text() == "new"


def test_a_sound_backlog(write: Write, po: Po) -> None:
    root = write({**TWO, "wrong.yaml": ONE})
    done = po("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    found = checks(po)
    assert found["backlog"] == ("good", f"{root}, 4 files")
    assert found["last write"] == ("good", "whole")
    assert found["git"] == ("warning", "this folder is in no git repository")
    assert found["undo"][1] == "there is nothing to undo"
    po("block", "1", "why")
    assert checks(po)["undo"][1] == "can take back: PO-1 One: blocked: why"


def test_temporary_files_of_the_dead_are_swept(write: Write, po: Po) -> None:
    root = write({**TWO, LEFT: "", "stories/.po-1-0123456789ab.tmp": "", "stories/.po-x.tmp": ""})
    assert checks(po)["temporary files"] == ("warning", LEFT)
    done = po("doctor", "--fix")
    assert done.stderr == f"removed {LEFT}\n"
    assert checks(po)["temporary files"] == ("good", "none")
    assert {path.name for path in (root / "stories").glob(".*")} == {".po-1-0123456789ab.tmp", ".po-x.tmp"}


def test_what_a_dead_command_left_is_told_and_taken_back(write: Write, po: Po, state: Path) -> None:
    root = write(TWO)
    die_half_way(root, state)
    for words in (["list"], ["rank"]):
        assert "a command died while it wrote; the next one that writes, or po doctor --fix" in po(*words).stderr
    done = po("doctor")
    assert done.returncode == 1
    assert checks(po)["last write"] == ("bad", "a command died on the way")
    fixed = po("doctor", "--fix")
    assert (fixed.returncode, fixed.stderr) == (0, "took back what a command that died had begun\n")
    assert {name: (root / name).read_text() for name in TWO} == TWO
    assert not list(root.rglob(".*.tmp"))


def test_a_spoiled_index_is_removed(write: Write, po: Po, cache: Path) -> None:
    write(TWO)
    po("list")
    (place,) = cache.glob("*.index")
    place.write_bytes(b"po-index 5 x\n")
    place.chmod(0o600)
    assert po("doctor", "--fix").returncode == 0
    assert checks(po)["index"][0] == "good"


def test_a_state_folder_that_cannot_be_written_is_bad(write: Write, po: Po) -> None:
    write(TWO)
    done = po("doctor", env={"PO_STATE_DIR": "/dev/null/x"})
    assert done.returncode == 1
    assert "/dev/null cannot be written" in done.stdout


def test_git_is_looked_at(write: Write, po: Po) -> None:
    root = write(TWO)
    subprocess.run(["git", "init", "-q", "-b", "trunk", str(root)], check=True)
    assert checks(po)["git"] == ("warning", "nothing was committed yet")
    options = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["add", "."], ["commit", "-qm", "one"]):
        subprocess.run(["git", *options, *words], cwd=root, check=True)
    assert checks(po)["git"] == ("good", f"{root}, branch trunk")
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=root, check=True)
    assert checks(po)["git"] == ("warning", "no branch is checked out")
