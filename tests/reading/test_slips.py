"""What people mistype every day is told in its own line, and mended where what is meant is beyond doubt."""

import pytest

from house import Write
from pocli.model.diagnostic import Report
from pocli.reading import quick_fixes
from pocli.reading.read_file import read, reading
from pocli.reporters import concise, full

HEAD = "id: PO-1\ntitle: One\n"
STORY = "stories/PO-1.yaml"


def once_mended(text: str) -> str:
    """Carry out one safe fix after the other."""
    for _ in range(20):
        fixes = [one.fix for one in reading(STORY, text.encode()).diagnostics if one.fix and one.fix.safe]
        if not fixes:
            return text
        text = quick_fixes.fixed(text, fixes[0])
    return text


@pytest.mark.parametrize(
    ("slip", "place", "right"),
    [
        ("points:\u00a05\nstatus: draft", (3, 8), "points: 5\nstatus: draft"),
        ("points:\u30005\nstatus: draft", (3, 8), "points: 5\nstatus: draft"),
        ("points\u202f: 5\nowner: ada", (3, 1), "points: 5\nowner: ada"),
        ("\u00a0points: 5", (3, 1), "points: 5"),
        ("points\u00a0: 5", (3, 1), "points: 5"),
        ("points: 5\u2009", (3, 9), "points: 5"),
        ("labels:\n  -\u00a0tax", (4, 3), "labels:\n  - tax"),
        ("labels:\n  - tax\n  -\u00a0vat\n  - due", (5, 4), "labels:\n  - tax\n  - vat\n  - due"),
        ("labels:\n  - tax\n  -vat\n  - due", (5, 3), "labels:\n  - tax\n  - vat\n  - due"),
        ("points： 5", (3, 1), "points: 5"),
        ("points：5\nowner：ada", (3, 1), "points: 5\nowner: ada"),
        ("points:5\nowner:ada", (3, 1), "points: 5\nowner: ada"),
        ("owner: @ada", (3, 8), 'owner: "@ada"'),
        ("owner: @ada # since May", (3, 8), 'owner: "@ada" # since May'),
        ("so_that: > 5 users sign up", (3, 12), 'so_that: "> 5 users sign up"'),
        ("so_that: 100 % know\ni_want: % of all", (4, 9), 'so_that: 100 % know\ni_want: "% of all"'),
        ("i_want: `po rank` to be fast", (3, 9), 'i_want: "`po rank` to be fast"'),
        ("i_want: *bold* words", (3, 9), 'i_want: "*bold* words"'),
        ("i_want: & so on", (3, 9), 'i_want: "& so on"'),
        ('so_that: "a" and b', (3, 10), "so_that: '\"a\" and b'"),
        (
            "acceptance_criteria:\n  - [ ] open: yes\n  - [x] done",
            (4, 5),
            'acceptance_criteria:\n  - "open: yes"\n  - {text: done, done: "true"}',
        ),
        ("labels: [area:billing, prio:high]", (3, 10), 'labels: ["area:billing", "prio:high"]'),
        ("labels: [tax, 10:30]", (3, 15), 'labels: [tax, "10:30"]'),
        ("labels: [why?, a?b]", (3, 10), 'labels: ["why?", "a?b"]'),
        ("links:\n  - {title: x, url: https://example.org}", (4, 21), None),
        ("labels: [tax,\n  area:billing]", (4, 3), 'labels: [tax,\n  "area:billing"]'),
        ("points:\u200b5", (3, 8), "points: 5"),
        ("points: 5\u200b", (3, 9), "points: 5"),
        ("\u2060points: 5", (3, 1), "points: 5"),
        ("labels:\n  -\u200btax", (4, 3), "labels:\n  - tax"),
        ("points = 5\nowner=ada", (3, 1), "points: 5\nowner: ada"),
        ("rice: {reach:5, impact:2,\n  effort:1}", (3, 8), "rice: {reach: 5, impact: 2,\n  effort: 1}"),
        ("links: [{title:x, url: 'https://a.org'}]", (3, 10), "links: [{title: x, url: 'https://a.org'}]"),
        ("acceptance_criteria:\n  * one\n  * two", (4, 3), "acceptance_criteria:\n  - one\n  - two"),
        ("acceptance_criteria:\n  1. one\n  2. two", (5, 3), "acceptance_criteria:\n  - one\n  - two"),
        ("labels:\n  \u2013 tax\n  \u2013 vat", (4, 3), "labels:\n  - tax\n  - vat"),
        ("labels:\n  - tax\n  \u2022 vat", (5, 3), "labels:\n  - tax\n  - vat"),
        ("acceptance_criteria:\n  * [ ] one", (4, 5), "acceptance_criteria:\n  - one"),
        ("so_that: [beta] users see it", (3, 10), 'so_that: "[beta] users see it"'),
        (
            "acceptance_criteria:\n  - [a](https://a.org) is up",
            (4, 5),
            'acceptance_criteria:\n  - "[a](https://a.org) is up"',
        ),
        ("so_that: {{name}} is greeted", (3, 10), 'so_that: "{{name}} is greeted"'),
        ("labels: [tax, #vat]", (3, 15), 'labels: [tax, "#vat"]'),
        ("labels:\n  - #tax\n  - vat", (4, 4), 'labels:\n  - "#tax"\n  - vat'),
    ],
)
def test_a_slip_is_told_at_its_place_and_mended(slip: str, place: tuple[int, int], right: str | None) -> None:
    found = reading(STORY, f"{HEAD}{slip}\n".encode()).diagnostics
    assert (found[0].span.line, found[0].span.column) == place
    after = once_mended(f"{HEAD}{slip}\n")
    expected = right or 'links:\n  - {title: x, url: "https://example.org"}'
    assert after.replace('"true"', "true") == f"{HEAD}{expected}\n".replace('"true"', "true")
    assert not reading(STORY, after.encode()).diagnostics


def test_each_slip_of_a_file_is_told(write: Write) -> None:
    text = "owner: @ada\npoints： 5\nlabels: [a:b]\nkind: bug\nso_that: x: y\ni_want: `x`\n"
    found = read(write({STORY: HEAD + text}), STORY).diagnostics
    assert sorted({one.span.line for one in found}) == [3, 4, 5, 6, 7, 8]
    assert sum(one.fix is not None for one in found) >= 5


@pytest.mark.parametrize(
    "doubtful",
    ['owner: "ada', "owner: 'It's ada", "so_that: > all users", "so_that: | one\n", "owner: *ada", "owner: !ada",
     "so_that: @all\n  of them", "note:5", "so_that: #all", "owner: #ada",
     "description:\n  * one\n  * two", "description:\n  - [ ] one", "labels:\n  - [x] tax\n  - [ ] vat", "owner: 'a'b"],
)  # fmt: skip
def test_a_slip_that_may_mean_two_things_is_left_to_a_person(doubtful: str) -> None:
    found = reading(STORY, f"{HEAD}{doubtful}\n".encode()).diagnostics
    assert found
    assert not any(one.fix for one in found)


def test_blanks_that_look_like_spaces_are_shown() -> None:
    report = Report(reading(STORY, f"{HEAD}points:\u00a05\nstatus: draft\n".encode()).diagnostics, 1)
    assert "this blank is <U+00A0>" in concise.report(report)
    assert "points:<U+00A0>5" in full.report(report)
    wrong = Report(reading(STORY, f"{HEAD}points: 5\u2003\n".encode()).diagnostics, 1)
    assert "`5<U+2003>`" in concise.report(wrong)
