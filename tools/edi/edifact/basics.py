"""Segments that EDIFACT messages share: beginning, dates, references, parties, items, amounts."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Amount, Cell, Dated, Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Piece, Segment


def begin(draft: Draft, segment: Segment) -> None:
    """BGM: number, function, how a whole order was taken."""
    draft.head("number", number_of(segment))
    draft.head("function", meaning("edifact.1225", segment.value(3)))
    for codes, element in (("edifact.4343", 4), ("edifact.1225_state", 3)):
        cell = segment.cell(element, codes=codes)
        state = meaning(codes, segment.value(element))
        if state:
            draft.head("state", state)
            draft.head("state_cell", cell)


def number_of(segment: Segment) -> Cell | None:
    """The document number of a BGM, which older directories write as the first element's end."""
    return segment.cell(2) or segment.cell(1, 5)


def begin_as(kind: str) -> Handlers:
    """BGM of a document whose number others name as such a thing."""

    def handle(draft: Draft, segment: Segment) -> None:
        begin(draft, segment)
        draft.ref(kind, number_of(segment))

    return {"BGM": handle}


def dated(segment: Segment, event: str, code: str = "") -> Dated | None:
    """The date of a DTM, written as its format code says; None for spans of time."""
    cell, format_code = segment.cell(1, 2), segment.value(1, 3)
    if cell is None or (format_code.startswith("8") and len(format_code) == 3):
        return None
    form = meaning("edifact.2379", format_code)
    lengths = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 6: "%y%m%d"}
    if form in ("", "%Y%m%d", "%Y%m%d%H%M") and len(cell.value) in lengths:
        form = lengths[len(cell.value)]  # what stands there counts for more than its code
    midnight = form == "%Y%m%d%H%M" and cell.value.endswith("0000")
    if midnight and not cell.marks:
        cell = cell.model_copy(update={"text": cell.text[:8], "end": cell.start + 8})
        form = "%Y%m%d"
    return Dated(event=event, cell=cell, form=form or "%Y%m%d", code=code)


def dtm(draft: Draft, segment: Segment) -> None:
    """DTM: a date by its function."""
    code = segment.value(1)
    if code:
        draft.date(dated(segment, *function_of(code)))


def function_of(code: str) -> tuple[str, str]:
    """The event of a date function, and the function as it is named among code lists."""
    return meaning("edifact.2005", code) or f"EDIFACT {code}", f"edifact.2005:{code}"


def rff(draft: Draft, segment: Segment) -> None:
    """RFF: a reference; that of an order on a line is the line's, with its line number."""
    code = segment.value(1)
    kind, cell = meaning("edifact.1153", code) or f"EDIFACT {code}", segment.cell(1, 2)
    if draft.line is not None and kind == "order":
        draft.set("order", cell)
        draft.set("order_line", segment.cell(1, 3))
    elif draft.line is not None and kind == "order_line":
        draft.set("order_line", cell)
    else:
        draft.ref(kind, cell)


def nad(draft: Draft, segment: Segment) -> None:
    """NAD: a party by its role, with its name, else its number."""
    role = meaning("edifact.3035", segment.value(1)) or f"EDIFACT {segment.value(1)}"
    if draft.line is None:
        draft.party(role, segment.cell(4) or segment.cell(3) or segment.cell(2))


def cux(draft: Draft, segment: Segment) -> None:
    """CUX: the currency of the document."""
    code = segment.value(1, 2).upper()
    if len(code) == 3 and code.isascii() and code.isalpha():
        draft.head("currency", code)


def ftx(draft: Draft, segment: Segment) -> None:
    """FTX: free words."""
    for number in range(1, len(segment.components(4)) + 1):
        draft.note(segment.cell(4, number))


def lin(draft: Draft, segment: Segment) -> None:
    """LIN: number, what became of the line, item."""
    draft.begin_line()
    draft.set("number", segment.cell(1))
    state = meaning("edifact.1229", segment.value(2))
    draft.set("state", state)
    draft.set("state_cell", segment.cell(2, codes="edifact.1229") if state else None)
    _item(draft, segment, 3)


