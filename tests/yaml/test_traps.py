"""A text that is no YAML is told where its mistake begins, and what to do."""

import pytest

from pocli.model.diagnostic import Report
from pocli.reading.read_file import reading
from pocli.reporters import full
from pocli.yaml.parse import parse

CASES = [
    # what stands in the file, the place of the mistake, the beginning of the message, a part of the hint
    ('id: PO-1\nowner: "ana\npoints: 5\n', (2, 8), "the quote that opens here is not closed", '`owner: "ana"`'),
    ('id: PO-1\nowner: "ana\nas_a: "member"\n', (2, 8), "the quote that opens here is not closed", '`owner: "ana"`'),
    ("id: PO-1\nowner: 'ana\ntitle: 'Pay'\n", (2, 8), "the quote that opens here is not closed", "`owner: 'ana'`"),
    ('a:\n  - "It works\n  - fast\n', (2, 5), "the quote that opens here is not closed", '`- "It works"`'),
    ('a:\n  - text: "It works\n    done: true\n', (2, 11), "the quote that opens here is not closed", "close it"),
    ('b: "two\n  lines"\na: "x\nc: 1\n', (3, 4), "the quote that opens here is not closed", '`a: "x"`'),
    ("id: PO-1\ntitle: 'It's here'\n", (2, 8), "the quote ends before the text does", "write `''` for a quote"),
    ('title: "say "hi" there"\n', (1, 8), "the quote ends before the text does", 'write `\\"` for a quote'),
    ('title: "C:\\Users"\n', (1, 11), "`\\U` is not an escape", "write a backslash twice"),
    ("id: PO-1\nlabels: [a, b\npoints: 5\n", (2, 9), "the bracket `[` that opens here is not closed", "`[a, b]`"),
    ("id: PO-1\nlabels: [a, b}\npoints: 5\n", (2, 9), "the bracket `[` that opens here is not closed", "with"),
    ("rice: {reach: 5, impact: 2\n", (1, 7), "the bracket `{` that opens here is not closed", "{reach: 5, impact: 2}"),
    ("id: PO-1\nneeds: [\n", (2, 8), "the bracket `[` that opens here is not closed", "close it: `[]`"),
    ('labels: ["a, "b"]\n', (1, 9), "what is between `[` and `]` cannot be read", "a comma between the items"),
    ("d: |\nThis text\nis here\n", (2, 1), "the text below `|` or `>` is not indented", "two spaces"),
    ("d: | text here\np: 5\n", (1, 6), "a text cannot begin on the line of its `|`", "on the next line"),
    ("d: |\n    a\n  b\np: 5\n", (3, 3), "the indent of this line matches nothing above it", "alike"),
    ("rice:\n\treach: 5\n", (2, 1), "a tab cannot indent YAML", "indent with spaces"),
    ("d: |\n\ttext\n", (2, 1), "a tab cannot indent YAML", "indent with spaces"),
    ("owner: @ana\n", (1, 8), "a text cannot begin with `@`", "put quotes around the whole text"),
    ("title: `code`\n", (1, 8), "a text cannot begin with a backquote", "put quotes around the whole text"),
    ("title: %x\n", (1, 8), "a text cannot begin with `%`", "put quotes around the whole text"),
    ("title: - x\n", (1, 8), "a list cannot begin on the line of its key", "on the next line"),
    ("id: PO-1\npoints 5\ntitle: x\n", (2, 1), "this line is not `key: value`", "`points: 5`"),
    ("id: PO-1\npoints:5\ntitle: x\n", (2, 1), "this line is not `key: value`", "a space after the colon: `points: 5`"),
    ("id: PO-1\n title: x\n", (2, 7), "this line is indented as if it were part", "alike"),
    (" id: PO-1\ntitle: x\n", (2, 1), "this line begins further left", "in the first column"),
    ("title: *x\n", (1, 8), "aliases are not allowed", "a text that begins with `*` needs quotes"),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), CASES)
def test_the_mistake_is_named_where_it_begins(text: str, place: tuple[int, int], message: str, hint: str) -> None:
    (fault,) = parse(text.encode()).faults
    assert (fault.span.line, fault.span.column) == place
    assert fault.message.startswith(message)
    assert hint in fault.hint


@pytest.mark.parametrize("text", [text for text, *_ in CASES])
def test_nothing_is_said_twice(text: str) -> None:
    found = reading("stories/PO-1.yaml", text.encode()).diagnostics
    shown = full.report(Report(found, 1))
    assert shown.count("po explain") == shown.count("more: po explain") == len({one.message for one in found})


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_is_found_wherever_it_is_lost(quote: str) -> None:
    fields = [f"{name}: {quote}words of {name}{quote}" for name in ("title", "owner", "as_a", "i_want", "so_that")]
    for at, line in enumerate(fields):
        broken = [*fields[:at], line[:-1], *fields[at + 1 :]]
        (fault,) = parse(("\n".join(broken) + "\n").encode()).faults
        assert (fault.span.line, fault.hint) == (at + 1, f"close it: `{line}`")


def test_a_hostile_text_costs_little() -> None:
    text = "".join(f'k{at}: "open\n' for at in range(9000))
    assert parse(text.encode()).faults
