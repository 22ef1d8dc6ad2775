"""Words of a question that nearly are words that questions are made of: `lte` for `late`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

#: What questions ask for, in the words that tell one from another.
_ASKED = frozenset(
    re.findall(
        r"\w+",
        "late delayed delays overdue invoice invoices bills disputed disputes blocked open paid "
        "unpaid payment payments papers documents missing approved approve decided decide promised "
        "promise cost costs claims claim orders order shipment shipments container containers "
        "arrive arrives arrival waits waiting confirmed answered customs credit notes customer "
        "customers supplier suppliers freight booking bookings delivery deliveries received",
    )
)
#: Everyday words that are one sign away from one of these and mean something of their own.
_OWN = frozenset(
    re.findall(
        r"\w+",
        "date dates rate rates lot lots let lets ate rat hate base bases case cases bell will fill "
        "pail pain pair said laid coast cast lost lose more rode rider elder offer over pen oven "
        "note not nodes later lately order ordered promises approves costly credits received",
    )
)
_SHORT, _LONG = 3, 8


class Misspelled(NamedTuple):
    """The question as it is meant, and what is to be said of how it was read."""

    question: str
    note: str


def misspelled(question: str, names: Iterable[str]) -> Misspelled | None:
    """The question with each word that is nearly one of those asked with put so; None where there
    is none, or it is near to several. Words of `names` (what is on record) stand as they are."""
    known = {one.lower() for name in names for one in re.findall(r"\w+", name)}
    told, notes = question, []
    for word in dict.fromkeys(re.findall(r"\b[a-z]{3,}\b", question)):
        if word in _ASKED or word in _OWN or word in known:
            continue
        meant = _nearest(word)
        if meant:
            told = re.sub(rf"\b{word}\b", meant, told)
            notes.append(f"{word} is read as {meant}")
    return Misspelled(told, ", ".join(notes)) if notes else None


def _nearest(word: str) -> str:
    """The one word that is fewest signs away: one, of a long one two, and it begins the same."""
    far = 2 if len(word) >= _LONG else 1
    near = {
        one: OSA.distance(word, one, score_cutoff=far)
        for one in _ASKED
        if one[0] == word[0] and len(one) > _SHORT
    }
    best = min(near.values(), default=far + 1)
    found = [one for one, away in near.items() if away == best]
    return found[0] if best <= far and len(found) == 1 else ""
