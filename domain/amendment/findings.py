"""What each function finds about a change of an order."""

from __future__ import annotations

from domain.amendment.change import Change, changes_of
from domain.amendment.cost import beyond, components, days_late, slip_days
from domain.amendment.credit import conflicts, credit_of, early_bills
from domain.amendment.fields import fields_of, stands
from domain.amendment.settle import DECIDED_HERE, options
from domain.contribution import Finding
from domain.delay.changes import order_of
from domain.dossier.asking import of_people, unbound
from domain.dossier.context import Dossier
from domain.money import total
from domain.reading import Question
from domain.reckoning import figure


def of_sourcing(dossier: Dossier) -> list[Finding]:
    """Each field: in force, asked, answered; what it costs against the approved version."""
    found = []
    for change in changes_of(dossier):
        rests = (change.line.object, *(row.object for row in change.asked))
        found += [Finding(text=one.said(), rests_on=rests) for one in fields_of(change)]
        found += _priced(dossier, change)
    if (one := unbound(dossier)) is not None:
        found.append(Finding(text=f"which order is meant is open: {one.object.partition(':')[2]}"))
    return found


def _priced(dossier: Dossier, change: Change) -> list[Finding]:
    parts = components(change)
    found = []
    if parts:
        whole = total((one.money for one in parts), change.currency)
        said = "; ".join(f"{one.name} {one.money} ({one.formula})" for one in parts)
        found.append(Finding(text=f"against the approved version: {said}; together {whole}"))
    points = beyond(dossier, change)
    if points:
        by = ", ".join(sorted({row.text("approved_by") for row in change.asked} - {""}))
        covers = f"; {by} approved what was asked" if by else ""
        found.append(Finding(text=f"no approval covers: {', '.join(points)}{covers}"))
    if change.freight is not None:
        found.append(Finding(text=f"{change.freight} freight is asked for a part earlier"))
    return found


def of_planning(dossier: Dossier) -> list[Finding]:
    """How far the date moves, and whether the need is met."""
    found = []
    for change in changes_of(dossier):
        slip, late = slip_days(change), days_late(dossier, change)
        if slip:
            text = f"{change.line.key}: {slip} days after the date in force, {late} after the need"
            found.append(Finding(text=text, rests_on=(change.line.object,)))
        for peg in dossier.of("pegging", po_id=change.order.key):
            text = f"{figure(peg.number('qty') or 0)} of it are for {peg.text('so_id')}"
            found.append(Finding(text=text, rests_on=(peg.object,)))
    return found


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Space that is booked for the line as it was."""
    found = []
    for change in changes_of(dossier):
        for unit in dossier.of("shipment_units", po_id=change.order.key):
            shipment = dossier.row(f"shipments:{unit.text('shipment_id')}")
            until = f", cut-off {shipment.text('cy_cutoff')}" if shipment is not None else ""
            qty = figure(unit.number("qty") or 0)
            text = f"{unit.text('shipment_id')} holds {qty} of {change.line.key}{until}"
            if len(change.lots) > 1:
                text += f": {len(change.lots)} lots need {len(change.lots)} bookings"
            found.append(Finding(text=text, rests_on=(unit.object,)))
    return found


def of_finance(dossier: Dossier) -> list[Finding]:
    """The credit, and bills that were made for the order as it was."""
    found = []
    for change in changes_of(dossier):
        credit = credit_of(dossier, change)
        for point in conflicts(dossier, change):
            assert credit is not None  # only a credit has conflicts
            text = f"{credit.key}: {point}; it changes only when banks and beneficiary agree"
            found.append(Finding(text=text, rests_on=(credit.object,)))
        for bill in early_bills(dossier, change) if len(change.lots) > 1 else ():
            text = f"{bill.key} bills {figure(bill.number('qty') or 0)} at once: one a shipment"
            found.append(Finding(text=text, rests_on=(bill.object,)))
    return found


def open_points(dossier: Dossier) -> list[Question]:
    """What our own people are asked; that it is a counter-offer and who approves it is what the
    choice between the ways is about, where there are ways for what it is about. Where a change of
    ours is refused, whether it falls is asked."""
    refused = {one.line.object for one in changes_of(dossier) if one.asked and stands(one)}
    chosen = {one.object for one in options(dossier)} - refused
    return [one for one in of_people(dossier) if not _is_chosen(one, chosen)]


def _is_chosen(question: Question, lines: set[str]) -> bool:
    """Whether the choice between the ways for one of these lines answers it."""
    orders = {order_of(one) for one in lines}
    return question.about in DECIDED_HERE and question.object in lines | orders
