"""A date of any tool is one day, or refused."""

import pytest

from pocli.model import days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-13", "2026-05-13"),
        ("2026-05-13T11:21:41Z", "2026-05-13"),
        ("2026-05-13 11:21", "2026-05-13"),
        ("20260513", "2026-05-13"),
        ("20260513T112141Z", "2026-05-13"),
        ("25/Oct/25 12:53 PM", "2025-10-25"),
        ("25/okt./25 12:53", "2025-10-25"),
        ("01/déc./25 8:00", "2025-12-01"),
        ("Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)", "2026-05-13"),
        ("Nov 19, 2015", "2015-11-19"),
        ("November 19th, 2015", "2015-11-19"),
        ("19 Nov 2015", "2015-11-19"),
        ("19-Nov-2015", "2015-11-19"),
        ("Thu, 19 Nov 2015 10:00:00 GMT", "2015-11-19"),
        ("25.10.2025 12:53", "2025-10-25"),
        ("3.4.2025", "2025-04-03"),
        ("10/25/2025 12:53:00 PM", "2025-10-25"),
        ("25/10/2025", "2025-10-25"),
        ("4/4/2025", "2025-04-04"),
    ],
)
def test_what_tools_write(text: str, day: str) -> None:
    assert days.day(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3/4/2025", "could be two days"),
        ("2026-02-30", "not a day of the calendar"),
        ("20260230", "not a day of the calendar"),
        ("2026112", "not a date"),
        ("31/Foo/25", "not a date"),
        ("tomorrow", "not a date"),
        ("", "not a date"),
        ("٣/٤/2025", "not a date"),
        ("0000-01-01", "not a day of the calendar"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        days.day(text)


def test_a_column_tells_the_order() -> None:
    assert days.orders(["3/4/2025", "13/4/2025", ""]) == "dm"
    assert days.orders(["3/4/2025", "4/13/2025"]) == "md"
    assert days.orders(["3/4/2025"]) == ""
    assert days.orders(["13/4/2025", "4/13/2025"]) == ""
    assert days.day("3/4/2025", "md") == "2025-03-04"
    assert days.day("3/4/2025", "dm") == "2025-04-03"
