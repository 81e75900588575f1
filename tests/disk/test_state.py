"""A backlog has one state folder, whatever it is called by."""

import os
from pathlib import Path

import pytest

from pocli.disk import state as states


def test_a_backlog_is_known_by_its_real_path(tmp_path: Path, state: Path) -> None:

    (tmp_path / "Rück log").mkdir()
    (tmp_path / "link").symlink_to("Rück log")
    home = states.make(tmp_path / "link")
    assert home == states.home(tmp_path / "Rück log")
    assert home.parent == state
    assert home.name.startswith("R-ck-log-")
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "root").read_text() == f"{tmp_path}/Rück log\n"
    assert states.home(tmp_path) != home


def test_a_running_process_is_alive() -> None:
    assert states.alive(os.getpid())
    assert states.alive(1)
    assert not states.alive(2**22 + 5)


@pytest.mark.parametrize("head", [b"", b"x", b"digest not-a-number\n", b"digest 4194309\n{}"])
def test_a_journal_of_no_living_process_is_an_interrupted_one(tmp_path: Path, state: Path, head: bytes) -> None:

    assert state.is_dir()
    assert not states.interrupted(tmp_path)
    home = states.make(tmp_path)
    (home / states.PENDING).write_bytes(head)
    assert states.interrupted(tmp_path)
    (home / states.PENDING).write_bytes(f"digest {os.getpid()}\n".encode())
    assert not states.interrupted(tmp_path)
