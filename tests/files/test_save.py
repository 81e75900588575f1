"""A file is whole or absent, and nobody's work is overwritten."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pocli.errors import PoError
from pocli.files import save


def left(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def test_a_new_file_and_its_folders_are_made(tmp_path: Path) -> None:
    save.create(tmp_path, "stories/new/PO-1.yaml", b"id: PO-1\r\n")
    assert (tmp_path / "stories/new/PO-1.yaml").read_bytes() == b"id: PO-1\r\n"
    assert left(tmp_path) == {"stories", "stories/new", "stories/new/PO-1.yaml"}


def test_the_umask_decides_the_mode(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        save.create(tmp_path, "a", b"x")
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    with pytest.raises(PoError, match="`a` is already there"):
        save.create(tmp_path, "a", b"ours")
    with pytest.raises(PoError, match="`a` is already there"):
        save.create_all(tmp_path, {"b": b"1", "a": b"2"})
    assert left(tmp_path) == {"a"}
    assert (tmp_path / "a").read_bytes() == b"theirs"


def test_a_failure_takes_back_what_the_call_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PoError, match="cannot be written"):
        save.create_all(tmp_path, {"a": b"1", "file/b": b"2"})
    assert left(tmp_path) == {"file"}


@pytest.mark.parametrize("path", ["../a", "/tmp/a", "", "link/a", "dangling"])  # noqa: S108 - it is refused
def test_a_path_stays_in_the_folder(tmp_path: Path, path: str) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dangling").symlink_to(outside / "none")
    with pytest.raises(PoError):
        save.create(root, path, b"x")
    with pytest.raises(PoError):
        save.replace(root, path, b"", b"x")
    assert left(outside) == set()
    assert left(root) == {"link", "dangling"}


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o604)
    save.replace(tmp_path, "a", b"old", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o604
    assert left(tmp_path) == {"a"}


@pytest.mark.parametrize("now", [b"", b"ol", b"old and more", None])
def test_a_changed_file_is_left_alone(tmp_path: Path, now: bytes | None) -> None:
    if now is not None:
        (tmp_path / "a").write_bytes(now)
    with pytest.raises(PoError) as caught:
        save.replace(tmp_path, "a", b"old", b"new")
    assert caught.value.exit_code == 75
    assert left(tmp_path) == ({"a"} if now is not None else set())


def test_a_symbolic_link_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PoError, match="symbolic link"):
        save.replace(tmp_path, "link", b"old", b"new")
    with pytest.raises(PoError, match="not a file"):
        save.replace(tmp_path, "pipe", b"", b"new")
    assert (tmp_path / "real").read_bytes() == b"old"


def test_a_name_that_is_too_long_has_its_hint(tmp_path: Path) -> None:
    with pytest.raises(PoError) as caught:
        save.create(tmp_path, "x" * 300, b"")
    assert caught.value.hint == "its name is too long"


def test_a_kill_at_any_moment_leaves_the_old_bytes_or_the_new(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0" * 5000)
    program = (
        "import sys\nfrom pathlib import Path\nfrom pocli.files import save\nroot = Path(sys.argv[1])\n"
        "print('ready', flush=True)\n"
        "while True:\n    for one, two in ((b'0', b'1'), (b'1', b'0')):\n"
        "        save.replace(root, 'a', one * 5000, two * 5000)\n"
    )
    for wait in range(8):
        (tmp_path / "a").write_bytes(b"0" * 5000)
        process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.003 * wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert (tmp_path / "a").read_bytes() in {b"0" * 5000, b"1" * 5000}
