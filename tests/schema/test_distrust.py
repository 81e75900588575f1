"""What no JSON of another tool may hold is found where it stands, in any text, at any depth."""

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.errors import PoError
from pocli.schema import document

PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)
WRONG = ("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 301, '{"x":1,"x":2}')


@given(value=PLAIN, indent=st.sampled_from([None, 1]))
def test_what_is_json_is_read_as_it_is(value: object, indent: int | None) -> None:
    assert document.documents(json.dumps(value, indent=indent)) == (value,)


@given(values=st.lists(PLAIN, max_size=3), wrong=st.sampled_from(WRONG), indent=st.sampled_from([None, 1]))
def test_what_is_wrong_is_found_where_it_stands(values: list[object], wrong: str, indent: int | None) -> None:
    mark = "\ue000wrong"
    text = json.dumps([*values, {"y": {"x": [mark]}}, *values], indent=indent, ensure_ascii=False)
    before, _, after = text.partition(json.dumps(mark, ensure_ascii=False))
    start = before + (wrong[:7] if "x" in wrong else "")
    with pytest.raises(PoError) as raised:
        document.documents(before + wrong + after)
    line, column = start.count("\n") + 1, len(start) - start.rfind("\n")
    assert raised.value.message.startswith(f"{line}:{column}: ")


def refusal(text: str) -> tuple[str, str]:
    """Return why a text is refused, and the next step; nothing if it is not."""
    try:
        document.documents(text)
    except PoError as error:
        return error.message, error.hint
    return "", ""


@given(text=st.text(st.sampled_from('[]{}:,"\\ \n\x001e-NaI\ud800tfu'), max_size=30))
def test_any_text_gives_values_or_a_place(text: str) -> None:
    message, hint = refusal(text)
    assert message[:1].isdecimal() or message in {"", "the file is empty"}
    assert bool(hint) == bool(message)


@pytest.mark.parametrize("end", ["]", ',{"a":1,"a":2}]', ",[NaN]]", "[" * 100_000])
def test_a_large_document_takes_no_long_time(end: str) -> None:
    text = "[" + ",".join(['{"number":1,"title":"a \\" title","labels":[{"id":1.5}]}'] * 100_000) + end
    start = process_time()
    assert refusal(text)[0].startswith("1:" if len(end) > 1 else "")
    assert process_time() - start < 20
