"""What stops a command: it cannot be done, and here is the next step."""

from pathlib import Path


class PoError(Exception):
    """Say that a command cannot do what was asked.

    The only exception that pocli raises on purpose; the boundary in `pocli.app` prints it as two lines on stderr and
    leaves with `exit_code`.
    """

    def __init__(
        self, message: str, hint: str = "", *, exit_code: int = 2, path: str = "", base: Path | None = None
    ) -> None:
        """Take what there is to say.

        Args:
            message: what cannot be done, on one line: lower case, no full stop.
            hint: the next step.
            exit_code: see docs/cli.md.
            path: the file that both name, from the backlog's folder; it is said as it can be opened.
            base: another folder that the path begins in.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code
        self.path = path
        self.base = base
