"""How is it said what a score is worked out from, so that the figures that stand there give the one that is said?"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from pocli.model.formula import Formula, Inputs, quotient, size, value
from pocli.ranking.rank import Member
from pocli.text import figure

PLACES = range(1, 13)
"""So many decimals may figures have."""
EDGE = 3
"""So many decimals has a result at most."""
FEW = 3
"""In a set of so many stories, the inputs of each are said; in a larger one what they come to."""


Way = TypeVar("Way")


def own(formula: Formula, known: Inputs, score: Fraction | None) -> str:
    """Return `reach 1,500 × impact 2 × confidence 80 % ÷ effort 1.05 = 2,285.7`; without a score what is known of it.

    Args:
        formula: the scoring model.
        known: the figures, in the order of the formula.
        score: what they come to.
    """

    def said(places: int) -> Fraction | None:
        near = rounded(formula, known, places)
        return quotient(value(formula, near), size(formula, near))

    places, result = precise(said, score, PLACES)
    terms = [
        f"{name.replace('_', ' ')} {one}"
        for name, one in zip(formula.names, figures(formula, known, places), strict=True)
        if one
    ]
    work = terms.pop() if known[-1] is not None else ""
    words = joined(formula, terms)
    if work and terms:
        words = f"({words})" if formula.adds and len(terms) > 1 else words
        words += f" {'×' if formula.eases else '÷'} {work}"
    return f"{words} = {result}" if result and words else words


def division(above: Fraction, below: Fraction, result: Fraction) -> str:
    """Return `666.67 ÷ 0.29167 = 2,285.7`, with as few decimals as give the result."""
    pairs = [(one, both - one) for both in PLACES for one in range(1, both)]

    def said(pair: tuple[int, int]) -> Fraction | None:
        return quotient(_number(figure(above, pair[0])), _number(figure(below, pair[1])))

    (one, two), shown = precise(said, result, pairs)
    return f"{figure(above, one)} ÷ {figure(below, two)} = {shown}"


def together(formula: Formula, members: Sequence[Member], result: Fraction) -> str:
    """Return `(300 × 0.5 × 80 % + 2,200 × 2 × 80 %) ÷ (0.25 + 0.4) = 5,600`: what a set of stories is worth."""
    few = len(members) <= FEW

    def said(places: int) -> tuple[list[tuple[str, Fraction]], list[tuple[str, Fraction]]]:
        values = [_value(formula, one, places, few=few) for one in members]
        return values, [_size(formula, one, places) for one in members]

    def worked(places: int) -> Fraction | None:
        values, sizes = ([number for _, number in side] for side in said(places))
        return quotient(sum(values, Fraction(0)), sum(sizes, Fraction(0)))

    places, shown = precise(worked, result, PLACES)
    sides = ([words for words, _ in side] for side in said(places))
    above, below = (f"({' + '.join(side)})" if len(side) > 1 else side[0] for side in sides)
    return f"{above} ÷ {below} = {shown}"


def _value(formula: Formula, one: Member, places: int, *, few: bool) -> tuple[str, Fraction]:
    """Return what a story adds to the value of a set as it is said, and as a reader takes it."""
    if not one.inputs or not few:
        return figure(one.value, places), _number(figure(one.value, places))
    terms = [said for said in figures(formula, one.inputs, places)[:-1] if said]
    return joined(formula, terms), value(formula, rounded(formula, one.inputs, places)) or Fraction(0)


def _size(formula: Formula, one: Member, places: int) -> tuple[str, Fraction]:
    if formula.eases and one.size:
        said = figure(1 / one.size, places)
        return f"1 ÷ {said}", 1 / (_number(said) or Fraction(1))
    return figure(one.size, places), _number(figure(one.size, places))


def joined(formula: Formula, terms: list[str]) -> str:
    """Return the terms of a value part with what stands between them."""
    return (" + " if formula.adds else " × ").join(terms)


def figures(formula: Formula, known: Inputs, places: int) -> tuple[str, ...]:
    """Return figures as they are said, with at most so many decimals; empty for those that are missing."""
    pairs = zip(formula.fields, known, strict=True)
    return tuple(
        "" if one is None else f"{figure(one * 100, places)} %" if field in formula.shares else figure(one, places)
        for field, one in pairs
    )


def rounded(formula: Formula, known: Inputs, places: int) -> Inputs:
    """Return figures as a reader takes them who sees so many decimals."""
    return tuple(_number(said) if said else None for said in figures(formula, known, places))


def _number(said: str) -> Fraction:
    share = said.endswith(" %")
    return Fraction(said.removesuffix(" %").replace(",", "")) / (100 if share else 1)


def precise(said: Callable[[Way], Fraction | None], result: Fraction | None, ways: Sequence[Way]) -> tuple[Way, str]:
    """Return with how many decimals figures have to stand there to give the result, and how that stands there.

    Where the result lies on the edge of being rounded up or down, and figures without an end come near it only, it
    stands there with more decimals too.

    Args:
        said: what figures come to that are said in one of the ways.
        result: what the exact ones come to; None: nothing is to be given.
        ways: in how many decimals they may be said, the fewest first.
    """
    if result is None:
        return ways[0], ""
    for shown in range(1, EDGE + 1):
        for way in ways:
            found = said(way)
            if found is not None and figure(found, shown) == figure(result, shown):
                return way, figure(result, shown)
    return ways[-1], figure(result)
