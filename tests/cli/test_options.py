"""The options of new records fit the fields."""

from pocli import fields
from pocli.analysis import creation


def test_what_is_a_list_can_be_said_several_times() -> None:
    assert {name for name, (_, about) in fields.SAID.items() if about.endswith("repeatable.")} == set(creation.LISTS)
