"""What is there to know of a field beside its type?

The schema says how a field's text becomes a value, and the model of which type that is. Everything else that po knows of
a field stands in its row; the lists of fields that other modules use follow from the rows.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Noun = Literal["story", "goal", "request", "sprint"]
"""What an id can name."""
Holds = Literal[
    "id",
    "ids",
    "name",  # one word or a name: a status, a person, an address
    "names",
    "title",  # one line of text
    "text",  # any text
    "texts",
    "criteria",  # acceptance criteria: each a text or a mapping
    "day",
    "days",
    "number",
    "flag",
    "mapping",
    "mappings",
]
LISTS = frozenset({"ids", "names", "texts", "criteria", "days", "mappings"})
"""Those of Holds that are lists."""
TEXTS = frozenset({"title", "text", "texts", "criteria"})
"""Those of Holds that are text in a person's own words."""


class Field(NamedTuple):
    """A field of a file, or a part of one such as `rice.reach`."""

    name: str
    """As the file spells it."""
    holds: Holds
    examples: tuple[object, ...]
    """Good values, for the JSON Schema."""
    words: Mapping[str, str] = {}
    """The only words that it takes, each with what it means."""
    refers: Literal["", Noun] = ""
    """What its ids name."""
    unordered: bool = False
    """Whether the order of its list means nothing: it is merged and compared as a set."""
    clearable: bool = False
    """Whether `none` empties it; as a filter, `none` finds what has none."""
    long: bool = False
    """Whether few answers need it: it is read only when it is asked for."""
    ahead: bool = False
    """Whether `monday` means the next one; in other days it means the last one."""
    offers: str = ""
    """The kind of words that the shell completes, as `cli.completion` calls it."""
    option: str = ""
    """The help of its option in `po new`; without one, `po new` does not take it."""
    flag: str = ""
    """That option, where it is not called like the field."""
    parts: tuple["Field", ...] = ()
    """The fields of its mapping, or of each mapping in its list."""


STATUS_OPTION = "The status, such as draft or ready."
DESCRIPTION = Field("description", "text", ("Why it matters, in **Markdown**.",), long=True, option="Free text.")
COMMENT = (
    Field("on", "day", ("2026-11-30",)),
    Field("by", "name", ("Ana Berg",)),
    Field("text", "text", ("Acme only needs SAML",)),
)
COMMENTS = Field(
    "comments",
    "mappings",
    ([{"on": "2026-11-30", "by": "Ana Berg", "text": "Acme only needs SAML"}],),
    unordered=True,
    long=True,
    parts=COMMENT,
)
"""These two are the same in every record."""
