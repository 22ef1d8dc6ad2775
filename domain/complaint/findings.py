"""What each function finds about a complaint: pieces by cause, clocks, limits, figures, stock."""

from __future__ import annotations

from domain.aboard import waiting
from domain.complaint.carrier import limit_of, notify_until
from domain.complaint.case import complaint_of, delivered_on, unit_cost
from domain.complaint.good import settled
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.reckoning import figure
from domain.recovery.stock import free_at


def of_customers(dossier: Dossier) -> list[Finding]:
    """Pieces by cause, what is wanted, what the contract says for a late week, claims as words."""
    complaint = complaint_of(dossier)
    if complaint is None:
        return []
    found = []
    for one in complaint.losses:
        text = f"{one.cause}: {one.n:f} pieces"
        text += f" ({one.told.text} packages)" if one.packs else ""
        found.append(Finding(text=text, rests_on=(one.told.quote, complaint.delivery.object)))
    wanted, summed = complaint.qty, sum(one.n for one in complaint.losses)
    if wanted is not None and complaint.losses and wanted != summed:
        text = f"{wanted:f} are asked for, {summed:f} are told short, damaged or wrong"
        found.append(Finding(text=text, rests_on=(complaint.delivery.object,)))
    if complaint.beyond:
        rests = (complaint.delivery.object,)
        found.append(Finding(text=f"{complaint.beyond}; correct it", rests_on=rests))
    before = settled(dossier, complaint)
    if before:
        text = f"made good before: {before}; a credit or a replacement, never both"
        found.append(Finding(text=text, rests_on=(complaint.delivery.object,)))
    found += _penalty(dossier)
    for told in dossier.stated("charge_amount:damages"):
        text = f"{told.text} {told.currency} is what the customer says; only its contract counts"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    return found


def _penalty(dossier: Dossier) -> list[Finding]:
    """What a week begun costs by the contract, on the pieces and on the line."""
    complaint = complaint_of(dossier)
    line = waiting(dossier, complaint.line) if complaint is not None else None
    if complaint is None or line is None or line.clause is None or not complaint.qty:
        return []
    share = line.clause.pct / 100
    pieces, whole = (line.price.times(n * share).rounded() for n in (complaint.qty, line.qty))
    text = f"a week begun late costs {pieces} on the pieces or {whole} on the whole line; "
    text += f"the clause must be read: {line.clause.text or line.clause.source}"
    return [Finding(text=text, rests_on=(complaint.line.object,))]


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Until when the carrier must be told, what it owes at most, and what the paper says."""
    complaint = complaint_of(dossier)
    if complaint is None:
        return []
    delivery = complaint.delivery
    until, says = notify_until(dossier, complaint)
    text = f"{delivery.text('tracking_ref')} delivered {delivered_on(dossier, complaint)}, "
    text += f"paper: {delivery.text('pod_state') or 'none'}; "
    text += f"notice to the carrier by {until or 'an unknown day'} ({says})"
    found = [Finding(text=text, rests_on=(delivery.object,))]
    for one in complaint.carriers:
        owed = limit_of(dossier, complaint, one)
        most = f"at most {owed.amount} ({owed.basis})" if owed.amount else owed.basis
        text = f"{one.cause}: the carrier owes {most or 'an unknown sum'}"
        text += f"; not known: {', '.join(owed.missing)}" if owed.missing else ""
        found.append(Finding(text=text, rests_on=(delivery.object,)))
    return found


def of_warehouse(dossier: Dossier) -> list[Finding]:
    """Stock to replace from, what a piece costs us, and that a wrong item is two wrong counts."""
    complaint = complaint_of(dossier)
    if complaint is None:
        return []
    site, item = complaint.delivery.text("ship_from_site"), complaint.line.text("item_id")
    free, cost = free_at(dossier, site, item), unit_cost(dossier, complaint)
    found = []
    if free is not None:
        text = f"{item} at {site}: {figure(free.free)} above the floor"
        text += f", {figure(free.held)} held by {', '.join(free.holders)}" if free.held else ""
        text += f"; not known: {free.missing}" if free.missing else ""
        found.append(Finding(text=text, rests_on=(free.row.object,)))
    if cost is not None and complaint.cost is not None:
        text = f"a piece of {item} costs us {cost}"
        found.append(Finding(text=text, rests_on=(complaint.cost.object,)))
    if any(one.cause == "wrong item" for one in complaint.losses):
        text = f"a wrong item went out of {site}: two counts are wrong there"
        found.append(Finding(text=text, rests_on=(complaint.delivery.object,)))
    return found
