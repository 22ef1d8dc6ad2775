"""Charges that whoever carries, stores or clears our goods says it will bill: not on a bill yet."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.deals import person
from agents.reader.entries import CHARGES, Entry
from agents.reader.letter import Letter
from agents.reader.principal import principal
from agents.reader.sums import state_sum, sums
from agents.reader.transport import shipments_believed
from domain.words import lexicon

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


def _about(letter: Letter) -> str:
    shipments = shipments_believed(letter)
    if len(shipments) == 1:
        return shipments[0]
    return principal(letter, "deliveries") if not shipments else ""


def _is_announced(one: Entry) -> bool:
    """A sum of money in the body, called a charge in a sentence that says it will be billed."""
    strong = one.strong and bool(one.amount.currency) and one.amount.value > 0
    prose = one.phrase.part.name == "body" and not one.phrase.row
    return strong and prose and one.label in CHARGES and lexicon("charge_told").has(one.phrase.text)
