"""What stops a command: it cannot be done, and here is the next step."""


class PoError(Exception):
    """Say that a command cannot do what was asked.

    The only exception that pocli raises on purpose; the boundary in `pocli.app` prints it as two lines on stderr and
    leaves with `exit_code`.
    """

    def __init__(self, message: str, hint: str = "", *, exit_code: int = 2) -> None:
        """Take the one-line message (lower case, no full stop), the next step, and the exit code of docs/cli.md."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code
