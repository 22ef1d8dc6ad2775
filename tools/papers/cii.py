"""Cross Industry XML (Factur-X, ZUGFeRD, XRechnung, Order-X) as a trade document."""

from __future__ import annotations

import re
from typing import Any

from domain.tradedoc import DocumentKind
from tools.papers.elements import attribute, text, texts, under
from tools.papers.paper import Paper
from tools.papers.written import Written
from tools.papers.xmls import local

ROOTS = frozenset(
    {"CrossIndustryInvoice", "CrossIndustryDocument", "SCRDMCCBDACIOMessageStructure"}
)
#: UNTDID 1001: what a document is.
_KINDS: dict[str, DocumentKind] = {
    "220": "order",
    "230": "order_change",
    "231": "order_response",
    "261": "credit_note",
    "262": "credit_note",
    "296": "credit_note",
    "308": "credit_note",
    "381": "credit_note",
    "396": "credit_note",
    "532": "credit_note",
}
#: What a document of that kind is called by those who refer to it.
_ITSELF = {"order": "order", "order_response": "seller_order"}
_SUMS = (
    ("LineTotalAmount", "goods"),
    ("ChargeTotalAmount", "charges"),
    ("AllowanceTotalAmount", "allowance"),
    ("TaxBasisTotalAmount", "net"),
    ("TaxTotalAmount", "tax"),
    ("GrandTotalAmount", "total"),
    ("TotalPrepaidAmount", "paid"),
    ("DuePayableAmount", "due"),
)
_PARTIES = (
    ("*TradeAgreement/SellerTradeParty", "seller"),
    ("*TradeAgreement/BuyerTradeParty", "buyer"),
    ("*TradeDelivery/ShipToTradeParty", "ship_to"),
    ("*TradeSettlement/PayeeTradeParty", "payee"),
)
_REFS = (
    ("*TradeAgreement/BuyerOrderReferencedDocument", "order"),
    ("*TradeAgreement/SellerOrderReferencedDocument", "seller_order"),
    ("*TradeAgreement/ContractReferencedDocument", "contract"),
    ("*TradeAgreement/QuotationReferencedDocument", "quote"),
    ("*TradeDelivery/DespatchAdviceReferencedDocument", "despatch_advice"),
    ("*TradeDelivery/DeliveryNoteReferencedDocument", "delivery_note"),
    ("*TradeSettlement/InvoiceReferencedDocument", "invoice"),
)
_ACCOUNT = "*TradeSettlement/*PaymentMeans/PayeePartyCreditorFinancialAccount"
_DAY = "DateTimeString"


def read(root: Any) -> Paper:
    """The document, written out."""
    head = next(under(root, "*ExchangedDocument"), root)
    code = text(head, "TypeCode")
    kind = _KINDS.get(code, "order" if local(root).startswith("SCRDM") else "invoice")
    guide = text(root, "*Context/GuidelineSpecifiedDocumentContextParameter/ID")
    written = Written(kind, f"CII {_profile(guide)}".strip())
    number = text(head, "ID")
    written.set("number", number)
    if kind in _ITSELF:
        written.ref(_ITSELF[kind], number)
    written.plain("function", "replace" if code == "384" else "original")
    _date(written, head, "document", "IssueDateTime")
    deal = next(under(root, "*TradeTransaction"), root)
    _head(written, deal)
    for note in texts(head, "IncludedNote/Content"):
        written.note(note)
    for line in under(deal, "IncludedSupplyChainTradeLineItem"):
        if not written.begin_line():
            break
        _line(written, line, kind)
    return written.paper()


def _profile(guide: str) -> str:
    """The profile, by the last part of its name that is no year."""
    parts = [part for part in re.split("[:#]", guide) if part and not part.isdecimal()]
    return parts[-1][:40] if parts else ""


