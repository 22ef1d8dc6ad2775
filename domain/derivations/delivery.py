"""Derivations of a delivery term: its code, its place, and who books the main carriage."""

from __future__ import annotations

from collections.abc import Mapping

from domain.customs.incoterms import terms_of_delivery
from domain.derivations.registry import derivation


@derivation
def term_code(inputs: Mapping[str, str]) -> str:
    """`FCA` of `FCA Santos`."""
    return terms_of_delivery(inputs["term"]).term


@derivation
def term_place(inputs: Mapping[str, str]) -> str:
    """`Santos` of `FCA Santos`."""
    return terms_of_delivery(inputs["term"]).place


@derivation
def who_books(inputs: Mapping[str, str]) -> str:
    """Whether we book the main carriage, by Incoterms 2020."""
    books = terms_of_delivery(inputs["term"]).opens_booking("buyer")
    return "to be asked" if books is None else "we book" if books else "the supplier books"
