"""How do problems read for a program? As `po.diagnostics/1`, all of them."""

import json
from collections import Counter

from pocli.model.diagnostic import SEVERITIES, Diagnostic, Report
from pocli.model.edit import Edit, Replace
from pocli.text import json_safe


def report(what: Report) -> str:
    """Return the problems as one JSON document."""
    count = Counter(one.severity for one in what.diagnostics)
    document = {
        "schema": "po.diagnostics/1",
        "diagnostics": [_entry(one) for one in what.diagnostics],
        "summary": {"files": what.files, **{f"{severity}s": count[severity] for severity in SEVERITIES}},
    }
    return json_safe(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _entry(one: Diagnostic) -> dict[str, object]:
    fix = {"fix": {"safe": one.fix.safe, "edits": [_edit(edit) for edit in one.fix.edits]}} if one.fix else {}
    return {
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "hint": one.hint,
        "file": one.path,
        "line": one.span.line,
        "column": one.span.column,
        "end_line": one.span.end_line,
        "end_column": one.span.end_column,
        **fix,
    }


def _edit(edit: Edit) -> dict[str, object]:
    """Return an edit under its kind; a replaced text has the places of a diagnostic."""
    fields = edit._asdict()
    if isinstance(edit, Replace):
        del fields["span"]
        fields |= edit.span._asdict()
    return {"kind": type(edit).__name__.lower(), **fields}
