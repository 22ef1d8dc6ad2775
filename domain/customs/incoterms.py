"""Incoterms 2020: which leg who books and pays, where risk passes, who insures, who pays duty."""

from __future__ import annotations

from typing import Literal

from domain.rulebook import loaded
from domain.terms.incoterms import incoterms
from domain.values import Value

Party = Literal["seller", "buyer"]
Bearer = Literal["seller", "buyer", "seller to the named place, buyer beyond", "nobody bound"]

_BEARERS: dict[str, Bearer] = {
    "S": "seller",
    "B": "buyer",
    "P": "seller to the named place, buyer beyond",
    "-": "nobody bound",
}


class DeliveryTerms(Value):
    """A term with its place, leg by leg. `cover` is the least the seller must insure.

    `notes` say what does not fit: a sea term for another mode, or for containers.
    """

    term: str
    place: str = ""
    risk_passes: str = ""
    legs: dict[str, Bearer] = {}
    cover: str = ""
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def bears(self, leg: str) -> Bearer:
        """Who books and pays a leg."""
        return self.legs.get(leg, "nobody bound")

    def opens_booking(self, party: Party) -> bool | None:
        """Whether the main carriage is that party's to book; None for unknown terms."""
        return self.bears("main_carriage") == party if self.legs else None


def terms_of_delivery(text: str, mode: str = "", containers: bool = False) -> DeliveryTerms:
    """The term in words such as `FCA Yantian`; one that is none, or no place, is missing."""
    found = incoterms(text[:200])
    told = loaded("domain.customs", "incoterms")
    code, _, place = (found[0].text if found else text.strip().upper()).partition(" ")
    row = told["terms"].get(code)
    if row is None or len(found) > 1:
        return DeliveryTerms(term=code, missing=("which Incoterm applies",))
    return DeliveryTerms(
        term=code,
        place=place,
        risk_passes=row["risk"],
        legs={leg: _BEARERS[who] for leg, who in zip(told["legs"], row["legs"], strict=True)},
        cover=row.get("cover", ""),
        notes=_notes(code, row["modes"] == "sea", mode, containers),
        missing=() if place else ("the named place",),
    )


def _notes(code: str, sea_only: bool, mode: str, containers: bool) -> tuple[str, ...]:
    found = []
    if sea_only and mode and mode not in ("sea", "barge"):
        found.append(f"{code} is for sea and inland waterway, not for {mode}")
    if sea_only and containers:
        found.append(f"containers are handed over at a terminal: FCA, CPT or CIP instead of {code}")
    if code == "EXW":
        found.append("the buyer clears for export in the seller's country")
    if code == "DDP":
        found.append("the seller must be able to import in the buyer's country")
    return tuple(found)
