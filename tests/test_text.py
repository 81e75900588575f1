"""Can a stranger's text harm a screen or a runner, and do figures read as people write them?"""

import json
import unicodedata
from fractions import Fraction
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pocli.text import (
    NARROW,
    capped,
    cells,
    defused,
    figure,
    json_safe,
    nearest,
    percent,
    plural,
    safe,
    signed,
    tally,
    wrapped,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\nb\tc", "a␊b␉c"),
        ("\x7f\x9b", "␡<U+009B>"),
        ("\u202e", "<U+202E>"),
        ("\u2028\u2029\x85", "<U+2028><U+2029><U+0085>"),
        ("\U000e0041\u200b\ufeff\ud800", "<U+E0041><U+200B><U+FEFF><U+D800>"),
        ("[red]x[/red] :smile: 日本 é 👩‍👧", "[red]x[/red] :smile: 日本 é 👩‍👧"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown
    assert safe(shown) == shown


@given(st.text())
def test_nothing_that_acts_on_a_screen_is_left(text: str) -> None:
    shown = safe(text)
    assert len((shown + "x").splitlines()) == 1
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert all(
        unicodedata.bidirectional(character) not in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI"}
        for character in shown
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("1200", "1,200"),
        ("1234567.25", "1,234,567.2"),
        ("-3.5", "-3.5"),
        ("2", "2"),
        ("0.05", "0.05"),
        ("0.0123", "0.012"),
        ("100", "100"),
        ("-1234.5", "-1,234.5"),
        ("0.96", "0.96"),
        ("0.00000000000000001", "0"),
        ("-0.00000000000000001", "0"),
    ],
)
def test_figure(value: str, shown: str) -> None:
    assert figure(Fraction(value)) == shown


def test_words_with_figures() -> None:
    assert percent(Fraction(13, 100)) == "13 %"
    assert plural(1, "story", "stories") == "1 story"
    assert plural(1200, "story", "stories") == "1,200 stories"
    assert plural(0, "file") == "0 files"


def test_nearest() -> None:
    assert nearest("PO-99", ["PO-9", "G-1"]) == "PO-9"
    assert nearest("zzz", ["PO-9"]) == ""


@pytest.mark.parametrize(
    "text", ["", "abc", "日本", "e\u0301", "é", "Ａ", "👩", "👨‍👩‍👧‍👦 ❤️ 👍🏽 1️⃣ 🇩🇪", "می\u200cخواهم"]
)
def test_cells_agree_with_rich(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_what_is_taken_for_narrow_is_narrow() -> None:
    narrow = [one for one in map(chr, range(0x10000)) if NARROW.fullmatch(one)]
    assert len(narrow) > 1000
    assert [one for one in narrow if cell_len(one) != 1] == []


def test_what_unicode_calls_ignorable_is_shown() -> None:
    ignorable = [one for one in map(chr, range(0x110000)) if regex.fullmatch(r"\p{Default_Ignorable_Code_Point}", one)]
    assert len(ignorable) > 4000
    assert [one for one in ignorable if safe(f"a{one}b") == f"a{one}b"] == []


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "क्\u200dष", "❤\ufe0f", "1\ufe0f\u20e3", "👩\u200d💻", "👁\ufe0f\u200d🗨\ufe0f"]
)
def test_what_shapes_letters_and_pictures_stays(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    "text",
    ["a\u200cb", "a\u200db", "\u200c", "م\u200c", "\u200d💻", "a\ufe0f", "1\ufe0f", "日\ufe00", "م\u200c\u200cم"],
)
def test_elsewhere_it_is_shown(text: str) -> None:
    assert "<U+" in safe(text)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("::error::x", ":\\:error::x"),
        ("  ::error", "  :\\:error"),
        ("a\n\t::b\r::c\r\n\u00a0::d", "a\n\t:\\:b\r:\\:c\r\n\u00a0:\\:d"),
        ("a ::b", "a ::b"),
        ("\x1b[1m::b", "\x1b[1m:\\:b"),
        ("::::", ":\\:::"),
        ("a ##[group] ###[x]", "a #\\#[group] ##\\#[x]"),
        ("a ##vso[task.x]b ##TeamCity[y] ##z[", "a #\\#vso[task.x]b #\\#TeamCity[y] ##z["),
        ("\n" * 50_000 + " " * 50_000, "\n" * 50_000 + " " * 50_000),
    ],
)
def test_defused(text: str, broken: str) -> None:
    assert defused(text) == broken


@given(st.text(st.sampled_from(":#[ \n\r\ta\xa0")))
def test_a_runner_finds_no_command(text: str) -> None:
    shown = defused(text)
    assert "##[" not in shown
    assert not any(row.strip().startswith("::") for row in shown.replace("\r", "\n").split("\n"))
    assert shown.replace("\\", "") == text


@given(st.text() | st.sampled_from(["##[a]", "##vso[a]", "\ud800", "\\##[", "\u2028"]))
def test_json_safe_means_the_same(text: str) -> None:
    document = json_safe(json.dumps([text], ensure_ascii=False))
    assert "##[" not in document
    assert "##vso[" not in document
    assert json.loads(document.encode("utf-8")) == [text]


def test_capped() -> None:
    kept, more = capped(["a"] * 60 + ["b"], str)
    assert (kept, more) == (["a"] * 50 + ["b"], 10)
    kept, more = capped(map(str, range(1003)), str)
    assert (len(kept), more) == (1000, 3)


def test_tally() -> None:
    assert tally(["error", "warning", "error"], 14) == "2 errors, 1 warning in 14 files"
    assert tally(["info"], 1) == "1 info in 1 file"
    assert tally([], 14) == "no problems in 14 files"


@pytest.mark.parametrize(
    ("word", "near"),
    [("PO-12345", "PO-2345"), ("PO-4321O", "PO-4321"), ("P-77", "PO-77"), ("POO-77", "PO-77"), ("PO-7007", "PO-707"),
     ("PO-99999", ""), ("OP-77", "PO-77"), ("x" * 500, "")],
)  # fmt: skip
def test_among_many_words_one_slip_is_seen(word: str, near: str) -> None:
    assert nearest(word, {f"PO-{number}" for number in range(1, 5000)}) == near


WORDS = st.text(st.sampled_from("ab`.-日本é👩💻"), min_size=1, max_size=9)


@given(st.lists(WORDS, max_size=30), st.sampled_from([40, 80, 120]), st.sampled_from([0, 2, 8]))
def test_a_line_is_wrapped_between_words_and_never_inside_one(words: list[str], width: int, hang: int) -> None:
    lines = wrapped(" ".join(words), width, hang)
    assert [word for line in lines for word in line.split()] == words
    assert all(cells(line) <= width for line in lines)
    assert all(line.startswith(" " * hang) for line in lines[1:])
    for line, following in pairwise(lines):
        assert cells(f"{line} {following.split()[0]}") > width


def test_a_path_that_is_longer_than_the_width_stays_whole() -> None:
    path = "stories/" + "x" * 60 + ".yaml"
    assert wrapped(f"left out: {path}: why", 40, 2) == ["left out:", f"  {path}:", "  why"]


def test_a_number_that_can_only_be_a_share_gets_its_sign() -> None:
    assert [signed(word) for word in ("80", "1.5", "100", "1", "101", "80%", "high")] == [
        *("80%", "1.5%", "100%"),
        *("1", "101", "80%", "high"),
    ]
    assert [signed(word, above=10) for word in ("8", "10", "11")] == ["8", "10", "11%"]
