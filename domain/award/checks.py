"""What speaks against ordering on an award: shares, price, minimum, supplier, validity, record.

Source: domain.md 2.2: supplier active, price ≤ award, quantity meets the minimum, shares sum to
100 %, date ≥ lead time; a committee's word in a mail is no approval on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.award.winners import Winner
from domain.dossier.context import Dossier


def broken(dossier: Dossier, winner: Winner, all_of_line: Sequence[Winner]) -> tuple[str, ...]:
    """Hard limits that an order to this winner would break, in the words of the record."""
    found = []
    if sum((one.share or Decimal(0) for one in all_of_line), Decimal(0)) != 100:
        found.append("award_shares")
    if _price_above(winner):
        found.append("award_price")
    if winner.qty is not None and (winner.qty.number or 0) < _minimum(winner):
        found.append("minimum_quantity")
    supplier = dossier.row(f"partners:{winner.supplier}")
    if supplier is None or supplier.text("status") != "active":
        found.append("supplier_active")
    valid = winner.line.day("valid_until")
    if valid is not None and valid < dossier.today:
        found.append("offer_still_open")
    return tuple(found)


def _price_above(winner: Winner) -> bool:
    """A cent above what is awarded on record, else above what was quoted, is no award's price."""
    row, column = (winner.award, "price") if winner.award else (winner.line, "quoted_price")
    price, per = row.number(column), row.number("price_per") or Decimal(1)
    return price is not None and Decimal(winner.price.value) / winner.per > price / per


def _minimum(winner: Winner) -> Decimal:
    told = winner.told.get("moq")
    if told is not None and told.number is not None:
        return told.number
    return winner.line.number("moq") or Decimal(0)


def missing(dossier: Dossier, winner: Winner) -> tuple[str, ...]:
    """Inputs nobody knows yet: then an order is a question."""
    name = dossier.row(f"partners:{winner.supplier}")
    who = name.text("name") if name is not None else winner.supplier
    found = []
    if winner.qty is None or winner.qty.slot is None:
        found.append(f"how much to order from {who} first")
    need = winner.told.get("need_date")
    if need is None or need.slot is None or not _is_day(need.last_day):
        found.append(f"the need date of {who}'s order")
    return tuple(found)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_approved(winner: Winner) -> bool:
    """Whether the award on record names who approved it and under which record."""
    row = winner.award
    return row is not None and bool(row.text("approver_id") and row.text("committee_record"))


def ordered_already(dossier: Dossier, winner: Winner) -> tuple[str, ...]:
    """Orders to this supplier under the same request: a second one is a duplicate."""
    rows = dossier.of("purchase_orders", rfq_id=winner.line.text("rfq_id"))
    return tuple(row.key for row in rows if row.text("supplier_id") == winner.supplier)
