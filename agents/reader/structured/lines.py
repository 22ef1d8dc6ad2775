"""What an answer says of one order line, whichever lines of the file say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from agents.reader.structured.told import Told
from domain.dates import DateSpan
from domain.derive import derive
from domain.errors import SeamlineError
from domain.quantity import Quantity, unit_name
from domain.reading import DateStated, QuantityStated
from domain.record import Row
from domain.tradedoc import Cell, Dated, DocumentLine, LineState, Measure

#: Events at our end of the journey; those at the supplier's end are all the others.
AT_OURS = frozenset({"delivered dock", "eta"})
#: Dates of an answer that say when the goods come; all others are of wishes, papers and limits.
_PROMISES = frozenset(
    {
        "ship",
        "delivery",
        "confirmed",
        "despatched",
        "loaded",
        "ready",
        "ex works",
        "handover FCA",
        "FOB on board",
        "delivered dock",
        "etd",
        "eta",
    }
)
#: Words for leaving the supplier; a past day of these is no promise but a shipment made.
LEAVING = frozenset({"ship", "despatched", "loaded"})


@dataclass
class Answer:
    """All that the lines of a document say of one order line.

    `lots` are quantity and promised date, either may be missing; `wanted` repeats our wishes;
    `gone` is what the answer says was sent already.
    """

    about: str
    row: Row
    state: LineState = ""
    state_cell: Cell | None = None
    lots: list[tuple[Measure | None, Dated | None]] = field(default_factory=list)
    wanted: list[Dated] = field(default_factory=list)
    price: DocumentLine | None = None
    substitute: Cell | None = None
    where: Cell | None = None
    gone: Decimal = Decimal(0)

    def add(self, line: DocumentLine) -> None:
        """One line of the file that is about this order line."""
        if not self.state:
            self.state, self.state_cell = line.state, line.state_cell
        self.where = self.where or line.number or line.buyer_item or line.state_cell
        self.price = self.price or (line if line.price else None)
        self.substitute = self.substitute or next(
            (ref.cell for ref in line.refs if ref.kind == "substitute"), None
        )
        own = _lots(line)
        self.lots += own or ([(line.qty, None)] if line.qty and line.state != "rejected" else [])
        self.wanted += [
            lot.dated for lot in line.lots if lot.dated and lot.dated.event.startswith("wanted")
        ]

    def date_all(self, dated: Dated) -> None:
        """A date of the whole document is that of lots without one."""
        self.lots = [(qty, own or dated) for qty, own in self.lots] or [(None, dated)]

    @property
    def promised(self) -> bool:
        """Whether any date is promised."""
        return any(dated for _, dated in self.lots)

    @property
    def open_qty(self) -> Decimal:
        """What the record still waits for."""
        return (self.row.number("qty") or Decimal(0)) - (
            self.row.number("received_qty") or Decimal(0)
        )

    @property
    def missing_qty(self) -> Decimal:
        """What is neither received nor sent."""
        return self.open_qty - self.gone

    def is_whole(self, total: Decimal) -> bool:
        """Whether so many are the line: all of it, or all that is still to come."""
        return total in (self.missing_qty, self.open_qty, self.row.number("qty"))

    def size(self, measure: Measure | None) -> Quantity | None:
        """A lot's quantity in the order's unit; None where the file writes none or another unit."""
        unit = self.row.text("uom") or "PCS"
        if measure is None or (measure.unit and unit_name(measure.unit) != unit_name(unit)):
            return None
        stated = read_again("plain_number", measure.cell, {"unit": unit_name(unit)})
        return stated.quantity if isinstance(stated, QuantityStated) else None

    @property
    def unread(self) -> Measure | None:
        """A lot whose quantity is no number, or less than nothing."""
        for qty, _ in self.lots:
            size = self.size(qty)
            if qty is not None and qty.cell.value.strip() and (size is None or size.n < 0):
                return qty
        return None

    @property
    def other_unit(self) -> Measure | None:
        """A lot in a unit that is not the order's."""
        unit = unit_name(self.row.text("uom") or "PCS")
        sizes = (qty for qty, _ in self.lots if qty is not None)
        return next((one for one in sizes if one.unit and unit_name(one.unit) != unit), None)


def read_again(recipe: str, cell: Cell, arguments: dict[str, str]) -> object:
    """The value of a cell for weighing it; None where it has none."""
    given = {**arguments, **({"marks": cell.marks} if cell.marks else {})}
    try:
        return derive(recipe, cell.text, given)
    except (SeamlineError, ValueError, LookupError, ArithmeticError):
        return None


def day_of(dated: Dated) -> DateSpan | None:
    """The day or interval of a date; None where it is written in no known way."""
    stated = read_again("form_date", dated.cell, {"form": dated.form})
    return stated.span if isinstance(stated, DateStated) else None


def is_promise(dated: Dated) -> bool:
    """Whether a date of an answer says when the goods come."""
    return dated.event in _PROMISES


def _lots(line: DocumentLine) -> list[tuple[Measure | None, Dated | None]]:
    """Quantities with their promised dates.

    A date that stands beside the line's lots without a quantity is that of every lot without one.
    """
    pairs = [
        (lot.qty, lot.dated if lot.dated and is_promise(lot.dated) else None)
        for lot in line.lots
        if lot.qty is not None or (lot.dated and is_promise(lot.dated))
    ]
    sized = [(qty, dated) for qty, dated in pairs if qty is not None]
    alone = [dated for qty, dated in pairs if qty is None]
    if not sized:
        return [(line.qty if len(alone) == 1 else None, dated) for dated in alone]
    if len(alone) == 1:
        return [(qty, dated or alone[0]) for qty, dated in sized]
    return [*sized, *((None, dated) for dated in alone)]


def event_of(told: Told, dated: Dated, answer: Answer) -> str:
    """What a promised date is the date of.

    A file says ship or delivery where the order's terms say what that is: under a D-term delivery
    is at our dock, under all others where the goods are handed over (Incoterms 2020, A2).
    """
    on_record = answer.row.text("promised_event")
    if dated.event not in LEAVING | {"delivery", "confirmed"}:
        return dated.event
    if dated.event == "confirmed":
        return on_record
    at_dock = dated.event == "delivery" and _to_our_door(told, answer)
    if at_dock:
        return "delivered dock"
    if on_record and (dated.event == "delivery" or on_record not in AT_OURS):
        return on_record
    return "delivered dock" if dated.event == "delivery" else "ex works"


def _to_our_door(told: Told, answer: Answer) -> bool:
    order = told.letter.reads.row("purchase_orders", answer.row.key.partition("/")[0])
    return order is not None and order.text("incoterm").upper().startswith("D")


def without_repeats(
    lots: list[tuple[Measure | None, Dated | None]],
) -> list[tuple[Measure | None, Dated | None]]:
    """Each lot once: a file may say the same in its line and in its schedule."""
    seen: dict[tuple[str, str], tuple[Measure | None, Dated | None]] = {}
    for qty, dated in lots:
        key = (qty.cell.value if qty else "", dated.cell.value if dated else "")
        seen.setdefault(key, (qty, dated))
    sized = {dated for (qty, dated) in seen if qty and dated}
    return [lot for (qty, dated), lot in seen.items() if qty or not dated or dated not in sized]
