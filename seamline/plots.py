"""Plots as numbers: where each bar of a picture starts and how wide it is; templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Width of the drawing and height of a row, in units of the picture.
WIDTH, ROW = 480.0, 36.0
#: Room at the right for the figure in words.
_WORDS = 92.0


class Part(NamedTuple):
    """A piece of a bar: its colour's name, how much it is, and what it says when pointed at."""

    tone: str
    value: float
    said: str


class Bar(NamedTuple):
    """A bar with its label above it and its figure behind it; `mark` is a value marked on it."""

    label: str
    parts: Sequence[Part]
    figure: str
    mark: float | None = None


class Drawn(NamedTuple):
    """A piece of a bar as drawn."""

    tone: str
    x: float
    width: float
    said: str


class DrawnBar(NamedTuple):
    """A bar as drawn: the top of its row, where it ends, and where its mark stands."""

    label: str
    y: float
    parts: Sequence[Drawn]
    end: float
    figure: str
    mark: float | None


class Plot(NamedTuple):
    """A picture of bars; nothing to see where no bar has a length."""

    width: float
    height: float
    bars: Sequence[DrawnBar]


def plot(bars: Sequence[Bar], top: float | None = None) -> Plot:
    """Bars under each other on one scale, up to `top` or the longest of them."""
    sums = [sum(max(0.0, part.value) for part in bar.parts) for bar in bars]
    most = top or max([*sums, *(bar.mark or 0.0 for bar in bars)], default=0.0)
    scale = (WIDTH - _WORDS) / most if most > 0 else 0.0
    drawn = [_drawn(bar, index * ROW, scale) for index, bar in enumerate(bars)]
    return Plot(width=WIDTH, height=len(bars) * ROW, bars=drawn)


def _drawn(bar: Bar, y: float, scale: float) -> DrawnBar:
    x, parts = 0.0, []
    for part in bar.parts:
        width = max(0.0, part.value) * scale
        if width:
            parts.append(Drawn(part.tone, round(x, 1), round(width, 1), part.said))
        x += width
    mark = round(bar.mark * scale, 1) if bar.mark is not None else None
    return DrawnBar(bar.label, y, parts, round(max(x, mark or 0.0), 1), bar.figure, mark)
