"""Only what was meant changes: characters, values, comments."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import house
from pocli.errors import PoError
from pocli.model.edit import Replace, Set
from pocli.model.place import Route, Span
from pocli.yaml.emit import inline
from pocli.yaml.layout import formatted
from pocli.yaml.parse import EMPTY, parse
from pocli.yaml.patch import patched
from writings import KEYS, TREES, WORDS, written

PATH = "stories/PO-1.yaml"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.yaml"))
COMMENT = re.compile(r"# comment \d+\.")
STORY = """\
# A story.
id: PO-1   # the id
title: Hello
status: ready  # why
acceptance_criteria:   # ours
  - first        # plain
  - text: second
    done: false  # not yet
  - "q: x"
  # one more?
points:
rice: {reach: 10, impact: high}   # guessed
#   reach: people
labels: [a, b]  # two

# What comes first.
depends_on:
- PO-2  # two
- PO-3
description: |  # long
  Free
    text

x-a: 1"""


def put(text: str, route: Route, value: object, path: str = PATH) -> str:
    return patched(text.encode(), [Set(path, route, value)]).decode()


def routes(tree: Any, route: Route = ()) -> Iterator[Route]:  # noqa: ANN401 - a tree
    if route:
        yield route
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inner in pairs:
        yield from routes(inner, (*route, step))


def at(tree: Any, route: Route) -> Any:  # noqa: ANN401 - a tree
    for step in route:
        tree = tree[step]
    return tree


def changed(tree: Any, route: Route, value: object) -> Any:  # noqa: ANN401 - a tree
    """Say in another way than `patched` does what a tree becomes."""
    if not route:
        return value
    pairs: list[tuple[str | int, Any]] = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree))
    if not any(step == route[0] for step, _ in pairs):
        pairs.append((route[0], None))
    new = [(step, changed(one, route[1:], value) if step == route[0] else one) for step, one in pairs]
    kept = [(step, one) for step, one in new if one is not None]
    return dict(kept) if isinstance(tree, dict) else [one for _, one in kept]


def extent(data: bytes, route: Route) -> tuple[str, int, int]:
    """Return a file's text, and where the parser found a value that stands on one line or in quotes."""
    document = parse(data)
    place = document.places
    for step in route:
        place = place.inner[step]
    starts = [0, *(found.end() for found in re.finditer("\n", document.text))]
    span = place.span
    return (
        document.text,
        starts[span.line - 1] + span.column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )


def spelled(data: bytes, route: Route) -> str:
    text, start, end = extent(data, route)
    return text[start:end]


@pytest.mark.parametrize(
    ("route", "value", "old", "new"),
    [
        (("status",), "doing", "status: ready  # why", "status: doing  # why"),
        (("points",), "5", "points:\n", "points: 5\n"),
        (("rice", "effort"), "2", "impact: high}", "impact: high, effort: 2}"),
        (("rice", "reach"), "800..2000", "reach: 10", "reach: 800..2000"),
        (("rice", "reach"), None, "{reach: 10, impact", "{impact"),
        (("labels",), ["a", "b", "c"], "[a, b]", "[a, b, c]"),
        (("labels",), ["b"], "[a, b]", "[b]"),
        (("labels",), [], "[a, b]", "[]"),
        (("labels", 2), "x, y", "[a, b]", '[a, b, "x, y"]'),
        (("labels",), None, "labels: [a, b]  # two\n", ""),
        (("depends_on", 2), "PO-9", "- PO-3\n", "- PO-3\n- PO-9\n"),
        (("depends_on",), ["PO-3"], "- PO-2  # two\n", ""),
        (("acceptance_criteria", 1, "done"), "true", "done: false  # not yet", "done: true  # not yet"),
        (("acceptance_criteria", 1, "text"), None, "- text: second\n    done", "- done"),
        (
            ("acceptance_criteria", 0),
            {"text": "first", "done": "true"},
            "  - first        # plain\n",
            "  - text: first        # plain\n    done: true\n",
        ),
        (
            ("acceptance_criteria", 2),
            {"text": "q: x", "done": "true"},
            '- "q: x"\n',
            '- text: "q: x"\n    done: true\n',
        ),
        (("acceptance_criteria", 3), {"given": "x"}, "  # one more?\n", "  # one more?\n  - given: x\n"),
        (("acceptance_criteria", 0), None, "  - first        # plain\n", ""),
        (("description",), "One\nTwo\n", "  Free\n    text\n", "  One\n  Two\n"),
        (("description",), "One", "|  # long\n  Free\n    text\n", "One  # long\n"),
        (("title",), "Two\nlines", "Hello\n", "|-\n  Two\n  lines\n"),
        (("owner",), "ada", "- PO-3\n", "- PO-3\nowner: ada\n"),
        (("pinned",), "why: x", "#   reach: people\n", '#   reach: people\npinned: "why: x"\n'),
        (("as_a",), "buyer", "# why\n", "# why\nas_a: buyer\n"),
        (("evidence",), [{"source": "x"}], "- PO-3\n", "- PO-3\nevidence: [{source: x}]\n"),
        (("x-a",), None, "\nx-a: 1", ""),
        (("x-b",), {"a": ["b"]}, "x-a: 1", "x-a: 1\nx-b: {a: [b]}"),
    ],
)
def test_a_story_as_people_write_it(route: Route, value: object, old: str, new: str) -> None:
    assert STORY.count(old) == 1
    assert put(STORY, route, value) == STORY.replace(old, new)


