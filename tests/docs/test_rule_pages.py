"""A rule's page is its test: the example gives exactly the report, and the mended one is clean."""

import re
from datetime import date
from pathlib import Path

import pytest

from house import Write
from pocli import registry, session
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Report
from pocli.reporters import concise
from pocli.run import Run

PAGES = Path(__file__).parents[2] / "docs" / "rules"
BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROSE_ONLY = {"not-a-regular-file"}
READING = {
    "invalid-yaml",
    "unsafe-yaml",
    "merge-conflict",
    "unknown-field",
    "missing-field",
    "wrong-type",
    "out-of-range",
    "not-a-regular-file",
    "joined-lines",
    "text-cut-by-comment",
    "text-became-mapping",
    "colon-in-text",
    "unused-ignore",
}


def parts(text: str) -> tuple[dict[str, str], str, dict[str, str]]:
    """Return the faulty backlog, the report, and the mended backlog of a page."""
    before, _, after = text.partition("## Use instead")
    faulty = {path: body for kind, path, body in BLOCK.findall(before) if kind == "yaml" and path}
    mended = {path: body for kind, path, body in BLOCK.findall(after) if kind == "yaml" and path}
    report = next((body for kind, _, body in BLOCK.findall(before) if kind == "report"), "")
    return faulty, report, mended


def problems(root: Path) -> str:
    """Return the concise report of a backlog, without its last line."""
    run = Run(backlog=str(root), today="2026-11-23")
    found, files = session.problems(run)
    lines = concise.report(Report(found, len(files))).splitlines()
    return "".join(line + "\n" for line in lines[:-1])


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")}
    assert pages == set(registry.names("rules")) | READING


@pytest.mark.parametrize("name", sorted({page.stem for page in PAGES.glob("*.md")} - PROSE_ONLY))
def test_page(name: str, write: Write, update_docs: bool) -> None:
    page = PAGES / f"{name}.md"
    text = page.read_text(encoding="utf-8")
    faulty, report, mended = parts(text)
    assert faulty
    assert mended
    found = problems(write(faulty))
    if update_docs:
        page.write_text(
            re.sub(
                r"^```report\n(.*?)^```$",
                lambda _: f"```report\n{found}```",
                text,
                count=1,
                flags=re.MULTILINE | re.DOTALL,
            )
        )
    else:
        assert found == report
    assert f"[{name}]" in found


@pytest.mark.parametrize("name", sorted({page.stem for page in PAGES.glob("*.md")} - PROSE_ONLY))
def test_mended(name: str, write: Write) -> None:
    _, _, mended = parts((PAGES / f"{name}.md").read_text(encoding="utf-8"))
    assert problems(write(mended)) == ""


def test_the_day_is_the_one_that_is_named() -> None:
    run = Run(today="2026-11-23")
    assert session.today(run, Backlog()) == date(2026, 11, 23)
