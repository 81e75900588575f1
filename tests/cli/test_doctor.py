"""What is around a backlog is told, and put right on demand."""

import json
import subprocess
import sys
from pathlib import Path

from house import Po, Write
from repos import Repo

DEAD, LEFT = 4194303, "stories/.po-4194303-0123456789ab.tmp"
ONE = "id: PO-1\ntitle: One\n"
TWO = {"stories/PO-1.yaml": ONE, "stories/PO-2.yaml": ONE.replace("1", "2")}


def checks(po: Po) -> dict[str, dict[str, str | bool]]:
    answer = json.loads(po("doctor", "--format", "json").stdout)
    assert answer["schema"] == "po.doctor/1"
    found: dict[str, dict[str, str | bool]] = answer["sections"]
    return found


def state_of(po: Po, name: str) -> tuple[object, object]:
    return checks(po)[name]["sound"], checks(po)[name]["state"]


def die_half_way(root: Path, state: Path) -> None:
    """Change two files in a process that is killed between them."""
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom pocli.disk import journal, save\n"
        "from pocli.disk.save import FileChange\nreal, left = save.put, [2]\n"
        "def deadly(*words):\n    left[0] -= 1\n    left[0] or os.kill(os.getpid(), 9)\n    return real(*words)\n"
        "save.put = deadly\nroot = Path(sys.argv[1])\n"
        "paths = [f'stories/PO-{n}.yaml' for n in (1, 2)]\n"
        "found = [FileChange(path, (root / path).read_bytes(), b'new') for path in paths]\n"
        "journal.commit(root, found, ('half',))\n"
    )
    words = [sys.executable, "-c", program, str(root)]
    subprocess.run(words, env={"PO_STATE_DIR": str(state)}, check=False)
    assert (root / "stories/PO-1.yaml").read_text() == "new"


def test_a_sound_backlog(write: Write, po: Po) -> None:
    root = write({**TWO, "wrong.yaml": ONE})
    done = po("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"✓  backlog          3 files, {root}\n" in done.stdout
    assert done.stdout.endswith("\nfile names: see them: po validate --select files\ngit: start one with: git init\n")
    assert state_of(po, "last write") == (True, "whole")
    assert state_of(po, "git") == (False, "this folder is not in a git repository")
    assert state_of(po, "undo") == (True, "there is nothing to undo")
    po("block", "1", "why")
    assert state_of(po, "undo") == (True, "can take back: PO-1 One: blocked: why")


def test_temporary_files_of_the_dead_are_swept(write: Write, po: Po) -> None:
    root = write({**TWO, LEFT: "", "stories/.po-1-0123456789ab.tmp": "", "stories/.po-x.tmp": ""})
    assert state_of(po, "temporary files") == (False, LEFT)
    done = po("doctor", "--fix")
    assert done.stderr == f"removed {LEFT}\n"
    assert state_of(po, "temporary files") == (True, "none")
    assert {path.name for path in (root / "stories").glob(".*")} == {".po-1-0123456789ab.tmp", ".po-x.tmp"}


def test_what_a_dead_command_left_is_told_and_taken_back(write: Write, po: Po, state: Path) -> None:
    root = write(TWO)
    die_half_way(root, state)
    for words in (["list"], ["rank"]):
        assert "a command died while it wrote; the next one that writes, or po doctor --fix" in po(*words).stderr
    done = po("doctor")
    assert done.returncode == 1
    assert "✗  last write       a command died on the way\n" in done.stdout
    fixed = po("doctor", "--fix")
    assert (fixed.returncode, fixed.stderr) == (0, "took back what a command that died had started\n")
    assert {name: (root / name).read_text() for name in TWO} == TWO
    assert not list(root.rglob(".*.tmp"))


def test_a_state_folder_that_cannot_be_written_is_bad(write: Write, po: Po) -> None:
    write(TWO)
    done = po("doctor", env={"PO_STATE_DIR": "/dev/null/x"})
    assert done.returncode == 1
    assert "✗  state            cannot be written, /dev/null\n" in done.stdout


def test_git_is_looked_at(write: Write, po: Po) -> None:
    root = write(TWO)
    subprocess.run(["git", "init", "-q", "-b", "trunk", str(root)], check=True)
    assert state_of(po, "git") == (False, "nothing was committed yet")
    options = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["add", "."], ["commit", "-qm", "one"]):
        subprocess.run(["git", *options, *words], cwd=root, check=True)
    assert state_of(po, "git") == (True, "branch trunk")
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=root, check=True)
    assert state_of(po, "git") == (False, "no branch is checked out")


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
    assert po("doctor", "--clear-index").stdout == "deleted the index; the next command builds a new one\n"
    assert po("doctor", "--clear-index").stdout == "there is no index\n"
    assert not list(cache.iterdir())
    assert root.is_dir()


def test_files_called_after_an_earlier_title_are_listed(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {"po.yaml": "", "stories/PO-1-export.yaml": "id: PO-1\ntitle: By hand\n"})
    po("new", "Alpha beta", cwd=repo.top)
    repo.commit("2026-11-03")
    assert "no file is called after an earlier title" in po("doctor", cwd=repo.top).stdout
    po("set", "2", "title=Gamma", cwd=repo.top)
    said = po("doctor", cwd=repo.top).stdout
    assert "1 file called after an earlier title: PO-2" in said
    assert "po set PO-2 --rename-file" in said
    assert po("set", "PO-2", "--rename-file", cwd=repo.top).returncode == 0
    assert "no file is called after an earlier title" in po("doctor", cwd=repo.top).stdout
