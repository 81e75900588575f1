"""A full disk, a read-only one, a folder that is not ours, a link: a clear message, exit 2, and nothing lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house import Po, Write

STORY = "id: PO-1\ntitle: One\n"
NEW = ("new", "Two")
DONE = ("done", "1")


def inside(script: str, root: Path, state: Path) -> subprocess.CompletedProcess[str]:
    """Run a script that may mount what it likes; `po` in it is ours, `$1` the backlog's folder."""
    if not shutil.which("unshare"):
        pytest.skip("unshare is not here")
    namespace = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run(
        [*namespace, "mount", "-t", "tmpfs", "none", str(root)], check=False, capture_output=True
    ).returncode:
        pytest.skip("nothing may be mounted here")
    setup = f'po() {{ (cd "$1" && shift && {sys.executable} -m pocli "$@"); }}\n'
    env = {**os.environ, "PO_STATE_DIR": str(state)}
    words = [*namespace, "bash", "-c", setup + script, "bash", str(root)]
    return subprocess.run(words, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", ["new Two", "done 1", "set 1 2 points=5", "drop 1 no"])
def test_a_full_disk(write: Write, state: Path, words: str) -> None:
    root = write({"stories/PO-1.yaml": STORY, "stories/PO-2.yaml": STORY.replace("1", "2")})
    script = (
        'copy=$(mktemp -d); cp -r "$1/." "$copy"; mount -t tmpfs -o size=64k none "$1"; cp -r "$copy/." "$1"\n'
        'rm -r "$copy"\n'
        'dd if=/dev/zero of="$1/filler" bs=1k 2>/dev/null\n'
        f'po "$1" {words}; echo "exit $?"; cd "$1"; find . -name ".*" -type f; cat stories/PO-1.yaml; ls stories'
    )
    done = inside(script, root, state)
    assert done.stdout == f"exit 2\n{STORY}PO-1.yaml\nPO-2.yaml\n", done
    assert "cannot be written: No space left on device" in done.stderr
    assert "hint: the disk is full: make room, then try again" in done.stderr


def test_a_full_disk_of_the_state(write: Write, state: Path) -> None:
    root = write({"stories/PO-1.yaml": STORY})
    script = (
        'mount -t tmpfs -o size=64k none "$PO_STATE_DIR"\n'
        'dd if=/dev/zero of="$PO_STATE_DIR/filler" bs=1k 2>/dev/null\n'
        'po "$1" done 1; echo "exit $?"; cat "$1/stories/PO-1.yaml"; po "$1" list --format csv'
    )
    done = inside(script, root, state)
    assert done.stdout.startswith(f"exit 2\n{STORY}id,"), done
    assert "the state folder" in done.stderr


@pytest.mark.parametrize("words", ["new Two", "done 1"])
def test_a_read_only_disk(write: Write, state: Path, words: str) -> None:
    root = write({"stories/PO-1.yaml": STORY})
    script = f'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"\npo "$1" {words}; echo "exit $?"; po "$1" rank'
    done = inside(script, root, state)
    assert done.stdout.startswith("exit 2\n"), done
    assert "cannot be written: Read-only file system" in done.stderr
    assert "hint: the disk is read-only" in done.stderr
    assert (root / "stories/PO-1.yaml").read_text() == STORY


@pytest.mark.parametrize("words", [NEW, DONE])
def test_a_folder_that_may_not_be_written(write: Write, po: Po, state: Path, words: tuple[str, ...]) -> None:
    root = write({"stories/PO-1.yaml": STORY})
    (root / "stories").chmod(0o555)
    try:
        if os.geteuid() == 0:  # root may write anywhere; the same person without root's powers may not
            powerless = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
            if not shutil.which("unshare") or subprocess.run([*powerless, "true"], check=False).returncode:
                pytest.skip("root may write anywhere, and no user namespace is to be had")
            command = [*powerless, sys.executable, "-m", "pocli", *words]
            env = {**os.environ, "PO_STATE_DIR": str(state)}
            done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
        else:
            done = po(*words)
    finally:
        (root / "stories").chmod(0o755)
    assert done.returncode == 2
    assert "cannot be written: Permission denied" in done.stderr
    assert "hint: you may not write there; check the folder's permissions" in done.stderr
    assert [path.name for path in (root / "stories").iterdir()] == ["PO-1.yaml"]
    assert (root / "stories/PO-1.yaml").read_text() == STORY


def test_a_hard_link_keeps_both_names(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": STORY})
    (root / "other").hardlink_to(root / "stories/PO-1.yaml")
    done = po(*DONE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "po: `stories/PO-1.yaml` is a hard link: the file has another name too\n  hint: " in done.stderr
    assert (root / "stories/PO-1.yaml").samefile(root / "other")


def test_a_symbolic_link_is_not_followed(write: Write, po: Po) -> None:
    root = write({"real.txt": STORY})
    (root / "stories").mkdir()
    (root / "stories/PO-1.yaml").symlink_to("../real.txt")
    done = po(*DONE)
    assert done.returncode == 2
    assert (root / "real.txt").read_text() == STORY
    assert (root / "stories/PO-1.yaml").is_symlink()


def test_a_linked_folder_is_not_written_through(write: Write, po: Po) -> None:
    root = write({"elsewhere/note.txt": ""})
    (root / "stories").symlink_to("elsewhere")
    done = po(*NEW)
    assert done.returncode == 2
    assert "`stories` is a symbolic link" in done.stderr
    assert [path.name for path in (root / "elsewhere").iterdir()] == ["note.txt"]


def test_reading_writes_nothing(write: Write, po: Po, state: Path) -> None:
    """Promise 1."""
    root = write({"stories/PO-1.yaml": STORY, "stories/PO-2.yaml": "broken: [\n"})
    before = {path: path.stat() for path in (root, *root.rglob("*"))}
    commands: tuple[list[str], ...] = (
        *(
            ["rank"],
            ["list"],
            ["show", "1"],
            ["config"],
            ["validate"],
            ["checklist", "1"],
            ["rules"],
            ["schema", "story"],
        ),
        *(
            ["plan", "--capacity", "5"],
            [],
            ["done", "1", "--dry-run"],
            ["new", "x", "--dry-run"],
            ["undo", "--dry-run"],
        ),
    )
    for words in commands:
        po(*words)
    after = {path: path.stat() for path in (root, *root.rglob("*"))}
    for path, status in before.items():
        assert (status.st_mtime_ns, status.st_ctime_ns, status.st_ino) == (
            after[path].st_mtime_ns,
            after[path].st_ctime_ns,
            after[path].st_ino,
        ), path
    assert after.keys() == before.keys()
    assert list(state.iterdir()) == []
