"""The letters of a PDF page joined into words, those that no reader can see apart."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tools.papers.layout import Word

#: Letters of less than so many points are there for machines.
_TINY = 1.5
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
#: Of 255: what is more transparent leaves no ink.
_CLEAR = 12
#: Parts of a letter's size: the gap that ends a word, and the step that ends a line.
_GAP = 0.2
_STEP = 0.3
#: What stands for a letter without meaning, and for a hyphen at a line's end.
_NO_LETTER = (0, 0xFFFE, 0xFFFF)
_HYPHEN = 2


class Glyph(NamedTuple):
    """A letter as it is shown: x from the left, y from the top; `run` names what drew it."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    run: int
    follows: bool

    @property
    def size(self) -> float:
        """Its height in points."""
        return self.bottom - self.top


class Frame:
    """How places in a page's own coordinates are seen by its reader."""

    def __init__(self, page: Any) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.turn = page.get_rotation() % 360
        upright = self.turn in (0, 180)
        across, down = self.right - self.left, self.top - self.bottom
        self.width, self.height = (across, down) if upright else (down, across)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """The place counted from the top left corner of the page as it is shown."""
        x, y = x - self.left, y - self.bottom
        match self.turn:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
            case _:
                return x, self.height - y

    def holds(self, glyph: Glyph) -> bool:
        """Whether the letter's middle lies on the page."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        return bool(0 <= x <= self.width and 0 <= y <= self.height)


class Run(NamedTuple):
    """What one piece of text says of itself: `shade` is its grey of 255, None for a pattern."""

    draws: bool = True
    upright: bool = True
    shade: int | None = None


class Runs:
    """The pieces of text that a page draws, by number."""

    def __init__(self, textpage: Any, frame: Frame) -> None:
        self._textpage, self._frame = textpage, frame
        self.known: dict[int, Run] = {}

    def of(self, index: int) -> int:
        """The run that drew a letter."""
        drawn = pdfium.FPDFText_GetTextObject(self._textpage, index)
        number = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if number not in self.known:
            run = _run(drawn) if number else Run()
            self.known[number] = run._replace(upright=self._upright(index))
        return number

    def _upright(self, index: int) -> bool:
        turned = math.degrees(pdfium.FPDFText_GetCharAngle(self._textpage, index))
        off = (turned + self._frame.turn) % 360  # the library counts clockwise
        return bool(min(off, 360 - off) < 3)


def _run(drawn: Any) -> Run:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
    outlined = mode == pdfium.FPDF_TEXTRENDERMODE_STROKE
    colour = pdfium.FPDFPageObj_GetStrokeColor if outlined else pdfium.FPDFPageObj_GetFillColor
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour(drawn, *parts):
        return Run(draws=mode not in _INVISIBLE)
    red, green, blue, opaque = (part.value for part in parts)
    shade = (299 * red + 587 * green + 114 * blue) // 1000
    return Run(draws=mode not in _INVISIBLE and opaque > _CLEAR, shade=shade)


def glyphs_of(textpage: Any, frame: Frame, runs: Runs, most: int) -> Iterator[Glyph]:
    """The letters in the order they are drawn, no blanks, at most so many."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    follows = False
    for index in range(min(pdfium.FPDFText_CountChars(textpage), most)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        char = "-" if code == _HYPHEN else chr(code) if code < 0x110000 else ""
        if code in _NO_LETTER or char.isspace() or not char:
            follows = False
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        x0, y0 = frame.shown(box.left, box.bottom)
        x1, y1 = frame.shown(box.right, box.top)
        base = frame.shown(x.value, y.value)[1]
        yield Glyph(
            char, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), base, runs.of(index), follows
        )
        follows = True


def words_of(
    glyphs: Iterable[Glyph], sees: Callable[[Glyph], bool], askew: bool = False
) -> tuple[list[Word], str]:
    """The words a reader sees, and the hidden letters as one text.

    Letters of lines that stand askew are joined as they were drawn, wherever they stand.
    """
    words: list[Word] = []
    hidden: list[str] = []
    last: Glyph | None = None
    seen = True
    for glyph in glyphs:
        joins = last is not None and glyph.follows and (askew or _joins(last, glyph))
        before, seen = seen, sees(glyph)
        if not seen:
            hidden.append(glyph.text if joins or glyph.follows else f" {glyph.text}")
        elif joins and before and words:
            word = words[-1]
            words[-1] = word._replace(text=word.text + glyph.text, right=glyph.right)
        else:
            words.append(Word(glyph.text, glyph.left, glyph.right, glyph.base, glyph.size))
        last = glyph
    return words, "".join(hidden).strip()


def _joins(last: Glyph, glyph: Glyph) -> bool:
    """Whether a letter goes on where the last one ended."""
    size = max(min(last.size, glyph.size), 1.0)
    level = abs(glyph.base - last.base) <= _STEP * size
    return level and -size <= glyph.left - last.right <= _GAP * size


def is_tiny(glyph: Glyph) -> bool:
    """Whether it is too small to be read."""
    return glyph.size < _TINY
