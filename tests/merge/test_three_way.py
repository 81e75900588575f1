"""Do three trees and three texts become one, whatever was changed?"""

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.errors import PoError
from pocli.merge.conflict import Conflict
from pocli.merge.markers import sides
from pocli.merge.merged_text import blended, chosen, marked
from pocli.merge.three_way import MergedTree, merged
from pocli.reading.schema_errors import full
from pocli.yaml.parse import parse

Tree = dict[str, Any]
PATH = "stories/PO-1.yaml"
WORDS = st.sampled_from(["a", "b", "c", "it works", "it works well", "it lasts"])
CRITERIA = st.lists(
    st.one_of(WORDS, st.fixed_dictionaries({"text": WORDS}, optional={"done": st.sampled_from(["true", "false"])})),
    max_size=4,
    unique_by=lambda one: one if isinstance(one, str) else one["text"],
)
TREES = st.fixed_dictionaries(
    {"id": st.just("PO-1"), "title": WORDS},
    optional={
        "points": st.sampled_from(["1", "2", "3"]),
        "labels": st.lists(WORDS, max_size=3, unique=True),
        "rice": st.dictionaries(st.sampled_from(["reach", "impact"]), st.sampled_from(["1", "2"]), min_size=1),
        "acceptance_criteria": CRITERIA,
        "x-mine": st.lists(WORDS, max_size=2),
    },
)


@given(TREES, TREES)
def test_one_side_alone_wins(base: dict[str, Any], other: dict[str, Any]) -> None:
    assert merged(base, base, other) == MergedTree(other, ())
    assert merged(base, other, base) == MergedTree(other, ())
    assert merged(base, other, other) == MergedTree(other, ())


@given(TREES, TREES, TREES)
def test_both_orders_agree_on_what_is_in_conflict(base: Tree, one: Tree, other: Tree) -> None:
    there, back = merged(base, one, other), merged(base, other, one)
    assert bool(there.conflicts) == bool(back.conflicts)
    fields = [{conflict.route[0] for conflict in found.conflicts} for found in (there, back)]
    assert fields[0] == fields[1]
    for name in ("title", "points", "rice"):
        if name not in fields[0]:
            assert there.tree.get(name) == back.tree.get(name)
    if "labels" in there.tree and "labels" in back.tree and "labels" not in fields[0]:
        assert sorted(there.tree["labels"]) == sorted(back.tree["labels"])


@given(TREES, TREES, TREES)
def test_no_change_of_either_side_is_lost(base: Tree, ours: Tree, theirs: Tree) -> None:
    """A field that only one side changed is as that side has it; a label that a side added is there."""
    found = merged(base, ours, theirs)
    hit = {conflict.route[0] for conflict in found.conflicts}
    for name in {*base, *ours, *theirs} - hit:
        if base.get(name) == ours.get(name):
            assert found.tree.get(name) == theirs.get(name)
        if base.get(name) == theirs.get(name):
            assert found.tree.get(name) == ours.get(name)
    if "labels" not in hit and all("labels" in side for side in (base, ours, theirs)):
        added = {*ours["labels"], *theirs["labels"]} - {*base["labels"]}
        assert added <= {*found.tree["labels"]}


def written(tree: dict[str, Any]) -> bytes:
    """Write a tree as a person might, one line a field."""
    lines = []
    for key, value in tree.items():
        if key == "acceptance_criteria" and value:
            lines.append(f"{key}:")
            for one in value:
                text = one if isinstance(one, str) else "{" + ", ".join(f"{k}: {v}" for k, v in one.items()) + "}"
                lines.append(f"  - {text}")
        elif isinstance(value, list):
            lines.append(f"{key}: [{', '.join(value)}]")
        elif isinstance(value, dict):
            lines.append(f"{key}: {{{', '.join(f'{k}: {v}' for k, v in value.items())}}}")
        else:
            lines.append(f"{key}: {value}")
    return ("\n".join(lines) + "\n").encode()


@given(TREES, TREES, TREES)
def test_texts_say_what_their_trees_say(base: Tree, ours: Tree, theirs: Tree) -> None:
    blend = blended(PATH, written(base), written(ours), written(theirs))
    assert full(parse(blend.data).tree) == merged(base, ours, theirs).tree
    if not blend.conflicts:
        return
    said = marked(PATH, blend, ("ours", "theirs"))
    back = sides(PATH, said)
    assert back.ours == blend.data
    assert back.names == ("ours", "theirs")
    assert full(parse(back.theirs).tree) == full(parse(chosen(PATH, blend.data, blend.conflicts)).tree)


