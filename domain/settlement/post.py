"""Posting a payment: each line that is settled or explained; what is not waits with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.actions import Action, PostSettlement
from domain.cells import cell
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.effect_state import EffectState
from domain.invoice.settle import is_believed
from domain.money import Money
from domain.options import CostComponent, Option
from domain.outstanding import Outstanding
from domain.payment.remittance import LineSettled, Settlement
from domain.provenance import MasterRef, Slot, fixed
from domain.record import Row
from domain.settlement import closing
from domain.settlement.payment import Line, Payment, payment_of, settlement_of


def options(dossier: Dossier) -> list[Option]:
    """Ways to post a payment that a mail tells; none once it is on record."""
    payment = payment_of(dossier)
    if payment is None or on_record(dossier) or not is_believed(dossier):
        return []
    found = settlement_of(dossier, payment)
    ways = [_post(dossier, payment, found, "post the payment", list(payment.lines))]
    clear = [line for line in payment.lines if _judged(line, found).explained]
    if not found.clean and clear and not found.off.amount:
        ways.append(_post(dossier, payment, found, "post what is explained", clear))
    return [*ways, _wait(dossier, payment)]


def on_record(dossier: Dossier) -> bool:
    """Whether lines of the payment are on record already."""
    return bool(dossier.of("payments", payment_id=dossier.key))


def _judged(line: Line, found: Settlement) -> LineSettled:
    return next(one for one in found.lines if one.ref == line.ref.value)


def _post(
    dossier: Dossier, payment: Payment, found: Settlement, name: str, lines: list[Line]
) -> Option:
    whole = len(lines) == len(payment.lines)
    unclear = [one for one in found.lines if not one.explained]
    unknown = [f"{one.ref}: {one.why}" for one in unclear] if whole else []
    if found.off.amount:
        made = payment.money - found.off
        unknown.append(f"why the lines make {made}, and the total is {payment.money}")
    left = tuple(
        CostComponent(name=one.ref, money=one.rest, formula=one.why)
        for one in unclear
        if not whole and one.rest.amount > 0
    )
    return Option(
        name=name,
        title=f"post {len(lines)} lines of {payment.money}",
        by="finance",
        object=dossier.subject,
        components=left,
        currency=payment.currency.value,
        effects={"finance": "each line is on record as paid, deducted or charged"},
        unknown=tuple(unknown),
        measures={"safety_compliance": 0 if whole else len(unclear)},
        actions=(
            *(_line(dossier, payment, one, name) for one in lines),
            *closing.writes(dossier, lines, name),
            *closing.handed_over(dossier, payment, closing.tasks(dossier, payment, lines), name),
        ),
    )


def _line(dossier: Dossier, payment: Payment, line: Line, option: str) -> PostSettlement:
    return PostSettlement(
        case=dossier.case,
        function="finance",
        objects=(dossier.subject, payment.payee.object, *_rows(line.ref, payment.currency)),
        option=option,
        why="settled or explained line by line",
        payment_id=payment.number,
        partner_id=cell(payment.payee, "partner_id"),
        line_ref=line.ref,
        amount=line.amount,
        currency=payment.currency if line.row is None else cell(line.row, "currency"),
        payment_kind=fixed("row_kind", line.kind),
        value_date=payment.day,
    )


def _rows(*slots: Slot) -> list[str]:
    sources = [one.source for one in slots]
    return [f"{one.table}:{one.key}" for one in sources if isinstance(one, MasterRef)]


def _wait(dossier: Dossier, payment: Payment) -> Option:
    return Option(
        name="wait",
        title="post nothing until what is open is explained",
        by="finance",
        object=dossier.subject,
        currency=payment.currency.value,
        effects={"finance": "items stay open"},
        measures={"safety_compliance": len(payment.lines)},
    )


def of_finance(dossier: Dossier) -> list[Finding]:
    """The payment line by line: settled, explained by what, or not explained."""
    payment = payment_of(dossier)
    if payment is None:
        return []
    found = settlement_of(dossier, payment)
    sums = "make the total" if not found.off.amount else f"differ from the total by {found.off}"
    text = f"{payment.money} to {payment.payee.text('name')}; its lines {sums}"
    told = [Finding(text=text, rests_on=(payment.payee.object,))]
    for line, one in zip(payment.lines, found.lines, strict=False):
        rests = [line.row.object] if line.row is not None else []
        rests += [one.evidence] if one.evidence else []
        text = f"{one.ref}: {one.paid}, {one.state}; {one.why}"
        told.append(Finding(text=text, rests_on=tuple(dict.fromkeys(rests))))
    left = () if on_record(dossier) else closing.tasks(dossier, payment, payment.lines)
    return [*told, *closing.findings(left), *_recorded(dossier)]


def unposted(dossier: Dossier, effects: Sequence[EffectState]) -> Iterator[Outstanding]:
    """What was paid and is not on record: all of it, or the lines that a case that posted has left.

    A payment that others recorded is theirs; one that nothing proves was never believed.
    """
    total = dossier.first("payment_amount", dossier.subject)
    if total is None or total.number is None or not is_believed(dossier):
        return
    rows = dossier.of("payments", payment_id=dossier.key)
    paid = Money(amount=total.number, currency=total.currency)
    if not rows:
        what = f"{paid} was paid with {dossier.key} and none of it is on record: post it"
        yield Outstanding(object=dossier.subject, what=f"{what}, or say why not")
    elif any(one.kind == "PostSettlement" for one in effects):
        payment = payment_of(dossier)
        left = [one for one in payment.lines if not _is_there(one, rows)] if payment else []
        if left:
            names = ", ".join(f"{one.ref.value} {one.amount.value}" for one in left)
            what = f"of {paid} paid with {dossier.key} is not on record: {names}"
            yield Outstanding(object=dossier.subject, what=f"{what}; post it, or say why not")


def _is_there(line: Line, rows: Sequence[Row]) -> bool:
    """Whether a line is on record under its name, or under another one by its sum."""
    amount = Decimal(line.amount.value)
    return any(
        row.text("line_ref") == line.ref.value or row.number("amount") == amount for row in rows
    )


def _recorded(dossier: Dossier) -> list[Finding]:
    rows = dossier.of("payments", payment_id=dossier.key)
    if not rows:
        return []
    text = f"on record with {len(rows)} lines: nothing is posted again"
    return [Finding(text=text, rests_on=tuple(row.object for row in rows))]


def notes(dossier: Dossier) -> list[Action]:
    """Finance is told of a deduction that no agreed claim explains: it starts a dispute."""
    payment = payment_of(dossier)
    if payment is None:
        return []
    unclear = [one for one in settlement_of(dossier, payment).lines if not one.explained]
    if not unclear:
        return []
    why = "a deduction without an agreement is disputed, not posted"
    return [note(dossier, "finance", "note_unexplained", why)]
