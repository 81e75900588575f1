"""What GitHub would make of Markdown besides its structure: mentions, references, addresses.

A third party's parser says which texts stand on the page; in each, by itself, is looked for what GitHub's own pages on
autolinks and mentions name. A comment, a tag or a break ends a text. Code is a text in which nothing is looked for.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

HOSTILE = (
    "@octocat", "@octocat/everyone", "x@octocat", "http://evil.example/login", "HTTPS://evil.example",
    "ftp://evil.example", "www.evil.example", "_www.evil.example", "(www.evil.example)", "mailto:a@evil.example",
    "ada@evil.example", "a.b@-evil.example", "xmpp:a@evil.example/b", "//evil.example", "<http://evil.example>",
    "<a@evil.example>", "[x](http://evil.example)", "![x](http://evil.example/y.png)", "[x]: http://evil.example",
    "[^1]", "#12", "GH-12", "gh-12", "octo/cat#12", "octo/cat@0123456789abcdef", "0123456", "DEADBEEF",
    "0123456789abcdef0123456789abcdef01234567", "octo@deadbeef", "fixes #1", "Closes: octo/cat#1", "resolve GH-3",
    "CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q", ":tada:", ":+1:", "!12", "$12", "%12", "&12", "~12", "<b>x</b>",
    "<img src=//evil.example/x>", "<!-- -->", "<!-- @x", "-->", "@<!-- -->x", "&commat;octocat", "&#64;octocat",
    "\\@octocat", "`@octocat`", "```", "@\u200boctocat", "$x$", "a|b", "# x", "- x", "1. x", "> x", "***", "    x",
    "[ ] x", "<details>", "http:", "https", ":", "//", "@", "#", "w", "ww", "www", ".", "1", "a1b2c3", "GH-", "octo/",
)  # fmt: skip
"""Texts that want to be more, and halves of such."""
LINK = re.compile(
    r"@[\w-]|://|www\.|#\d|GH-\d|CVE-\d|GHSA-\w|[!$%&~]\d|[0-9a-f]{7}|:(?!\d+:)[\w+-]+:|:(?:100|1234):", re.IGNORECASE
)
CUT = "<!-- -->"
OURS = {CUT, "<details>", "<summary>", "</summary>", "</details>", ""}
TAG = re.compile(r"(<[^>]*>)")


def texts(markdown: str) -> Iterator[str]:
    """Give each text of a page; what is not one of ours but a tag, a link or a picture is given as `<kind …>`."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        for part in TAG.split(token.content) if token.type == "html_block" else ():
            part = part.strip()  # noqa: PLW2901
            yield f"<html {part}" if TAG.fullmatch(part) and part not in OURS else "" if part in OURS else part
        yield from _inside(token.children or ())


def _inside(children: object) -> Iterator[str]:
    whole = ""
    for child in children:  # type: ignore[attr-defined]
        if child.type == "text":
            whole += child.content
            continue
        yield whole
        whole = ""
        if child.type not in {"softbreak", "hardbreak"} and child.content != CUT:
            yield f"<{child.type} {child.content}"
    yield whole


def linked(markdown: str) -> list[str]:
    """Return each text of a page that would mention somebody, link somewhere, or is a tag, a link or a picture."""
    return [one for one in texts(markdown) if LINK.search(one) or re.match(r"<\w+ ", one)]
