"""Papers that a broker lists as wanted by customs, of which the record has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter, Line
from agents.reader.papers import kinds_in, papers_in, rows_of, shipment_of_papers
from agents.reader.topics.customs import supplier_of
from agents.reader.topics.papers import LISTED, heads


def read_customs_papers(letter: Letter) -> Iterator[str]:
    """Asks whoever's goods travel for each paper of the list, of the line whose item it names."""
    shipment = shipment_of_papers(letter)
    if not shipment or letter.sender.kind != "broker":
        return
    rows, wanted = rows_of(letter, shipment), None
    for line in letter.lines():
        if line.part.name != "body":
            continue
        head = heads(line)
        wanted = head or (wanted if LISTED.match(line.text) else None)
        kinds = [hit.code for hit in kinds_in(line.text)]
        if head or wanted is None or not kinds or papers_in(letter, line, rows):
            continue
        about = _line_of(letter, line, shipment)
        letter.ask(
            "document_request",
            about or shipment,
            f"customs wants {' and '.join(dict.fromkeys(kinds))}: {line.text.strip()!r}",
            of=supplier_of(letter, shipment),
            slot=f"document_request_{kinds[0]}",
            where=line,
        )
        if about:
            letter.state(about, "document_state", "code", wanted, {"list": "paper_state"})
        yield "document_request"


def _line_of(letter: Letter, line: Line, shipment: str) -> str:
    """The one order line of the shipment whose item is named."""
    units = letter.reads.rows("shipment_units", shipment_id=shipment.partition(":")[2])
    keys = {f"{unit.text('po_id')}/{unit.text('po_line')}" for unit in units}
    rows = (letter.reads.row("purchase_order_lines", key) for key in sorted(keys))
    named = [row.object for row in rows if row and _names(line.text, row.text("item_id"))]
    return named[0] if len(named) == 1 else ""


def _names(text: str, item: str) -> bool:
    return bool(item) and re.search(rf"(?<!\w){re.escape(item)}(?!\w)", text, re.I) is not None
