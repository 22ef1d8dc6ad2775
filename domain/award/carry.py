"""The carry table: every term of an award in the order, the booking and the papers, difference 0.

Source: domain.md 2.2, R-73: five groups travel unchanged; where records differ somebody is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from domain.award.winners import FIRST_PIECES, GROUPS, Winner
from domain.customs.incoterms import terms_of_delivery
from domain.record import Row
from domain.values import Value

#: Of an order whose letter is not known.
NO_LETTER: Mapping[str, str] = {}


class Carried(Value):
    """One term on its way; empty where a stage has no such row or column yet."""

    group: str
    field: str
    award: str = ""
    order: str = ""
    booking: str = ""
    papers: str = ""

    @property
    def lost(self) -> bool:
        """Whether the award knows the term and neither the order nor its letter says it."""
        return bool(self.award) and not self.order

    @property
    def differs(self) -> bool:
        """Whether two stages that know the term know it differently."""
        known = [one for one in (self.award, self.order, self.booking, self.papers) if one]
        return len({_plain(one) for one in known}) > 1

    def said(self) -> str:
        """In words."""
        stages = [self.award, self.order, self.booking, self.papers]
        shown = " → ".join(one or "–" for one in stages)
        ends = ": differs" if self.differs else ": lost in the order" if self.lost else ""
        return f"{self.field} ({self.group}): {shown}{ends}"


class Awarded(Value):
    """The terms of an award as text, and the row or request that it stands in; empty where it says
    nothing."""

    object: str
    price: str = ""
    payment_terms: str = ""
    delivery: str = ""
    need_date: str = ""
    share: str = ""
    moq: str = ""
    lead_time: str = ""
    tooling: str = ""
    tooling_first: str = ""
    one_off: str = ""
    papers: str = ""


def on_record(award: Row) -> Awarded:
    """An award as the record has it."""
    return Awarded(
        object=award.object,
        price=award.text("price"),
        payment_terms=award.text("payment_terms"),
        delivery=f"{award.text('incoterm')} {award.text('incoterm_place')}".strip(),
        share=award.text("share_pct"),
        tooling=award.text("tooling_per_pc"),
        tooling_first=award.text("tooling_first_pcs"),
    )


def as_told(winner: Winner) -> Awarded:
    """An award that the record does not have, as its message and people's answers tell it."""

    def said(field: str) -> str:
        told = winner.told.get(field)
        return told.slot.value if told is not None and told.slot is not None else ""

    term = winner.term("incoterm").value
    place = f"{term.split()[0]} {winner.place.value}" if winner.place is not None else term
    return Awarded(
        object=f"rfqs:{winner.line.text('rfq_id')}",
        price=winner.price.value,
        payment_terms=winner.term("payment_terms").value,
        delivery=place,
        need_date=said("need_date"),
        share=said("award_share_pct"),
        moq=said("moq") or winner.line.text("moq"),
        lead_time=said("lead_time"),
        tooling=said("unit_price:tooling"),
        tooling_first="" if winner.tooled is None else f"{winner.tooled:f}",
        one_off=said("charge_amount:one_off"),
        papers=said("certificate"),
    )


class Rows(Protocol):
    """Rows by table and columns, as a dossier or a thread has them."""

    def of(self, table: str, **equals: str) -> Sequence[Row]:
        """Rows of a table whose columns equal the given texts."""
        ...

    def one(self, table: str, **equals: str) -> Row | None:
        """The first such row."""
        ...


def carried(
    dossier: Rows, order: Row, award: Awarded, letter: Mapping[str, str] = NO_LETTER
) -> tuple[Carried, ...]:
    """Award, order, booking and papers of one order, term by term; `letter` is what the order's own
    letter says of terms that no column of an order holds. A term nobody knows is left out."""
    line = dossier.one("purchase_order_lines", po_id=order.key)
    units = dossier.of("shipment_units", po_id=order.key)
    papers = dossier.of("documents")
    delivery = award.delivery
    held = f"{order.text('incoterm')} {order.text('incoterm_place')}".strip()
    paid = line.text("unit_price") if line is not None else ""
    booked = sum((unit.number("qty") or Decimal(0) for unit in units), Decimal(0))
    rows = {
        "unit_price": Carried(group="", field="price", award=award.price, order=paid),
        "payment_terms": Carried(
            group="", field="payment terms",
            award=award.payment_terms, order=order.text("payment_terms"),
        ),
        "incoterm": Carried(group="", field="delivery term", award=delivery, order=held),
        "need_date": Carried(
            group="", field="need date",
            award=award.need_date, order=line.text("need_date") if line is not None else "",
        ),
        "award_share_pct": _by_letter("share", award.share, letter),
        "moq": _by_letter("minimum order", award.moq, letter),
        "lead_time": _by_letter("lead time", award.lead_time, letter),
        "unit_price:tooling": _by_letter("tooling per piece", award.tooling, letter),
        FIRST_PIECES: _by_letter("tooling on the first", award.tooling_first, letter),
        "charge_amount:one_off": _by_letter("one-off cost", award.one_off, letter),
        "certificate": Carried(
            group="", field="papers", award=award.papers, order=letter.get("papers", ""),
            papers=", ".join(sorted(r.text("doc_type") for r in papers))
        ),
        "main_carriage": Carried(
            group="", field="main carriage booked by",
            award=_booker(delivery), order=_booker(held), booking="buyer" if units else "",
        ),
    }  # fmt: skip
    found = [
        rows[name].model_copy(update={"group": group})
        for group, names in GROUPS.items()
        for name in names
        if name in rows and (name not in _IN_LETTERS or rows[name].award or rows[name].order)
    ]
    if line is not None and units:
        qty = Carried(
            group="logistics assumptions", field="quantity", order=line.text("qty"),
            booking=f"{booked:f}",
        )  # fmt: skip
        found.append(qty)
    return tuple(found)


#: Terms that the order's letter alone can carry: shown where anybody says them.
_IN_LETTERS = frozenset(
    {"moq", "lead_time", "unit_price:tooling", FIRST_PIECES, "charge_amount:one_off"}
)


def _by_letter(field: str, award: str, letter: Mapping[str, str]) -> Carried:
    return Carried(group="", field=field, award=award, order=letter.get(field, ""))


def _booker(term: str) -> str:
    """Who books the main carriage by the delivery term (Incoterms 2020)."""
    found = terms_of_delivery(term)
    books = found.opens_booking("buyer")
    return "" if books is None else "buyer" if books else "seller"


def _plain(text: str) -> str:
    try:
        return format(Decimal(text).normalize(), "f")
    except ArithmeticError:
        return " ".join(text.upper().split())
