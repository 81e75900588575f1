"""How days read."""

import pytest

from pocli.pages import words


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "1 day ago"), (2, "2 days ago"), (-1, "in 1 day"), (-3, "in 3 days")]
)
def test_how_long_ago_a_day_was(days: int, said: str) -> None:
    assert words.ago(days) == said
