"""A report is read, and nothing in it can do harm."""

import pytest

from pocli.errors import PoError
from pocli.features.criteria.junit_work import outcomes
from pocli.features.criteria.outcome import Outcome

REPORT = b"""<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" tests="4">
<testcase classname="tests.test_a" name="test_one" file="tests/test_a.py" time="0.1"/>
<testcase classname="tests.test_a" name="test_two"><failure message="assert 1&#10;more">long</failure></testcase>
<testcase classname="tests.test_a" name="test_three"><skipped message="no"/></testcase>
<testcase classname="tests.test_a" name="test_four"><skipped/><error message="boom"/></testcase>
</testsuite></testsuites>"""


def test_each_test_has_an_end() -> None:
    assert outcomes(REPORT) == (
        Outcome("tests.test_a", "test_one", "tests/test_a.py"),
        Outcome("tests.test_a", "test_two", "", "failed", "assert 1"),
        Outcome("tests.test_a", "test_three", "", "skipped", "no"),
        Outcome("tests.test_a", "test_four", "", "failed", "boom"),
    )
    assert outcomes(b"<testsuite/>") == ()
    assert outcomes("<testsuite><testcase name='\u00fc'/></testsuite>".encode("utf-16")) == (Outcome("", "\u00fc"),)


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (at, b"&a%s;" % (str(at - 1).encode() if at else b"") * 10) for at in range(9)
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LAUGHS + b"]><testsuite>&a8;</testsuite>", "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><testsuite name="&b;"/>', "DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><testsuite/>', "DOCTYPE"),
        (b"<testsuite>", "is not XML: no element found (line 1)"),
        (b"", "is not XML: no element found"),
        (b"<testsuite>&a;</testsuite>", "is not XML: undefined entity"),
        (b"{}", "is not XML"),
        (b"<html/>", "begins with <html>"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(PoError) as refused:
        outcomes(data)
    assert message in refused.value.message
