"""po's folders are where the system keeps such files, or where the environment says."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from pocli.disk import state, user_folders
from pocli.errors import PoError


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not ask these variables")
@pytest.mark.parametrize("base", ["here", "./here", "../here", "~/here", " "])
def test_a_relative_folder_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, base: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("PO_CACHE_DIR", "PO_STATE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, base)
    assert user_folders.folder("cache") == tmp_path / "home/.cache/po"
    assert user_folders.folder("state") == tmp_path / "home/.local/state/po"


@pytest.mark.skipif(sys.platform == "win32", reason="there every user has a home")
def test_a_user_without_a_home_has_private_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    for name in ("PO_CACHE_DIR", "PO_STATE_DIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert user_folders.folder("state") == tmp_path / f"po-{os.geteuid()}-state"
    (tmp_path / "backlog").mkdir()
    home = state.make(tmp_path / "backlog")
    assert home.parent.parent == tmp_path
    home.parent.chmod(0o777)
    with pytest.raises(PoError, match="another folder in its place"):
        state.make(tmp_path / "backlog")


@pytest.mark.parametrize("base", ["", " ", "/somewhere/else"])
def test_they_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    for name in ("PO_CACHE_DIR", "PO_STATE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, base)
    assert user_folders.folder("cache") == platformdirs.user_cache_path("po", appauthor=False)
    assert user_folders.folder("state") == platformdirs.user_state_path("po", appauthor=False)


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PO_CACHE_DIR", "here")
    assert user_folders.folder("cache") == tmp_path / "here"
