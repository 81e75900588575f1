"""Lines that move to another file stay as they are, and none is lost."""

from collections import Counter
from itertools import product

import pytest

from pocli.reading.lift import lifted
from pocli.yaml.parse import parse
from pocli.yaml.patch import patched

PATH, FIELD = "stories/PO-1.yaml", "acceptance_criteria"
BLOCK = """\
# The file's own.
id: PO-1
acceptance_criteria:   # agreed on Monday
  # of the first
  - text: 'One'      # with legal
    # ask Ada before this is changed
    done: false    # demo pending

  # of the second
  - given: a       # only for firms
    when: b
    then:
      - c          # see the mail
      - d
      #   and of its last
  - |
    Three
    # no comment
  # of the third, as nothing follows

points: 3   # stays
"""
FLUSH = "id: PO-1\nacceptance_criteria:\n# first\n- One # o\n- Two\n"
FLUSH += "# second, deeper\n-   text: Three\n# of points\npoints: 3\n"
LAST = "id: PO-1\nacceptance_criteria:\n  - One # o\n  - Two\n  - text: Three # no line break"
TEXTS = {"block": BLOCK, "flush": FLUSH, "last": LAST, "crlf": BLOCK.replace("\n", "\r\n"), "bom": "\ufeff" + FLUSH}


def lines(*texts: str) -> Counter[str]:
    kept = Counter(line.rstrip() for text in texts for line in text.removeprefix("\ufeff").splitlines())
    del kept[f"{FIELD}:"], kept[""]
    return kept


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("where", list(product(range(3), repeat=3)), ids=str)
def test_no_line_is_lost_and_none_is_changed(name: str, where: tuple[int, ...]) -> None:
    data = TEXTS[name].encode()
    groups = [tuple(at + 1 for at, there in enumerate(where) if there == child) for child in (1, 2)]
    found = lifted(PATH, data, FIELD, groups)
    assert found
    after = patched(data, found.left).decode()
    assert lines(after, *found.texts) == lines(TEXTS[name])
    items = parse(data).tree[FIELD]
    for text, group in zip((after, *found.texts), ([n for n in (1, 2, 3) if not where[n - 1]], *groups), strict=True):
        assert isinstance(items, list)
        assert parse(text.encode()).tree.get(FIELD, []) == [items[number - 1] for number in group]
    if not where[0]:
        assert "# agreed on Monday" in after or name not in {"block", "crlf"}, (
            "what stays keeps the word beside the key"
        )


def test_each_comment_goes_with_its_item() -> None:
    found = lifted(PATH, BLOCK.encode(), FIELD, [(2,), ()])
    assert found
    second = BLOCK[BLOCK.index("\n  # of the second") : BLOCK.index("  - |")]
    assert found.texts == (f"{FIELD}:\n{second}", "")


def test_a_list_in_brackets_moves_whole_or_by_its_values() -> None:
    data = b"id: PO-1\nacceptance_criteria: [One, 'Two'] # both\npoints: 3\n"
    whole = lifted(PATH, data, FIELD, [(), (1, 2)])
    assert whole
    assert whole.texts == ("", "acceptance_criteria: [One, 'Two'] # both\n")
    assert patched(data, whole.left) == b"id: PO-1\npoints: 3\n"
    assert lifted(PATH, data, FIELD, [(1,)]) is None
    assert lifted(PATH, b"id: PO-1\n", FIELD, [(1,)]) is None
