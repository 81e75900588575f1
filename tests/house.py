"""Where things are, and the types of the fixtures."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

REPO = Path(__file__).parents[1]
SHARED = REPO.parent / "shared"
MANY = bool(os.environ.get("PO_CAMPAIGN"))
"""Whether the long tests run whole (`make campaign`), not a sample of them."""
TODAY = "2026-11-23"

Po = Callable[..., subprocess.CompletedProcess[str]]
