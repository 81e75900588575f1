"""Which fixes of a file can be carried out at once, as an editor or a code scanner does it?

Each fix is proved alone. Two of one place spoil each other, and so may two of one line: the later one is left out
then, and is offered when the file is read again.
"""

from collections.abc import Collection, Iterable, Iterator

from pocli.model.diagnostic import Diagnostic, Fix
from pocli.reading.quick_fixes import fixed, replacements
from pocli.yaml.parse import Document, parse


def joint(document: Document, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems of a text; no fix is left that spoils one before it."""
    apart = tuple(_apart(found))
    fixes = [one.fix for one in apart if one.fix]
    if len(fixes) < 2 or _sound(document, fixes):  # noqa: PLR2004
        return apart
    kept: list[Fix] = []
    for fix in fixes:
        if _sound(document, [*kept, fix]):
            kept.append(fix)
    return tuple(one if one.fix in kept else one._replace(fix=None) for one in apart)


def beside(lines: Collection[int], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give problems without the fixes of lines that are changed already: their columns are those of another text."""
    for one in found:
        edits = replacements(one.fix) if one.fix else ()
        changed = any({*range(edit.span.line, edit.span.end_line + 1)} & {*lines} for edit in edits)
        yield one._replace(fix=None) if changed else one


def _apart(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give problems without the fixes that touch a place of one before them."""
    taken: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for one in found:
        edits = replacements(one.fix) if one.fix else ()
        places = [(edit.span[:2], edit.span[2:4]) for edit in edits]
        if any(begin <= last and first <= end for begin, end in places for first, last in taken):
            yield one._replace(fix=None)
        else:
            taken += places
            yield one


def _sound(document: Document, fixes: Iterable[Fix]) -> bool:
    return not parse(fixed(document.text, *fixes).encode("utf-8")).faults
