"""The guarded reader: any bytes are safe, and every value has its place."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import SHARED, is_quick
from pocli.yaml.parse import EMPTY, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, parse

CORPUS = SHARED / "tools" / "hostile_corpus.py"
GENEROUS = 0.2  # seconds; the budget of 0.05 holds on a quiet machine


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not CORPUS.exists():
        pytest.skip("the hostile corpus is not here")
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(CORPUS)], cwd=folder, check=True)
    return folder / "cases"


def test_values_are_texts_with_places() -> None:
    document = parse(b"id: PO-1\nrice: {reach: 010}\nlist:\n  - no\n  - 1:30\npoints:\n")
    assert document.tree == {"id": "PO-1", "rice": {"reach": "010"}, "list": ["no", "1:30"], "points": EMPTY}
    assert document.places.inner["list"].inner[1].span == (5, 5, 5, 9)
    assert document.places.inner["rice"].inner["reach"].key == (2, 8, 2, 13)


@pytest.mark.parametrize(
    ("data", "rule", "place"),
    [
        (b"a: &x 1\n", "unsafe-yaml", (1, 4)),
        (b"a: 1\nb: *x\n", "unsafe-yaml", (2, 4)),
        (b"a: !!int 1\n", "unsafe-yaml", (1, 4)),
        (b"<<: {a: 1}\n", "unsafe-yaml", (1, 1)),
        (b"a: 1\na: 2\n", "unsafe-yaml", (2, 1)),
        (b"a: 1\n---\nb: 1\n", "unsafe-yaml", (2, 1)),
        (b"a: 1\n---\n", "unsafe-yaml", (2, 1)),
        (b"a: \xff\n", "unsafe-yaml", (1, 4)),
        (b"a: 1\n<<<<<<< HEAD\n", "merge-conflict", (2, 1)),
        (b"title: Export: me\n", "colon-in-text", (1, 14)),
        (b"a:\n\tb: 1\n", "invalid-yaml", (2, 1)),
        (b"a: 'x\n", "invalid-yaml", (1, 4)),
        (b"- a\n", "wrong-type", (1, 1)),
        (b"%YAML 1.1\n---\na: 1\n", "unsafe-yaml", (1, 1)),
        (b"? [a]\n: 1\n", "unsafe-yaml", (1, 3)),
        (b"a: " + b"x" * 70_000 + b"\n", "unsafe-yaml", (1, 4)),
        (b"x" * 300_000, "unsafe-yaml", (1, 1)),
        (b"a: " + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "unsafe-yaml", (1, 35)),
        (b"a: [" + b"1," * (MAX_NODES + 1) + b"]", "unsafe-yaml", (1, 39999)),
        ("a: \u202egpj\n".encode(), "unsafe-yaml", (1, 4)),
        (b'a: "\\0"\n', "unsafe-yaml", (1, 4)),
    ],
)
def test_what_is_refused_has_its_place(data: bytes, rule: str, place: tuple[int, int]) -> None:
    first = parse(data).faults[0]
    assert (first.rule, first.span[:2]) == (rule, place)


def test_bom_and_crlf_are_accepted() -> None:
    document = parse(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n")
    assert document.bom
    assert document.tree == {"a": "1", "b": "x\n"}


def test_hostile_files_are_read_quickly_and_never_crash(hostile: Path) -> None:
    for case in sorted(hostile.glob("*.yaml")):
        data = case.read_bytes()[: 256 * 1024 + 1]
        document = parse(data)
        assert is_quick(partial(parse, data), GENEROUS), case.name
        assert document.faults or document.tree or case.name in {"empty.yaml", "only_comment.yaml"}


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    document = parse(data)
    assert not (document.faults and document.tree)
    assert all(fault.span.line >= 1 and fault.message for fault in document.faults)


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`\n \t,?", max_size=60))
def test_any_punctuation(text: str) -> None:
    for fault in parse(text.encode()).faults:
        assert fault.span.line >= 1
        assert fault.span.column >= 1
        assert fault.message


@given(st.text(max_size=50), st.integers(min_value=0, max_value=5))
def test_quoted_text_comes_back(text: str, indent: int) -> None:
    escaped = "".join(f"\\U{ord(char):08X}" for char in text if not "\ud800" <= char <= "\udfff" and char != "\0")
    document = parse(f'{" " * indent}a: "{escaped}"\n'.encode())
    assert document.tree == {"a": "".join(char for char in text if not "\ud800" <= char <= "\udfff" and char != "\0")}


def test_a_file_and_a_key_may_be_as_large_as_the_limits_and_no_larger() -> None:
    line = b"a: " + b"x" * 60_000 + b"\n"
    whole = b"".join(bytes([97 + at]) + line[1:] for at in range(4))
    whole += b"# " + b"x" * (MAX_BYTES - len(whole) - 3) + b"\n"
    assert len(whole) == MAX_BYTES
    assert not parse(whole).faults
    (fault,) = parse(whole + b"\n").faults
    assert (fault.message, fault.hint) == (
        f"the file is larger than {MAX_BYTES // 1024} KiB",
        "split it, or link to the text instead",
    )
    key = b"? " + b"k" * MAX_SCALAR + b"\n: 1\n"
    assert "a key is too long" not in {one.message for one in parse(key).faults}
    assert [one.message for one in parse(b"? " + b"k" * (MAX_SCALAR + 1) + b"\n: 1\n").faults] == ["a key is too long"]
