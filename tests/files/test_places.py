"""po's folders are where the system keeps such files, or where the environment says."""

from pathlib import Path

import platformdirs
import pytest

from pocli.files import places


@pytest.mark.parametrize("base", ["", " ", "/somewhere/else"])
def test_they_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    for name in ("PO_CACHE_DIR", "PO_STATE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, base)
    assert places.folder("cache") == platformdirs.user_cache_path("po", appauthor=False)
    assert places.folder("state") == platformdirs.user_state_path("po", appauthor=False)


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PO_CACHE_DIR", "here")
    assert places.folder("cache") == tmp_path / "here"
