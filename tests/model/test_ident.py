"""Which id does a person mean?"""

import pytest

from pocli.model.ident import spelled


@pytest.mark.parametrize("word", ["2", "02", "002", "PO-2", "po-2", "Po-002", "PO-0000000002"])
def test_every_way_to_type_an_id(word: str) -> None:
    assert spelled(word, "PO") == "PO-2"


@pytest.mark.parametrize(
    "word", ["", "0", "000", "PO-0", "-2", "2-", "PO2", "PO--2", "1_000", "٢", "2 ", "PO-1234567890"]
)
def test_what_is_no_id(word: str) -> None:
    assert spelled(word, "PO") == ""


@pytest.mark.parametrize(("word", "means"), [("021", "PO-21"), ("inv-0100", "INV-100"), ("A0-07", "A0-7")])
def test_only_zeros_before_the_number_are_left_out(word: str, means: str) -> None:
    assert spelled(word, "PO") == means
