"""Each decision has a page, which the index lists, and says when it was made and whether it holds."""

import re

from house import REPO

PAGES = sorted((REPO / "docs" / "decisions").glob("0*.md"))
LINK = r"\[\d{4}\]\([^)]+\)"
STATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d · (?P<group>[A-Z][^·]+) · "
    rf"(accepted( · changed in part by {LINK}(, {LINK})*)?|superseded by {LINK})"
)
LATER = re.compile(r"\]\(([^)]+)\)")


def test_the_index_lists_every_page_in_its_group() -> None:
    index = (REPO / "docs" / "decisions" / "README.md").read_text("utf-8")
    listed = {}
    for group in index.split("\n## ")[1:]:
        for title, name in re.findall(r"^- \[(.+)\]\(([^)]+)\)", group, re.MULTILINE):
            listed[name] = (group.partition("\n")[0], title)
    pages = (one.read_text("utf-8").split("\n", 3) for one in PAGES)
    expected = [(state.split(" · ")[1], title.removeprefix("# ")) for title, _, state, _ in pages]
    assert listed == dict(zip((one.name for one in PAGES), expected, strict=True))


def test_every_page_says_when_and_whether_it_holds_and_why_it_was_made() -> None:
    numbers = [one.name[:4] for one in PAGES]
    assert len(set(numbers)) == len(numbers)
    for page in PAGES:
        title, _, state, _, body = page.read_text("utf-8").split("\n", 4)
        assert title.startswith("# ")
        assert STATE.fullmatch(state), page.name
        assert body.strip().startswith("**Context.** ")
        assert "**Decision.**" in body, page.name
        for later in LATER.findall(state):
            assert (page.parent / later).exists(), page.name
