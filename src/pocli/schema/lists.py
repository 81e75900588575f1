"""How does a list in a file become a value, and what was meant by a single value in its place?"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from pocli.model import ident
from pocli.schema import fields as f


def listed(value: str, *, sentences: bool = False) -> f.Instead:
    """Return the list that a single value must mean: ids one by one; else itself, unless a comma may separate two."""
    words = [word for word in re.split(r"[,\s]+", value) if word]
    if words and all(ident.ID.fullmatch(word) for word in words):
        return words
    several = "\n" in value or value.strip()[:1] in "[{" or (not sentences and re.search("[,;|]", value))
    return None if several or not words else [value]


def as_list(value: Any, *, sentences: bool = False) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Refuse a single value where a list belongs."""
    if isinstance(value, str):
        short = re.fullmatch(r"[\w -]{1,40}" if sentences else r"[\w, -]{1,40}", value)
        hint = f"write it as `[{value}]`" if short else "begin it with `- `, on a line of its own"
        raise f.wrong("a list belongs here", hint, instead=listed(value, sentences=sentences))
    if not isinstance(value, list):
        raise f.wrong("a list belongs here", "write it as `[a, b]`, or with `- ` before each item")
    return value


def as_sentences(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Refuse a single sentence where a list of them belongs; a comma in it separates nothing."""
    return as_list(value, sentences=True)


LIST = BeforeValidator(as_list)
SENTENCES = BeforeValidator(as_sentences)
Texts = Annotated[list[f.Text], LIST]
Ids = Annotated[list[f.Id], LIST]
