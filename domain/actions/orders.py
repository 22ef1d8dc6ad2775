"""Actions on purchase and sales orders in the ERP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class ChangeOrderLine(ActionBase):
    """The date a supplier now confirms, written on the purchase order line.

    A line that comes in `lots` (`4000@2026-04-09 8000@2026-04-19`) is complete on the date; each
    lot is written as a confirmation of its own.
    """

    kind: Literal["ChangeOrderLine"] = "ChangeOrderLine"
    sentence: ClassVar[str] = (
        "order {po_id} line {line}: confirmed date {promised_date} ({event}) in the ERP"
    )
    written: ClassVar[tuple[str, ...]] = ("promised_date", "event", "lots")
    targets: ClassVar[tuple[str, ...]] = ("purchase_order_lines:{po_id}/{line}",)

    po_id: Slot
    line: Slot
    promised_date: Slot
    event: Slot
    confirmation_source: Slot
    seen: Slot
    lots: Slot | None = None

    def said(self) -> str:
        """One sentence of what will happen; lots are named where there are several."""
        lots = (
            ", ".join(lot.replace("@", " on ") for lot in self.lots.value.split())
            if self.lots
            else ""
        )
        return super().said() + (f", in lots: {lots}" if lots else "")


class IssueOrder(ActionBase):
    """A purchase order to an approved supplier; it binds us to pay. A quantity that bridges a gap
    may be less: what it leaves open is priced again (`domain.editing`)."""

    kind: Literal["IssueOrder"] = "IssueOrder"
    editable: ClassVar[Mapping[str, str]] = {"qty": "at_most"}
    sentence: ClassVar[str] = (
        "order {qty} {uom} {item_id} from {supplier_id} at {unit_price} {currency}, "
        "needed {need_date}"
    )
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"supplier_id", "site_id"})
    written: ClassVar[tuple[str, ...]] = ("supplier_id", "item_id", "qty", "unit_price", "currency")
    targets: ClassVar[tuple[str, ...]] = ("partners:{supplier_id}", "items:{item_id}")

    po_id: Slot
    supplier_id: Slot
    site_id: Slot
    buyer_id: Slot
    item_id: Slot
    qty: Slot
    uom: Slot
    unit_price: Slot
    currency: Slot
    need_date: Slot
    promised_date: Slot
    price_per: Slot | None = None
    incoterm: Slot | None = None
    incoterm_place: Slot | None = None
    payment_terms: Slot | None = None
    rfq_id: Slot | None = None


class AmendOrderLine(ActionBase):
    """Quantity, price, date or drawing of an order line as both sides now agree on them; `note` is
    its whole note where that changes with them."""

    kind: Literal["AmendOrderLine"] = "AmendOrderLine"
    sentence: ClassVar[str] = (
        "order {po_id} line {line} in the ERP: quantity {qty}, price {unit_price}, "
        "date {promised_date} ({event}), drawing {drawing_rev}"
    )
    targets: ClassVar[tuple[str, ...]] = ("purchase_order_lines:{po_id}/{line}",)
    written: ClassVar[tuple[str, ...]] = (
        "qty",
        "unit_price",
        "promised_date",
        "drawing_rev",
        "note",
    )

    po_id: Slot
    line: Slot
    qty: Slot | None = None
    unit_price: Slot | None = None
    promised_date: Slot | None = None
    event: Slot | None = None
    drawing_rev: Slot | None = None
    note: Slot | None = None
    seen: Slot

    def said(self) -> str:
        """One sentence of what will happen, with the note where it changes."""
        return super().said() + (f", note {self.note.value!r}" if self.note else "")


class RepromiseCustomer(ActionBase):
    """A later date on a sales order line; the note to the customer stays a draft."""

    kind: Literal["RepromiseCustomer"] = "RepromiseCustomer"
    editable: ClassVar[Mapping[str, str]] = {"planned_date": "no_earlier"}
    sentence: ClassVar[str] = "sales order {so_id} line {line}: new date {planned_date}"
    written: ClassVar[tuple[str, ...]] = ("planned_date",)
    targets: ClassVar[tuple[str, ...]] = ("sales_order_lines:{so_id}/{line}",)

    so_id: Slot
    line: Slot
    planned_date: Slot
    seen: Slot
