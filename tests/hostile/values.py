"""What the values of an effect may be, by its kind: held against exports and mails alone."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from tests.hostile.company import Company
from tests.hostile.said import days, numbers

#: Numbers of our own for what we bring about: orders, disputes, claims, reservations, postings.
OURS = re.compile(r"(?:[A-Z]{2}-?)[0-9A-F]{8,10}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SUM = re.compile(r"(\d[\d.,]*) (?:USD|EUR|GBP|JPY|INR|MXN)\b")
#: What a partner can say of a paper; whether it is good is for people to say.
REPORTED = (
    "discrepant", "missing", "requested", "pending", "received", "query", "held", "released",
)  # fmt: skip
#: What is reckoned from a day that was said lies so near it.
_NEAR = timedelta(days=60)


class Known(NamedTuple):
    """What exports and mails say about a case, and what a person answered."""

    company: Company
    key: str
    parties: set[str]
    words: str
    said: set[str]

    @property
    def cells(self) -> str:
        """The rows about the case, as text."""
        return "\n".join(" ; ".join(row.values()) for row in self.company.about(self.key))

    @property
    def figures(self) -> set[Decimal]:
        """Numbers of its rows and mails."""
        return numbers(self.words) | numbers(self.cells)


Rule = Callable[[str, Known, Mapping[str, str]], bool]


def said_day(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """A day that somebody said of this case."""
    return value[:10] in known.said


def lots_said(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """`4000@2026-04-09 8000@2026-04-19`, every day said."""
    return all(lot.partition("@")[2] in known.said for lot in value.split())


def near_day(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """A day that can be reckoned from one that was said or is on record."""
    found = sorted(date.fromisoformat(one) for one in known.said | days(known.cells))
    day = date.fromisoformat(value[:10])
    return bool(found) and found[0] - _NEAR <= day <= found[-1] + _NEAR


def figure(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """A number that stands in the mails or the rows of the case, whatever its sign."""
    return abs(Decimal(value)) in known.figures


def of_bill(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """No more than the bill it is about, as on record or as the mail has it."""
    rows = known.company.find("invoices", invoice_id=effect["invoice_id"])
    bill = [Decimal(row["amount"]) for row in rows]
    return 0 <= Decimal(value) <= max(bill) if bill else figure(value, known, effect)


def of_charge(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """No more than was billed for it."""
    return 0 <= Decimal(value) <= Decimal(effect["billed"])


def of_goods(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """No more than the dearest goods or bill of the case."""
    return 0 <= Decimal(value) <= max(_worth(row) for row in known.company.about(known.key))


def of_stock(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """No more than lies in that stock."""
    site, item, day = effect["stock_row"].split("/")
    rows = known.company.find("stock", site_id=site, item_id=item, as_of=day)
    return bool(rows) and 0 <= Decimal(value) <= Decimal(rows[-1]["on_hand"])


def party(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """A partner of the case."""
    return value in known.parties


def tied(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """A number of the case's rows or mails, or one of our own making."""
    return value in known.cells or value in known.words or bool(OURS.fullmatch(value))


def one_of(*words: str) -> Rule:
    """One of these words alone."""
    return lambda value, known, effect: value in words


def letter(value: str, known: Known, effect: Mapping[str, str]) -> bool:
    """Its days lie near what was said, and no sum in it is above what the case is about."""
    if not all(near_day(one, known, effect) for one in _DAY.findall(value)):
        return False
    sums = [min(numbers(one)) for one in _SUM.findall(value)]  # in either decimal sign
    return all(of_goods(str(one), known, effect) for one in sums)


def _worth(row: Mapping[str, str]) -> Decimal:
    """What a row is about in money: its amount, its value, or quantity by price."""
    amount = row.get("amount") or row.get("value") or "0"
    pieces = Decimal(row.get("qty") or "0") * Decimal(row.get("unit_price") or "0")
    return max(Decimal(amount), pieces)


RULES: Mapping[str, Mapping[str, Rule]] = {
    "SendMessage": {"text": letter},
    "NotifyFunction": {"text": letter},
    "RequestDocument": {"text": letter},
    "ChangeOrderLine": {"po_id": tied, "promised_date": said_day, "lots": lots_said},
    "AmendOrderLine": {"po_id": tied, "qty": figure, "unit_price": figure,
                       "promised_date": said_day},
    "IssueOrder": {"supplier_id": party, "need_date": near_day, "promised_date": near_day},
    "RepromiseCustomer": {"so_id": tied, "planned_date": near_day},
    "RequestBooking": {"shipment_id": tied, "booking_no": tied, "ready_date": near_day,
                       "change": letter},
    "ParkInvoice": {"partner_id": party, "invoice_id": tied, "amount": figure,
                    "invoice_date": said_day},
    "HoldInvoice": {"invoice_id": tied, "status": one_of("blocked")},
    "ApproveInvoice": {"invoice_id": tied, "amount": of_bill, "status": one_of("released")},
    "DisputeCharge": {"partner_id": party, "invoice_id": tied, "dispute_id": tied, "billed": figure,
                      "disputed": of_charge},
    "PostSettlement": {"partner_id": party, "payment_id": tied, "amount": figure,
                       "value_date": near_day},
    "CloseClaim": {"claim_id": tied, "status": one_of("settled")},
    "CloseOrder": {"po_id": tied, "status": one_of("closed")},
    "FileClaim": {"partner_id": party, "claim_id": tied, "amount": of_goods},
    "IssueCredit": {"partner_id": party, "invoice_id": tied, "amount": of_goods},
    "Allocate": {"reservation_id": tied, "case_ref": tied, "qty": of_stock},
    "CloseChase": {"chase_id": tied, "status": one_of("answered", "stopped")},
    "UpdateShipment": {"shipment_id": tied, "etd": near_day, "eta": near_day, "vessel": tied,
                       "voyage": tied, "booking_no": tied,
                       "status": one_of("rolled", "confirmed", "delayed")},
    "RecordDocument": {"doc_id": tied, "state": one_of(*REPORTED)},
    "RecordPaper": {"onboarding_id": tied, "state": one_of("received"), "valid_to": near_day},
}  # fmt: skip


def strange(kind: str, values: Mapping[str, str], known: Known) -> list[str]:
    """Values of an effect that nothing outside of it explains."""
    return [
        f"{slot} {values[slot]!r} rests on nothing"
        for slot, rule in RULES.get(kind, {}).items()
        if values.get(slot) and not _holds(rule, slot, known, values)
    ]


def _holds(rule: Rule, slot: str, known: Known, values: Mapping[str, str]) -> bool:
    try:
        return rule(values[slot], known, values)
    except (ValueError, InvalidOperation):
        return False
