"""Several files change together or not at all, and the last step can be taken back."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from pocli.disk import journal, save, state, steps
from pocli.disk.journal import commit, recover, redo, undo
from pocli.disk.save import FileChange
from pocli.errors import PoError

pytestmark = pytest.mark.usefixtures("state")
SAID = ("it is done",)


def everything(root: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None for path in root.rglob("*")
    }


THREE = (FileChange("new/x", None, b"3"), FileChange("a", b"1", b"2"), FileChange("gone", b"0", None))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "gone").write_bytes(b"0")
    return tmp_path


def test_a_step_is_carried_out_undone_and_done_again(root: Path) -> None:
    before = everything(root)
    commit(root, THREE, SAID)
    after = everything(root)
    assert after == {"a": b"2", "new": None, "new/x": b"3"}
    assert undo(root).said == SAID
    assert everything(root) == before
    assert redo(root).said == SAID
    assert everything(root) == after
    undo(root)
    assert everything(root) == before


def test_steps_go_back_one_by_one_and_forward_again(root: Path) -> None:
    states = [everything(root)]
    for old, new in ((b"1", b"2"), (b"2", b"3"), (b"3", b"4")):
        commit(root, (FileChange("a", old, new), FileChange(f"new/{new.decode()}", None, b"")), (f"to {new.decode()}",))
        states.append(everything(root))
    for at in (2, 1, 0):
        undo(root)
        assert everything(root) == states[at]
    with pytest.raises(PoError, match="there is nothing to undo"):
        undo(root)
    for at in (1, 2, 3):
        redo(root)
        assert everything(root) == states[at]
    with pytest.raises(PoError, match="there is nothing to redo"):
        redo(root)


def test_what_was_undone_is_gone_after_another_step(root: Path) -> None:
    commit(root, (FileChange("a", b"1", b"2"),), SAID)
    undo(root)
    commit(root, (FileChange("gone", b"0", b"9"),), ("other",))
    with pytest.raises(PoError, match="there is nothing to redo"):
        redo(root)
    assert [step.said for step, _ in journal.remembered(root)] == [("other",)]
    assert sorted(one.name for one in state.home(root).glob("*-*.json")) == ["step-2.json"]


def test_old_steps_and_large_ones_are_forgotten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, steps.MOST + 4):
        commit(root, (FileChange("a", str(number).encode(), str(number + 1).encode()),), SAID)
    assert len(journal.remembered(root)) == steps.MOST
    monkeypatch.setattr(steps, "BYTES", 1000)
    now = str(steps.MOST + 4).encode()
    commit(root, (FileChange("a", now, b"x" * 2000),), ("large",))
    assert [step.said for step, _ in journal.remembered(root)] == [("large",)]
    undo(root)
    assert (root / "a").read_bytes() == now


def test_no_step_is_taken_back_over_one_that_is_not_whole(root: Path) -> None:
    commit(root, (FileChange("a", b"1", b"2"),), SAID)
    commit(root, (FileChange("gone", b"0", b"9"),), SAID)
    (state.home(root) / "step-2.json").write_bytes(b"")
    with pytest.raises(PoError, match="there is nothing to undo"):
        undo(root)
    assert journal.remembered(root) == ()


def test_undo_refuses_what_was_changed_since(root: Path) -> None:
    commit(root, THREE, SAID)
    (root / "a").write_bytes(b"by hand")
    with pytest.raises(PoError, match="`a` was changed since") as caught:
        undo(root)
    assert caught.value.exit_code == 75
    assert everything(root) == {"a": b"by hand", "new": None, "new/x": b"3"}


def test_there_may_be_nothing_to_undo(root: Path) -> None:
    with pytest.raises(PoError, match="there is nothing to undo"):
        undo(root)


@pytest.mark.parametrize(
    "broken", [(FileChange("a", b"other", b"2"),), (FileChange("gone", None, b"2"),), (FileChange("a/b", None, b"2"),)]
)
def test_one_refused_change_stops_all_of_them(root: Path, broken: Sequence[FileChange]) -> None:
    before = everything(root)
    with pytest.raises(PoError):
        commit(root, (FileChange("new/x", None, b"3"), *broken), SAID)
    assert everything(root) == before
    with pytest.raises(PoError, match="there is nothing to undo"):
        undo(root)


@pytest.mark.parametrize("name", ["prepare", "put", "sync_folder", "sync"])
@pytest.mark.parametrize("nth", range(1, 5))
def test_a_failure_at_any_step_takes_everything_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
) -> None:
    commit(root, (FileChange("a", b"1", b"1."),), ("before",))
    commit(root, (FileChange("a", b"1.", b"1"),), ("before",))
    before, real, calls = everything(root), getattr(save, name), []

    def failing(*words: object) -> None:
        calls.append(words)
        if len(calls) == nth:
            raise OSError(28, "No space left on device")
        real(*words)

    monkeypatch.setattr(save, name, failing)
    try:
        commit(root, THREE, SAID)
    except PoError as error:
        assert error.exit_code == 2  # noqa: PT017 - a step may have fewer calls than `nth`
        assert everything(root) == before
    else:
        assert len(calls) < nth


def killed(root: Path, name: str, nth: int, several: bool) -> None:
    """Carry a step out in a process that is killed when it calls a function of `save` for the n-th time."""
    changes = "THREE" if several else "THREE[1:2]"
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom pocli.disk import journal, save\n"
        "from pocli.disk.save import FileChange\n"
        f"THREE = {THREE!r}\nreal, left = save.{name}, [{nth}]\n"
        "def deadly(*words):\n    left[0] -= 1\n    left[0] or os.kill(os.getpid(), 9)\n    return real(*words)\n"
        f"save.{name} = deadly\njournal.commit(Path(sys.argv[1]), {changes}, ('x',))\n"
    )
    subprocess.run([sys.executable, "-c", program, str(root)], check=False)


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.parametrize("name", ["prepare", "put", "sync_folder", "sync", "check"])
def test_a_kill_anywhere_leaves_old_or_new_and_no_litter(root: Path, name: str, several: bool) -> None:
    old = everything(root)
    new = {"a": b"2", "new": None, "new/x": b"3"} if several else {**old, "a": b"2"}
    for nth in range(1, 4):
        killed(root, name, nth, several)
        recover(root)
        assert everything(root) in (old, new), (name, nth)
        assert not state.interrupted(root)
        if everything(root) == new:
            undo(root)
        assert everything(root) == old


def killed_going(root: Path, act: str, name: str, nth: int) -> None:
    """Undo or redo in a process that is killed when it calls a function of `save` or of `steps` for the n-th time."""
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom pocli.disk import journal, save, steps\n"
        f"real, left = {name}, [{nth}]\n"
        "def deadly(*words):\n    left[0] -= 1\n    left[0] or os.kill(os.getpid(), 9)\n    return real(*words)\n"
        f"{name} = deadly\njournal.{act}(Path(sys.argv[1]))\n"
    )
    subprocess.run([sys.executable, "-c", program, str(root)], check=False)


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.parametrize("name", ["save.prepare", "save.put", "save.sync_folder", "steps.settle", "Path.unlink"])
def test_a_kill_on_the_way_back_or_forward_leaves_one_of_both(root: Path, name: str, several: bool) -> None:
    old = everything(root)
    commit(root, THREE if several else THREE[1:2], SAID)
    new = everything(root)
    for nth in range(1, 7):
        for act, other in (("undo", redo), ("redo", undo)):
            source, target = (new, old) if act == "undo" else (old, new)
            killed_going(root, act, name, nth)
            recover(root)
            assert everything(root) in (source, target), (act, nth)
            if everything(root) == target:
                other(root)
                assert everything(root) == source
            {"undo": undo, "redo": redo}[act](root)
            assert everything(root) == target


def test_what_was_changed_after_a_kill_is_kept(root: Path) -> None:
    killed(root, "sync_folder", 4, several=True)
    assert state.interrupted(root)
    assert (root / "a").read_bytes() == b"2"
    (root / "a").write_bytes(b"by hand")
    recover(root)
    assert everything(root) == {"a": b"by hand", "gone": b"0"}


def test_a_torn_journal_is_dropped(root: Path) -> None:
    home = state.make(root)
    (home / state.PENDING).write_bytes(b"0000 999999999\n{")
    commit(root, THREE[1:2], SAID)
    assert [path.name for path in home.iterdir() if "pending" in path.name] == []
    (home / "step-2.json").write_bytes(b"0000 1\n{}")
    with pytest.raises(PoError, match="nothing to undo"):
        undo(root)


def test_a_signal_waits_until_the_step_is_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = save.put

    def interrupted(*words: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(save, "put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        commit(root, THREE, SAID)
    assert everything(root) == {"a": b"2", "new": None, "new/x": b"3"}


def test_another_po_that_does_not_finish_is_75(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom pocli.disk import journal\n"
        "with journal.locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    monkeypatch.setattr(state, "WAIT", 0.05)
    words = [sys.executable, "-c", program, str(root)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(PoError, match="another po is still writing") as caught:
            commit(root, THREE, SAID)
        assert caught.value.exit_code == 75
        holder.communicate(b"")
    commit(root, THREE, SAID)


def test_without_a_state_folder_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root)
    monkeypatch.setenv("PO_STATE_DIR", "/dev/null/state")
    with pytest.raises(PoError, match=r"the state folder `/dev/null/state/.*` cannot be written") as caught:
        commit(root, THREE, SAID)
    assert caught.value.exit_code == 2
    assert everything(root) == before


HOSTILE = [
    {"changes": [["../profile", None, "eA=="]]},
    {"changes": [["/x", None, "eA=="]]},
    {"changes": [["a/../../x", None, "eA=="]]},
    {"changes": [[".git/config", None, "eA=="]]},
    {"temporaries": ["../important.txt"]},
    {"temporaries": ["important.txt"]},
    {"temporaries": ["x/.po-1-0123456789ab.tmp/../../important.txt"]},
    {"temporaries": []},
    {"folders": ["../out"]},
    {"emptied": [".."]},
    {"act": "burn"},
    {"head": 7},
    {"changes": 7},
]


@pytest.mark.parametrize("said", HOSTILE, ids=repr)
def test_a_journal_that_names_what_is_not_ours_is_refused(root: Path, said: dict[str, object]) -> None:
    above, root = root, root / "backlog"
    root.mkdir()
    (root / "a").write_bytes(b"1")
    (above / "important.txt").write_text("keep")
    home = state.make(root)
    plain = {"said": [], "changes": [["a", "MQ==", "Mg=="]], "temporaries": [".po-4194309-0123456789ab.tmp"]}
    body = json.dumps({**plain, "folders": [], "emptied": [], "head": ["", "", ""], "number": 1, "act": "do", **said})
    journal = f"{sha256(body.encode()).hexdigest()} 4194309\n{body}"
    (home / state.PENDING).write_text(journal)
    before = everything(above)
    with pytest.raises(PoError, match="is not a journal of po") as refused:
        recover(root)
    assert refused.value.exit_code == 2
    assert everything(above) == before
    (home / state.PENDING).unlink()
    (home / "step-1.json").write_text(journal)
    with pytest.raises(PoError, match="nothing to undo"):
        undo(root)


def test_what_a_kill_left_is_not_taken_back_through_a_link(root: Path) -> None:
    killed(root, "sync_folder", 4, several=True)
    apart = root.with_name(f"{root.name}-apart")
    (root / "new").rename(apart)
    (root / "new").symlink_to(apart)
    before = everything(apart)
    with pytest.raises(PoError, match="symbolic link"):
        recover(root)
    assert everything(apart) == before


@pytest.mark.parametrize("name", ["pending.json", "lock", "step-1.json"])
def test_no_link_in_the_state_folder_is_followed(root: Path, tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep")
    (state.make(root) / name).symlink_to(victim)
    with suppress(PoError):
        commit(root, THREE[1:2], SAID)
    with suppress(PoError):
        undo(root)
    assert victim.read_text() == "keep"
