"""What is a new file called: its id, and a slug in which its title can still be read, in any script?"""

from unicodedata import category, normalize

from pocli.text import safe

LONGEST = 60
"""The most bytes of a slug; with id and ending a name stays far below the 255 bytes that file systems take."""
QUOTES = frozenset("'’ʼ`´")
VARIATIONS = range(0xFE00, 0xFE10)
"""Marks that only choose between two looks of a character."""


def file_name(ident: str, title: str) -> str:
    """Return the name of a record's new file, such as `PO-7-export-invoices.yaml`."""
    slug = slugged(title)
    return f"{ident}-{slug}.yaml" if slug else f"{ident}.yaml"


def renamed(path: str, ident: str, title: str) -> str:
    """Return the path of a record's file, in the same folder, if it were called after this title."""
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}{file_name(ident, title)}"


def slugged(title: str) -> str:
    """Return a title as a part of a file name: letters, marks and digits in lower case, and `-` between the words.

    It is NFC and at most LONGEST bytes of UTF-8: as many words as fit; a word is cut only where little would be left.
    """
    letters = (one for one in normalize("NFC", title).lower() if one not in QUOTES)
    slug = ""
    for word in "".join(one if _kept(one) else " " for one in letters).split():
        longer = normalize("NFC", f"{slug}-{word}" if slug else word)
        if len(longer.encode()) > LONGEST:
            return slug if len(slug.encode()) > LONGEST // 2 else _cut(longer).rstrip("-")
        slug = longer
    return slug


def _cut(text: str) -> str:
    """Return the beginning of a text that is too long, without tearing a mark from its letter."""
    kept = text.encode()[:LONGEST].decode("utf-8", "ignore")
    while kept and category(text[len(kept)])[0] == "M":
        kept = kept[:-1]
    return kept


def _kept(one: str) -> bool:
    return category(one)[0] in "LMN" and safe(one) == one and ord(one) not in VARIATIONS
