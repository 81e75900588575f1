"""What tests share: a backlog on disk, and `po` as a process."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from forks import Forks, fits, forks
from house import TODAY, Po
from repos import Repo, made

settings.register_profile("house", deadline=None, max_examples=60)
settings.register_profile("whole", deadline=None, max_examples=4000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run long campaigns whole, not a sample of them")
    parser.addoption("--update-docs", action="store_true", help="write the documented outputs anew")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("whole" if config.getoption("--whole") else "house")


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--whole"))


@pytest.fixture
def update_docs(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-docs"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files below a folder and return it; without a po.yaml an empty one is made."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        for name, content in {"po.yaml": "", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the state of this test's backlogs in a folder of its own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("PO_STATE_DIR", str(folder))
    return folder


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the indexes, which is not among the files of the test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the indexes of a test out of the user's home."""
    monkeypatch.setenv("PO_CACHE_DIR", str(cache))


@pytest.fixture(scope="session")
def forking() -> Iterator[Forks]:
    """Keep a process that has loaded po."""
    with forks() as found:
        yield found


@pytest.fixture
def po(tmp_path: Path, state: Path, cache: Path, forking: Forks) -> Po:
    """Run `po` in a folder, as a user does; in an interpreter of its own only where that is what makes a difference."""

    def run(
        *words: str,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = (),
        given: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PO_", "GITHUB_"))}
        folders = {"PO_STATE_DIR": str(state), "PO_CACHE_DIR": str(cache)}
        known = {**clean, "PO_TODAY": TODAY, "COLUMNS": "80", **folders, **(env or {})}
        if not program and fits(known):
            return forking.run(words, cwd or tmp_path, known, given)
        return subprocess.run(
            [*(program or (sys.executable, "-m", "pocli")), *words],
            cwd=cwd or tmp_path,
            env=known,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Make an empty repository in a folder of its own."""
    return made(tmp_path / "repo")
