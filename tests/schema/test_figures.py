"""A number or a day of another shape is named as it should be written, where it can mean only one thing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.model import days
from pocli.model.number import text
from pocli.reading.read_file import reading
from pocli.schema import figures
from pocli.schema.fields import NUMBER

STORY = "id: TS-4\ntitle: Pay\n"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("3,5", ["3.5"]),
        ("0,500", ["0.5"]),
        ("1,200", ["1200", "1.2"]),
        ("1,200,000", ["1200000"]),
        ("1.200.000", ["1200000"]),
        ("1.200,50", ["1200.5"]),
        ("1,200.50", ["1200.5"]),
        ("2 000", ["2000"]),
        ("2\u202f000", ["2000"]),
        ("2'000", ["2000"]),
        ("-3,5", ["-3.5"]),
        ("+5", ["5"]),
        (".5", ["0.5"]),
        ("1/2", ["0.5"]),
        ("1/3", []),
        ("2k", ["2000"]),
        ("5 points", ["5"]),
        ("eight", ["8"]),
        ("many", []),
        ("1,20,300", []),
        ("3,5,7", []),
        ("٣", []),
        ("", []),
    ],
)
def test_what_a_number_can_mean(word: str, meant: list[str]) -> None:
    assert list(figures.figures(word)) == meant


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=100).filter(lambda one: (one * 100).denominator == 1))
def test_a_figure_of_any_country_is_found_again(value: Fraction) -> None:
    whole, _, decimals = text(value).partition(".")
    for group, point in ((",", "."), (".", ","), (" ", ","), ("'", ".")):
        word = f"{int(whole):,}".replace(",", group) + (point + decimals if decimals else "")
        assert NUMBER.fullmatch(word) or text(value) in figures.figures(word), word


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("800-2000", "800..2000"),
        ("800 – 2,000", "800..2000"),
        ("800...2000", "800..2000"),
        ("800 to 2000", "800..2000"),
        ("1,5-2,5", "1.5..2.5"),
        ("2000-800", ""),
        ("few-many", ""),
    ],
)
def test_what_a_range_must_mean(word: str, meant: str) -> None:
    assert figures.span(word) == meant


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("12.01.2027", "write `2027-01-12`"),
        ("2027/1/12", "write `2027-01-12`"),
        ("13/12/2026", "write `2026-12-13`"),
        ("12 January 2027", "write `2027-01-12`"),
        ("01/12/2027", "it can mean two days: write `2027-12-01` or `2027-01-12`"),
        ("Jan 12", "add the year: write `YYYY-01-12`"),
        ("12.1.", "add the year: write `YYYY-01-12`"),
        ("soon", "write the date as `2026-12-31`"),
    ],
)
def test_what_a_date_can_mean(word: str, hint: str) -> None:
    assert days.hint(word) == hint


@pytest.mark.parametrize(
    ("line", "hint", "mended"),
    [
        ("points: 3,5", "write `3.5`", "3.5"),
        ("points: 1,200", "it can mean two numbers: write `1200` or `1.2`", None),
        ("points: eight", "write `8`", None),
        ("due: 12.01.2027", "write `2027-01-12`", "2027-01-12"),
        ("due: 01/12/2027", "it can mean two days: write `2027-12-01` or `2027-01-12`", None),
        ("rice: {reach: 800-2000}", "write `800..2000`", "800..2000"),
        ("rice: {reach: '800..2 000'}", "write `800..2000`", "800..2000"),
        ("rice: {impact: '0,5'}", "write `0.5`", "0.5"),
        ("rice: {confidence: '80,5 %'}", "write `80.5%`", "80.5%"),
        ("rice: {confidence: 80 percent}", "write `80%`", "80%"),
        ("rice: {confidence: '0,8'}", "write `0.8`", "0.8"),
        ("sprint: 5", "write it as `S-5`", "S-5"),
        ("sprint: Sprint 5", "write it as `S-5`", "S-5"),
        ("sprint: soon", "write `S-` and its number", None),
        ("goal: 2", "write it as `G-2`", "G-2"),
        ("goal: g-2", "write it as `G-2`", "G-2"),
        ("parent: 3", "write it as `TS-3`", "TS-3"),
        ("depends_on: ['#7']", "write it as `TS-7`", "TS-7"),
        ("depends_on: [ts 7]", "write it as `TS-7`", "TS-7"),
        ("depends_on: [TS-021]", "write it as `TS-21`", "TS-21"),
        ("depends_on: ['021', TS-3]", "write it as `TS-21`", "TS-21"),
        ("parent: TS-0100", "write it as `TS-100`", "TS-100"),
        ("parent: TS021", "write it as `TS-21`", "TS-21"),
        ("sprint: S-05", "write it as `S-5`", "S-5"),
        ("goal: G-00", "write `G-` and its number", None),
    ],
)
def test_a_file_is_told_what_to_write(line: str, hint: str, mended: str | None) -> None:
    (found,) = reading("stories/TS-4.yaml", (STORY + line + "\n").encode()).diagnostics
    assert found.hint == hint
    assert (found.fix is not None) == (mended is not None)
    assert mended is None or mended in str(found.fix)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("value: 120k EUR", "write `120000 EUR`"),
        ("value: EUR 120,000", "write `120000 EUR`"),
        ("value: 120.000 €", "write `120000 EUR`"),
        ("value: 9 00", "write plain digits with a point, such as `1200` or `2.5`"),
        ("needs: [7]", "write all of it: prefix, dash, number"),
    ],
)
def test_a_request_is_told_what_to_write(line: str, hint: str) -> None:
    (found,) = reading("requests/R-1.yaml", f"id: R-1\ntitle: Pay\n{line}\n".encode()).diagnostics
    assert found.hint == hint


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("~900", "write `900`"),
        ("ca. 1.200,50", "write `1200.5`"),
        ("about 900 users", "write `900`"),
        ("900users", "write `900`"),
        ("900 users a month", "write `900`"),
        ("1.5M", "write `1500000`"),
        ("2 million", "write `2000000`"),
        ("80%", "write a plain number, not a percentage"),
        ("2 weeks", "write plain digits with a point, such as `1200` or `2.5`"),
        ("3d", "write plain digits with a point, such as `1200` or `2.5`"),
        ("many", "write plain digits with a point, such as `1200` or `2.5`"),
    ],
)
def test_a_number_with_more_around_it_is_named_and_left_to_a_person(word: str, hint: str) -> None:
    text = f"id: TS-1\ntitle: Pay\nrice: {{reach: '{word}', impact: 1, confidence: 50%, effort: 1}}\n"
    (found,) = reading("stories/TS-1.yaml", text.encode()).diagnostics
    assert (found.hint, found.fix) == (hint, None)
