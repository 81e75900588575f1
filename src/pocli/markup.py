"""How does a text stand in Markdown or a chat, so that it makes no structure, mentions nobody and links nowhere?

What makes structure is escaped, for that reads as it was written. Mentions, references and addresses are looked for
behind Markdown, where no backslash and no entity is left: they are cut in two. In Markdown an empty comment cuts, which
is no character: who copies the text from the page gets what the file says. A chat knows no comments; there it is a word
joiner.
"""

import re

from pocli.text import safe

# What Markdown takes for more than text, within a line and where a line begins.
MARKUP = re.compile(r"[\\`*_\[\]|~#$]")
LINE_START = re.compile(r"([-+=:]|[0-9]{1,9}[.)])")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
APART = "<!-- -->"
JOINT = "\u2060"
"""A word joiner: it keeps a mark from being one."""
CUT = "\x00"
"""Stands where a text is cut; no safe text has one."""

# Behind `@`, within the beginning of an address, and of the name of a picture such as `:tada:`.
BETWEEN = re.compile(
    r"(?<=@)(?=\S)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=:)(?=(?:[0-9]*+[a-z_+-][\w+-]*+|100|1234):)", re.IGNORECASE
)
# Between the sign of an issue, a merge request, an advisory and its number.
NUMBER = re.compile(r"(?<=[#!$%&~])(?=\d)|(?<=GH-)(?=\d)|(?<=CVE-)(?=\d)|(?<=GHSA-)(?=\w)", re.IGNORECASE)
# What could be the name of a commit, which has seven characters at least.
COMMIT = re.compile(r"[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
# A link within a message of a report for code scanning.
EMBEDDED = re.compile(r"\[(?=[^\[\]]*+\]\()")


def start(text: str) -> str:
    """Escape a text that begins a line of Markdown: no heading, list, quote, rule or code block comes of it."""
    shown = inline(text)
    return (
        LINE_START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", shown, count=1)
        if LINE_START.match(shown)
        else shown
    )


def inline(text: str) -> str:
    """Escape a text within a line of Markdown: it makes no structure, mentions nobody and links nowhere."""
    return APART.join(entities(MARKUP.sub(r"\\\g<0>", part)) for part in _parts(safe(text).strip()))


def within_html(text: str) -> str:
    """Escape a text within HTML that stands in Markdown, which no backslash escapes."""
    return APART.join(map(entities, _parts(safe(text))))


def chat(text: str) -> str:
    """Return a text for a chat, cut where it would mention somebody or be a link."""
    return entities(BETWEEN.sub(JOINT, safe(text)))


def message(text: str) -> str:
    """Return a message of a report in SARIF, in which no text is a link."""
    return EMBEDDED.sub(r"\\[", text)


def entities(text: str) -> str:
    """Return a text without `&`, `<` and `>`, as HTML, Markdown and Slack write these."""
    return "".join(ENTITIES.get(character, character) for character in text)


def _parts(text: str) -> list[str]:
    cut = NUMBER.sub(CUT, BETWEEN.sub(CUT, text))
    return COMMIT.sub(rf"\g<0>{CUT}", cut).split(CUT)
