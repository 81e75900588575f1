"""How does a page read to others: whose is it, of which day, and without what to type next?"""

from datetime import date

from pocli.page import Cell, Heading, Page, changed
from pocli.pages import words


def titled(inside: Page, title: str, project: str, today: date) -> Page:
    """Return a page for others: with a title, and without hints.

    Args:
        inside: the page as whoever is at the keyboard gets it.
        title: what such a page is called; a first heading that begins with it says more, and takes its place.
        project: the product's name, or an empty text.
        today: the day that the page is of.
    """
    first = next(iter(inside.blocks), None)
    own = isinstance(first, Heading) and first.text.startswith(title)
    said = first.text if isinstance(first, Heading) and own else title
    day = f"{words.day(today)} {today.year}"
    whole = said if said.endswith(day) else f"{said}, {day}"
    head = Heading(f"{project}: {whole}" if project else whole)
    return Page((head, *changed(inside.blocks[own:], _public)))


def _public(cell: Cell) -> Cell | None:
    return None if cell.role == "hint" else cell