def test_without_a_base_what_differs_is_in_conflict() -> None:
    found = merged(None, {"id": "PO-1", "labels": ["a", "b"], "points": "3"}, {"id": "PO-1", "labels": ["a", "c"]})
    assert found.tree["labels"] == ["a", "b", "c"]
    assert found.conflicts == ()
    assert merged(None, {"points": "3"}, {"points": "5"}).conflicts == (Conflict(("points",), "3", "5"),)


def test_a_criterion_taken_out_and_ticked_is_in_conflict() -> None:
    base, ticked = {"acceptance_criteria": ["a", "b"]}, {"acceptance_criteria": ["a", {"text": "b", "done": "true"}]}
    gone = {"acceptance_criteria": ["a"]}
    route = ("acceptance_criteria", 1)
    assert merged(base, gone, ticked).conflicts == (Conflict(route, None, {"text": "b", "done": "true"}),)
    assert merged(base, ticked, gone).conflicts == (Conflict(route, {"text": "b", "done": "true"}, None),)


def test_two_rewordings_are_one_conflict() -> None:
    trees = [{"acceptance_criteria": [text]} for text in ("it works", "it works well", "it works fast")]
    assert merged(*trees).conflicts == (Conflict(("acceptance_criteria", 0), "it works well", "it works fast"),)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_line_breaks_stay(mark: bytes) -> None:
    base = mark + b"id: PO-1\r\ntitle: A\r\npoints: 3\r\n"
    blend = blended(PATH, base, base.replace(b"3", b"5"), base.replace(b"3", b"8").replace(b"A", b"B"))
    assert marked(PATH, blend, ("ours", "theirs")) == mark + (
        b"id: PO-1\r\ntitle: B\r\n<<<<<<< ours\r\npoints: 5\r\n=======\r\npoints: 8\r\n>>>>>>> theirs\r\n"
    )


def test_a_conflict_in_the_line_of_the_byte_order_mark_reads_back() -> None:
    base = b"\xef\xbb\xbftitle: A\n"
    said = marked(PATH, blended(PATH, base, base.replace(b"A", b"B"), base.replace(b"A", b"C")), ("ours", "theirs"))
    assert sides(PATH, said)[:2] == (base.replace(b"A", b"B"), base.replace(b"A", b"C"))


def test_a_last_line_without_a_break() -> None:
    base = b"id: PO-1\ntitle: A\npoints: 3"
    blend = blended(PATH, base, base.replace(b"3", b"5"), base.replace(b"3", b"8"))
    said = marked(PATH, blend, ("ours", "theirs"))
    assert said.endswith(b"<<<<<<< ours\npoints: 5\n=======\npoints: 8\n>>>>>>> theirs\n")


def test_a_side_that_cannot_be_read() -> None:
    with pytest.raises(PoError, match="one side cannot be read"):
        blended(PATH, b"id: PO-1\n", b"id: [\n", b"id: PO-1\n")


def test_many_criteria_take_no_time() -> None:
    sides_ = [
        b"id: PO-1\ntitle: A\nacceptance_criteria:\n" + b"".join(b"  - %s %d\n" % (word, n) for n in range(4000))
        for word in (b"a", b"b", b"c")
    ]
    start = process_time()
    merged(*(full(parse(one).tree) for one in sides_))
    assert process_time() - start < 20


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(
    ("hollow", "said"),
    [
        ("id: PO-1\ntitle: a\nlabels:\n  - a\n  -\n", "an empty item"),
        ("id: PO-1\ntitle: a\nacceptance_criteria:\n  -\n  - b\n", "an empty item"),
        ("id: PO-1\ntitle: a\nx-a: {b: {c: 1}}\nx-list:\n  - {a: 1}\n  -\n", "an empty item"),
        ("- a\n", "no fields|cannot be read"),
    ],
)
def test_what_is_not_there_is_not_merged(at: int, hollow: str, said: str) -> None:
    texts = [f"id: PO-1\ntitle: a\nlabels: [{word}]\nacceptance_criteria: [{word}]\n" for word in "abc"]
    texts[at] = hollow
    with pytest.raises(PoError, match=said):
        blended(PATH, *(text.encode() for text in texts))


@pytest.mark.parametrize("break_", [b"\n", b"\r\n"])
def test_a_conflict_in_a_last_line_without_a_line_break_can_be_read_back(break_: bytes) -> None:
    base = break_.join([b"id: PO-1", b"title: One", b"type: story"])
    ours = break_.join([b"id: PO-1", b"title: Two", b"type: bug"])
    blend = blended("stories/PO-1.yaml", base, ours, b"")
    assert [one.route for one in blend.conflicts] == [("title",), ("type",)]
    back = sides("stories/PO-1.yaml", marked("stories/PO-1.yaml", blend, ("ours", "theirs")))
    assert back.ours == blend.data + break_
    assert b"Two" not in back.theirs
    assert b"bug" not in back.theirs
