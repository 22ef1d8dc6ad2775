"""The request for quotation an offer answers, where it is the only one the sender was asked."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.deals import open_requests, speaks_of
from agents.reader.letter import Letter
from domain.reading import Reference


def requests(letter: Letter) -> Iterator[Reference]:
    """By data: supplier and open request; only for an offer that names no number of ours."""
    named = [
        one
        for table in ("rfqs", "purchase_orders", "purchase_order_lines", "invoices", "shipments")
        for one in letter.bound(table)
    ]
    if letter.sender.kind != "supplier" or named or not speaks_of(letter, "quotation"):
        return
    still = open_requests(letter)
    if len(still) == 1:
        yield Reference(as_written=None, object=still[0], how="by data: the sender's open request")
