"""Which story does a word of another tool's file name: by its id, its key, or its title?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pocli.features.imports import import_ids, same_titles
from pocli.model.backlog import Backlog
from pocli.tables import columns
from pocli.tables.items import Import, ImportItem

LINKED = re.compile(r"(?<!\s)\s*+\((?:https?://[^\s()]++|[^()\n]*\.md|[^()\s]*%20[^()\s]*)\)", re.IGNORECASE)
"""What stands behind the title of a page that is linked: its address."""
KEYLIKE = re.compile(r"#?\d++|[A-Za-z][\w.]*+-(?=\w*\d)\w++|[\w./-]++#\d++")
"""What looks like a name that a tool gave, not like a title."""


class Names(NamedTuple):
    """What stories are called."""

    known: Mapping[str, str]
    """The id by each name that is one of a kind: ids, keys."""
    titles: Mapping[str, frozenset[str]]
    """The ids by each title."""
    found: Import

    def one(self, word: str) -> str:
        """Return the id that a word means, or an empty text; a title counts where one story has it."""
        name = self.known.get(word) or self.known.get(self.found.folded(word), "")
        ids = self.titles.get(_plain(word), frozenset())
        return name or (next(iter(ids)) if len(ids) == 1 else "")

    def several(self, cell: str) -> list[tuple[str, str]]:
        """Return the names that a cell lists, each with its id or an empty text.

        They stand between commas or semicolons, keys between blanks too; a title may hold any of these.
        """
        cell = LINKED.sub("", cell).strip()
        if self.one(cell) or self._clear(cell):
            return [(cell, self.one(cell))]
        parts = columns.several(cell)
        told: list[tuple[str, str]] = []
        while parts:
            size = next((end for end in range(len(parts), 1, -1) if self.one(", ".join(parts[:end]))), 1)
            word = ", ".join(parts[:size])
            parts = parts[size:]
            words = word.split()
            torn = (
                not self.one(word) and len(words) > 1 and all(self.one(one) or KEYLIKE.fullmatch(one) for one in words)
            )
            told += [(one, self.one(one)) for one in (words if torn else [word])]
        return told

    def _clear(self, word: str) -> bool:
        """Tell whether a word is a title, be it that of several stories."""
        return _plain(word) in self.titles

    def why(self, word: str) -> str:
        """Say why a word means no story."""
        ids = self.titles.get(_plain(word), frozenset())
        return f"{len(ids)} stories are called" if len(ids) > 1 else "no other story is called"


def names(rows: Mapping[str, ImportItem], found: Import, backlog: Backlog) -> Names:
    """Return what the stories of a file and of a backlog are called."""
    titles: dict[str, set[str]] = {}
    for name, title in _titles(rows, backlog):
        titles.setdefault(_plain(title), set()).add(name)
    return Names(
        import_ids.stories(rows, found, backlog), {title: frozenset(ids) for title, ids in titles.items()}, found
    )


def _titles(rows: Mapping[str, ImportItem], backlog: Backlog) -> Iterable[tuple[str, str]]:
    yield from ((name, str(item.fields.get("title", ""))) for name, item in rows.items())
    yield from ((story.id, story.title) for story in backlog.stories if story.id not in rows)


def _plain(title: str) -> str:
    return " ".join(same_titles.cut(title).split()).casefold()


def epics(items: Sequence[ImportItem], found: Import, backlog: Backlog) -> tuple[ImportItem, ...]:
    """Return an epic for each parent that rows name by a title that nothing has, to stand before them."""
    rows = {str(item.row): item for item in items}
    all_names = names(rows, found, backlog)
    words = dict.fromkeys(word for item in items if (word := str(item.fields.get("parent", "")).strip()))
    last = max((item.row for item in items), default=0)
    wanted = [word for word in words if missing(all_names, word)]
    return tuple(
        ImportItem(last + at, 0, "", {"title": word, "type": "epic"}, {"type": "epic"})
        for at, word in enumerate(wanted, 1)
    )


def missing(known: Names, word: str) -> bool:
    """Tell whether a word is the title of an epic that is not there, not a key that leads nowhere."""
    return not known.several(word)[0][1] and not KEYLIKE.fullmatch(word) and not known.titles.get(_plain(word))
