"""Customs: queries, holds, tariff codes, makers, samples without value, free days, filing cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.denied import denied, supposed
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments, state_moment
from agents.reader.papers import rows_of, shipment_of_papers
from agents.reader.transport import loading_zone
from domain.evidence import Part
from domain.numberwords import percentages
from domain.record import Row
from domain.words import Hit, lexicon

_HS = re.compile(r"(?<![\w.])(\d{4}[. ]\d{2}(?:[. ]?\d{2}){0,3}|\d{6}(?:\d{2}){0,2})(?![\w.]\d)")
_STATES = ("query", "hold", "exam", "released")
_INTENTS = {"query": "customs_query", "hold": "customs_hold", "exam": "customs_hold"}
_LINE = re.compile(
    r"(?<!\w)(?:line|item|pos|position|ligne|línea|partida|linha|riga|rad)\.?\s?(\d{1,3})", re.I
)
#: `0600 LT`, `6am Yantian time`; Pacific time is the writer's.
_LOCAL = re.compile(
    r"(?<!\w)(?:(?i:lt|local time|local)|"
    r"(?!Pacific|Eastern|Central|Mountain|Office|Our|This|The|Your)[A-Z][a-z]{2,20}\s(?i:time))"
    r"(?!\w)"
)
#: `LFD at the terminal is 5/21`: so many characters may stand before the day.
_REACH = 28
Where = tuple[Part, int, int]


def read_customs(letter: Letter) -> Iterator[str]:
    """What a broker, a supplier or a forwarder says of the clearance of one shipment."""
    shipment = shipment_of_papers(letter)
    if not shipment or letter.sender.kind not in ("broker", "supplier", "forwarder"):
        return
    rows = rows_of(letter, shipment)
    for line in letter.lines():
        if line.part.name == "body":
            yield from _state(letter, line, shipment)
            _figures(letter, line, shipment)
            _cuts(letter, line, shipment)
            _samples(letter, line, rows)
    for line in letter.spoken():
        if line.part.name == "body":
            yield from _open_points(letter, line, shipment, rows)


def _where(line: Line, start: int, end: int) -> Where:
    return line.part, line.start + start, line.start + end


def _state(letter: Letter, line: Line, shipment: str) -> Iterator[str]:
    for hit in _told_states(letter, line):
        if not (denied(line.text, hit.start) or supposed(line.text, hit.start)):
            about = _entry_of(letter) or shipment
            where = _where(line, hit.start, hit.end)
            letter.state(about, "customs_state", "code", where, {"list": "customs"})
            if hit.code in _INTENTS:
                yield _INTENTS[hit.code]


def _told_states(letter: Letter, line: Line) -> list[Hit]:
    """States of the clearance; of who is no broker only where the line speaks of customs."""
    if letter.sender.kind != "broker" and not lexicon("customs_authority").has(line.text):
        return []
    return [hit for hit in lexicon("customs").find(line.text) if hit.code in _STATES]


def _entry_of(letter: Letter) -> str:
    """The one entry or declaration that the letter names: what customs does is done to that."""
    paper = letter.only("documents")
    row = letter.row(paper) if paper else None
    kind = row.text("doc_type").lower() if row else ""
    return paper if any(word in kind for word in ("entry", "import declaration")) else ""


def _open_points(letter: Letter, line: Line, shipment: str, rows: tuple[Row, ...]) -> Iterator[str]:
    """Codes, descriptions and makers that are wanted: of the supplier whose goods they are."""
    customs = lexicon("customs")
    supplier = supplier_of(letter, shipment)
    for code, topic, text in (
        ("no_hs", "hs_code", "a tariff code and a full description of the goods are wanted"),
        ("description", "hs_code", "a full description of the goods is wanted"),
        ("maker", "manufacturer", "the actual manufacturer and where it was stuffed are wanted"),
    ):
        hit = customs.first_of(line.text, code)
        if hit is not None and letter.sender.kind != "supplier":
            about = _line_of(letter, line, shipment) if topic == "hs_code" else shipment
            letter.ask(topic, about, text, of=supplier, where=_where(line, hit.start, hit.end))
            yield "document_request"
    code_said = customs.first_of(line.text, "hs")
    match = _HS.search(line.text, code_said.end, code_said.end + 24) if code_said else None
    if match and letter.sender.kind == "supplier":
        invoice = next((r for r in rows if r.text("doc_type") == "commercial invoice"), None)
        about = invoice.object if invoice else shipment
        letter.state(about, "hs_code", "words", _where(line, match.start(1), match.end(1)))


def _line_of(letter: Letter, line: Line, shipment: str) -> str:
    """The order line that a passage numbers, if just one of the shipment has that number."""
    match = _LINE.search(line.text)
    units = letter.reads.rows("shipment_units", shipment_id=shipment.partition(":")[2])
    found = {
        f"purchase_order_lines:{unit.text('po_id')}/{unit.text('po_line')}"
        for unit in units
        if match and unit.text("po_line").lstrip("0") == match[1].lstrip("0")
    }
    return found.pop() if len(found) == 1 else shipment


def supplier_of(letter: Letter, shipment: str) -> str:
    """Whose goods travel; where several suppliers' do, nobody is named."""
    units = letter.reads.rows("shipment_units", shipment_id=shipment.partition(":")[2])
    orders = (letter.reads.row("purchase_orders", unit.text("po_id")) for unit in units)
    found = {order.text("supplier_id") for order in orders if order is not None}
    return f"partners:{found.pop()}" if len(found) == 1 else ""


def _figures(letter: Letter, line: Line, shipment: str) -> None:
    """A loading on the value, where insurance is spoken of in the same line."""
    loading = lexicon("customs").first_of(line.text, "loading")
    rates = percentages(line.text, letter.sender.decimal)
    insured = lexicon("paper").has(line.text, "insurance certificate")
    if loading is not None and len(rates) == 1 and insured:
        where = _where(line, rates[0].start, rates[0].end)
        arguments = {"decimal": letter.sender.decimal}
        letter.state(shipment, "surcharge_pct:insurance_loading", "percent_words", where, arguments)


def _cuts(letter: Letter, line: Line, shipment: str) -> None:
    """The end of free days, and the latest time to file: in the time of the place it names."""
    for code, field in (("free_until", "deadline:free_time_end"), ("isf_cut", "deadline:isf")):
        hit = lexicon("customs").first_of(line.text, code)
        if hit is None:
            continue
        local = _LOCAL.search(line.text, hit.end)
        zone = loading_zone(letter, shipment) if local else letter.sender.tz
        found = [one for one in moments(line.text, letter.sender, zone) if one.start >= hit.start]
        if found and found[0].start - hit.end < _REACH:
            state_moment(letter, line, shipment, field, found[0], zone)


def _samples(letter: Letter, line: Line, rows: tuple[Row, ...]) -> None:
    """Samples without a price still have a value for customs: somebody must say which."""
    hit = lexicon("customs").first_of(line.text, "sample")
    if hit is None or letter.sender.kind != "supplier":
        return
    invoice = next((r for r in rows if r.text("doc_type") == "commercial invoice"), None)
    if invoice is not None:
        text = "samples are invoiced without a value: which value do they have for customs?"
        letter.ask("customs_value", invoice.object, text,
                   where=_where(line, hit.start, hit.end))  # fmt: skip
