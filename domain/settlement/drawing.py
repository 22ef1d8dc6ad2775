"""A drawing under a letter of credit as the bank settled it: waiver, fees, exchange difference."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from domain.actions import Action, PostSettlement
from domain.answer_kinds import denies
from domain.cells import cell
from domain.contribution import Finding
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.invoice.settle import is_believed
from domain.money import Money
from domain.options import Option
from domain.payment.drawing import DrawingSettled, settled
from domain.payment.exchange import Rate
from domain.provenance import Slot, fixed
from domain.record import Row

_FEES = ("discrepancy_fee", "cable")


def credit_of(dossier: Dossier) -> Row | None:
    """The letter of credit the case is about."""
    row = dossier.subject_row
    return row if row is not None and row.table == "letters_of_credit" else None


def drawn(dossier: Dossier, credit: Row) -> tuple[Slot, Money] | None:
    """What was drawn, in the credit's currency."""
    told = dossier.first("payment_amount", credit.object)
    if told is None or told.slot is None or told.number is None:
        return None
    if told.currency != credit.text("currency"):
        return None
    return told.slot, Money(amount=told.number, currency=told.currency)


def settled_of(dossier: Dossier, credit: Row) -> DrawingSettled | None:
    """The drawing: fees are the beneficiary's where they are taken off its proceeds."""
    found = drawn(dossier, credit)
    if found is None:
        return None
    fees = [
        (name, Money(amount=told.number, currency=told.currency))
        for name in _FEES
        for told in dossier.stated(f"charge_amount:{name}", credit.object)
        if told.number is not None and told.currency
    ]
    ours = dossier.setting("reporting_currency") or dossier.policy_currency
    booked, rate = _booked(dossier, credit, ours), _rate(dossier, credit, ours)
    return settled(found[1], fees, (), booked, rate, ours)


def _booked(dossier: Dossier, credit: Row, ours: str) -> Rate | None:
    """The rate stored on the day the invoice was booked, or before."""
    bills = dossier.of("invoices", po_id=credit.text("po_id"))
    days = [row.text("invoice_date") for row in bills if row.text("invoice_date")]
    day = min(days) if days else ""
    pair = {ours, credit.text("currency")}
    known = [
        row
        for row in dossier.fx
        if {row.text("from_ccy"), row.text("to_ccy")} == pair and row.text("day") <= day
    ]
    row = max(known, key=lambda one: one.text("day"), default=None)
    if row is None:
        return None
    return Rate(
        from_ccy=row.text("from_ccy"),
        to_ccy=row.text("to_ccy"),
        rate=row.number("rate") or Decimal(0),
        day=row.text("day"),
    )


def _rate(dossier: Dossier, credit: Row, ours: str) -> Rate | None:
    """The rate the bank names: units of the credit's currency for one of ours where above one."""
    told = dossier.first("fx_rate", credit.object)
    try:
        number = Decimal(told.text) if told is not None else Decimal(0)
    except InvalidOperation:
        return None
    if number <= 0:
        return None
    theirs = credit.text("currency")
    ends = (ours, theirs) if number > 1 else (theirs, ours)
    return Rate(from_ccy=ends[0], to_ccy=ends[1], rate=number)


def waiver_of(dossier: Dossier, credit: Row) -> Row | None:
    """The past decision that waived the discrepancies of this credit."""
    for row in dossier.of("past_cases"):
        if credit.key in row.text("situation") and row.text("decision") == "waive":
            return row
    return None


def is_discrepant(dossier: Dossier, credit: Row) -> bool:
    """Whether the bank found discrepancies."""
    return any(one.text == "discrepant" for one in dossier.stated("document_state", credit.object))


def options(dossier: Dossier) -> list[Option]:
    """To post the drawing, or to wait: both with a person; no waiver is assumed."""
    credit = credit_of(dossier)
    found = settled_of(dossier, credit) if credit is not None else None
    if credit is None or found is None or not is_believed(dossier) or _posted(dossier, credit):
        return []
    return [
        _post(dossier, credit, found),
        Option(
            name="wait",
            title="post nothing until the waiver is clear",
            by="finance",
            object=credit.object,
            currency=found.drawn.currency,
            measures={"safety_compliance": 1},
        ),
    ]


