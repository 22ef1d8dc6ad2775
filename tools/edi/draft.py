"""A trade document while its segments are read: values go to the open line, else to the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.tradedoc import (
    Amount,
    Cell,
    Dated,
    DocumentKind,
    DocumentLine,
    Lot,
    Measure,
    Ref,
    TradeDocument,
)
from tools.edi import limits
from tools.edi.segments import Segment

#: What is done with a segment of one tag.
Handler = Callable[["Draft", Segment], None]
#: By tag, for one kind of message.
Handlers = Mapping[str, Handler]


class LotDraft:
    """A part of a line while it is read."""

    def __init__(self, qty: Measure | None = None, dated: Dated | None = None) -> None:
        self.qty, self.dated = qty, dated

    def takes(self, dated: Dated) -> bool:
        """Whether a date is this lot's: it has none yet, or one that was only wanted."""
        wanted = self.dated is not None and self.dated.event.startswith("wanted")
        return self.dated is None or (wanted and not dated.event.startswith("wanted"))


class LineDraft:
    """A line while it is read; `values` are plain fields of `DocumentLine`."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.lots: list[LotDraft] = []
        self.refs: list[Ref] = []
        self.amounts: list[Amount] = []

    def line(self) -> DocumentLine:
        """The line as it stands."""
        return DocumentLine(
            **self.values,
            lots=tuple(Lot(qty=lot.qty, dated=lot.dated) for lot in self.lots),
            refs=tuple(self.refs),
            amounts=tuple(self.amounts),
        )


class Draft:
    """A document while it is read; `lot` is the lot of the open line that dates belong to.

    `held` is whatever a map keeps between segments, such as the orders of a despatch advice;
    `full` says that the document holds more than is read of one.
    """

    def __init__(self, kind: DocumentKind) -> None:
        self.kind: DocumentKind = kind
        self.values: dict[str, Any] = {}
        self.lines: list[LineDraft] = []
        self.parties: dict[str, Cell] = {}
        self.measures: dict[str, Measure] = {}
        self.refs: list[Ref] = []
        self.dates: list[Dated] = []
        self.amounts: list[Amount] = []
        self.notes: list[Cell] = []
        self.faults: list[str] = []
        self.line: LineDraft | None = None
        self.lot: LotDraft | None = None
        self.held: dict[str, Any] = {}
        self.full = False
        self._count = 0

    def begin_line(self) -> LineDraft:
        """Opens the next line."""
        self.line, self.lot = LineDraft(), None
        if len(self.lines) < limits.LINES:
            self.lines.append(self.line)
        else:
            self._full(f"only the first {limits.LINES} lines are read")
        return self.line

    def end_lines(self) -> None:
        """What follows belongs to the whole document."""
        self.line = self.lot = None

    def begin_lot(self, qty: Measure | None) -> None:
        """Opens the next lot of the open line."""
        if self.line is not None and self._room():
            self.lot = LotDraft(qty)
            self.line.lots.append(self.lot)

    def set(self, name: str, value: Any) -> None:
        """A field of the open line, else of the document if it has one; the first value stays."""
        if self.line is None:
            if name in TradeDocument.model_fields:
                self.head(name, value)
        elif value not in (None, "") and self.line.values.get(name) in (None, ""):
            self.line.values[name] = value

    def head(self, name: str, value: Any) -> None:
        """A field of the document; the first value stays."""
        if value not in (None, "") and self.values.get(name) in (None, ""):
            self.values[name] = value

    def ref(self, kind: str, cell: Cell | None) -> None:
        """A thing named."""
        if kind and cell is not None and self._room():
            refs = self.refs if self.line is None else self.line.refs
            refs.append(Ref(kind=kind, cell=cell))

    def date(self, dated: Dated | None) -> None:
        """A date of the open lot, else of the line, else of the document."""
        if dated is None or not self._room():
            return
        if self.line is None:
            self.dates.append(dated)
        elif self.lot is not None and self.lot.takes(dated):
            self.lot.dated = dated
        else:
            self.line.lots.append(LotDraft(dated=dated))

    def amount(self, amount: Amount | None) -> None:
        """A sum of money of the line or the document."""
        if amount is not None and self._room():
            amounts = self.amounts if self.line is None else self.line.amounts
            amounts.append(amount)

    def measure(self, name: str, measure: Measure | None) -> None:
        """A measure of the whole document; the first stays."""
        if name and measure is not None and self._room():
            self.measures.setdefault(name, measure)

    def party(self, role: str, cell: Cell | None) -> None:
        """A party by its role; the first stays."""
        if role and cell is not None and self._room():
            self.parties.setdefault(role, cell)

    def note(self, cell: Cell | None) -> None:
        """Free words."""
        if cell is not None and self._room():
            self.notes.append(cell)

    def _room(self) -> bool:
        """Whether one more value fits."""
        self._count += 1
        if self._count > limits.VALUES + limits.VALUES_A_LINE * len(self.lines):
            self._full("it holds more values than are read of a document")
        return not self.full

    def _full(self, words: str) -> None:
        if not self.full:
            self.faults.append(words)
        self.full = True

    def document(self, standard: str, control: dict[str, str]) -> TradeDocument:
        """The document as it stands."""
        return TradeDocument(
            standard=standard,
            kind=self.kind,
            control=control,
            parties=self.parties,
            refs=tuple(self.refs),
            dates=tuple(self.dates),
            amounts=tuple(self.amounts),
            measures=self.measures,
            lines=tuple(one.line() for one in self.lines),
            notes=tuple(self.notes),
            faults=tuple(self.faults),
            **self.values,
        )