def pia(draft: Draft, segment: Segment) -> None:
    """PIA: more numbers of the item."""
    for element in range(2, len(segment) + 1):
        for parts in segment.occurrences(element):
            _item_of(draft, segment, parts)


def _item(draft: Draft, segment: Segment, element: int) -> None:
    parts = segment.components(element)
    if parts:
        _item_of(draft, segment, parts)


def _item_of(draft: Draft, segment: Segment, parts: list[Piece]) -> None:
    kind = meaning("edifact.7143", segment.meant(parts[1])) if len(parts) > 1 else ""
    cell = segment.cell_of(parts[0])
    if kind in ("buyer_item", "seller_item"):
        draft.set(kind, cell)
    elif cell is not None:
        draft.ref(kind or "item", cell)


def imd(draft: Draft, segment: Segment) -> None:
    """IMD: what the goods are called."""
    if draft.line is not None:
        draft.set("description", segment.cell(3, 4) or segment.cell(3, 5))


def measured(segment: Segment) -> Measure | None:
    """The quantity of a QTY."""
    cell = segment.cell(1, 2)
    return None if cell is None else Measure(cell=cell, unit=unit_of(segment.value(1, 3)))


def unit_of(code: str) -> str:
    """Our word for a unit; the code itself when there is none."""
    return meaning("edifact.6411", code) or code


def pri(draft: Draft, segment: Segment) -> None:
    """PRI: a price for so many of a unit; the calculation price before any other."""
    if segment.value(1, 4) == "TU" or draft.line is None:
        return
    code = segment.value(1, 1)
    line = draft.line.values
    if "price" in line and code not in ("AAA", "CAL", "AAB"):
        return
    if "price" in line and draft.held.get("price") in ("AAA", "CAL"):
        return
    draft.held["price"] = code
    per = segment.value(1, 5)
    line["price"] = segment.cell(1, 2)
    line["price_per"] = per if per.isascii() and per.isdecimal() and int(per) else "1"
    line["price_unit"] = unit_of(segment.value(1, 6))


def money(segment: Segment, kind: str, label: str = "") -> Amount | None:
    """The sum of a MOA."""
    cell, currency = segment.cell(1, 2), segment.value(1, 3).upper()
    if cell is None or not kind:
        return None
    known = len(currency) == 3 and currency.isascii() and currency.isalpha()
    return Amount(kind=kind, cell=cell, currency=currency if known else "", label=label)


def moa(draft: Draft, segment: Segment) -> None:
    """MOA: a sum of money by its kind; that of a line is the line's amount."""
    kind = meaning("edifact.5025", segment.value(1))
    if draft.line is not None and kind == "line":
        draft.set("amount", segment.cell(1, 2))
    else:
        draft.amount(money(segment, kind))


def mea(draft: Draft, segment: Segment) -> None:
    """MEA: weight or volume of what was sent."""
    name = _MEASURES.get(segment.value(2)) or _MEASURES.get(segment.value(1), "")
    cell = segment.cell(3, 2)
    if cell is not None and draft.line is None:
        draft.measure(name, Measure(cell=cell, unit=unit_of(segment.value(3, 1))))


#: Measured dimension (MEA 6313, in older directories 6311) to what is measured.
_MEASURES = {
    "AAB": "gross_weight",
    "AAC": "net_weight",
    "AAD": "gross_weight",
    "AAL": "net_weight",
    "AAW": "volume",
    "AAX": "volume",
    "ABJ": "volume",
    "G": "gross_weight",
    "N": "net_weight",
    "VOL": "volume",
    "WT": "gross_weight",
}


def end_lines(draft: Draft, segment: Segment) -> None:
    """UNS, CNT: what follows is of the whole document."""
    draft.end_lines()


#: What any message may hold.
COMMON: Handlers = {
    "BGM": begin,
    "DTM": dtm,
    "RFF": rff,
    "NAD": nad,
    "CUX": cux,
    "FTX": ftx,
    "UNS": end_lines,
}
#: What messages with order lines may hold.
WITH_LINES: Handlers = {**COMMON, "LIN": lin, "PIA": pia, "IMD": imd, "PRI": pri, "MOA": moa}
