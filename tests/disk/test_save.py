"""One file is whole or absent, and nobody's work is overwritten."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pocli.disk import find, save
from pocli.disk.save import FileChange
from pocli.errors import PoError


def left(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def carried_out(root: Path, change: FileChange) -> None:
    save.check(root, change)
    if change.after is not None:
        save.prepare(root, change, "t.tmp")
    save.put(root, change, "t.tmp")


@pytest.fixture
def umask() -> object:
    old = os.umask(0o027)
    yield
    os.umask(old)


@pytest.mark.usefixtures("umask")
def test_a_new_file_has_the_mode_that_the_umask_says(tmp_path: Path) -> None:
    carried_out(tmp_path, FileChange("a", None, b"x\r\n"))
    assert (tmp_path / "a").read_bytes() == b"x\r\n"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert left(tmp_path) == {"a"}


def test_a_replaced_file_keeps_its_mode_and_owner(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o604)
    if os.geteuid() == 0:
        os.chown(tmp_path / "a", 1234, 1234)
    before = (tmp_path / "a").stat()
    carried_out(tmp_path, FileChange("a", b"old", b"new"))
    after = (tmp_path / "a").stat()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert left(tmp_path) == {"a"}


def test_a_file_is_removed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    carried_out(tmp_path, FileChange("a", b"old", None))
    assert left(tmp_path) == set()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    change = FileChange("a", None, b"ours")
    with pytest.raises(PoError, match="`a` is already there"):
        save.check(tmp_path, change)
    save.prepare(tmp_path, change, "t.tmp")
    with pytest.raises(FileExistsError):
        save.put(tmp_path, change, "t.tmp")
    assert (tmp_path / "a").read_bytes() == b"theirs"


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    carried_out(tmp_path, FileChange("a", None, b"x"))
    assert left(tmp_path) == {"a"}
    save.prepare(tmp_path, FileChange("a", None, b"y"), "t.tmp")
    with pytest.raises(PermissionError):
        save.put(tmp_path, FileChange("a", None, b"y"), "t.tmp")
    assert (tmp_path / "a").read_bytes() == b"x"


@pytest.mark.parametrize("path", ["../a", "/tmp/a", "", "link/a", "dangling"])  # noqa: S108 - it is refused
def test_a_path_stays_in_the_folder(tmp_path: Path, path: str) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dangling").symlink_to(outside / "none")
    for before in (None, b""):
        with pytest.raises(PoError, match=r"is a symbolic link|is not a path below"):
            save.check(root, FileChange(path, before, b"x"))


@pytest.mark.parametrize("now", [b"", b"ol", b"old and more", None])
def test_a_changed_file_is_left_alone(tmp_path: Path, now: bytes | None) -> None:
    if now is not None:
        (tmp_path / "a").write_bytes(now)
    with pytest.raises(PoError) as caught:
        save.check(tmp_path, FileChange("a", b"old", b"new"))
    assert caught.value.exit_code == 75


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (os.mkfifo, "`a` is not a file"),
        (lambda place: place.mkdir(), "`a` is not a file"),
        (lambda place: place.symlink_to("b"), "`a` is a symbolic link"),
        (lambda place: place.hardlink_to(place.parent / "b"), "`a` is a hard link"),
        (lambda place: (place.write_bytes(b"old"), place.chmod(0o444)), "`a` is write-protected"),
    ],
)
def test_what_po_does_not_write(tmp_path: Path, make: Callable[[Path], object], message: str) -> None:
    (tmp_path / "b").write_bytes(b"old")
    make(tmp_path / "a")
    with pytest.raises(PoError, match=message):
        save.check(tmp_path, FileChange("a", b"old", b"new"))


def test_an_error_of_the_system_has_its_hint(tmp_path: Path) -> None:
    with pytest.raises(PoError) as caught, save.named("`it`"):
        (tmp_path / ("x" * 300)).write_bytes(b"")
    assert (caught.value.message, caught.value.hint) == (
        "`it` cannot be written: File name too long",
        "its name is too long",
    )


def test_the_same_bytes_are_told_from_others(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to("a")
    assert save.same(tmp_path, "a", b"x")
    assert save.same(tmp_path, "none", None)
    assert save.same(tmp_path, "a/none", None)
    assert not save.same(tmp_path, "a", b"y")
    assert not save.same(tmp_path, "a", None)
    assert not save.same(tmp_path, "link", b"x")
    assert not save.same(tmp_path, "none", b"x")


def test_missing_folders_are_named_from_the_outside_in(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert save.missing_folders(tmp_path, "a/b/c/x") == ("a/b", "a/b/c")
    assert save.missing_folders(tmp_path, "x") == ()


def test_a_path_that_is_too_long_is_no_file(tmp_path: Path) -> None:
    path = "a/" * 2_100 + "b.yaml"
    assert save.same(tmp_path, path, None)
    assert not save.same(tmp_path, path, b"")
    assert "too long" in str(find.content(tmp_path, path))
    assert find.there(tmp_path / path) is None
    save.check_way(tmp_path, path)


def test_a_folder_that_nobody_may_look_into_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "lstat", closed)
    with pytest.raises(PermissionError):
        save.check(tmp_path, FileChange("stories/PO-1.yaml", None, b""))
