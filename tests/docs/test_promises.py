"""Each promise of SECURITY.md names tests that are there."""

import re

from house import REPO


def test_every_promise_has_a_test() -> None:
    defined = {
        name
        for page in (REPO / "tests").rglob("test_*.py")
        for name in re.findall(r"^ *def (test_\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    promises = re.findall(
        r"^- \*\*.*?(?=^- \*\*|^## )", (REPO / "SECURITY.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert promises
    for promise in promises:
        named = set(re.findall(r"`(test_\w+)`", promise))
        assert named, promise
        assert named <= defined, named - defined
