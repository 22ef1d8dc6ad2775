"""What a letter about money or receipts is for: who may write which, and the words it takes."""

from __future__ import annotations

from functools import lru_cache

from agents.reader.denied import denied
from agents.reader.letter import Letter
from agents.reader.passages import fresh_ranges
from agents.reader.shortfall import shortfall
from domain.message import Message
from domain.words import lexicon

#: Kinds of partners that bill us.
VENDORS = frozenset({"supplier", "carrier", "forwarder", "broker", "warehouse", "port"})
#: Who may write on an occasion; a stranger's mail is only looked at for what must be asked.
_WRITERS = {
    "remittance": frozenset({"bank", "customer", "distributor", "ours"}),
    "settlement": frozenset({"bank"}),
    "short_payment": VENDORS - {"warehouse"},
    "demand": VENDORS,
    "invoice": VENDORS,
    "release": frozenset({"ours"}),
    "receipt": frozenset({"warehouse", "ours", "broker"}),
    "pod": frozenset({"carrier", "forwarder"}),
    "statement": VENDORS,
    "balance": VENDORS | {"customer", "distributor"},
    "answered": VENDORS,
    "threat": VENDORS,
}
_LONGEST = 20_000


def occasions(letter: Letter) -> frozenset[str]:
    """Codes of the list `occasion` that the letter is about and its sender may write about."""
    words = said(letter.message)
    kind = letter.sender.kind
    fits = {code for code in words if kind in _WRITERS.get(code, frozenset())}
    if "papers" in words and kind == "supplier":
        fits -= {"invoice"}  # papers for customs or a bank, not a bill to be paid
    if letter.bound("onboarding"):
        fits -= {"statement"}  # a REACH statement is none of account
    if kind in VENDORS and not fits & {"short_payment", "answered"} and shortfall(letter):
        fits.add("short_payment")
    return frozenset(fits | (words & {"bank_change", "credit"}))


def said(message: Message) -> frozenset[str]:
    """Codes said in the subject, or in new words of the body."""
    words = "\n".join(
        part.text[low:high]
        for part in message.parts
        if part.name in ("subject", "body")
        for low, high in fresh_ranges(part)
    )[:_LONGEST]
    return _codes(words)


@lru_cache(maxsize=16)
def _codes(words: str) -> frozenset[str]:
    """What is said, and not denied: `we have NOT changed banks`."""
    hits = lexicon("occasion").find(words)
    return frozenset(
        hit.code for hit in hits if hit.code != "bank_change" or not denied(words, hit.start)
    )
