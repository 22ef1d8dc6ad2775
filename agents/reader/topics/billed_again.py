"""A bill that is insisted on for a shipment which an earlier bill of its kind, paid, was for."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.deals import person
from agents.reader.letter import Letter
from agents.reader.occasions import VENDORS, occasions
from domain.record import Row

_PAID = "paid"


def read_billed_again(letter: Letter) -> Iterator[str]:
    """Asks whether to contest or accept such a bill; the paid one stays as it is."""
    if letter.sender.kind not in VENDORS or not occasions(letter) & {"demand", "invoice"}:
        return
    for about in letter.bound("invoices"):
        row = letter.row(about)
        paid = _paid(letter, row) if row is not None else []
        if row is not None and paid:
            letter.ask(
                "dispute",
                about,
                f"{row.key} bills {row.text('shipment_id')}, which "
                f"{' and '.join(one.key for one in paid)} billed and we paid: contest or accept?",
                of=person(letter, "logistics", "lead", "coordinator"),
                slot=f"dispute_{row.key}",
                choices=("contest", "accept"),
            )
    yield from ()


def _paid(letter: Letter, bill: Row) -> list[Row]:
    """Other bills of this partner for the same shipment and kind of cost that are paid."""
    shipment = bill.text("shipment_id")
    if not shipment or bill.text("status").lower() == _PAID:
        return []
    rows = letter.reads.rows("invoices", shipment_id=shipment)
    return [
        one
        for one in rows
        if one.key != bill.key
        and one.text("status").lower() == _PAID
        and (one.text("partner_id"), one.text("kind"))
        == (bill.text("partner_id"), bill.text("kind"))
    ]
