"""What does a person mean by a share that is typed without its sign?"""

import re

PLAIN = re.compile(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?", re.ASCII)
WHOLE = 100


def signed(word: str, *, above: int = 1) -> str:
    """Return a plain number that can only be a percentage with its sign, `80` as `80%`; any other word as it is.

    Args:
        word: what was typed.
        above: up to this, the number may mean something else: a share, or 8 of 10.
    """
    return f"{word}%" if PLAIN.fullmatch(word) and above < float(word) <= WHOLE else word