def test_a_new_key_does_not_come_between_a_key_and_its_comments() -> None:
    """A comment belongs to what is below; or to what is above, if it is apart, deeper, or goes on like remarks."""
    assert put("rice: {reach: 1}\n# people\nowner: ada\n", ("parent",), "PO-3") == (
        "rice: {reach: 1}\nparent: PO-3\n# people\nowner: ada\n"
    )
    assert put("rice: {reach: 1}\n#   reach: people\nowner: ada\n", ("parent",), "PO-3") == (
        "rice: {reach: 1}\n#   reach: people\nparent: PO-3\nowner: ada\n"
    )
    assert put("id: PO-1\npoints: 5\n  # deep\nowner: ada\n", ("parent",), "PO-3") == (
        "id: PO-1\npoints: 5\n  # deep\nparent: PO-3\nowner: ada\n"
    )
    assert put("points: 5\n# Later.\n\nowner: ada\n", ("parent",), "PO-3") == (
        "points: 5\n# Later.\nparent: PO-3\n\nowner: ada\n"
    )
    assert put("rice:\n  # a guess\n  impact: 1\n", ("rice", "reach"), "5") == (
        "rice:\n  reach: 5\n  # a guess\n  impact: 1\n"
    )
    assert put("# The file.\ntitle: x\n", ("id",), "PO-1") == "# The file.\nid: PO-1\ntitle: x\n"


