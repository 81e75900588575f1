"""Which fields of a record could not be read, so that nothing can be said of what they hold?"""

from collections.abc import Collection, Iterable


def touches(faults: Collection[str], fields: Iterable[str]) -> bool:
    """Tell whether a fault such as `rice.reach` or `depends_on[1]` lies in one of the fields, or around it."""
    wanted = tuple(fields)
    return any(_inside(one, field) or _inside(field, one) for one in faults for field in wanted)


def _inside(inner: str, outer: str) -> bool:
    """Tell whether a place, as routes are spelled, is another one or a part of it."""
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))
