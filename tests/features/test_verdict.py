"""A criterion is proved by the test that it names, however the tools spell it."""

import pytest

from pocli.features.criteria.outcome import Outcome
from pocli.features.criteria.verdict import Verdict, indexed, name, verdicts

TESTS = indexed(
    [
        Outcome("tests.test_export", "test_rows"),
        Outcome("tests.test_export.TestCsv", "test_quotes[a.b/c]"),
        Outcome("tests.test_export.TestCsv", "test_quotes[d]", result="failed", message="no"),
        Outcome("tests.test_export.TestCsv", "test_later", result="skipped"),
        Outcome("com.acme.ExportTest", "writesRows"),
        Outcome("Export > csv", "writes rows", file="src/export.test.ts"),
        Outcome("", ""),
    ]
)


@pytest.mark.parametrize(
    ("test", "result"),
    [
        ("tests/test_export.py::test_rows", "passed"),
        ("tests.test_export.test_rows", "passed"),
        ("test_export.py::test_rows", "passed"),
        ("test_rows", "passed"),
        ("rows", "missing"),
        ("tests/test_export.py", "failed"),
        ("tests/test_export.py::TestCsv::test_quotes", "failed"),
        ("tests/test_export.py::TestCsv::test_quotes[a.b/c]", "passed"),
        ("tests/test_export.py::TestCsv::test_quotes[x]", "missing"),
        ("tests/test_export.py::TestCsv::test_later", "skipped"),
        ("com.acme.ExportTest#writesRows", "passed"),
        ("Export > csv > writes rows", "passed"),
        ("src/export.test.ts > writes rows", "passed"),
        ("tests/test_import.py::test_rows", "missing"),
        ("::", "missing"),
    ],
)
def test_names(test: str, result: str) -> None:
    (found,) = verdicts([{"text": "x", "verified_by": test}], TESTS)
    assert found.result == result


def test_a_name_has_parts() -> None:
    assert name("tests/test_a.py::test_b[c.py::d]") == ("tests", "test_a", "test_b[c.py::d]")
    assert name("") == ()


def test_only_criteria_that_name_a_test_are_judged_and_numbers_are_theirs() -> None:
    criteria = ["plain", {"text": "x"}, {"text": "y", "verified_by": "test_quotes[d]"}, {"verified_by": " "}, None]
    assert verdicts(criteria, TESTS) == (Verdict(3, "test_quotes[d]", "failed", "no"),)
