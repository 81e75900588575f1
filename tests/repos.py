"""A real git repository, made and changed by real git, apart from this machine's own settings."""

import atexit
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import NamedTuple

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "HOME": "/nowhere",
}


class Repo(NamedTuple):
    """A work tree, and how tests act in it."""

    top: Path

    def git(self, *words: str, env: Mapping[str, str] | None = None, check: bool = True) -> str:
        """Run git and return what it prints."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        known = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "protocol.file.allow=always"]
        done = subprocess.run(
            ["git", *known, "-C", str(self.top), *words],
            stdin=subprocess.DEVNULL,
            env={**kept, **NOBODY, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files; None removes one."""
        for name, content in files.items():
            path = self.top / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(
        self, when: str, files: Mapping[str, str | bytes | None] | None = None, *, by: str = "Ada", at: str = ""
    ) -> str:
        """Commit everything, as `by`, authored at `when` and committed at `at` (the same, if not said)."""
        self.write(files or {})
        self.git("add", "-A")
        dates = {"GIT_AUTHOR_DATE": stamp(when), "GIT_COMMITTER_DATE": stamp(at or when), "GIT_AUTHOR_NAME": by}
        self.git("commit", "-q", "--allow-empty", "-m", f"at {when}", env=dates)
        return self.head()

    def head(self) -> str:
        """Return the commit that is checked out, from its files where they say it."""
        inside = self.top / ".git"
        if inside.is_dir():
            branch = inside / (inside / "HEAD").read_text().removeprefix("ref: ").strip()
            if branch.is_file():
                return branch.read_text().strip()
        return self.git("rev-parse", "HEAD")


def stamp(when: str) -> str:
    """Return a day as noon in UTC; a full time stays."""
    return when if "T" in when or when.startswith("@") else f"{when}T12:00:00+00:00"


def made(top: Path) -> Repo:
    """Make an empty repository with the branch main."""
    copytree(_empty(), top, dirs_exist_ok=True)
    return Repo(top)


@cache
def _empty() -> Path:
    """Return the repository that git made, which the others are copies of."""
    top = Path(mkdtemp(prefix="po-tests-"))
    atexit.register(rmtree, top, ignore_errors=True)
    Repo(top).git("init", "-q", "-b", "main")
    top.chmod(0o755)
    return top
