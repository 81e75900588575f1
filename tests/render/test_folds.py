"""Do points and folds read in every look, with no stranger's text as anything but text?"""
# ruff: noqa: E501, FBT003 - a look takes (page, width, colour) by position

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from pocli.page import Cell, Fold, Line, Page, Point, Points, line, page
from pocli.render import html, markdown, plain, slack, terminal
from pocli.text import HOSTILE

LONG = "reach 800 → 1,200, since the survey of November says so"
WHOLE = page(
    line("a"),
    Fold(
        "2 changed",
        (Points((Point((Cell("PO-1", "accent"), Cell(" One")), (LONG, "# b")), Point((Cell("- x"),)))), line("end")),
    ),
)


def test_plain() -> None:
    assert plain.render(WHOLE, 80, False) == (f"a\n\n2 changed\n  PO-1 One\n      {LONG}\n      # b\n  - x\nend\n")


def test_terminal_wraps_and_keeps_the_indent() -> None:
    assert terminal.render(WHOLE, 40, False) == (
        "a\n\n2 changed\n  PO-1 One\n      reach 800 → 1,200, since the\n      survey of November says so\n      # b\n  - x\nend\n"
    )


def test_markdown_folds_lists_in_lists() -> None:
    text = markdown.render(WHOLE, 0, False)
    assert text == (
        f"a\n\n<details><summary>2 changed</summary>\n\n- PO-1 One\n  - {LONG}\n  - \\# b\n- \\- x\n\nend\n\n</details>\n"
    )
    tree = MarkdownIt().render(text)
    assert (tree.count("<ul>"), tree.count("<li>")) == (2, 4)


@given(
    st.text(max_size=40), st.text(max_size=40), st.text(max_size=40).map(lambda text: f"{text}x"), st.integers(8, 90)
)
def test_no_text_leaves_its_place(title: str, first: str, below: str, width: int) -> None:
    answer: Page = page(Fold(title, (Points((Point((Cell(first),), (below,)),)), Line((Cell("end"),)))))
    for look in (plain, terminal, markdown):
        shown = look.render(answer, width, False)
        assert not HOSTILE.search(shown.replace("\n", ""))
        assert shown.rstrip("\n").split("\n")[-1 if look is not markdown else -3] == "end"
    assert all(cell_len(row) <= width for row in terminal.render(answer, width, False).splitlines())
    text = markdown.render(answer, 0, False)
    assert text.count("<details>") == text.count("<summary>") == text.count("</details>") == 1
    tree = MarkdownIt().render(text)
    assert tree.count("<ul>") == 2
    assert tree.count("<li>") == 2
    assert "<h" not in tree


def test_html_folds_lists_in_lists() -> None:
    text = html.render(WHOLE, 0, False)
    inside = text[text.index("<details>") : text.index("</details>")]
    assert inside.startswith("<details><summary>2 changed</summary>")
    assert (inside.count("<li>"), inside.count("<br>")) == (2, 2)
    assert f"<br>{LONG}<br># b</li>" in inside


def test_slack_says_points_as_bullets() -> None:
    assert slack.render(WHOLE, 0, False) == f"a\n\n*2 changed*\n• PO-1 One\n    {LONG}\n    # b\n• - x\nend\n"
