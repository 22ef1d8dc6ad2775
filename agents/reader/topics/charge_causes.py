"""Why a charge came about, as whoever bills it says: stated on the bill; whose it is, is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.sums import told
from domain.words import lexicon

_BILLING = {"invoice", "demand", "answered"}


_MONEY = re.compile(r"\d[\d.,]*\s?(?:[A-Z]{3}|[€$£])?\s{0,2}(?:is|are|was|ist|sind)?\s{0,2}$")


def _is_money(before: str) -> bool:
    """Whether a sum stands right before: `USD 645 missing on our invoice` is no lost paper."""
    return _MONEY.search(before[-24:]) is not None


def read_charge_causes(letter: Letter) -> Iterable[str]:
    """States the one cause a letter about one bill gives for what it charges."""
    invoice = letter.only("invoices")
    if not invoice or not occasions(letter) & _BILLING:
        return ()
    found = [
        (phrase, hit)
        for phrase in told(letter)
        if phrase.part.name == "body"
        for hit in lexicon("charge_cause").find(phrase.text)
        if not _is_money(phrase.text[: hit.start])
    ]
    if len({hit.code for _, hit in found}) == 1:
        phrase, hit = found[0]
        where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
        letter.state(invoice, "cause", "code", where, {"list": "charge_cause"})
    return ()