@pytest.mark.parametrize(
    ("text", "route", "value", "new"),
    [
        ("", ("id",), "PO-1", "id: PO-1\n"),
        ("# nothing yet", ("id",), "PO-1", "# nothing yet\nid: PO-1\n"),
        ("title: x\n", ("id",), "PO-1", "id: PO-1\ntitle: x\n"),
        ("id: PO-1\r\ntitle: x", ("points",), "5", "id: PO-1\r\ntitle: x\r\npoints: 5"),
        ("\ufeffid: PO-1\r\n", ("description",), "a\nb\n", "\ufeffid: PO-1\r\ndescription: |\r\n  a\r\n  b\r\n"),
        ("{id: PO-1, title: x}\n", ("title",), "a, b", '{id: PO-1, title: "a, b"}\n'),
        ("{id: PO-1}\n", ("id",), None, "{}\n"),
        ("id: PO-1\n", ("id",), None, ""),
        ("id: PO-1", ("rice", "reach"), "5", "id: PO-1\nrice: {reach: 5}"),
        ("rice: # none\nid: PO-1\n", ("rice", "reach"), "5", "rice: {reach: 5} # none\nid: PO-1\n"),
        ("rice: {}\n", ("rice", "reach"), "5", "rice: {reach: 5}\n"),
        ("rice:\n  impact: 1\n", ("rice", "reach"), "5", "rice:\n  reach: 5\n  impact: 1\n"),
        ("rice:\n  impact: 1\n", ("rice", "impact"), None, "rice: {}\n"),
        ("rice: {reach: , impact: 2}\n", ("rice", "reach"), "5", "rice: {reach: 5 , impact: 2}\n"),
        ("rice: {reach, impact: 2}\n", ("rice", "reach"), "5", "rice: {reach: 5, impact: 2}\n"),
        ("rice: {impact: 1}\n", ("rice", "reach"), "5", "rice: {reach: 5, impact: 1}\n"),
        ("rice: {\n  impact: 1\n}\n", ("rice", "reach"), "5", "rice: {\n  reach: 5,\n  impact: 1\n}\n"),
        ("labels: [\n  a, # A\n  b, # B\n]\n", ("labels", 2), "c", "labels: [\n  a, # A\n  b, # B\n  c,\n]\n"),
        ("labels: [\n  a, b, # B\n]\n", ("labels", 1), "c", "labels: [\n  a, c, # B\n]\n"),
        ("labels: [a, # A\n  b]\n", ("labels", 1), None, "labels: [a # A\n]\n"),
        ("labels: [a,]\n", ("labels", 1), "b", "labels: [a, b,]\n"),
        ("labels: [\n  a, # A\n  b # B\n]\n", ("labels", 2), "c", "labels: [\n  a, # A\n  b, # B\n  c\n]\n"),
        ("labels: [\n  a, # A\n  b # B\n]\n", ("labels", 0), None, "labels: [\n  b # B\n]\n"),
        ("labels: [\n  a, # A\n  b # B\n]\n", ("labels", 1), None, "labels: [\n  a # A\n]\n"),
        ("labels:\n  - a # A\n", ("labels",), None, ""),
        ("labels:\n  - a # A\n", ("labels", 0), None, "labels: []\n"),
        ("labels: []\n", ("labels", 0), "a", "labels: [a]\n"),
        ("acceptance_criteria: [] # none\n", ("acceptance_criteria", 0), "a", "acceptance_criteria: # none\n  - a\n"),
        ("title: 'it''s'\n", ("title",), "yes", "title: 'yes'\n"),
        ('title: "a: b"\n', ("title",), "yes", "title: yes\n"),
        ("title: >-\n    a\n    b\n", ("title",), "c d", "title: >-\n    c d\n"),
        ("title: one\n  two # T\nid: PO-1\n", ("title",), "x", "title: x # T\nid: PO-1\n"),
        ("title:\n  one # T\n", ("title",), "x", "title:\n  x # T\n"),
        ("a: |\n  no break", ("b",), "x", "b: x\na: |\n  no break"),
        ("a: |+\n  x\n\n", ("b",), "x", "a: |+\n  x\n\nb: x\n"),
        ("id: PO-1\npoints:\n", ("points",), None, "id: PO-1\n"),
        ("id: PO-1\n", ("points",), None, "id: PO-1\n"),
        ("id: PO-1\n", ("rice", "reach"), None, "id: PO-1\n"),
    ],
)
def test_an_unusual_file_keeps_its_own_way(text: str, route: Route, value: object, new: str) -> None:
    assert put(text, route, value) == new


@pytest.mark.parametrize(
    ("path", "text", "route", "value", "new"),
    [
        ("sprints/S-1.yaml", "id: S-1\nstart: a\nend: b\n", ("capacity",), "40", "end: b\ncapacity: 40\n"),
        ("requests/R-1.yaml", "id: R-1\nvalue: 5\n", ("from",), "Sales", "id: R-1\nfrom: Sales\nvalue: 5\n"),
        ("po.yaml", "reserve: 10%\n", ("pins",), ["PO-1"], "reserve: 10%\npins: [PO-1]\n"),
    ],
)
def test_each_kind_of_file_has_its_order(path: str, text: str, route: Route, value: object, new: str) -> None:
    assert put(text, route, value, path).endswith(new)


