"""How does a text of Markdown read in Jira's wiki markup, so that it reads back the same?

A block that the wiki has no words for, or that would read back differently, stands as Markdown between `{noformat}`.
"""

import re
from collections.abc import Iterator

from pocli.tables import sections, wiki_text
from pocli.tables.wiki_text import RAW

FENCE = re.compile(r"(`{3,}|~{3,})([\w+#.-]*)\n(.*)\n\1", re.DOTALL)
HEADING = re.compile(r"(#{1,6}) (.*)")
ITEM = re.compile(r"( *)(-|\d+\.) (.*)")
BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
STRUCK = re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~")
MONO = re.compile(r"`([^`\n]+)`")
IMAGE = re.compile(r"!\[[^\]\n]*\]\(([^\s()]+)\)")
LINK = re.compile(r"\[([^\[\]\n|]+)\]\(<?([^\s<>|]+?)>?\)")
CODE_MARK = re.compile("\x00(\\d+)\x00")


def write(text: str) -> str:
    """Return a text of Markdown as wiki markup that `wiki_text.read` takes for the same text."""
    said = "\n\n".join(_block(block) for block in _blocks(text))
    return said if wiki_text.read(said) == text else f"{RAW}\n{text}\n{{noformat}}" if text else ""


def _blocks(text: str) -> Iterator[str]:
    """Return what stands between empty lines; code is never parted."""
    lines: list[str] = []
    for line, code in sections.lines(text):
        if line or code:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _block(block: str) -> str:
    fence = FENCE.fullmatch(block)
    said = _code(fence) if fence else "\n".join(_lines(block.split("\n")))
    return said if wiki_text.read(said) == block else f"{RAW}\n{block}\n{{noformat}}"


def _code(fence: re.Match[str]) -> str:
    return f"{{code{':' + fence[2] if fence[2] else ''}}}\n{fence[3]}\n{{code}}"


def _lines(lines: list[str]) -> Iterator[str]:
    above: list[tuple[int, str]] = []
    table = all(line.startswith("|") for line in lines) and len(lines) > 1
    for at, line in enumerate(lines):
        heading, item = HEADING.fullmatch(line), ITEM.fullmatch(line)
        if table:
            if at != 1:
                mark = "||" if at == 0 else "|"
                yield mark + mark.join(cell.strip() or " " for cell in line.strip().strip("|").split("|")) + mark
        elif heading:
            yield f"h{len(heading[1])}. {_inline(heading[2])}"
        elif item:
            above = [one for one in above if one[0] < len(item[1])]
            above.append((len(item[1]), "*" if item[2] == "-" else "#"))
            yield f"{''.join(mark for _, mark in above)} {_inline(item[3])}"
        elif line.startswith("> "):
            yield f"bq. {_inline(line[2:])}"
        else:
            yield _inline(line.strip() if above else line)


def _inline(line: str) -> str:
    kept: list[str] = []

    def keep(said: str) -> str:
        kept.append(said)
        return f"\x00{len(kept) - 1}\x00"

    line = MONO.sub(lambda found: keep(f"{{{{{found[1]}}}}}"), line)
    line = IMAGE.sub(lambda found: keep(f"!{found[1]}!"), line)
    line = LINK.sub(lambda found: keep(f"[{found[1]}|{found[2]}]"), line)
    line = STRUCK.sub(r"-\1-", BOLD.sub(r"*\1*", line))
    return CODE_MARK.sub(lambda found: kept[int(found[1])], line)
