"""`po format` changes the form only: values and comments stay, and a second time nothing changes."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pocli.yaml.extent import Splice
from pocli.yaml.layout import _proved, formatted
from pocli.yaml.parse import parse
from writings import written

PATH = "stories/PO-1.yaml"
EXAMPLES = Path(__file__).parents[2] / "examples"
COMMENT = re.compile(r"# comment \d+\.")


def form(text: str, path: str = PATH) -> str:
    return formatted(path, text.encode()).decode()


def test_a_file_in_no_order() -> None:
    assert form(
        "# A story.\n\ntitle:    Hello   # said\n\n\nid :  PO-1\n# guessed\nrice: {impact: high,   reach: 5 }   # r\n"
        '#   reach: people\nlabels: [ a,b ,"c"]  \nacceptance_criteria:\n  -   first\n  - done: true   # d\n'
        "    # about the text\n    text: second\n  - verified_by: x\n    then: y\n\n# Points!\npoints: 5\n"
        "status: ready\nx-b: 1\nx-a: 2\n\n# The end."
    ) == (
        "# A story.\n\nid: PO-1\ntitle: Hello   # said\nstatus: ready\nacceptance_criteria:\n  - first\n"
        "  - # about the text\n    text: second\n    done: true   # d\n  - then: y\n    verified_by: x\n\n"
        "# Points!\npoints: 5\n# guessed\nrice: {reach: 5, impact: high}   # r\n#   reach: people\n"
        'labels: [a, b, "c"]\nx-b: 1\nx-a: 2\n\n# The end.\n'
    )


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("", ""),
        ("# only a comment", "# only a comment"),
        ("id: [", "id: ["),
        ("id: PO-1", "id: PO-1\n"),
        ("\n\nid: PO-1\n\n\n", "id: PO-1\n"),
        ("title: x\r\nid: PO-1\r\n", "id: PO-1\r\ntitle: x\r\n"),
        ("\ufefftitle: x\nid: PO-1\n", "\ufeffid: PO-1\ntitle: x\n"),
        ("{title: x,id: PO-1}", "{id: PO-1, title: x}\n"),
        ("description: |\n  a  \n\n\n  b\nid: PO-1\n", "id: PO-1\ndescription: |\n  a  \n\n\n  b\n"),
        ("description: |+\n  a\n\n\nid: PO-1\n", "id: PO-1\ndescription: |+\n  a\n\n\n"),
        ("title: a\n  b  \n\nid: PO-1\n", "id: PO-1\ntitle: a\n  b\n"),
        ("title: x\n# of the id\nid: PO-1\n", "# of the id\nid: PO-1\ntitle: x\n"),
        ("title: x\n# of the title\n\nid: PO-1\n", "id: PO-1\ntitle: x\n# of the title\n"),
        ("title: x\n   # of the title\nid: PO-1\n", "id: PO-1\ntitle: x\n   # of the title\n"),
        ("points:   \nid: PO-1\n", "id: PO-1\npoints:\n"),
        ("rice:\n  # why\n  impact: 1\n  reach: 2\nid: PO-1\n", "id: PO-1\nrice:\n  reach: 2\n  # why\n  impact: 1\n"),
        ("labels: [\n    b,   # B\n  a ]\n", "labels: [\n    b,   # B\n  a ]\n"),
        ("id: PO-1 \n \n \n\ntitle: x\n", "id: PO-1\n\ntitle: x\n"),
        ("points: |\n end\nid: a", "id: a\npoints: |\n end\n"),
    ],
)
def test_unusual_files(text: str, new: str) -> None:
    assert form(text) == new
    assert form(new) == new


@pytest.mark.parametrize(
    "text",
    [
        "# c1\nunknown: >\n  l\n\n  m\n\n# c1\n# c1\nstatus: ready\n   \n# c2\n# c3",
        "unknown: |\n  l\n   m\ntitle: a\n\n   \n   \nunknown-2: >\n  l\n\n  m\n\nid: PO-1",
        "description: |\n  t\n\n\nid: PO-1\n# c1\n   \nunknown: me  # c\n# c2\n# c3",
    ],
)
def test_a_second_time_changes_nothing_where_a_field_is_unknown(text: str) -> None:
    once = form(text)
    assert form(once) == once
    assert parse(once.encode()).tree == parse(text.encode()).tree


def test_each_kind_has_its_own_order() -> None:
    assert form("end: b\nstart: a\nname: c\nid: S-1\n", "sprints/S-1.yaml") == "id: S-1\nname: c\nstart: a\nend: b\n"
    assert form("pins: []\nproject: x\n", "po.yaml") == "project: x\npins: []\n"


def test_what_cannot_be_proved_is_left_out_and_the_rest_is_carried_out() -> None:
    """The middle change would turn a text into another one."""
    document = parse(b"a:  1\nb: 2\nc:  3\n")
    changes = [Splice(2, 4, " "), Splice(9, 10, "5"), Splice(13, 15, " ")]
    assert _proved(document, changes).text == "a: 1\nb: 2\nc: 3\n"
    assert _proved(document, []).text == document.text


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(written(), st.sampled_from([PATH, "po.yaml", "goals/G-1.yaml"]))
def test_values_and_comments_stay_and_twice_is_once(drawn: tuple[bytes, dict[str, Any]], path: str) -> None:
    old, tree = drawn
    new = formatted(path, old)
    assert parse(new).tree == tree
    assert sorted(COMMENT.findall(new.decode())) == sorted(COMMENT.findall(old.decode()))
    assert formatted(path, new) == new


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_examples_are_in_their_form(path: Path) -> None:
    inside = path.relative_to(EXAMPLES).as_posix().partition("/")[2]
    assert formatted(inside, path.read_bytes()) == path.read_bytes()
