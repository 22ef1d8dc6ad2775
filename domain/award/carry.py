"""The carry table: every term of an award in the order, the booking and the papers, difference 0.

Source: domain.md 2.2, R-73: five groups travel unchanged; where records differ somebody is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from domain.award.winners import GROUPS
from domain.customs.incoterms import terms_of_delivery
from domain.record import Row
from domain.values import Value


class Carried(Value):
    """One term on its way; empty where a stage has no such row or column yet."""

    group: str
    field: str
    award: str = ""
    order: str = ""
    booking: str = ""
    papers: str = ""

    @property
    def differs(self) -> bool:
        """Whether two stages that know the term know it differently."""
        known = [one for one in (self.award, self.order, self.booking, self.papers) if one]
        return len({_plain(one) for one in known}) > 1

    def said(self) -> str:
        """In words."""
        stages = [self.award, self.order, self.booking, self.papers]
        shown = " → ".join(one or "–" for one in stages)
        return f"{self.field} ({self.group}): {shown}" + (": differs" if self.differs else "")


class Rows(Protocol):
    """Rows by table and columns, as a dossier or a thread has them."""

    def of(self, table: str, **equals: str) -> Sequence[Row]:
        """Rows of a table whose columns equal the given texts."""
        ...

    def one(self, table: str, **equals: str) -> Row | None:
        """The first such row."""
        ...


def carried(dossier: Rows, order: Row, award: Row) -> tuple[Carried, ...]:
    """Award, order, booking and papers of one order, term by term."""
    line = dossier.one("purchase_order_lines", po_id=order.key)
    units = dossier.of("shipment_units", po_id=order.key)
    papers = dossier.of("documents")
    delivery = f"{award.text('incoterm')} {award.text('incoterm_place')}".strip()
    held = f"{order.text('incoterm')} {order.text('incoterm_place')}".strip()
    price, paid = award.text("price"), line.text("unit_price") if line is not None else ""
    booked = sum((unit.number("qty") or Decimal(0) for unit in units), Decimal(0))
    rows = {
        "unit_price": Carried(group="", field="price", award=price, order=paid),
        "payment_terms": Carried(
            group="", field="payment terms",
            award=award.text("payment_terms"), order=order.text("payment_terms"),
        ),
        "incoterm": Carried(group="", field="delivery term", award=delivery, order=held),
        "need_date": Carried(
            group="", field="need date", order=line.text("need_date") if line is not None else ""
        ),
        "award_share_pct": Carried(group="", field="share", award=award.text("share_pct")),
        "certificate": Carried(
            group="", field="papers", papers=", ".join(sorted(r.text("doc_type") for r in papers))
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
        if name in rows
    ]
    if line is not None and units:
        qty = Carried(
            group="logistics assumptions", field="quantity", order=line.text("qty"),
            booking=f"{booked:f}",
        )  # fmt: skip
        found.append(qty)
    return tuple(found)


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
