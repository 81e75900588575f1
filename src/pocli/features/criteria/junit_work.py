"""How did the tests of a JUnit report end?

A report comes from a build, and a build runs what strangers send: a DOCTYPE, the only way to define entities that grow
or that name files, is refused before anything in it is read.
"""

from typing import Any
from xml.parsers import expat

from pocli.errors import PoError
from pocli.features.criteria.outcome import Outcome

RESULTS = {"failure": "failed", "error": "failed", "skipped": "skipped"}


class _Reader:
    """Collects the tests while expat goes through the report."""

    def __init__(self) -> None:
        self.found: list[Outcome] = []
        self.test: Outcome | None = None
        self.depth = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1 and tag not in {"testsuites", "testsuite"}:
            raise PoError(f"this is not a JUnit report: it begins with <{tag}>", "name the XML file of the tests")
        if tag == "testcase":
            self.test = Outcome(given.get("classname", ""), given.get("name", ""), given.get("file", ""))
        elif self.test and tag in RESULTS and self.test.result != "failed":
            result: Any = RESULTS[tag]
            self.test = self.test._replace(result=result, message=given.get("message", "").split("\n")[0])

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "testcase" and self.test:
            self.found.append(self.test)
            self.test = None

    def refuse(self, *_: object) -> None:
        raise PoError("po does not read a JUnit report with a DOCTYPE", "write the report without it")


def outcomes(data: bytes) -> tuple[Outcome, ...]:
    """Return how each test of a report ended.

    Raises:
        PoError: it is not XML, has a DOCTYPE, or is no JUnit report.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code) or "it cannot be read"
        raise PoError(
            f"the report is not XML: {message} (line {error.lineno})", "run the tests again to rewrite it"
        ) from error
    return tuple(reader.found)
