"""A page for a browser: whole, quiet, and no text of a story is more than a text."""

import re
import shutil
import subprocess
from base64 import b64encode
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pocli.page import (
    Bar,
    Bars,
    Cell,
    Chart,
    Checklist,
    Column,
    Fold,
    Heading,
    Item,
    Label,
    Lane,
    Mark,
    Page,
    Point,
    Points,
    Series,
    Table,
    Timeline,
    line,
)
from pocli.render import html, slack

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", '"><b>bold',
    "' onclick='alert(1)",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "javascript:alert(1)", "&lt;script&gt;",
    "<!--", "-->", "]]>", "<![CDATA[", "<iframe src=//example.org>", "<link rel=stylesheet href=//example.org>",
    "<meta http-equiv=refresh content=0>", "<base href=//example.org>", "<form action=//example.org>",
    "<object data=x>",
    "<embed src=x>", "<a href=javascript:alert(1)>x</a>", "<style>*{display:none}</style>", "{{7*7}}", "${7*7}", "`x`",
    "\x00null", "\x1b[31mred", "\u202egnp.exe", "\u200bzero", "a\nb", "a\r\nb", "\u2028line", "😀 <b>", "<b\n>x",
    "<math><mi//xlink:href=x>", "<details open ontoggle=alert(1)>", "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)>", "<marquee onstart=alert(1)>", "<template><b>", "<noscript><b>", "<plaintext>",
    "<textarea>",
    "<select><b>", "<xmp>", "\ud800", "<!channel>", "<@U123>", "*bold* _it_ ~no~",
)  # fmt: skip
NAMES = "html head meta title style body main h1 h2 p span div table thead tbody tr th td ul li br svg rect line text"
ALLOWED = {*NAMES.split(), "polyline", "circle", "details", "summary"}


def page(words: str) -> Page:
    """Return a page on which a text stands wherever a text can stand."""
    one = Fraction(1)
    columns = (Column("a", words, right=True), Column("b", "b", grow=True))
    return Page(
        (
            Heading(words),
            Heading(words),
            line(words, Cell(words, "good")),
            Table(columns, ((Cell(words), Cell(words, "bad")),)),
            Checklist((Item(done=True, lines=(words, words), note=words),)),
            Bars((Bar(words, one, words),)),
            Chart(
                (Label(1, words, words),),
                (Series(words, "columns", ((1, one),)), Series(words, "dots", ((2, one),))),
                words,
            ),
            Points((Point((Cell(words, "bad"),), (words,)),)),
            Fold(words, (Heading(words), Table(columns, ((Cell(words), Cell(words)),)))),
            Timeline(((words, words),), (Lane(Cell(words), words, (Mark(words, one, "good"),)),)),
        )
    )


class Elements(HTMLParser):
    """The names of the elements and attributes of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_makes_an_element_or_an_attribute(words: str) -> None:
    found = Elements()
    found.feed(html.render(page(words), 0, colour=False))
    assert found.names <= ALLOWED
    assert not [name for name in found.attributes if name.startswith("on") or name in {"href", "src", "style"}]


def test_it_asks_nobody_for_anything() -> None:
    shown = html.render(page("x"), 0, colour=False)
    assert not re.search(r"https?:|url\(|@import|<script", shown)
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)
    assert style
    assert f"style-src 'sha256-{b64encode(sha256(style[1].encode()).digest()).decode()}'" in shown
    assert "default-src 'none'" in shown


@pytest.mark.skipif(CHROMIUM is None, reason="no browser here")
def test_a_browser_shows_the_hostile_texts_and_runs_none(tmp_path: Path) -> None:
    """The browser's own DOM: the elements are those of ours, and the style sheet is let in."""
    blocks = tuple(block for words in HOSTILE for block in page(words).blocks)
    at = tmp_path / "page.html"
    at.write_text(html.render(Page(blocks), 0, colour=False), encoding="utf-8", errors="backslashreplace")
    words = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        at.as_uri(),
    ]
    log = ["--enable-logging=stderr", "--v=0"]
    done = subprocess.run(
        [CHROMIUM or "", *log, *words], capture_output=True, text=True, errors="replace", check=False, timeout=120
    )
    assert done.returncode == 0
    found = Elements()
    found.feed(done.stdout)
    assert found.names <= ALLOWED
    assert "Content Security Policy" not in done.stderr
    assert "alert(1)" in done.stdout


def test_nothing_to_draw_is_no_picture() -> None:
    shown = html.render(Page((Chart((), ()), Bars(()), line(""), Checklist(()))), 0, colour=False)
    assert "<svg" not in shown
    assert "<title>po</title>" in shown


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_mentions_nobody_and_marks_nothing(words: str) -> None:
    shown = slack.render(page(words), 0, colour=False)
    assert "<" not in shown
    assert "\x1b" not in shown
    prose = shown.split("```")[0]
    assert not re.search(r"(?<!\u2060)[*_~](?=bold|it|no)", prose)


def test_slack_is_short_bullets() -> None:
    columns = (Column("id", "id"), Column("title", "title", grow=True), Column("points", "pts", right=True))
    rows = ((Cell("PO-1"), Cell("Export"), Cell("5")), (Cell("PO-2"), Cell("–"), Cell("")))
    shown = slack.render(Page((Heading("Plan"), Table(columns, rows), line(), line("ok"))), 0, colour=False)
    assert shown == "*Plan*\n• PO-1 · Export · 5 pts\n• PO-2\n\nok\n"


def test_slack_says_what_a_day_means_and_when_a_mark_is() -> None:
    table = Table((Column("goal", "goal"), Column("likely", "likely by")), ((Cell("Export"), Cell("mid-December")),))
    lane = Lane(Cell(""), "Export", (Mark(), Mark("likely", Fraction(1, 2))))
    timeline = Timeline((("Nov 2026", ""), ("Dec 2026", "")), (lane,))
    shown = slack.render(Page((table, line(), timeline)), 0, colour=False)
    assert shown == "• Export · likely by mid-December\n\n• Export · Dec 2026: likely\n"
