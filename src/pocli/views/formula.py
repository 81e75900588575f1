"""How is it said what a score is worked out from, so that the figures that stand there give the one that is said?"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from pocli.analysis.rank import Member
from pocli.model.formula import Formula, Inputs, quotient, size, value
from pocli.text import figure

PLACES = 12
"""So many decimals at most."""
FEW = 3
"""In a set of so many stories, the inputs of each are said; in a larger one what they come to."""


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

    places = precise(said, score)
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
    return f"{words} = {figure(score)}" if score is not None and words else words


def division(above: Fraction, below: Fraction, result: Fraction) -> str:
    """Return `666.7 ÷ 0.25 = 2,666.7`, with as few decimals as give the result."""
    pairs = ((figure(above, one), figure(below, all_ - one)) for all_ in range(2, PLACES) for one in range(1, all_))
    shown = figure(result)
    enough = (pair for pair in pairs if _number(pair[1]) and figure(_number(pair[0]) / _number(pair[1])) == shown)
    return f"{' ÷ '.join(next(enough, (figure(above, PLACES), figure(below, PLACES))))} = {shown}"


def together(formula: Formula, members: Sequence[Member], result: Fraction) -> str:
    """Return `(300 × 0.5 × 80 % + 2,200 × 2 × 80 %) ÷ (0.25 + 0.4) = 5,600`: what a set of stories is worth."""
    few = len(members) <= FEW

    def said(places: int) -> tuple[list[tuple[str, Fraction]], list[tuple[str, Fraction]]]:
        values = [_value(formula, one, places, few=few) for one in members]
        return values, [_size(formula, one, places) for one in members]

    def worked(places: int) -> Fraction | None:
        values, sizes = ([number for _, number in side] for side in said(places))
        return quotient(sum(values, Fraction(0)), sum(sizes, Fraction(0)))

    sides = ([words for words, _ in side] for side in said(precise(worked, result)))
    above, below = (f"({' + '.join(side)})" if len(side) > 1 else side[0] for side in sides)
    return f"{above} ÷ {below} = {figure(result)}"


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


def precise(said: Callable[[int], Fraction | None], result: Fraction | None) -> int:
    """Return with how many decimals figures have to stand there, so that they give the result as it stands there.

    Args:
        said: what figures with so many decimals come to.
        result: what the exact ones come to; None: nothing is to be given.
    """
    if result is None:
        return 1
    shown = figure(result)
    enough = (places for places in range(1, PLACES) if (found := said(places)) is not None and figure(found) == shown)
    return next(enough, PLACES)