def _posted(dossier: Dossier, credit: Row) -> bool:
    return bool(dossier.of("payments", line_ref=credit.key))


def _post(dossier: Dossier, credit: Row, found: DrawingSettled) -> Option:
    lacks = []
    if is_discrepant(dossier, credit) and not _waived(dossier, credit):
        lacks = ["who waived the discrepancies"]
    return Option(
        name="post the drawing",
        title=f"post {found.drawn} as settled",
        by="finance",
        object=credit.object,
        components=found.exchange.parts,
        currency=found.exchange.currency,
        effects={"finance": _effect(found), "partner": f"{found.proceeds} reaches it"},
        unknown=(*lacks, *found.missing),
        actions=_actions(dossier, credit),
    )


def _waived(dossier: Dossier, credit: Row) -> bool:
    told = dossier.answer(dossier.answered("waiver"))
    said = told is not None and not denies(told.value)
    return said or waiver_of(dossier, credit) is not None


def _effect(found: DrawingSettled) -> str:
    charged = f"{found.charged} leaves" if found.charged is not None else f"{found.drawn} leaves"
    return f"{charged}; {found.exchange.said() or 'no exchange difference'}"


def _actions(dossier: Dossier, credit: Row) -> tuple[Action, ...]:
    found = drawn(dossier, credit)
    payee = dossier.row(f"partners:{credit.text('beneficiary_id')}")
    day = dossier.first("actual_date:settlement", credit.object)
    if found is None or payee is None:
        return ()
    number = derived("own_number", series=fixed("series", "PY"), of1=cell(credit, "lc_no"))
    return (
        PostSettlement(
            case=dossier.case,
            function="finance",
            objects=(credit.object, payee.object),
            option="post the drawing",
            why="the drawing as the bank settled it",
            payment_id=number,
            partner_id=cell(payee, "partner_id"),
            line_ref=cell(credit, "lc_no"),
            amount=found[0],
            currency=cell(credit, "currency"),
            payment_kind=fixed("row_kind", "letter of credit"),
            value_date=day.slot if day is not None else None,
        ),
    )


def of_finance(dossier: Dossier) -> list[Finding]:
    """What was drawn, fees and who bears them, the exchange difference, the waiver."""
    credit = credit_of(dossier)
    found = settled_of(dossier, credit) if credit is not None else None
    if credit is None or found is None:
        return []
    told = [Finding(text=_effect(found), rests_on=(credit.object,))]
    told += [
        Finding(text=f"{one.name} {one.money}: {one.formula}", rests_on=(credit.object,))
        for one in found.fees
    ]
    told += [Finding(text=f"not known: {one}") for one in found.missing]
    return [*told, *_waiver(dossier, credit)]


def _waiver(dossier: Dossier, credit: Row) -> list[Finding]:
    row = waiver_of(dossier, credit)
    if row is None:
        return []
    text = f"{row.key}: waived by {row.text('approver_id')}, {row.text('envelope')}"
    return [Finding(text=f"{text}; {row.text('resolved_by')}", rests_on=(row.object,))]


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Why it was shipped late: past exceptions that speak of the credit or its booking."""
    credit = credit_of(dossier)
    names = {row.text("booking_no") for row in dossier.of("shipments")} | {dossier.key}
    found = []
    for row in dossier.of("past_cases") if credit is not None else ():
        told = f"{row.text('situation')} {row.text('resolved_by')}"
        if any(name and name in told for name in names):
            text = f"{row.key}: {row.text('situation')}"
            found.append(Finding(text=text, rests_on=(row.object,)))
    return found


def notes(dossier: Dossier) -> list[Action]:
    """Finance is told that fees and exchange differences go to accounts of their own."""
    credit = credit_of(dossier)
    if credit is None or settled_of(dossier, credit) is None:
        return []
    why = "fees and exchange differences are posted to their own accounts"
    return [note(dossier, "finance", "note_drawing", why, objects=[credit])]
