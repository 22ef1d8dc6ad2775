"""PDF: each page as its reader sees it, hidden text apart, then the files that lie in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.agree import compared
from tools.papers.enclosed import Enclosure, below
from tools.papers.glyphs import Frame, Glyph, Run, Runs, glyphs_of, is_tiny, words_of
from tools.papers.grid import ruled_tables
from tools.papers.ink import Ink, unseen_runs
from tools.papers.layout import Word, page_text
from tools.papers.ocr import recognised
from tools.papers.paper import File, Paper, joined
from tools.papers.rules import Drawn, drawn_on

#: Fewer letters than this on a page with a picture: the picture is the page.
_FEW = 12
#: As many shapes on a page without letters: its letters are shapes.
_OUTLINES = 60
#: Points of a picture to one of the page (200 to the inch), and the most along its longer side.
_SCAN = 200 / 72
_LONGEST = 3_600
#: Rules of fewer than this make no table.
_LEAST_RULES = 6


def read(file: File) -> Paper:
    """The pages one below the other, then embedded files."""
    try:
        pdf = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as fault:
        locked = "assword" in str(fault)
        why = "it is locked with a password; ask for it without one"
        raise Unreadable(why if locked else "it is damaged and cannot be opened") from fault
    try:
        pages = joined(_pages(pdf))
        if not pages.text and not pages.notes:
            pages = pages.with_notes("it shows no words")
        if pages.hidden:
            pages = pages.with_notes("it hides text from its reader; it was not read")
        embedded = [compared(pages.text, one) for one in below(file, _embedded(pdf))]
        return joined([pages, *embedded])
    except pypdfium2.PdfiumError as fault:
        raise Unreadable("it is damaged and cannot be read") from fault
    finally:
        pdf.close()


def _pages(pdf: Any) -> Iterator[Paper]:
    left = limits.GLYPHS
    for number in range(min(len(pdf), limits.PAGES)):
        page = _opened(pdf, number)
        reader = _Page(page, ruled=number < limits.RULED_PAGES)
        yield reader.read(left)
        left -= len(reader.glyphs)
        page.close()
    if len(pdf) > limits.PAGES:
        yield Paper(notes=(f"only its first {limits.PAGES} of {len(pdf)} pages are read",))
    elif left <= 0:
        yield Paper(notes=(f"only its first {limits.GLYPHS:,} letters are read",))


def _opened(pdf: Any, number: int) -> Any:
    """The page; what was typed into a form or stamped on it is made part of it."""
    page = pdf[number]
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[number]
    return page


class _Page:
    """One page: its letters, what is drawn beside them, and what of it is seen."""

    def __init__(self, page: Any, ruled: bool) -> None:
        self._page, self._ruled = page, ruled
        self._frame = Frame(page)
        self.glyphs: list[Glyph] = []

    def read(self, most: int) -> Paper:
        """The text that is seen, tables as rows."""
        textpage = self._page.get_textpage()
        runs = Runs(textpage, self._frame)
        self.glyphs = list(glyphs_of(textpage, self._frame, runs, most))
        textpage.close()
        drawn = drawn_on(self._page, self._frame)
        unseen = self._unseen(drawn, runs)
        known = runs.known
        flat = (one for one in self.glyphs if known[one.run].upright)
        words, hidden = words_of(flat, lambda one: self._sees(one, known, unseen))
        turned = (one for one in self.glyphs if not known[one.run].upright)
        slanted, also = words_of(turned, lambda one: self._sees(one, known, unseen), askew=True)
        text = "\n".join(filter(None, (self._text(words, drawn), _in_order(slanted))))
        shown = Paper(text=text, hidden=" ".join(filter(None, (hidden, also))))
        return _pictured(self._page, self._frame, shown) if _is_picture(text, drawn) else shown

    def _unseen(self, drawn: Drawn, runs: Runs) -> set[int]:
        """Runs that leave no ink; a page that is a drawing is not drawn once more for that."""
        inked = [one for one in self.glyphs if runs.known[one.run].draws]
        if not inked:
            return set()
        ink = None if drawn.heavy else Ink(self._page, self._frame)
        return unseen_runs(ink, inked, runs.known)

    def _sees(self, glyph: Glyph, runs: dict[int, Run], unseen: set[int]) -> bool:
        shown = runs[glyph.run].draws and glyph.run not in unseen
        return shown and not is_tiny(glyph) and self._frame.holds(glyph)

    def _text(self, words: list[Word], drawn: Drawn) -> str:
        if not self._ruled or len(drawn.rules) < _LEAST_RULES:
            return page_text(words)
        found = ruled_tables(drawn.rules, words)
        return page_text(found.outside, found.tables)


def _is_picture(text: str, drawn: Drawn) -> bool:
    """Whether the page's words stand in a picture, or are drawn as lines."""
    return len(text) < _FEW and (drawn.pictures > 0 or drawn.shapes > _OUTLINES)


def _pictured(page: Any, frame: Frame, shown: Paper) -> Paper:
    """A page that is a picture, read as one; its scanner's own invisible words are left out."""
    longest = max(frame.width, frame.height, 1)
    scale = min(_SCAN, _LONGEST / longest)
    try:
        read = recognised(page.render(scale=scale, grayscale=True).to_pil())
    except Unreadable as fault:
        return shown.with_notes(str(fault))
    words = set(read.text.split())
    text = "" if words >= set(shown.text.split()) else shown.text
    known = sum(word in words for word in shown.hidden.split())
    hidden = "" if known > len(shown.hidden.split()) / 2 else shown.hidden
    return joined([shown.model_copy(update={"text": text, "hidden": hidden}), read])


def _in_order(words: list[Word]) -> str:
    """Words that stand askew, in the order they were drawn."""
    return " ".join(word.text for word in words)


def _embedded(pdf: Any) -> Iterator[Enclosure]:
    """The files that lie in the PDF."""
    for number in range(min(pdf.count_attachments(), limits.MEMBERS)):
        one = pdf.get_attachment(number)
        try:
            yield Enclosure(one.get_name(), "", bytes(one.get_data()))
        except pypdfium2.PdfiumError:
            continue
