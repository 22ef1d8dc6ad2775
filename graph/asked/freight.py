"""What was spent on freight of a kind: bills of what went so, and sums approved for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.record import Row
from graph.answers.evidence import Line
from graph.asked.company import Company
from graph.asked.money_rows import Item, bills, claims, is_credit
from graph.asked.sums import summed, when_said
from memory import chain

#: Ideas of a question, with how shipments on record and approvals call the same.
_MODES = {"by_air": ("air",), "by_sea": ("sea", "ocean"), "by_road": ("truck", "road")}


def of_freight(asked: Company) -> list[Line]:
    """Bills of shipments of that kind, what partners bear of them, and sums approved for which no
    bill came yet; options that nobody decided are no spending."""
    modes = {mode for idea in asked.ideas & {*_MODES} for mode in _MODES[idea]}
    named = " and ".join(one.removeprefix("by_") for one in sorted(asked.ideas & {*_MODES}))
    billed = bills(asked, lambda row: _mode(asked, row) in modes and not is_credit(row))
    lines = summed(f"bills for freight by {named}", billed, when_said(asked))
    keys = {row.partition(":")[2] for one in billed for row in one.rows}
    borne = [one for one in claims(asked, every=True) if _against(asked, one) & keys]
    lines += summed("claims on partners who bear a part of it", borne) if borne else []
    approved = [*_approved(asked, modes)]
    what = "approvals for which no bill is on record, each up to that sum"
    return [*lines, *(summed(what, approved, when_said(asked)) if approved else [])]


def _mode(asked: Company, bill: Row) -> str:
    shipment = asked.deps.reads.row("shipments", bill.text("shipment_id"))
    is_freight = bill.text("kind") == "freight"
    return shipment.text("mode") if shipment is not None and is_freight else ""


def _against(asked: Company, claim: Item) -> set[str]:
    found = (asked.deps.reads.row("claims", one.partition(":")[2]) for one in claim.rows)
    return {row.text("against") for row in found if row is not None}


def _approved(asked: Company, modes: set[str]) -> Iterator[Item]:
    """Sums up to which bills of that kind were approved before they came."""
    for fact in chain.of_kind(asked.connection, "bill_approved"):
        told = fact.body["approved"]
        parts = [one.strip() for one in told["envelope"].split(";")]
        most = next((one for one in parts if one.startswith("up to ")), "")
        in_days = asked.period is None or asked.period.holds(fact.at.date())
        if most and in_days and modes & {*parts} and not _is_billed(asked, told):
            amount, currency = most.removeprefix("up to ").split()
            case = fact.stream.removeprefix("case:")
            text = f"{case}: {told['envelope']}, approved on {fact.at:%Y-%m-%d}"
            yield Item(text, Decimal(amount.replace(",", "")), currency, facts=(fact.number,))


def _is_billed(asked: Company, told: dict[str, str]) -> bool:
    """Whether a freight bill of the same order, and line where one is told, is on record."""
    rows = asked.deps.reads.rows("invoices", po_id=told["po_id"])
    return any(
        row.text("kind") == "freight" and told["po_line"] in ("", row.text("po_line"))
        for row in rows
    )