def test_edits_follow_each_other_and_replaced_characters_stand_where_they_stood() -> None:
    edits: list[Set | Replace] = [
        Set(PATH, ("labels", 0), "a"),
        Replace(PATH, Span(1, 5, 1, 9), "PO-2"),
        Set(PATH, ("labels", 1), "b"),
        Replace(PATH, Span(2, 8, 2, 9), "yy"),
    ]
    assert patched(b"id: PO-1\ntitle: x\n", edits) == b"id: PO-2\ntitle: yy\nlabels: [a, b]\n"


@pytest.mark.parametrize(
    ("data", "edit", "message"),
    [
        (b"id: [\n", Set(PATH, ("id",), "PO-1"), "cannot be read"),
        (b"id: \xff\n", Replace(PATH, Span(), ""), "is not UTF-8"),
        (b"status: ready\n", Set(PATH, ("status", "x"), "1"), "`status` holds something else"),
        (b"labels: [a]\n", Set(PATH, ("labels", 2), "1"), "`labels` holds something else"),
        (b"id: PO-1\n", Set(PATH, ("title",), "a\0b"), "no file may contain"),
        (b"id: PO-1\n", Set(PATH, ("title",), "x" * 70_000), "longer than 64 KiB"),
        (b"? a\n: b\n", Set(PATH, ("a",), None), "written in a form that po does not change"),
    ],
)
def test_what_cannot_be_done_says_why(data: bytes, edit: Set | Replace, message: str) -> None:
    with pytest.raises(PoError, match=message):
        patched(data, [edit])


def test_a_conflict_can_be_mended_by_replacing() -> None:
    data = b"id: PO-1\n<<<<<<< a\ntitle: x\n=======\ntitle: y\n>>>>>>> b\n"
    edits = [Replace(PATH, Span(2, 1, 3, 1), ""), Replace(PATH, Span(4, 1, 7, 1), "")]
    assert patched(data, edits) == b"id: PO-1\ntitle: x\n"


quick = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@quick
@given(written(), TREES | st.none(), st.data())
def test_any_value_of_any_writing_becomes_any_other(
    drawn: tuple[bytes, dict[str, Any]], value: object, data: st.DataObject
) -> None:
    old, tree = drawn
    route = data.draw(st.sampled_from(list(routes(tree))))
    new = patched(old, [Set(PATH, route, value)])
    assert parse(new).tree == changed(tree, route, value)
    if isinstance(value, str) and isinstance(at(tree, route), str):
        assert COMMENT.findall(new.decode()) == COMMENT.findall(old.decode())


@quick
@given(written(), TREES, KEYS, st.data())
def test_a_member_is_added_anywhere_and_no_comment_is_lost(
    drawn: tuple[bytes, dict[str, Any]], value: object, key: str, data: st.DataObject
) -> None:
    old, tree = drawn
    holders = [route for route in ((), *routes(tree)) if at(tree, route) and not isinstance(at(tree, route), str)]
    route = data.draw(st.sampled_from(holders))
    holder = at(tree, route)
    step = key if isinstance(holder, dict) else len(holder)
    new = patched(old, [Set(PATH, (*route, step), value)])
    assert parse(new).tree == changed(tree, (*route, step), value)
    if isinstance(holder, list) or key not in holder:
        assert COMMENT.findall(new.decode()) == COMMENT.findall(old.decode())


@quick
@given(written(), st.data())
def test_a_member_added_and_taken_out_gives_the_same_bytes(
    drawn: tuple[bytes, dict[str, Any]], data: st.DataObject
) -> None:
    old, tree = drawn
    holders = [route for route in ((), *routes(tree)) if at(tree, route) and not isinstance(at(tree, route), str)]
    route = data.draw(st.sampled_from(holders))
    step = "x-zz" if isinstance(at(tree, route), dict) else len(at(tree, route))
    new = patched(old, [Set(PATH, (*route, step), "zz")])
    assert patched(new, [Set(PATH, (*route, step), None)]) == old


