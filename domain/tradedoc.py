"""A structured trade document as its file states it: order, answer, advice, status, invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def unmarked(text: str, marks: str) -> str:
    """The text without signs that belong to its file: line ends in `marks`, and the release
    character there, which makes the sign behind it an ordinary one."""
    if "\n" in marks:
        text = text.replace("\n", "").replace("\r", "")
    release = marks.replace("\n", "")
    return re.sub(re.escape(release) + "(.)", r"\1", text, flags=re.DOTALL) if release else text


class Cell(Value):
    """A value as written: characters `start`..`end` of the part's text are exactly `text`.

    `marks` are the signs in the text that belong to the file and not to the value, as
    `unmarked` takes them off; `codes` is the list of `domain.codes` whose code the text is.
    """

    text: str
    start: int
    end: int
    marks: str = ""
    codes: str = ""

    @property
    def value(self) -> str:
        """What is meant by the text."""
        return unmarked(self.text, self.marks) if self.marks else self.text


class Ref(Value):
    """A thing the document names, such as `order`, `booking`, `container`, `invoice`."""

    kind: str
    cell: Cell


class Dated(Value):
    """A date with what it is the date of; `form` is how it is written, such as `%Y%m%d`.

    `event` is one of the events of `domain.dates` where it is one (`ready`, `ex works`,
    `FOB on board`, `delivered dock` …), else the trade's word (`document`, `due`, `etd`, `eta`).
    `ship` and `delivery` are what the order's terms of delivery make of them; `wanted …` repeats
    a buyer's wish. Forms are those of the recipe `form_date`; `tz` is the time zone the file
    names, empty when it names none. `code` is the code behind the event, as `LIST:CODE`, empty
    where there was none.
    """

    event: str
    cell: Cell
    form: str = "%Y%m%d"
    tz: str = ""
    code: str = ""


class Amount(Value):
    """A sum of money; `kind` is `total`, `net`, `tax`, `freight`, `charge`, `allowance` …

    `decimals` digits stand behind a point that the file does not write.
    """

    kind: str
    cell: Cell
    currency: str = ""
    label: str = ""
    decimals: int = 0


class Measure(Value):
    """A quantity with its unit: our word where the code list knows it, else as written.

    An empty unit means that none is stated.
    """

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

    `control` are the control numbers an acknowledgement answers with, by name; in an
    acknowledgement `acknowledged_…` are those it answers. `state` says how the whole document
    it answers was taken, coded in `state_cell`. `parties` are
    cells by role (`buyer`, `seller`, `ship_to`, `carrier` …); `notes` are free words; `faults`
    are what was wrong with the file, in plain words, `disputed` what the page that people see says
    otherwise, by what of it (`number`, `day`, `total`, `currency`, `account`).
    """

    standard: str
    kind: DocumentKind
    function: Function = ""
    number: Cell | None = None
    state: LineState = ""
    state_cell: Cell | None = None
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
    disputed: dict[str, str] = {}

    @property
    def extent(self) -> tuple[int, int]:
        """From the first to the last character of its cells in the part's text."""
        places = [(cell.start, cell.end) for cell in cells(self)]
        low = min((start for start, _ in places), default=0)
        return low, max((end for _, end in places), default=0)


def cells(value: object) -> Iterator[Cell]:
    """Every cell of a document, or of what is in one."""
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from cells(getattr(value, name))
    elif isinstance(value, (tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from cells(one)
