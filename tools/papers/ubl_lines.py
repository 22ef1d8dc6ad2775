"""The lines of a UBL document: item, quantity, lots, price, and the order line they are about."""

from __future__ import annotations

from typing import Any

from tools.papers.elements import attribute, text, texts, under
from tools.papers.written import Written

#: Where lines stand, by kind of document.
LINES = (
    "InvoiceLine",
    "CreditNoteLine",
    "OrderLine",
    "DespatchLine",
    "QuotationLine",
    "RequestForQuotationLine",
    "RemittanceAdviceLine",
)
_QUANTITIES = ("InvoicedQuantity", "CreditedQuantity", "Quantity", "DeliveredQuantity")
#: What senders write where they know no number, because the field must be there.
_NOTHING = frozenset({"NA", "N/A", "NULL", "-"})


def write_line(written: Written, whole: Any) -> None:
    """One line; those of orders stand one deeper."""
    line = next(under(whole, "LineItem"), whole)
    written.set("number", text(line, "ID"), "number")
    written.state(text(line, "LineStatusCode"), "edifact.1229")
    for reference in (*under(whole, "OrderLineReference"), *under(line, "OrderLineReference")):
        written.set("order", _known(text(reference, "OrderReference/ID")))
        written.set("order_line", _known(text(reference, "LineID")))
    _item(written, line)
    _quantity(written, line)
    price = next(under(line, "Price"), line)
    unit = attribute(price, "BaseQuantity", "unitCode")
    written.price(text(price, "PriceAmount"), text(price, "BaseQuantity"), unit)
    written.set("amount", text(line, "LineExtensionAmount"))
    for delivery in under(line, "Delivery"):
        _lot(written, delivery)
    for one in under(line, "AllowanceCharge"):
        kind = "charge" if text(one, "ChargeIndicator").lower() == "true" else "allowance"
        written.amount(kind, text(one, "Amount"), label=text(one, "AllowanceChargeReason") or kind)
    for other in under(whole, "SellerSubstitutedLineItem"):
        written.ref("substitute", text(other, "Item/SellersItemIdentification/ID", "Item/Name"))
    for number in texts(line, "BillingReference/InvoiceDocumentReference/ID"):
        written.ref("invoice", number)


def _known(number: str) -> str:
    return "" if number.upper() in _NOTHING else number


def _item(written: Written, line: Any) -> None:
    written.set("buyer_item", text(line, "Item/BuyersItemIdentification/ID"))
    written.set("seller_item", text(line, "Item/SellersItemIdentification/ID"))
    written.ref("gtin", text(line, "Item/StandardItemIdentification/ID"))
    written.set("description", text(line, "Item/Name", "Item/Description"))


def _quantity(written: Written, line: Any) -> None:
    for name in _QUANTITIES:
        if text(line, name):
            written.quantity(text(line, name), attribute(line, name, "unitCode"))
            return


def _lot(written: Written, delivery: Any) -> None:
    """What of the line comes, or is wanted, when."""
    quantity, unit = text(delivery, "Quantity"), attribute(delivery, "Quantity", "unitCode")
    for event, path in (
        ("delivery", "PromisedDeliveryPeriod"),
        ("wanted delivery", "RequestedDeliveryPeriod"),
    ):
        for period in under(delivery, path):
            first, last = text(period, "StartDate"), text(period, "EndDate")
            written.lot(quantity, unit, event, first or last, last)
