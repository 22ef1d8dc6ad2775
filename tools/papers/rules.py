"""The straight lines that a PDF page draws: the rules of its tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tools.papers.glyphs import Frame
from tools.papers.grid import Rule

#: Objects, and lines of one object, beyond which a page is a drawing.
_OBJECTS = 5_000
_SEGMENTS = 200
#: Points by which a line may slope, and the least length of one that parts cells.
_SLOPE = 1.0
_SHORT = 4.0
#: Forms within forms.
_DEPTH = 5

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class Drawn(NamedTuple):
    """What stands on a page beside its letters."""

    objects: int
    pictures: int
    shapes: int
    rules: list[Rule]

    @property
    def heavy(self) -> bool:
        """Whether drawing it may take longer than a page of words should."""
        return self.objects > _OBJECTS


def drawn_on(page: Any, frame: Frame) -> Drawn:
    """The objects of a page; of one with too many, only how many."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _OBJECTS:
        return Drawn(count, 0, 0, [])
    objects = (pdfium.FPDFPage_GetObject(page, number) for number in range(count))
    pictures = shapes = total = 0
    rules: list[Rule] = []
    for thing, matrix in _flat(objects, _PLAIN, 0):
        total += 1
        kind = pdfium.FPDFPageObj_GetType(thing)
        pictures += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
            rules.extend(_rules(thing, matrix, frame))
        if total > _OBJECTS:
            return Drawn(total, pictures, shapes, [])
    return Drawn(total, pictures, shapes, rules)


def _flat(objects: Iterator[Any], matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """The objects with what places them on the page, those of forms too."""
    for thing in objects:
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
            yield thing, _after(_matrix(thing), matrix)
        elif depth < _DEPTH:
            count = pdfium.FPDFFormObj_CountObjects(thing)
            inside = (pdfium.FPDFFormObj_GetObject(thing, number) for number in range(count))
            yield from _flat(inside, _after(_matrix(thing), matrix), depth + 1)


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _after(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one` and then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _rules(path: Any, matrix: Matrix, frame: Frame) -> Iterator[Rule]:
    """The straight lines of a path that run along the page."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _SEGMENTS:
        return
    last = start = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = frame.shown(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _along(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _along(point, start)
        last = point


def _along(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    narrow = min(x1 - x0, y1 - y0) <= _SLOPE
    if narrow and max(x1 - x0, y1 - y0) >= _SHORT:
        yield Rule(x0, y0, x1, y1)
