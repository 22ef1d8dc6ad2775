"""Charges that whoever carries, stores or clears our goods says it will bill: not on a bill yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.deals import person
from agents.reader.entries import CHARGES, Entry
from agents.reader.letter import Letter
from agents.reader.principal import principal
from agents.reader.sums import state_sum, sums
from agents.reader.transport import shipments_believed
from domain.datewords import find_dates
from domain.words import lexicon

#: Words right before the day from which something applies.
_SINCE = re.compile(
    r"(?<!\w)(?:from|as\sof|as\sfrom|effective|starting|ab(?:\sdem)?|seit|à\spartir\sdu|dès\sle|desde(?:\sel)?|"
    r"a\spartir\sd[eoi]l?|dal|från|vanaf|itibaren|od)\s{1,2}$",
    re.IGNORECASE,
)
_WRITERS = frozenset({"carrier", "forwarder", "broker", "warehouse", "port"})


def read_announced_charges(letter: Letter) -> Iterator[str]:
    """States each charge on the one shipment it is announced for; whether we bear it is asked."""
    if letter.sender.kind not in _WRITERS or letter.bound("invoices"):
        return
    about = _about(letter)
    found = [one for one in sums(letter) if _is_announced(one)]
    if not about or not found:
        return
    told = {(one.object, one.field) for one in letter.notes.statements}
    for one in found:
        field = f"charge_amount:{one.label}"
        if (about, field) not in told and state_sum(letter, about, field, one, "plain"):
            words = letter.notes.span(*one.where).quote
            letter.ask(
                "dispute",
                about,
                f"{one.label} of {words} is announced: does the contract allow it, and do the "
                "times prove it?",
                of=person(letter, "logistics", "lead", "coordinator"),
                where=one.where,
            )
            yield "accessorial_claim"


def read_new_rates(letter: Letter) -> tuple[str, ...]:
    """A surcharge that applies from a day on, however often it is then due: it is on no bill, so
    nothing is stated, and whether the contract allows it is asked."""
    about = _about(letter) if letter.sender.kind in _WRITERS else ""
    for one in sums(letter) if about and not letter.bound("invoices") else ():
        text = one.phrase.text
        day = any(
            _SINCE.search(text[: each.start]) for each in find_dates(text, letter.sender.when())
        )
        if _is_charge(one) and one.label == "surcharge" and day and not _is_announced(one):
            words = " ".join(text.split())[:300]
            letter.ask(
                "dispute",
                about,
                f"{letter.sender.partner_id} announces a surcharge: {words!r}. Does the contract "
                "allow it?",
                of=person(letter, "logistics", "lead", "coordinator"),
                where=one.where,
            )
    return ()


def _about(letter: Letter) -> str:
    shipments = shipments_believed(letter)
    if len(shipments) == 1:
        return shipments[0]
    return principal(letter, "deliveries") if not shipments else ""


def _is_announced(one: Entry) -> bool:
    """Such a sum in a sentence that says it will be billed."""
    return _is_charge(one) and lexicon("charge_told").has(one.phrase.text)


def _is_charge(one: Entry) -> bool:
    """A sum of money in the body that is called a charge."""
    strong = one.strong and bool(one.amount.currency) and one.amount.value > 0
    prose = one.phrase.part.name == "body" and not one.phrase.row
    return strong and prose and one.label in CHARGES
