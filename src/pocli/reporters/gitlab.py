"""How do problems read for GitLab? As a code-quality report."""

import json
from collections import Counter
from hashlib import sha256

from pocli.model.diagnostic import Diagnostic, Report
from pocli.text import json_safe, safe

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def report(what: Report) -> str:
    """Return the problems as GitLab's list of code-quality items."""
    seen: Counter[str] = Counter()
    items = [_item(one, seen) for one in what.diagnostics]
    return json_safe(json.dumps(items, indent=2, ensure_ascii=False)) + "\n"


def _item(one: Diagnostic, seen: Counter[str]) -> dict[str, object]:
    """Return an item; its fingerprint stays when lines move, and no two are the same."""
    said = f"{one.path}\0{one.rule}\0{one.message}"
    seen[said] += 1
    fingerprint = sha256(f"{said}\0{seen[said]}".encode("utf-8", "backslashreplace")).hexdigest()
    hint = f": {safe(one.hint)}" if one.hint else ""
    return {
        "description": f"{safe(one.message)}{hint}",
        "check_name": one.rule,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[one.severity],
        "location": {
            "path": one.path,
            "positions": {
                "begin": {"line": one.span.line, "column": one.span.column},
                "end": {"line": one.span.end_line, "column": one.span.end_column},
            },
            "lines": {"begin": one.span.line, "end": one.span.end_line},
        },
    }
