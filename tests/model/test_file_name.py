"""A file's name can be read, and every system takes it."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.diagnostic import Facts
from pocli.model.file_name import LONGEST, file_name, slugged
from pocli.model.ident import in_file_name
from pocli.rules import not_portable_file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Export invoices as CSV", "PO-7-export-invoices-as-csv.yaml"),
        ("日本語のタイトル", "PO-7-日本語のタイトル.yaml"),
        ("Äpfel & Birnen: don't /mix\\ them", "PO-7-äpfel-birnen-dont-mix-them.yaml"),
        ("A\u0308pfel", "PO-7-äpfel.yaml"),
        ("हिन्दी में शीर्षक", "PO-7-हिन्दी-में-शीर्षक.yaml"),
        ("🎉 ❤\ufe0f", "PO-7.yaml"),
        ("../../etc/passwd", "PO-7-etc-passwd.yaml"),
        ("a\u202eb\u3164c", "PO-7-a-b-c.yaml"),
        ("con", "PO-7-con.yaml"),
        ("  -- ", "PO-7.yaml"),
        (
            "As a very long sentence that somebody pasted into the title it goes on and on",
            "PO-7-as-a-very-long-sentence-that-somebody-pasted-into-the-title.yaml",
        ),
        ("SSO " + "長" * 50, f"PO-7-sso-{'長' * 18}.yaml"),
    ],
)
def test_names(title: str, name: str) -> None:
    assert file_name("PO-7", title) == name


@given(st.text(max_size=200))
def test_any_title_makes_a_portable_name(title: str) -> None:
    name = file_name("PO-7", title)
    assert in_file_name(name) == "PO-7"
    assert normalize("NFC", name) == name
    assert len(slugged(title).encode()) <= LONGEST
    facts = Facts(Backlog(Config(), files=(f"stories/{name}",)), today=None)  # type: ignore[arg-type]
    assert not list(not_portable_file_name.check(facts))


@pytest.mark.parametrize("name", ["\udcff", "\udcff" * 250, "é" * 126, "e" * 251])
def test_a_name_that_is_no_text_or_too_long_is_named(name: str) -> None:
    facts = Facts(Backlog(Config(), files=(f"stories/{name}.yaml",)), today=None)  # type: ignore[arg-type]
    assert len(list(not_portable_file_name.check(facts))) == 1


@pytest.mark.parametrize("name", ["é" * 125, "e" * 250])
def test_a_name_is_measured_in_bytes(name: str) -> None:
    facts = Facts(Backlog(Config(), files=(f"stories/{name}.yaml",)), today=None)  # type: ignore[arg-type]
    assert not list(not_portable_file_name.check(facts))
