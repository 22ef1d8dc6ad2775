"""A structured trade document as its file states it: order, answer, advice, status, invoice."""

from __future__ import annotations

from typing import Literal

from domain.values import Value

DocumentKind = Literal[
    "request_for_quote",
    "quote",
    "order",
    "order_change",
    "order_response",
    "despatch_advice",
    "load_tender",
    "tender_response",
    "transport_order",
    "transport_status",
    "freight_invoice",
    "invoice",
    "credit_note",
    "remittance",
    "acknowledgement",
    "other",
]

Function = Literal["original", "replace", "change", "cancel", "duplicate", "response", ""]

#: What the sender says of a line (ACK01, LIN 1229, UBL LineStatusCode), in the trade's words.
LineState = Literal["accepted", "changed", "rejected", "backordered", "on_hold", "substituted", ""]


class Cell(Value):
    """A value as written: characters `start`..`end` of the part's text are exactly `text`."""

    text: str
    start: int
    end: int


class Ref(Value):
    """A thing the document names, such as `order`, `booking`, `container`, `invoice`."""

    kind: str
    cell: Cell


class Dated(Value):
    """A date with what it is the date of; `form` is how it is written, such as `%Y%m%d`.

    `event` is one of the events of `domain.dates` where it is one (`ready`, `ex works`,
    `FOB on board`, `delivered dock` …), else the trade's word (`document`, `due`, `etd`, `eta`).
    """

    event: str
    cell: Cell
    form: str = "%Y%m%d"


class Amount(Value):
    """A sum of money; `kind` is `total`, `net`, `tax`, `freight`, `charge`, `allowance` …"""

    kind: str
    cell: Cell
    currency: str = ""
    label: str = ""


class Measure(Value):
    """A quantity with its unit in UN/ECE Rec 20 or X12 words as written (empty = none stated)."""

    cell: Cell
    unit: str = ""


class Lot(Value):
    """A part of a line: how much, when."""

    qty: Measure | None = None
    dated: Dated | None = None


class DocumentLine(Value):
    """One line. `lots` are its schedule; `price` is for `price_per` of `price_unit`."""

    number: Cell | None = None
    order: Cell | None = None
    order_line: Cell | None = None
    buyer_item: Cell | None = None
    seller_item: Cell | None = None
    description: Cell | None = None
    state: LineState = ""
    state_cell: Cell | None = None
    qty: Measure | None = None
    price: Cell | None = None
    price_per: str = "1"
    price_unit: str = ""
    amount: Cell | None = None
    lots: tuple[Lot, ...] = ()
    refs: tuple[Ref, ...] = ()
    amounts: tuple[Amount, ...] = ()


class TradeDocument(Value):
    """One document of a part. `standard` names syntax and version (`X12 855 004010`).

    `control` are the control numbers an acknowledgement answers with, by name; `parties` are
    cells by role (`buyer`, `seller`, `ship_to`, `carrier` …); `notes` are free words; `faults`
    are what was wrong with the file, in plain words.
    """

    standard: str
    kind: DocumentKind
    function: Function = ""
    number: Cell | None = None
    currency: str = ""
    control: dict[str, str] = {}
    parties: dict[str, Cell] = {}
    refs: tuple[Ref, ...] = ()
    dates: tuple[Dated, ...] = ()
    amounts: tuple[Amount, ...] = ()
    measures: dict[str, Measure] = {}
    lines: tuple[DocumentLine, ...] = ()
    notes: tuple[Cell, ...] = ()
    faults: tuple[str, ...] = ()
