"""No text mentions anybody or links anywhere, in Markdown or in a chat, and each reads as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from links import HOSTILE, linked, texts
from pocli import markup
from pocli.page import Cell, Checklist, Column, Fold, Heading, Item, Page, Point, Points, Table, line
from pocli.render import markdown
from pocli.text import safe

WORDS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=6)
TEXTS = st.builds(lambda glue, words: glue.join(words), st.sampled_from(["", " ", "-", "_", "("]), WORDS)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("@octocat/everyone", "@<!-- -->octocat/everyone"),
        ("ada@example.org", "ada@<!-- -->example.org"),
        ("see http://evil.example", "see http:<!-- -->//evil.example"),
        ("HTTPS://a.b and _www.evil.example", "HTTPS:<!-- -->//a.b and \\_www<!-- -->.evil.example"),
        ("like #12, a/b#3 and GH-3", "like \\#<!-- -->12, a/b\\#<!-- -->3 and GH-<!-- -->3"),
        ("broken by deadbeef", "broken by deadbe<!-- -->ef"),
        ("a @ b, C#, 50 % of #, 12:30, a decade", "a @ b, C\\#, 50 % of \\#, 12:30, a decade"),
        ("<!-- @a -->", "&lt;!-- @<!-- -->a --&gt;"),
    ],
)
def test_what_would_be_more_is_cut(text: str, escaped: str) -> None:
    assert markup.inline(text) == escaped


def test_the_judge_sees_what_is_not_cut() -> None:
    whole = "@x http://y #1 deadbee <b> [a](b) ![a](b)"
    assert [one[:7] for one in linked(whole)] == ["@x http", "<html_i", "<link_o", "<link_c", "<image "]
    assert linked("<details><summary>@x</summary>\n\na\n\n</details>") == ["@x"]
    assert linked("a <!-- -->`@x`") == ["<code_inline @x"]


def page(text: str) -> Page:
    """Return a page on which a text stands wherever one can."""
    columns = (Column("a", text), Column("b", "b"))
    listed = Checklist((Item(True, (text, text), text),))  # noqa: FBT003
    points = Points((Point((Cell(text),), (text, text)),))
    return Page((Heading(text), line(text), line(text), Table(columns, ((Cell(text), Cell(text)),)), listed, points))


@given(TEXTS)
def test_no_text_on_a_page_mentions_anybody_or_links_anywhere(text: str) -> None:
    shown = markdown.render(page(text), 0, colour=False)
    assert linked(shown) == []
    folded = markdown.render(Page((Fold(text, (line(text),)),)), 0, colour=False)
    assert linked(folded) == []


@given(TEXTS)
def test_it_reads_as_it_was(text: str) -> None:
    seen = " ".join(safe(text).split())
    assert "".join(texts(markup.start(seen))) == seen


@given(TEXTS)
def test_a_chat_mentions_nobody_and_links_nowhere(text: str) -> None:
    shown = markup.chat(text)
    assert not any(one in shown for one in ("<", ">", "://", "www."))
    assert "@" not in shown or all(after[:1] in {"", " ", markup.JOINT} for after in shown.split("@")[1:])
    assert shown.replace(markup.JOINT, "") == markup.entities(safe(text))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("see [x](http://y)", "see \\[x](http://y)"), ("labels[0] (a)", "labels[0] (a)"), ("[" * 9, "[" * 9)],
)
def test_a_message_of_a_report_holds_no_link(text: str, escaped: str) -> None:
    assert markup.message(text) == escaped