def _head(written: Written, deal: Any) -> None:
    currency = text(deal, "*TradeSettlement/*CurrencyCode")
    written.plain("currency", currency if re.fullmatch("[A-Z]{3}", currency) else "")
    for path, role in _PARTIES:
        written.party(role, text(deal, f"{path}/Name"))
    for path, kind in _REFS:
        for one in under(deal, path):
            written.ref(kind, text(one, "IssuerAssignedID", "ID"))
    for account in under(deal, _ACCOUNT):
        written.ref("bank_account", text(account, "IBANID", "ProprietaryID"))
    written.ref("payment", text(deal, "*TradeSettlement/PaymentReference"))
    _date(written, deal, "delivered", "*TradeDelivery/ActualDeliverySupplyChainEvent/*DateTime")
    _wanted(written, deal, "*TradeDelivery")
    for terms in under(deal, "*TradeSettlement/SpecifiedTradePaymentTerms"):
        _date(written, terms, "due", "DueDateDateTime")
        written.note(text(terms, "Description"))
    for settlement in under(deal, "*TradeSettlement"):
        _allowances(written, settlement)
        _sums(written, settlement, currency)


def _sums(written: Written, settlement: Any, currency: str) -> None:
    for sums in under(settlement, "*MonetarySummation"):
        for name, kind in _SUMS:
            for one in under(sums, name):
                if one.get("currencyID", currency) == currency:  # tax is also stated in another
                    written.amount(kind, "".join(one.itertext()), currency)


def _allowances(written: Written, holder: Any) -> None:
    for one in under(holder, "SpecifiedTradeAllowanceCharge"):
        charged = text(one, "ChargeIndicator").lower() == "true"
        kind = "charge" if charged else "allowance"
        written.amount(kind, text(one, "ActualAmount"), label=text(one, "Reason") or kind)


def _line(written: Written, line: Any, kind: DocumentKind) -> None:
    head = "AssociatedDocumentLineDocument"
    written.set("number", text(line, f"{head}/LineID"), "number")
    if kind == "order_response":
        written.state(text(line, f"{head}/LineStatusCode"), "edifact.1229")
    order = "*TradeAgreement/BuyerOrderReferencedDocument"
    written.set("order", text(line, f"{order}/IssuerAssignedID"))
    written.set("order_line", text(line, f"{order}/LineID"))
    written.set("buyer_item", text(line, "*TradeProduct/BuyerAssignedID"))
    written.set("seller_item", text(line, "*TradeProduct/SellerAssignedID"))
    written.ref("gtin", text(line, "*TradeProduct/GlobalID"))
    written.set("description", text(line, "*TradeProduct/Name"))
    _quantity(written, line)
    price = next(under(line, "*TradeAgreement/NetPriceProductTradePrice"), line)
    unit = attribute(price, "BasisQuantity", "unitCode")
    written.price(text(price, "ChargeAmount"), text(price, "BasisQuantity"), unit)
    written.set("amount", text(line, "*TradeSettlement/*MonetarySummation/LineTotalAmount"))
    _wanted(written, line, "*TradeDelivery")
    for settlement in under(line, "*TradeSettlement"):
        _allowances(written, settlement)


def _quantity(written: Written, line: Any) -> None:
    """What is billed or agreed, before what was asked for or sent."""
    for name in ("BilledQuantity", "AgreedQuantity", "RequestedQuantity", "DespatchedQuantity"):
        path = f"*TradeDelivery/{name}"
        if text(line, path):
            written.quantity(text(line, path), attribute(line, path, "unitCode"))
            return


def _wanted(written: Written, holder: Any, delivery: str) -> None:
    """When the buyer wants the goods; in an answer, when they come."""
    event = "delivery" if written.kind == "order_response" else "wanted delivery"
    for one in under(holder, f"{delivery}/RequestedDeliverySupplyChainEvent"):
        _date(written, one, event, "OccurrenceDateTime")
        for period in under(one, "OccurrenceSpecifiedPeriod"):
            first, last = _day(period, "StartDateTime"), _day(period, "EndDateTime")
            written.date(event, first or last, last)


def _date(written: Written, holder: Any, event: str, path: str) -> None:
    written.date(event, _day(holder, path))


def _day(holder: Any, path: str) -> str:
    """A day as `2026-04-11`, of the forms 102 and 203 and of plain XML dates."""
    found = text(holder, f"{path}/{_DAY}", f"{path}/Date", f"{path}/DateTime", path)
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", found)
    return "-".join(match.groups()) if match else ""
