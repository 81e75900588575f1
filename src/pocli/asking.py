"""What does a person at a terminal answer?"""

import sys
from collections.abc import Sequence
from contextlib import suppress

from pocli.errors import PoError
from pocli.run import Run
from pocli.text import folded, safe


def able(run: Run) -> bool:
    """Tell whether there is somebody to ask."""
    return not run.yes and sys.stdin.isatty() and sys.stdout.isatty()


def line(question: str, known: Sequence[str] = ()) -> str:
    """Ask for a line; the tabulator completes it from what is known. Enter alone is an empty answer.

    Raises:
        KeyboardInterrupt: the input ends, or Ctrl-C.
    """
    _complete(known)
    try:
        return input(f"{safe(question)}: ").strip()
    except EOFError:
        raise KeyboardInterrupt from None
    finally:
        _complete(())


def agreed(run: Run, question: str, *, otherwise: str, hint: str) -> bool:
    """Ask for a yes, which `--yes` gives beforehand; anything else is a no.

    Raises:
        PoError: `otherwise`, with the hint: nobody can be asked.
    """
    if run.yes:
        return True
    if not able(run):
        raise PoError(otherwise, hint)
    return line(f"{question} [y/N]").lower() in {"y", "yes"}


def _complete(known: Sequence[str]) -> None:
    """Let the tabulator complete whole answers, where the system can."""
    with suppress(ImportError):
        import readline

        def found(text: str, state: int) -> str | None:
            fitting = [one for one in known if folded(text) in folded(one)]
            return fitting[state] if state < len(fitting) else None

        readline.set_completer(found if known else None)
        readline.set_completer_delims("")
        readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
