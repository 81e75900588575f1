"""How do problems read one on a line, for editors and grep?"""

from pocli.model.diagnostic import Diagnostic, Report
from pocli.text import capped, safe, tally, visible_blanks


def report(what: Report) -> str:
    """Return `file:line:col: error[rule] message` for each problem, and a summary."""
    shown, more = capped(what.diagnostics, lambda one: one.path)
    lines = [_line(one) for one in shown]
    if more:
        lines.append(f"… and {more:,} more")
    lines.append(tally((one.severity for one in what.diagnostics), what.files, what.fixable()))
    return "".join(f"{line}\n" for line in lines)


def _line(one: Diagnostic) -> str:
    return safe(
        f"{one.path}:{one.span.line}:{one.span.column}: {one.severity}[{one.rule}] {visible_blanks(one.message)}"
    )
