"""Pictures and scans are read where the program is at hand, marked so, and logos passed over."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.tools.papers.files import read
from tests.tools.papers.pdfs import at, pdf
from tools.papers import ocr

needs_program = pytest.mark.skipif(not ocr.available(), reason="tesseract-ocr is not installed")


def page(width: int = 1240, height: int = 500) -> Image.Image:
    picture = Image.new("L", (width, height), 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(38)
    for row, cells in enumerate((("Order", "New date"), ("4500018822", "2026-04-11"))):
        for column, cell in enumerate(cells):
            draw.text((80 + 600 * column, 100 + 90 * row), cell, 0, font)
    return picture


def stored(picture: Image.Image, form: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


@needs_program
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_table_is_read_and_marked(form: str) -> None:
    paper = read(stored(page(), form))
    assert paper.text == "Order\tNew date\n\n4500018822\t2026-04-11"
    assert paper.recognised == ((0, len(paper.text)),)
    assert paper.notes == (ocr.READ,)


@needs_program
def test_a_scan_laid_askew_keeps_its_lines() -> None:
    turned = page().rotate(1.2, fillcolor=255)
    assert "4500018822\t2026-04-11" in read(stored(turned)).text


@needs_program
def test_a_pdf_that_is_a_picture_is_read_and_its_invisible_words_are_not() -> None:
    picture = page()
    drawn = "q 496 0 0 200 40 600 cm /I1 Do Q"
    image = (picture.width, picture.height, picture.tobytes())
    invisible = [at(80, 700, words, extra="3 Tr") for words in ("pay", "somebody", "else", "now")]
    paper = read(pdf([drawn, *invisible], image=image))
    assert "4500018822\t2026-04-11" in paper.text
    assert paper.recognised == ((0, len(paper.text)),)
    assert paper.hidden == "pay somebody else now"
    same = [at(80, 700, words, extra="3 Tr") for words in ("Order", "4500018822")]
    assert read(pdf([drawn, *same], image=image)).hidden == ""


@needs_program
def test_the_pages_of_a_scan_follow_one_another() -> None:
    paper = read(stored(page(), "TIFF", save_all=True, append_images=[page()]))
    assert paper.text.count("4500018822\t2026-04-11") == 2


def test_without_the_program_a_picture_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_program", lambda: None)
    paper = read(stored(page()))
    assert (paper.text, paper.notes) == ("", (ocr.MISSING,))


def test_a_logo_is_passed_over_in_silence() -> None:
    paper = read(stored(page(600, 180)))
    assert (paper.text, paper.notes) == ("", ())


def test_a_picture_of_too_many_points_is_not_unpacked() -> None:
    paper = read(stored(Image.new("1", (9_000, 9_000))))
    assert paper.notes == ("it is a picture of over 40 million points",)


def test_damaged_pictures_are_notes() -> None:
    data = stored(page())
    assert read(data[: len(data) // 2]).notes
    assert read(b"\x89PNG\r\n\x1a\n" + b"x" * 100).notes
    assert read(b"BMW cylinder heads", "a.txt").text == "BMW cylinder heads"
