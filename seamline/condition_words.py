"""A condition of the policy in words: what people read; the expression itself stays what rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from domain.errors import Refused
from seamline.asked_why import in_unit

#: What is said of a yes or no: where it holds, and where it does not.
HOLDS: dict[str, tuple[str, str]] = {
    "sender_authenticated": ("the sender is proven", "the sender is not proven"),
    "recipient_on_file": ("the recipient is on file", "the recipient is not on file"),
    "downstream_effect": (
        "customers, production, stock or bookings are touched",
        "no customer, production, stock or booking is touched",
    ),
    "date_moves": ("a confirmed date changes", "no confirmed date changes"),
    "new_supplier": ("the supplier has no approved item", "the supplier has an approved item"),
    "dangerous_goods": ("dangerous goods are on the line", "no dangerous goods are on the line"),
    "key_customer": ("a key account is touched", "no key account is touched"),
    "single_source": ("the part has one source only", "the part has several sources"),
    "open_question": ("an answer is still missing", "nothing is still to be answered"),
    "charter": ("a whole aircraft, ship or truck is chartered", "nothing is chartered whole"),
    "award_approved": ("the award is approved", "the award is not approved"),
    "new_surcharge": (
        "a surcharge is of a kind the contract does not know",
        "no surcharge is of a kind the contract does not know",
    ),
    "temperature_controlled": ("a temperature must be kept", "no temperature must be kept"),
    "duplicate_suspected": ("the bill may be there already", "the bill is not there already"),
    "new_bank_account": ("the account is not the one on file", "the account is the one on file"),
    "threat_of_hold": ("the carrier threatens to hold goods", "no carrier threatens to hold goods"),
    "customs_filing": (
        "it is a customs filing, classification, origin or valuation",
        "it is no customs filing, classification, origin or valuation",
    ),
    "sanctions_hit": (
        "a party is on a sanctions list, or nearly",
        "no party is near a sanctions list",
    ),
    "bank_data": ("bank data of a partner would change", "no bank data would change"),
    "contract_change": ("a contract would change", "no contract would change"),
}

#: What a number or a text is of, as the beginning of a sentence.
OF: dict[str, str] = {
    "kind": "the kind of act is",
    "workflow": "the workflow is",
    "option": "the option is",
    "template": "the letter is",
    "partner_status": "the partner's status is",
    "slip_days": "a confirmed date moves by",
    "quantity_cut_bp": "the quantity is cut by",
    "price_up_bp": "the price goes up by",
    "case_spend_minor": "the case commits beyond plan",
    "over_budget_minor": "it goes beyond its budget by",
    "spend_bp_of_goods": "what it commits is, of the goods' value,",
    "order_value_minor": "a new order is worth",
    "stock_after_bp": "what is left of safety stock is",
    "key_customer_lines": "late order lines of key accounts are",
    "customers_sharing": "customers who share what is short are",
    "repromise_days": "the latest customer line comes late by",
    "penalty_minor": "customers' penalties are",
    "price_up_minor": "the price of the line goes up by",
    "spot_over_contract_bp": "the spot rate is over the contract's by",
    "match_breaks": "broken tolerances of the match are",
    "invoice_difference_minor": "the net difference of the bill is",
    "dd_payable_minor": "what we would pay of demurrage or detention is",
    "write_off_minor": "what would be written off is",
}

#: Letters and acts as people call them.
CALLED: dict[str, str] = {
    "acknowledge": "an acknowledgement",
    "ask_about": "a question to who has not written",
    "ask_date": "a question for the day",
    "chase": "a reminder",
    "silent_first": "a first question about silence",
    "silent_again": "a second question about silence",
}
KINDS: dict[str, str] = {
    "SendMessage": "letter to a partner",
    "NotifyFunction": "note to a function",
    "ChangeOrderLine": "change of an order line",
    "IssueOrder": "new order",
    "RequestBooking": "request for a booking",
    "RepromiseCustomer": "new day for a customer",
    "RequestDocument": "request for a paper",
}

_COMPARED = {
    "==": "",
    "!=": "not ",
    "<": "less than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
}
_TOKEN = re.compile(r"\s*(&&|\|\||[<>=!]=|[<>!()\[\],]|\"[^\"]*\"|'[^']*'|-?\d+|\w+)")


class _Said(NamedTuple):
    """Words, and whether they are several joined by `or`."""

    text: str
    either: bool = False


def condition_words(text: str, currency: str) -> str:
    """What a condition asks for, in words; the condition itself where it has forms beyond
    comparisons, lists, `and`, `or` and `not`, so that nothing is said that it does not say."""
    if text.strip() in ("", "true"):
        return ""
    try:
        return _Reader(text, currency).whole()
    except Refused:
        return text


class _Reader:
    """Reads an expression from the left, one token after the other."""

    def __init__(self, text: str, currency: str) -> None:
        self._tokens, self._at, self._currency = list(_tokens(text)), 0, currency

    def whole(self) -> str:
        said = self._any()
        if self._at < len(self._tokens):
            raise Refused("more follows")
        return said.text

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, wanted: str = "") -> str:
        found = self._next()
        if not found or (wanted and found != wanted):
            raise Refused(f"{wanted or 'something'} is missing")
        self._at += 1
        return found

    def _row(self, mark: str, part: Callable[[], _Said]) -> list[_Said]:
        found = [part()]
        while self._next() == mark:
            self._take()
            found.append(part())
        return found

    def _any(self) -> _Said:
        parts = self._row("||", self._all)
        if len(parts) == 1:
            return parts[0]
        return _Said(" or ".join(one.text for one in parts), either=True)

    def _all(self) -> _Said:
        parts = self._row("&&", self._one)
        if len(parts) == 1:
            return parts[0]
        return _Said(
            " and ".join(f"either {one.text}" if one.either else one.text for one in parts)
        )

    def _one(self) -> _Said:
        if self._next() == "!":
            self._take()
            return _Said(self._held(self._take(), 1))
        if self._next() == "(":
            self._take()
            inner = self._any()
            self._take(")")
            return inner
        return _Said(self._compared(self._take()))

    def _held(self, name: str, way: int) -> str:
        if name not in HOLDS:
            raise Refused(f"{name} is no yes or no")
        return HOLDS[name][way]

    def _compared(self, name: str) -> str:
        mark = self._next()
        if mark == "in":
            self._take()
            return f"{self._of(name)} {' or '.join(self._listed(name))}"
        if mark not in _COMPARED:
            return self._held(name, 0)
        self._take()
        value = self._value(name)
        if not value:  # an act without an option, a letter without a template
            what = {"option": "it belongs to no option", "template": "it is no letter"}
            other = {"option": "it belongs to an option", "template": "it is a letter"}
            return (what if mark == "==" else other).get(name) or f"{self._of(name)} empty"
        return f"{self._of(name)} {_COMPARED[mark]}{value}"

    def _of(self, name: str) -> str:
        if name not in OF:
            raise Refused(f"{name} is nothing that is compared")
        return OF[name]

    def _listed(self, name: str) -> list[str]:
        self._take("[")
        found = [self._value(name)]
        while self._next() == ",":
            self._take()
            found.append(self._value(name))
        self._take("]")
        return found

    def _value(self, name: str) -> str:
        token = self._take()
        if token[0] in "\"'":
            told = token[1:-1]
            return kind_words(told) if name == "kind" else CALLED.get(told, told.replace("_", " "))
        if not token.lstrip("-").isdecimal():
            raise Refused(f"{token} is no value")
        return in_unit(name, token, self._currency)


def _tokens(text: str) -> Iterator[str]:
    at, text = 0, text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Refused("a mark that is not known")
        yield found[1]
        at = found.end()


def kind_words(kind: str) -> str:
    """A kind of act as people call it: `SendMessage` → `letter to a partner`."""
    return KINDS.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()
