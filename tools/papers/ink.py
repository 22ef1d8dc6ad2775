"""Whether text of a PDF page leaves ink where it stands: the page is drawn and looked at.

One rule for white on white, text under a picture, clipped, or in a layer that is switched off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tools.papers.glyphs import Frame, Glyph, Run

#: Points are drawn this large, and a long page smaller.
_SCALE = 1.5
_LONGEST = 1_800
#: Points of a box that are looked at; lines of words have fewer.
_POINTS = 40_000
#: Shades of grey, of 255, by which ink differs from its ground.
_CONTRAST = 18
#: Paper, where no page was drawn.
_WHITE = 240
#: Scripts whose letters may be missing here, in a PDF that does not carry its fonts.
_EAST = 0x2E80

Box = tuple[float, float, float, float]


class Ink:
    """A page as it looks, in shades of grey."""

    def __init__(self, page: Any, frame: Frame) -> None:
        longest = max(frame.width, frame.height, 1)
        self._scale = min(_SCALE, _LONGEST / longest)
        bitmap = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._shades = bytes(bitmap.buffer)
        bitmap.close()

    def shades(self, box: Box) -> bytes:
        """The shades of the points in the box and one around it; of a large one, of some."""
        x0, y0, x1, y1 = (round(side * self._scale) for side in box)
        x0 = max(x0 - 1, 0)
        x1 = max(min(x1 + 1, self._width), x0)
        step = 1 + (x1 - x0) * max(y1 - y0, 0) // _POINTS
        rows = range(max(y0 - 1, 0), min(y1 + 1, self._height), step)
        starts = (y * self._stride for y in rows)
        return b"".join(self._shades[start + x0 : start + x1] for start in starts)


def unseen_runs(ink: Ink | None, glyphs: Iterable[Glyph], runs: dict[int, Run]) -> set[int]:
    """The runs of text that cannot be told from their ground, or leave nothing on it."""
    boxes: dict[int, Box] = {}
    eastern: set[int] = set()
    for glyph in glyphs:
        boxes[glyph.run] = _around(boxes.get(glyph.run), glyph)
        if ord(glyph.text[0]) >= _EAST:
            eastern.add(glyph.run)
    if ink is None:
        return {run for run in boxes if (runs[run].shade or 0) >= _WHITE}
    return {
        run
        for run, box in boxes.items()
        if not _stands_out(ink.shades(box), runs[run].shade, run in eastern)
    }


def _around(box: Box | None, glyph: Glyph) -> Box:
    if box is None:
        return glyph.left, glyph.top, glyph.right, glyph.bottom
    left, top, right, bottom = box
    return (
        min(left, glyph.left),
        min(top, glyph.top),
        max(right, glyph.right),
        max(bottom, glyph.bottom),
    )


def _stands_out(shades: bytes, shade: int | None, unsure: bool) -> bool:
    """Whether text of this shade is seen among these; `unsure` where its letters may be missing."""
    if not shades:
        return False
    low, high = min(shades), max(shades)
    if shade is None:
        return unsure or high - low >= _CONTRAST
    ground = Counter(shades).most_common(1)[0][0]
    if abs(shade - ground) < _CONTRAST:
        return False
    drawn = ground - low if shade < ground else high - ground
    return unsure or drawn >= _CONTRAST
