"""Terms of payment of an invoice, as a partner's master data writes them."""

from __future__ import annotations

from agents.reader.structured.told import Told


def read_terms(told: Told, about: str) -> None:
    """Terms and discount, where the segments say them in numbers."""
    for ref in told.document.refs:
        if ref.kind == "payment_terms":
            told.state(about, "payment_terms", "filed_terms", ref.cell, {})
    discount = told.document.measures.get("discount")
    if discount is not None:
        told.quantity(about, "discount_pct", discount, "PCT")
