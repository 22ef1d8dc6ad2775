"""What a supplier says its revised papers now show: weights, term of delivery, free samples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter, Line
from agents.reader.papers import currency_of, rows_of, shipment_of_papers
from agents.reader.topics.equipment import TERM
from domain.evidence import Part
from domain.measurewords import measures
from domain.record import Row
from domain.words import lexicon

_VALUE = re.compile(
    r"(?<!\w)(?:value|valor|valeur|wert|valore|värde|değer|wartość)\s{0,2}[:=]?\s{0,2}"
    r"(?:(?:EUR|USD|€|\$)\s?)?(\d[\d.,]{0,12})(?!\w)",
    re.IGNORECASE,
)
Where = tuple[Part, int, int]


def read_revisions(letter: Letter) -> Iterator[str]:
    """States figures on the papers they stand on: weights on the packing list, the rest on the
    invoice; only where the supplier says that these papers are new."""
    rows = rows_of(letter, shipment_of_papers(letter))
    by_kind = {row.text("doc_type"): row for row in rows}
    invoice, packing = by_kind.get("commercial invoice"), by_kind.get("packing list")
    told = lexicon("paper_state").first_of(letter.fresh(), "revised")
    if letter.sender.kind != "supplier" or told is None or not invoice or not packing:
        return
    yield "document_revision"
    for line in letter.lines():
        if line.part.name == "body":
            _weights(letter, line, packing)
            _term(letter, line, invoice)
            _sample(letter, line, invoice)


def _where(line: Line, start: int, end: int) -> Where:
    return line.part, line.start + start, line.start + end


def _weights(letter: Letter, line: Line, packing: Row) -> None:
    for one in measures(line.text, letter.sender.decimal, ["KG", "T", "LB"]):
        before = line.text[max(0, one.start - 16) : one.start]
        kinds = [hit.code for hit in lexicon("transport").find(before)]
        if one.sure and kinds and kinds[-1] in ("net", "gross"):
            unit = one.quantity.unit if one.quantity else ""
            arguments = {"decimal": letter.sender.decimal, "unit": unit}
            where = _where(line, one.start, one.end)
            letter.state(packing.object, f"{kinds[-1]}_weight", "measure_words", where, arguments)


def _term(letter: Letter, line: Line, invoice: Row) -> None:
    terms = list(TERM.finditer(line.text))
    if len(terms) == 1:
        where = _where(line, terms[0].start(), terms[0].end())
        letter.state(invoice.object, "incoterm", "words", where)


def _sample(letter: Letter, line: Line, invoice: Row) -> None:
    sample = lexicon("customs").first_of(line.text, "sample")
    match = _VALUE.search(line.text, sample.start, sample.end + 60) if sample else None
    currency = currency_of(letter, invoice)
    if match and currency:
        arguments = {"decimal": letter.sender.decimal, "currency": currency}
        where = _where(line, match.start(1), match.end(1))
        letter.state(invoice.object, "document_value:sample", "money_in", where, arguments)
