"""Where things are, and the types of the fixtures."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

REPO = Path(__file__).parents[1]
SHARED = REPO.parent / "shared"
TODAY = "2026-11-23"

Po = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[[Mapping[str, str | bytes]], Path]
