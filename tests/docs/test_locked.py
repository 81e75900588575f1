"""locked.txt names what po stands on, in the versions that the tests run with, each with its hashes."""

import re
import tomllib

from house import REPO

LOCKED = re.compile(r"^([\w.-]+)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)


def test_all_that_po_stands_on_is_locked_with_hashes() -> None:
    text = (REPO / "locked.txt").read_text("utf-8")
    locked = {name.replace("-", "."): version for name, version, _ in LOCKED.findall(text)}
    assert "".join(LOCKED.split(text)[4::4]).strip() == ""
    assert "://" not in text
    needed = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split("[<>=]", one)[0] for one in needed if ";" not in one}
    tested = dict(
        line.split("==") for line in (REPO / "constraints.txt").read_text("utf-8").splitlines() if "==" in line
    )
    assert {name: locked[name] for name in names} == {name: tested[name] for name in names}


def test_each_of_them_is_named_with_why() -> None:
    needed = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    said = (REPO / "docs" / "decisions" / "0001-the-runtime-dependencies.md").read_text("utf-8")
    assert [one for one in needed if re.split("[<>=]", one)[0] not in said] == []
