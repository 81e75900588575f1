"""How do problems read for GitHub's runner? As annotations at their lines.

The commands and their escaping are those of the runner and of actions/toolkit (packages/core/src/command.ts): in data,
`%`, CR and LF are encoded; in properties `:` and `,` too.
"""

from pocli.model.diagnostic import Diagnostic, Report
from pocli.text import defused, safe, tally

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def report(what: Report) -> str:
    """Return an annotation for each problem, and a summary."""
    lines = [_annotation(one) for one in what.diagnostics]
    return "".join(f"{line}\n" for line in (*lines, tally((one.severity for one in what.diagnostics), what.files)))


def _annotation(one: Diagnostic) -> str:
    span = one.span
    place = {"file": one.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # the runner takes columns within one line only
        place |= {"col": span.column, "endColumn": span.end_column}
    named = {**place, "title": one.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in named.items())
    hint = f"%0A{_data(one.hint)}" if one.hint else ""
    return f"::{COMMANDS[one.severity]} {properties}::{_data(one.message)}{hint}"


def _data(text: str) -> str:
    """Encode a text for the message: it stays on one line, and no second command can begin in it."""
    return defused(safe(text)).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
