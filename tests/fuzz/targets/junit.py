"""A report of tests: outcomes, or trouble."""

from pocli.errors import PoError
from pocli.features.criteria.junit_work import outcomes

FAILED = (
    b'<?xml version="1.0"?><testsuites><testsuite name="s"><testcase classname="a" name="PO-1 pays" file="a.py">'
    b'<failure message="no&#10;more">text</failure></testcase><testcase name="c"><skipped/></testcase></testsuite>'
    b"</testsuites>"
)
SEEDS = (
    FAILED,
    b'<testsuite><properties><property name="a" value="b"/></properties><testcase name="t"/></testsuite>',
    b'<!DOCTYPE a [<!ENTITY b "c">]><testsuite>&b;</testsuite>',
)


def check(data: bytes) -> None:
    try:
        found = outcomes(data)
    except PoError:
        return
    assert all(one.result in {"passed", "failed", "skipped"} and "\n" not in one.message for one in found)
