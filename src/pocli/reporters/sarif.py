"""How do problems read for code scanning? As SARIF 2.1.0 (OASIS)."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from pocli import __version__, markup
from pocli.model.diagnostic import Diagnostic, Fix, Report
from pocli.model.edit import Replace
from pocli.model.place import Span
from pocli.model.rule import Rule
from pocli.text import json_safe

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def report(what: Report) -> str:
    """Return the problems as a log of one run, with every rule that judged."""
    index = {rule.name: at for at, rule in enumerate(what.rules)}
    driver = {"name": "po", "version": __version__, "rules": [_rule(rule) for rule in what.rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, index) for one in what.diagnostics],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_safe(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    page = {"help": {"text": rule.page, "markdown": rule.page}} if rule.page else {}
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.finds},
        **page,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.about]},
    }


def _result(one: Diagnostic, index: Mapping[str, int]) -> dict[str, object]:
    made: dict[str, object] = {
        "ruleId": one.rule,
        **({"ruleIndex": index[one.rule]} if one.rule in index else {}),
        "level": LEVELS[one.severity],
        "message": {"text": markup.message(f"{one.message}: {one.hint}" if one.hint else one.message)},
        "locations": [_location(one.path, one.span)],
    }
    if one.related:
        made["relatedLocations"] = [
            {**_location(two.path, two.span), "message": {"text": markup.message(two.message)}}
            for two in dict.fromkeys(one.related)
        ]
    return made | _fixes(one.fix, one.path)


def _fixes(fix: Fix | None, path: str) -> dict[str, object]:
    """Return a fix of characters; one of values has no form here."""
    edits = [edit for edit in fix.edits if isinstance(edit, Replace)] if fix else []
    if not fix or not fix.safe or len(edits) != len(fix.edits):
        return {}
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in edits]
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}
    return {"fixes": [{"description": {"text": "po validate --fix"}, "artifactChanges": [change]}]}


def _location(path: str, span: Span) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": _region(span)}}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _uri(path: str) -> str:
    """Return a path as a relative URI; a byte that is no UTF-8 is itself, half a character of UTF-16 is unknown."""
    return quote(HALVES.sub("\ufffd", path).encode("utf-8", "surrogateescape"))
