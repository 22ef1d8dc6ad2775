"""UBL and Peppol BIS (invoice, credit note, order, answer, despatch advice) as a trade document."""

from __future__ import annotations

import re
from typing import Any

from domain.tradedoc import DocumentKind
from tools.papers.elements import attribute, text, texts, under
from tools.papers.paper import Paper
from tools.papers.ubl_lines import LINES, write_line
from tools.papers.written import Written
from tools.papers.xmls import local

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_KINDS: dict[str, DocumentKind] = {
    "Invoice": "invoice",
    "FreightInvoice": "freight_invoice",
    "CreditNote": "credit_note",
    "Order": "order",
    "OrderChange": "order_change",
    "OrderCancellation": "order_change",
    "OrderResponse": "order_response",
    "OrderResponseSimple": "order_response",
    "DespatchAdvice": "despatch_advice",
    "Quotation": "quote",
    "RequestForQuotation": "request_for_quote",
    "RemittanceAdvice": "remittance",
    "ApplicationResponse": "acknowledgement",
}
#: What a document is called by those who refer to it.
_ITSELF = {
    "Order": "order",
    "OrderResponse": "seller_order",
    "DespatchAdvice": "despatch_advice",
}
_PARTIES = (
    ("AccountingSupplierParty", "seller"),
    ("SellerSupplierParty", "seller"),
    ("DespatchSupplierParty", "ship_from"),
    ("AccountingCustomerParty", "buyer"),
    ("BuyerCustomerParty", "buyer"),
    ("DeliveryCustomerParty", "ship_to"),
    ("Delivery/DeliveryParty", "ship_to"),
    ("PayeeParty", "payee"),
    ("Shipment/Consignment/CarrierParty", "carrier"),
    ("Shipment/ShipmentStage/CarrierParty", "carrier"),
)
_NAMES = (
    "Party/PartyName/Name",
    "Party/PartyLegalEntity/RegistrationName",
    "PartyName/Name",
    "PartyLegalEntity/RegistrationName",
)
_MEASURES = (
    ("gross_weight", "Shipment/GrossWeightMeasure"),
    ("volume", "Shipment/GrossVolumeMeasure"),
    ("packages", "Shipment/TotalTransportHandlingUnitQuantity"),
)
_REFS = (
    ("OrderReference/ID", "order"),
    ("OrderReference/SalesOrderID", "seller_order"),
    ("OriginatorDocumentReference/ID", "quote"),
    ("QuotationDocumentReference/ID", "quote"),
    ("ContractDocumentReference/ID", "contract"),
    ("DespatchDocumentReference/ID", "delivery_note"),
    ("BillingReference/InvoiceDocumentReference/ID", "invoice"),
    ("DocumentResponse/DocumentReference/ID", "invoice"),
    ("PaymentMeans/PayeeFinancialAccount/ID", "bank_account"),
    ("PaymentMeans/PaymentID", "payment"),
    ("Shipment/Consignment/ID", "consignment"),
    ("Shipment/TransportHandlingUnit/TransportEquipment/ID", "container"),
    ("Shipment/ID", "shipment"),
)
_SUMS = (
    ("LineExtensionAmount", "goods"),
    ("AllowanceTotalAmount", "allowance"),
    ("ChargeTotalAmount", "charges"),
    ("TaxExclusiveAmount", "net"),
    ("TaxInclusiveAmount", "total"),
    ("PrepaidAmount", "paid"),
    ("PayableAmount", "due"),
)
_SEND = "Shipment/Delivery/Despatch"
_DATES = (
    ("document", "IssueDate"),
    ("due", "DueDate"),
    ("due", "PaymentMeans/PaymentDueDate"),
    ("delivered", "Delivery/ActualDeliveryDate"),
    ("despatched", f"{_SEND}/ActualDespatchDate"),
    ("etd", f"{_SEND}/EstimatedDespatchDate"),
)
_PERIODS = (
    ("wanted delivery", "Delivery/RequestedDeliveryPeriod"),
    ("delivery", "Delivery/PromisedDeliveryPeriod"),
    ("eta", "Shipment/Delivery/EstimatedDeliveryPeriod"),
)


def read(root: Any) -> Paper:
    """The document, written out."""
    name = local(root)
    kind = _KINDS.get(name, "other")
    if name == "Invoice" and text(root, "InvoiceTypeCode") == "381":
        kind = "credit_note"
    guide = text(root, "CustomizationID")
    written = Written(kind, f"UBL {name} {_profile(guide)}".strip())
    written.set("number", text(root, "ID"))
    written.plain("function", "cancel" if name == "OrderCancellation" else "original")
    if name in _ITSELF:
        written.ref(_ITSELF[name], text(root, "ID"))
    currency = text(root, "DocumentCurrencyCode")
    written.plain("currency", currency if re.fullmatch("[A-Z]{3}", currency) else "")
    written.state(text(root, "OrderResponseCode"), "edifact.4343")
    _named(written, root)
    _money(written, root, currency)
    for note in (*texts(root, "Note"), *texts(root, "PaymentTerms/Note")):
        written.note(note)
    _lines(written, root)
    return written.paper()


def _profile(guide: str) -> str:
    """Peppol or XRechnung, where the document says so."""
    names = ("xrechnung", "peppol", "en16931")
    return next((name for name in names if name in guide.lower()), "")


def _named(written: Written, root: Any) -> None:
    """Parties, references, dates and measures of the head."""
    for path, role in _PARTIES:
        written.party(role, text(root, *(f"{path}/{name}" for name in _NAMES)))
    for path, kind in _REFS:
        for number in texts(root, path):
            written.ref(kind, number)
    for event, path in _DATES:
        written.date(event, text(root, path))
    for event, path in _PERIODS:
        for period in under(root, path):
            first, last = text(period, "StartDate"), text(period, "EndDate")
            written.date(event, first or last, last)
    for name, path in _MEASURES:
        written.measure(name, text(root, path), attribute(root, path, "unitCode"))


def _money(written: Written, root: Any, currency: str) -> None:
    for one in under(root, "AllowanceCharge"):
        charged = text(one, "ChargeIndicator").lower() == "true"
        kind = "charge" if charged else "allowance"
        label = text(one, "AllowanceChargeReason") or kind
        written.amount(kind, text(one, "Amount"), currency, label)
    for path in ("LegalMonetaryTotal", "AnticipatedMonetaryTotal", "RequestedMonetaryTotal"):
        for sums in under(root, path):
            for name, kind in _SUMS:
                written.amount(kind, text(sums, name), currency)
    for tax in under(root, "TaxTotal/TaxAmount"):
        if tax.get("currencyID", currency) == currency:
            written.amount("tax", "".join(tax.itertext()), currency)


def _lines(written: Written, root: Any) -> None:
    for path in LINES:
        for line in under(root, path):
            if not written.begin_line():
                return
            write_line(written, line)
