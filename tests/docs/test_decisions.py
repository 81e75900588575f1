"""Each decision has a page, which the index lists, and says when it was made and whether it holds."""

import re

from house import REPO

PAGES = sorted((REPO / "docs" / "decisions").glob("0*.md"))
STATE = re.compile(r"\d{4}-\d\d-\d\d · [A-Z][^·]+ · (accepted|superseded by \[\d{4}\]\((?P<later>[^)]+)\))")


def test_the_index_lists_every_page() -> None:
    index = (REPO / "docs" / "decisions" / "README.md").read_text("utf-8")
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", index, re.MULTILINE)
    assert sorted(listed) == [one.name for one in PAGES]


def test_every_page_says_when_and_whether_it_holds() -> None:
    assert len({page.name[:4] for page in PAGES}) == len(PAGES)
    for page in PAGES:
        title, _, state, _, body = page.read_text("utf-8").split("\n", 4)
        assert re.match(r"\d{4}-", page.name)
        assert title.startswith("# ")
        found = STATE.fullmatch(state)
        assert found, page.name
        assert body.strip()
        assert not found["later"] or (page.parent / found["later"]).exists()
