"""All that po writes goes one way: a new file takes the name; no link is followed, no FIFO waited for."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from house import REPO
from pocli.disk import deliver, private, write
from pocli.disk.draft_file import draft
from pocli.errors import PoError

SOURCE = REPO / "src" / "pocli"
WRITER = "disk/write.py"
OTHERS = {
    "apart.py": {"open", "fdopen"},  # a pipe, and the null device
    "cli/beginning.py": {"open"},  # a stream that was closed by who called is the null device
    "disk/given_ids.py": {"open"},  # an empty file, whose name alone counts
    "store/processes.py": {"fdopen"},  # pipes
}
WRITES = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"}
FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"}


def writers(tree: ast.AST) -> Iterator[str]:
    """Give the name of each call that opens a file for writing by itself."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        words = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        flags = {one.attr for one in ast.walk(call) if isinstance(one, ast.Attribute)} & FLAGS
        made = any(isinstance(one, ast.Attribute) and one.attr == "fresh" for one in ast.walk(call))
        modes = [word for word in words if len(word) <= 3 and set(word) <= set("rwaxbt+") and set(word) & set("wax+")]
        opens = name in {"open", "FileIO", "fdopen"} and (flags or (modes and not made))
        if name in WRITES or (opens and not (name == "FileIO" and "again" in ast.unparse(call))):
            yield name


def test_no_other_module_opens_a_file_for_writing() -> None:
    found = {}
    for page in SOURCE.rglob("*.py"):
        path = page.relative_to(SOURCE).as_posix()
        names = set(writers(ast.parse(page.read_text(encoding="utf-8")))) - OTHERS.get(path, set())
        if names and path != WRITER:
            found[path] = names
    assert found == {}


@pytest.mark.parametrize(
    "code",
    ["open(p, 'w')", "Path(p).open('ab')", "p.write_text('x')", "os.open(p, os.O_RDWR | os.O_CREAT)", "FileIO(p, 'x')"],
)
def test_what_opens_a_file_for_writing_is_found(code: str) -> None:
    assert list(writers(ast.parse(code)))


def lay(folder: Path, kind: str) -> Path:
    """Put something in the way of a report, and return the file that must stay as it is."""
    victim = folder / "victim"
    victim.write_text("precious")
    repo = folder / "repo"
    (repo / ".git").mkdir(parents=True)
    if kind == "link":
        (repo / "out").symlink_to(victim)
    elif kind == "dangling link":
        (repo / "out").symlink_to(folder / "made")
    elif kind == "FIFO":
        os.mkfifo(repo / "out")
    elif kind == "folder":
        (repo / "out").mkdir()
    elif kind == "linked folder":
        (repo / "out").symlink_to(folder)
    return victim


@pytest.mark.parametrize("kind", ["link", "dangling link", "FIFO", "folder", "linked folder"])
@pytest.mark.parametrize("inside", [True, False])
def test_nothing_is_written_through_what_stands_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, inside: bool
) -> None:
    victim = lay(tmp_path, kind)
    place = tmp_path / "repo" / "out"
    monkeypatch.chdir(place.parent if inside else tmp_path.parent)
    name = str(place / "victim" if kind == "linked folder" else place)
    with pytest.raises(PoError, match=r"symbolic link|not a file"):
        deliver.one(name, b"evil")
    with pytest.raises(PoError, match=r"symbolic link|not a file"):
        deliver.deliver(Path(name).parent, {Path(name).name: b"evil"}, force=True)
    assert victim.read_text() == "precious"
    assert not (tmp_path / "made").exists()
    assert not list(tmp_path.rglob(".po-*"))


def test_a_hard_link_keeps_its_bytes_and_a_mode_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o640)
    os.link(tmp_path / "a", tmp_path / "b")
    deliver.one(str(tmp_path / "a"), b"new")
    assert [(tmp_path / name).read_text() for name in "ab"] == ["new", "old"]
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["write-protected", "PO-9.yaml", "X.YML"])
def test_what_may_not_be_written_over_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    (tmp_path / name).chmod(0o444)
    with pytest.raises(PoError, match=r"write-protected|could be a file of the backlog"):
        deliver.one(str(tmp_path / name), b"new")
    assert (tmp_path / name).read_text() == "old"


def test_a_file_that_others_add_to_is_no_link(tmp_path: Path) -> None:
    write.appended(tmp_path / "a", b"1")
    write.appended(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"12"
    (tmp_path / "link").symlink_to("a")
    os.mkfifo(tmp_path / "fifo")
    for name in ("link", "fifo"):
        with pytest.raises(OSError, match=r"symbolic|not a regular|No such device"):
            write.appended(tmp_path / name, b"3")


@pytest.mark.parametrize(
    "kind", ["link", "writable by a group", "writable by all", "movable", "movable further up", "foreign"]
)
def test_a_folder_that_is_not_private_is_refused(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / ("a/b/home" if kind.endswith("up") else "home")
    folder.parent.mkdir(exist_ok=True, parents=True)
    if kind == "link":
        (tmp_path / "there").mkdir(mode=0o700)
        folder.symlink_to("there")
    else:
        folder.mkdir(mode=0o700)
    if kind.startswith("writable"):
        folder.chmod(0o777 if kind.endswith("all") else 0o770)
    if kind.startswith("movable"):
        tmp_path.chmod(0o777)
    if kind == "foreign":
        if os.geteuid():
            pytest.skip("only root can give a folder away")
        os.chown(folder, 65534, 65534)
    with pytest.raises(PermissionError):
        private.opened(folder)


def test_a_draft_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    place = draft("edit", "PO-1.yaml", b"x")
    assert [one.stat().st_mode & 0o777 for one in (place.parent, place)] == [0o700, 0o600]
    assert place.name == "PO-1.yaml"
