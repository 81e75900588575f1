"""In which language does a table of Jira speak, and what do its columns and words mean in English?"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pocli.tables import columns
from pocli.tables.items import normal

DATA = Path(__file__).parent.parent / "exchange" / "jira_languages.toml"
ENOUGH = 2
"""So many columns of a language tell that a table speaks it."""


class JiraWords(NamedTuple):
    """The words of a language, as they are compared, by what they mean in English."""

    columns: Mapping[str, str] = {}
    types: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    """Of statuses, their categories and resolutions."""
    links: Mapping[str, str] = {}
    custom: str = ""
    """What stands before the name of a custom field."""
    names: Mapping[str, str] = {}
    """Of custom fields."""

    def column(self, name: str) -> str:
        """Return the English header that one stands for, or itself."""
        before, _, own = name.strip().partition("(")
        if own.endswith(")") and self.custom and normal(before) == self.custom:
            own = own.removesuffix(")")
            return f"Custom field ({self.names.get(normal(own), own)})"
        return self.columns.get(normal(name)) or self.links.get(normal(name)) or name


@cache
def languages() -> Mapping[str, JiraWords]:
    """Return the words of each language that is known."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        name: JiraWords(
            _plain(one.get("columns", {})),
            _plain(one.get("types", {})),
            _plain({**one.get("resolutions", {}), **one.get("statuses", {}), **one.get("categories", {})}),
            _plain(one.get("links", {})),
            normal(one.get("custom", "")),
            _plain(one.get("custom_names", {})),
        )
        for name, one in data.items()
    }


def _plain(words: Mapping[str, str]) -> Mapping[str, str]:
    return {normal(word): english for word, english in words.items()}


def spoken(names: Iterable[str]) -> JiraWords:
    """Return the words of the language that most of some headers are of; none for English."""
    short = [normal(name) for name in names]
    best = max(languages().values(), key=lambda one: sum(name in one.columns for name in short))
    found = {best.columns[name] for name in short if name in best.columns}
    return best if len(found) >= ENOUGH and "Summary" in found else JiraWords()


def signs(names: Iterable[str]) -> frozenset[str]:
    """Return what the English headers mean for which some stand."""
    names = tuple(names)
    words = spoken(names)
    return frozenset(columns.header(words.column(name)) for name in names)
