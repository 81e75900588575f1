"""How do problems read for a CI that shows tests? As JUnit XML (the Jenkins schema, junit-10.xsd).

A file with problems is a suite; an error is a failed test, a warning or an info a skipped one, so that a run that exits
0 is green.
"""

import re
from collections import Counter
from itertools import groupby
from xml.sax.saxutils import quoteattr

from pocli.model.diagnostic import Diagnostic, Report
from pocli.text import plural, safe

NO_XML = re.compile("[\ufffe\uffff]")


def report(what: Report) -> str:
    """Return the problems as one document; where there are none, one passed test says so."""
    count = Counter(one.severity for one in what.diagnostics)
    tests = len(what.diagnostics) or 1
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="po validate" tests="{tests}" failures="{count["error"]}" errors="0">',
    ]
    for path, group in groupby(what.diagnostics, lambda one: one.path):
        lines += _suite(path, list(group))
    if not what.diagnostics:
        clean = f"no problems in {plural(what.files, 'file')}"
        lines.append('  <testsuite name="po validate" tests="1" failures="0" errors="0" skipped="0">')
        lines += [f"    <testcase {_attributes(name=clean, classname='po validate')}/>", "  </testsuite>"]
    return "\n".join((*lines, "</testsuites>")) + "\n"


def _suite(path: str, found: list[Diagnostic]) -> list[str]:
    failures = sum(one.severity == "error" for one in found)
    counts = f'tests="{len(found)}" failures="{failures}" errors="0" skipped="{len(found) - failures}"'
    cases = [line for one in found for line in _case(one)]
    return [f"  <testsuite {_attributes(name=path)} {counts}>", *cases, "  </testsuite>"]


def _case(one: Diagnostic) -> list[str]:
    place = f"{one.span.line}:{one.span.column}"
    element = "failure" if one.severity == "error" else "skipped"
    hint = f" ({one.hint})" if one.hint else ""
    message = f"{one.path}:{place}: {one.message}{hint}"
    return [
        f"    <testcase {_attributes(name=f'{one.rule} {place}', classname=one.path)}>",
        f"      <{element} {_attributes(type=one.rule, message=message)}/>",
        "    </testcase>",
    ]


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(NO_XML.sub('�', safe(value)))}" for name, value in values.items())