@quick
@given(written(), st.data())
def test_a_value_set_to_itself_changes_nothing(drawn: tuple[bytes, dict[str, Any]], data: st.DataObject) -> None:
    old, tree = drawn
    route = data.draw(st.sampled_from(list(routes(tree))))
    assert patched(old, [Set(PATH, route, at(tree, route))]) == old


@quick
@given(written(), WORDS, st.data())
def test_a_text_in_its_usual_spelling_set_and_set_back_gives_the_same_bytes(
    drawn: tuple[bytes, dict[str, Any]], value: str, data: st.DataObject
) -> None:
    old, tree = drawn
    texts = [one for one in routes(tree) if isinstance(at(tree, one), str) and "\n" not in at(tree, one)]
    if not texts or "\n" in value:
        return
    route = data.draw(st.sampled_from(texts))
    text, spelling = at(tree, route), spelled(old, route)
    chosen = text == inline(text, flow=True) and value == inline(value, flow=True) and text not in {"it's", "a#b"}
    usual = spelling in {inline(text), inline(text, flow=True)} and value == inline(value, flow=True)
    if chosen or usual:
        new = patched(old, [Set(PATH, route, value)])
        assert patched(new, [Set(PATH, route, text)]) == old


@quick
@given(written(), st.data())
def test_one_splice_of_the_old_bytes_is_the_new_ones(drawn: tuple[bytes, dict[str, Any]], data: st.DataObject) -> None:
    """For a text on one line: `old[:a] + new + old[b:]`, where a and b are where the parser found it."""
    old, tree = drawn
    texts = [one for one in routes(tree) if isinstance(at(tree, one), str) and "\n" not in at(tree, one)]
    if not texts:
        return
    route = data.draw(st.sampled_from(texts))
    text, start, end = extent(old, route)
    new = patched(old, [Set(PATH, route, "zz")]).decode().removeprefix("\ufeff")
    assert new[:start] == text[:start]
    assert new[len(new) - len(text) + end :] == text[end:]
    assert new[start : len(new) - len(text) + end] in {"zz", '"zz"', "'zz'"}


def every_edit(data: bytes) -> int:
    """Make every kind of edit at every place of a file; return how many were made."""
    tree = parse(data).tree
    edits: list[tuple[Route, object]] = [(("x-new",), "new")]
    for route in routes(tree):
        edits += [(route, "zz"), (route, None), (route, ["a: b", "c"]), (route, "two\nlines\n")]
        holder = at(tree, route)
        if isinstance(holder, (dict, list)):
            edits.append(((*route, "x-new" if isinstance(holder, dict) else len(holder)), {"text": "new"}))
    for route, value in edits:
        new = patched(data, [Set(PATH, route, value)])
        assert parse(new).tree == changed(tree, route, value)
    for route in routes(tree):
        assert at(tree, route) is EMPTY or patched(data, [Set(PATH, route, at(tree, route))]) == data
    return len(edits)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_survives_every_edit(path: Path) -> None:
    assert every_edit(path.read_bytes()) > 5


def test_every_accepted_file_of_the_hostile_corpus_survives_every_edit(tmp_path: Path) -> None:
    tool = house.SHARED / "tools" / "hostile_corpus.py"
    if not tool.exists():
        pytest.skip("the corpus is not here")
    subprocess.run([sys.executable, str(tool)], cwd=tmp_path, check=True, capture_output=True)
    accepted = 0
    for path in sorted((tmp_path / "cases").iterdir()):
        data = path.read_bytes() if path.stat().st_size < 2**20 else b"["
        if not parse(data).faults:
            accepted += 1
            every_edit(data)
            new = formatted(PATH, data)
            assert parse(new).tree == parse(data).tree
            assert formatted(PATH, new) == new
    assert accepted > 30


def test_an_empty_value_is_no_text() -> None:
    assert parse(patched(b"a:\nb: x\n", [Set(PATH, ("b",), None)])).tree == {"a": EMPTY}
