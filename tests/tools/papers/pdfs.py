"""PDF files for tests, written out by hand: words at places, lines, pictures, embedded files."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def at(x: float, y: float, words: str, size: float = 10, extra: str = "") -> str:
    """Words at a place counted from the bottom left corner; `extra` sets colour or mode."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q {extra} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET Q"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return f"{x0} {y0} m {x1} {y1} l S"


def filled(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A box of one colour (`r g b`, each from 0 to 1)."""
    return f"q {colour} rg {x} {y} {width} {height} re f Q"


def table(
    rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 700, ruled: bool = False
) -> list[str]:
    """Rows of cells at these left edges, the first at `top`, with or without rules."""
    step, size = 18, 9
    found = [
        at(left + 3, top - number * step - 12, cell, size)
        for number, row in enumerate(rows)
        for left, cell in zip(lefts, row, strict=False)
        if cell
    ]
    if ruled:
        right, bottom = lefts[-1] + 120, top - len(rows) * step
        found += [
            rule(lefts[0], top - n * step, right, top - n * step) for n in range(len(rows) + 1)
        ]
        found += [rule(x, top, x, bottom) for x in (*lefts, right)]
    return found


def pdf(
    *pages: Sequence[str],
    files: dict[str, bytes] | None = None,
    rotate: int = 0,
    image: tuple[int, int, bytes] | None = None,
) -> bytes:
    """A PDF with a page for each list of drawings; `image` is width, height and grey points."""
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    resources = b"/Font<</F1 %d 0 R>>" % font
    if image is not None:
        width, height, points = image
        head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d" % (width, height)
        head += b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        resources += b"/XObject<</I1 %d 0 R>>" % add(_stream(head, zlib.compress(points)))
    kids = []
    for page in pages:
        drawn = add(_stream(b"<<", "\n".join(page).encode("cp1252")))
        kids.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Resources<<%b>>"
                b"/Contents %d 0 R>>" % (rotate, resources, drawn)
            )
        )
    names = b"".join(
        b"(%b)%d 0 R" % (name.encode(), _specified(add, name, data))
        for name, data in (files or {}).items()
    )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[%b]>>>>>>" % names
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), listed)
    return _written(objects)


def _specified(add: object, name: str, data: bytes) -> int:
    stored = add(_stream(b"<</Type/EmbeddedFile", data))  # type: ignore[operator]
    specified: int = add(  # type: ignore[operator]
        b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F %d 0 R>>>>" % (name.encode(), name.encode(), stored)
    )
    return specified


def _stream(head: bytes, data: bytes) -> bytes:
    return b"%b/Length %d>>\nstream\n%b\nendstream" % (head, len(data), data)


def _written(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
