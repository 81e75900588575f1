"""Which Markdown says what a text in Jira's wiki markup says?

Lines tell headings, lists, tables, quotes; between `{code}` and `{noformat}` nothing has a meaning. What Markdown has no
word for, such as a colour, is left out; a mention stays as the name.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from pocli.tables import sections
from pocli.tables.html_text import linked

RAW = "{noformat:title=Markdown}"
"""How a text begins that is Markdown as it stands: po writes it where no markup of the wiki says the same."""
CODE = re.compile(r"\{(code|noformat)(?::([^}\n]*+))?\}")
QUOTE = re.compile(r"\{(quote|panel)(?::([^}\n]*+))?\}")
DROPPED = re.compile(r"\{(?:color(?::[^}\n]{0,30})?|anchor:[^}\n]*)\}")
HEADING = re.compile(r"[ \t]*h([1-6])\.[ \t]*(.*)")
ITEM = re.compile(r"[ \t]*([*#]+|-)[ \t]+(\S.*)")
ROW = re.compile(r"[ \t]*(\|\|?)(.*?)\|{1,2}[ \t]*")
BOLD = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?![\w*])")
STRUCK = re.compile(r"(?<![\w\\|-])-(?=[^\W\d_])([^-\n]+?)(?<=\w)-(?![\w-])")
INSERTED = re.compile(r"(?<![\w+\\])\+(?=[^\W\d_])([^+\n]+?)(?<=\w)\+(?![\w+])")
MONO = re.compile(r"\{\{(?!\{)(.{1,500}?)\}\}")
LINK = re.compile(r"(?<!\\)\[(?:([^\[\]|\n]*)\|)?([^\[\]|\n]+)(?:\|[^\[\]|\n]*)?\]")
IMAGE = re.compile(r"(?<![\w!\\])!(?=\S)([^!|\n\s][^!|\n]*\.\w{2,5}|https?://[^!|\s]+)(?:\|[^!\n]*)?!(?!\w)")
HAS_MARKUP = re.compile(r"[!\[*+\\]|-\w")
"""Without any of these, a line has no marks within."""
WEB = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
KEPT = re.compile("\x00(\\d+)\x00")
LANGUAGE = re.compile(r"[\w+#.-]{1,20}")


class _Kept:
    """Pieces that are Markdown already, each under a mark of its own in the text."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.pieces: list[str] = []

    def keep(self, piece: str) -> str:
        self.pieces.append(piece)
        return f"\x00{len(self.pieces) - 1}\x00"

    def back(self, said: str) -> str:
        while KEPT.search(said):
            said = KEPT.sub(lambda found: self.pieces[int(found[1])], said)
        return said


def read(source: str, files: Mapping[str, str] | None = None) -> str:
    """Return the Markdown of a wiki text.

    Args:
        source: the text.
        files: the addresses of attachments, by their names.
    """
    source = source.replace("\x00", "")
    if source.startswith(RAW) and source.endswith("{noformat}"):
        return source[len(RAW) :].removesuffix("{noformat}").strip("\n")
    kept = _Kept(files or {})
    said = "".join(_apart(source, kept))
    said = _between(CODE, said, lambda *told: _block(kept.keep(_code(*told))))
    said = MONO.sub(lambda found: kept.keep(_mono(found[1])), said)
    said = _between(QUOTE, said, lambda _, told, body: _block(_quote(told, body)))
    lines = _lines(DROPPED.sub("", said).split("\n"), kept)
    return re.sub(r"\n{3,}", "\n\n", kept.back("\n".join(lines))).strip("\n")


def _apart(source: str, kept: _Kept) -> Iterator[str]:
    """Keep the code that stands between fences of Markdown, as people paste it."""
    code: list[str] = []
    for line, inside in sections.lines(source):
        if inside:
            code.append(line)
            continue
        yield f"{kept.keep(chr(10).join(code))}\n" if code else ""
        code = []
        yield f"{line}\n"
    yield f"{kept.keep(chr(10).join(code))}\n" if code else ""


def _between(mark: re.Pattern[str], said: str, made: Callable[[str, str, str], str]) -> str:
    """Replace what stands between two marks of one name; one that is not closed stays."""
    parts: list[str] = []
    at = 0
    while found := mark.search(said, at):
        end = said.find(f"{{{found[1]}}}", found.end())
        if end < 0:
            parts.append(said[at : found.end()])
            at = found.end()
            continue
        parts += [said[at : found.start()], made(found[1], found[2] or "", said[found.end() : end])]
        at = end + len(found[1]) + 2
    return "".join([*parts, said[at:]])


def _block(said: str) -> str:
    return f"\n\n{said}\n\n"


def _code(kind: str, told: str, body: str) -> str:
    if kind == "noformat" and told == "title=Markdown":
        return body.strip("\n")
    first, *more = told.split("|")
    language = first if kind == "code" and "=" not in first and LANGUAGE.fullmatch(first) else ""
    title = next((one.partition("=")[2] for one in (first, *more) if one.startswith("title=")), "")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", body)), default=0))
    named = f"{title}:\n\n" if title else ""
    return f"{named}{fence}{language}\n{body.strip(chr(10))}\n{fence}"


