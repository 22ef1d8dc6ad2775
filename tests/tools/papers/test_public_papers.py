"""Files of other projects; skipped where they do not lie beside us."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.tradedoc import TradeDocument
from tests.tools.mail.letters import DATA, needed
from tests.tools.papers.files import read
from tools.papers import ocr
from tools.papers.forms import form_of


def found(*endings: str) -> list[Path]:
    needed(DATA)
    return sorted(path for path in DATA.rglob("*") if path.suffix in endings)


def keyed(document: TradeDocument) -> bool:
    """Whether number, day, currency, a sum and both sides were found."""
    sums = {one.kind for one in document.amounts} & {"total", "due"}
    days = [one for one in document.dates if one.event == "document"]
    both = {"seller", "buyer"} <= set(document.parties)
    return bool(document.number and document.currency and sums and days and both)


def test_every_trade_document_in_xml_is_read_with_its_keys() -> None:
    papers = [read(path.read_bytes(), path.name) for path in found(".xml")]
    documents = [document for paper in papers for document in paper.documents]
    assert len(documents) == len(papers) >= 62
    assert [one.number for one in documents if not keyed(one)] == []
    assert {note for paper in papers for note in paper.notes} == set()


def test_every_embedded_invoice_is_read_and_set_beside_the_visible_one() -> None:
    invoices = found(".pdf")
    papers = {path.name: read(path.read_bytes()) for path in invoices if _embeds(path)}
    assert len(papers) >= 10
    assert [name for name, paper in papers.items() if not all(map(keyed, paper.documents))] == []
    differing = {name for name, paper in papers.items() if any(d.faults for d in paper.documents)}
    assert differing == {"invalidXRechnung.pdf"}  # it shows another number and day


def _embeds(path: Path) -> bool:
    data = path.read_bytes()
    return b"EmbeddedFile" in data and b"blanko" not in path.name.encode()


def test_every_pdf_of_words_gives_its_words() -> None:
    written = [path for path in found(".pdf") if "OCRmyPDF" not in str(path)]
    papers = {path.name: read(path.read_bytes()) for path in written}
    wordless = {name for name, paper in papers.items() if len(paper.text) < 200}
    assert wordless == {"veraPDFtestsuite6-7-11-t01-fail-a.pdf"}
    assert len(papers) - len(wordless) >= 32
    assert papers[wordless.pop()].notes == ("it shows no words",)


@pytest.mark.slow
@pytest.mark.skipif(not ocr.available(), reason="tesseract-ocr is not installed")
@pytest.mark.parametrize(("name", "words"), [("skew.pdf", 600), ("typewriter.png", 70)])
def test_scans_give_their_words(name: str, words: int) -> None:
    (path,) = (path for path in found(".pdf", ".png") if path.name == name)
    paper = read(path.read_bytes())
    assert len(paper.text.split()) > words
    assert paper.recognised == ((0, len(paper.text)),)


def test_whatever_a_file_is_it_is_read_or_noted() -> None:
    forms: dict[str, int] = {}
    for path in found(".tnef", ".html", ".txt", ".json", ".md", ".edi", ".EDI", ".rst"):
        data = path.read_bytes()
        paper = read(data, path.name)
        form = form_of(data, "", path.name)
        forms[form] = forms.get(form, 0) + 1
        assert paper.text or paper.notes or not data.strip(), path
    assert forms["tnef"] >= 16 and forms["html"] >= 10 and forms["edi"] >= 90
