"""How is a chart drawn as a picture? SVG whose looks come from the page's own style sheet, by class."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from pocli.drawing import ceiling, spaced
from pocli.page import Bar, Chart, Mark, Series
from pocli.text import figure, safe

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 12, 28
WIDE, NARROW = 64, 12
"""The least room of a label, and the space that a bar leaves, both in the picture's units."""


def text(words: str) -> str:
    """Return a text that is only a text in HTML and SVG."""
    return escape(safe(words), quote=True)


def chart(block: Chart) -> str:
    """Return a chart as one SVG element; empty where there is nothing to draw."""
    places = sorted({x for series in block.series for x, _ in series.points} | {label.x for label in block.labels})
    if not places:
        return ""
    top = ceiling(max((y for series in block.series for _, y in series.points), default=Fraction(1)))
    step = Fraction(WIDTH - LEFT - RIGHT, places[-1] - places[0] + 1)
    kinds = ("columns", "faint", "line", "dots")
    drawn = (_series(one, places[0], step, top) for one in sorted(block.series, key=lambda one: kinds.index(one.kind)))
    name = text(f"{block.unit}: {', '.join(series.name for series in block.series)}")
    parts = [*_axis(top), *drawn, *_labels(block, places[0], step)]
    return f'<svg class="chart" role="img" aria-label="{name}" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'


def legend(block: Chart) -> str:
    """Return what the marks of a chart mean."""
    keys = (f'<span class="key {one.kind}"></span> {text(one.name)}' for one in block.series)
    return f'<p class="legend">{text(block.unit)}: {" ".join(keys)}</p>'


def bar(one: Bar, top: Fraction) -> str:
    """Return one bar of a comparison, as an SVG element."""
    return _strip(one.value / top if top else Fraction(0), one.role)


def mark(one: Mark) -> str:
    """Return the bar of a timeline's mark."""
    return _strip(one.share, one.role) if one.share else ""


def _strip(share: Fraction, role: str) -> str:
    width = _figure(min(share, Fraction(1)) * 100)
    box = f'<rect class="strip {role}" width="{width}" height="10" rx="1"/>'
    return f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{box}</svg>'


def _axis(top: Fraction) -> Iterator[str]:
    for share in (Fraction(0), Fraction(1, 2), Fraction(1)):
        y = _figure(_y(share))
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{LEFT - 8}" y="{y}" dy="4" text-anchor="end">{figure(top * share)}</text>'


def _series(series: Series, first: int, step: Fraction, top: Fraction) -> str:
    points = [(LEFT + (x - first) * step, _y(y / top), x) for x, y in series.points]
    if series.kind == "line":
        path = " ".join(f"{_figure(x + step / 2)},{_figure(y)}" for x, y, _ in points)
        return f'<polyline class="line" points="{path}"/>'
    if series.kind == "dots":
        return "".join(
            f'<circle class="dots" cx="{_figure(x + step / 2)}" cy="{_figure(y)}" r="4"/>' for x, y, _ in points
        )
    base, gap = _y(Fraction(0)), min(Fraction(NARROW), step / 4)
    return "".join(
        f'<rect class="{series.kind}" x="{_figure(x + gap / 2)}" y="{_figure(y)}" '
        f'width="{_figure(step - gap)}" height="{_figure(base - y)}"/>'
        for x, y, _ in points
    )


def _labels(block: Chart, first: int, step: Fraction) -> Iterator[str]:
    for label in spaced(block.labels, lambda one, other: (other.x - one.x) * step >= WIDE):
        x = LEFT + (label.x - first) * step + step / 2
        yield f'<text class="tick" x="{_figure(x)}" y="{HEIGHT - 8}" text-anchor="middle">{text(label.text)}</text>'


def _y(share: Fraction) -> Fraction:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)


def _figure(value: Fraction) -> str:
    return f"{float(round(value, 2)):g}"