def _mono(said: str) -> str:
    ticks = "``" if "`" in said else "`"
    return f"{ticks}{said}{ticks}"


def _quote(told: str, body: str) -> str:
    title = next((one.partition("=")[2] for one in told.split("|") if one.startswith("title=")), "")
    lines = [*([f"*{title}*"] if title else []), *body.strip("\n").split("\n")]
    return "\n".join(f"bq. {line}".rstrip() for line in lines)


def _lines(lines: list[str], kept: _Kept) -> Iterator[str]:
    """Return the lines of Markdown, one list or table at a time."""
    at = 0
    while at < len(lines):
        if ITEM.fullmatch(lines[at]) and not _is_heading(lines[at]):
            end = at
            while end < len(lines) and (
                ITEM.fullmatch(lines[end]) or (lines[end].strip() and end > at and not _breaks(lines[end]))
            ):
                end += 1
            yield from _list(lines[at:end], kept)
        elif ROW.fullmatch(lines[at]):
            end = at
            while end < len(lines) and ROW.fullmatch(lines[end]):
                end += 1
            yield from _table(lines[at:end], kept)
        else:
            end = at + 1
            yield _line(lines[at], kept)
        at = end


def _is_heading(line: str) -> bool:
    """Tell whether a line is a heading of Markdown, as somebody pasted it: no list begins on its second level."""
    return re.match(r"#{2,6} ", line) is not None


def _breaks(line: str) -> bool:
    return bool(HEADING.fullmatch(line) or ROW.fullmatch(line) or line.startswith(("bq.", "----")) or KEPT.match(line))


def _line(line: str, kept: _Kept) -> str:
    heading = HEADING.fullmatch(line)
    if heading:
        words = re.sub(r"^([*_+]{1,2})(.*)\1(:?)$", r"\2\3", heading[2].strip())
        return f"{'#' * int(heading[1])} {_inline(words, kept)}".rstrip()
    if re.fullmatch(r"-{4,}[ \t]*", line):
        return "---"
    if line.startswith("bq."):
        return f"> {_inline(line[3:].strip(), kept)}".rstrip()
    return _inline(line, kept)


def _list(lines: list[str], kept: _Kept) -> Iterator[str]:
    counts: dict[int, int] = {}
    blanks = ""
    for line in lines:
        item = ITEM.fullmatch(line)
        if not item:
            yield blanks + _inline(line.strip(), kept)
            continue
        marks = item[1]
        depth = len(marks)
        counts = {level: count for level, count in counts.items() if level <= depth}
        counts[depth] = counts.get(depth, 0) + 1 if marks[-1] == "#" else 0
        mark = f"{counts[depth]}. " if marks[-1] == "#" else "- "
        outer = "".join("   " if one == "#" else "  " for one in marks[:-1])
        blanks = outer + " " * len(mark)
        yield outer + mark + _inline(item[2], kept)


def _table(lines: list[str], kept: _Kept) -> Iterator[str]:
    rows = []
    for line in lines:
        said = _inline(line.strip(), kept)
        mark = "||" if said.startswith("||") else "|"
        cells = re.split(r"\|\|?", said.removeprefix(mark).rstrip("|"))
        rows.append([" ".join(cell.split()) for cell in cells])
    width = max(map(len, rows))
    head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
    yield from (f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))


def _inline(said: str, kept: _Kept) -> str:
    if not HAS_MARKUP.search(said):
        return said
    said = IMAGE.sub(lambda found: kept.keep(_image(found[1], kept.files)), said)
    said = LINK.sub(lambda found: _link(found, kept), said)
    said = BOLD.sub(r"**\1**", said)
    said = STRUCK.sub(r"~~\1~~", said)
    said = INSERTED.sub(r"\1", said)
    return re.sub(r"(?<!\\)\\\\(?:[ \t]|$)", "\n", said).replace("\\{", "{").replace("\\}", "}")


def _image(name: str, files: Mapping[str, str]) -> str:
    if WEB.fullmatch(name):
        return f"![]({linked(name)})"
    address = files.get(name, "")
    return f"![{name}]({linked(address)})" if address else f"![{name}]({linked(name.replace(' ', '%20'))})"


def _link(found: re.Match[str], kept: _Kept) -> str:
    words, target = (found[1] or "").strip(), found[2].strip()
    if target.startswith("~"):
        return f"@{words or target[1:].removeprefix('accountid:')}"
    if target.startswith("^"):
        address = kept.files.get(target[1:], "")
        return kept.keep(f"[{words or target[1:]}]({linked(address)})") if address else words or target[1:]
    if WEB.fullmatch(target):
        return kept.keep(target if words in {"", target} else f"[{words}]({linked(target)})")
    if words and target.startswith("#"):
        return words
    return kept.keep(f"[{words}]({linked(target)})") if words and "/" in target else found[0]
