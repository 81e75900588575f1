"""What does a person at a terminal answer?"""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from pocli.errors import PoError
from pocli.run import Run
from pocli.text import folded, safe

Answer = TypeVar("Answer")


def able(run: Run) -> bool:
    """Tell whether there is somebody to ask."""
    return not run.yes and sys.stdin.isatty() and sys.stdout.isatty()


def line(question: str, known: Sequence[str] = ()) -> str:
    """Ask for a line; Tab completes it from what is known. Enter alone is an empty answer.

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


def is_yes(answer: str) -> bool:
    """Tell whether an answer to `[Y/n]` is a yes, as Enter alone is.

    Raises:
        PoError: it is neither a yes nor a no.
    """
    if answer.lower() in {"", "y", "yes"}:
        return True
    if answer.lower() in {"n", "no"}:
        return False
    raise PoError(f"`{answer}` is neither yes nor no", "Enter or y for yes, n for no")


def until(question: str, check: Callable[[str], Answer], known: Sequence[str] = ()) -> Answer:
    """Ask until an answer is taken; what is wrong with one is said at once, with the next step.

    Args:
        question: what is asked.
        check: returns what an answer means; it raises a PoError where it means nothing.
        known: what Tab completes.

    Raises:
        KeyboardInterrupt: the input ends, or Ctrl-C.
    """
    while True:
        try:
            return check(line(question, known))
        except PoError as error:
            hint = f"  hint: {safe(error.hint)}\n" if error.hint else ""
            sys.stderr.write(f"{safe(error.message)}\n{hint}")


@contextmanager
def repeatable(command: Callable[[], Sequence[str]]) -> Iterator[None]:
    """Where the talk, or what follows it, fails, say on stderr the command line of what was answered so far."""
    try:
        yield
    except (KeyboardInterrupt, PoError):
        words = command()
        if words:
            sys.stderr.write(f"\nwhat you answered: {safe(shlex.join(words))}\n")
        raise


def _complete(known: Sequence[str]) -> None:
    """Let the tabulator complete whole answers, where the system can."""
    with suppress(ImportError):
        import readline

        def found(text: str, state: int) -> str | None:
            fitting = [one for one in known if folded(text) in folded(one)]
            return fitting[state] if state < len(fitting) else None

        readline.set_completer(found if known else None)
        readline.set_completer_delims("")
        for setting in ("input-meta on", "output-meta on", "convert-meta off"):  # letters, where the locale is C
            readline.parse_and_bind(f"set {setting}")
        readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
