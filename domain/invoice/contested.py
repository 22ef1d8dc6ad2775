"""Charges that were disputed before: as the record holds them, looked at again with new proof."""

from __future__ import annotations

from domain.cells import cell
from domain.dossier.context import Dossier
from domain.freight.codes import charge_code
from domain.freight.kinds import kind_of_charge
from domain.invoice.bill import DAYS, NOTHING, Bill, amount, less
from domain.invoice.boxes import days_charge
from domain.invoice.charge import Charge
from domain.provenance import Slot
from domain.record import Row
from domain.vocabulary import CHARGES, REASONS


def disputed_charges(dossier: Dossier, bill: Bill) -> tuple[Charge, ...]:
    """A charge for each open dispute of the bill, and the rest that nobody contests."""
    rows = [row for row in dossier.of("disputes", invoice_id=bill.number.value) if _open(row)]
    if not rows or any(row.text("currency") != bill.currency.value for row in rows):
        return ()
    rest = less(bill.amount, *(cell(row, "billed") for row in rows))
    if amount(rest) < 0:
        return ()  # the disputes are about more than the bill: it is judged anew
    found = [_charge(dossier, bill, row) for row in rows]
    if amount(rest):
        why = "nobody contests it"
        found.append(Charge(name=_name_of_rest(bill), billed=rest, expected=rest, why=why))
    return tuple(found)


def _open(row: Row) -> bool:
    return row.text("status") not in ("closed", "credited", "withdrawn", "accepted")


def _name_of_rest(bill: Bill) -> str:
    return "freight" if bill.is_freight else "goods"


def charge_name(row: Row) -> str:
    """The word for the charge of a dispute: as it stands, else by the code its words mean."""
    said = row.text("charge")
    known = kind_of_charge(charge_code(said))
    return said if said in CHARGES else known or "accessorial"


def _charge(dossier: Dossier, bill: Bill, row: Row) -> Charge:
    """As disputed; gate events that were told since are added where days are billed."""
    name = charge_name(row)
    billed, expected = cell(row, "billed"), cell(row, "expected")
    proof: tuple[Slot, ...] = ()
    rests = (row.object, *_named(row))
    why = f"disputed on {row.text('opened_on')}: {row.text('reason_code')}"
    if name in DAYS:
        again = days_charge(dossier, bill, name, billed)
        proof, rests = again.proof, (*rests, *again.rests_on)
        why = f"{why}; {again.why}"
    elif name_of := _contract(dossier, bill):
        proof = (cell(name_of, "contract_id"),)
    return Charge(
        name=name,
        billed=billed,
        expected=expected if amount(expected) else NOTHING,
        reason=row.text("reason_code") if row.text("reason_code") in REASONS else "to be checked",
        why=why,
        proof=proof,
        rests_on=rests,
        dispute=row.key,
    )


def _named(row: Row) -> tuple[str, ...]:
    """What the dispute cites as its evidence."""
    return tuple(one.strip() for one in row.text("evidence").split(",") if one.strip())


def _contract(dossier: Dossier, bill: Bill) -> Row | None:
    issuer = bill.row.text("partner_id") if bill.row is not None else ""
    return dossier.one("contracts", partner_id=issuer)
