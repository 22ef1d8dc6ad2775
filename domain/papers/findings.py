"""What each function finds about the papers of a shipment: states, deadlines, figures, credits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.contribution import Finding
from domain.deadlines.clock import Deadline
from domain.dossier.context import Dossier
from domain.papers import duties
from domain.papers.checklist import Paper, checklist
from domain.papers.clocks import credits, discrepancies, filings, free_until, wanted_by
from domain.reckoning import figure
from domain.record import Row


def of_documents(dossier: Dossier) -> list[Finding]:
    """The checklist, codes, values and origins that only people may settle, and the duty."""
    found = [_paper(dossier, one) for one in checklist(dossier)]
    owed = [said for one in dossier.of("shipments") for said in duties.findings(dossier, one)]
    return [*found, *_for_people(dossier), *owed]


def _paper(dossier: Dossier, paper: Paper) -> Finding:
    due = f", due {paper.due:%Y-%m-%d %H:%M %z}" if paper.due else ""
    late = " (over)" if paper.is_late(dossier.now) else ""
    asked = "; asked: " + ", ".join(one.text for one in paper.open) if paper.open else ""
    who = paper.owner.partition(":")[2] or "nobody"
    text = f"{paper.name} ({paper.row.key}, {who}{due}{late}): {paper.state}{asked}"
    rests = (paper.row.object, *((paper.told.quote,) if paper.told else ()))
    return Finding(text=text, rests_on=rests)


#: What a partner may state and no machine may write: classification, value, origin, maker.
RESERVED = ("hs_code", "document_value:sample", "manufacturer", "origin")


def _for_people(dossier: Dossier) -> Iterator[Finding]:
    for field in RESERVED:
        for told in dossier.stated(field):
            words = field.replace("_", " ").replace("hs code", "HS code")
            text = f"{told.object.partition(':')[2]}: {words} {told.text} is stated; only trade "
            yield Finding(text=text + "compliance settles it", rests_on=(told.quote,))


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Filings with their deadlines in the place's time, and what waiting costs at the port."""
    found = []
    for shipment in dossier.of("shipments"):
        for clock in filings(dossier, shipment):
            found.append(_filing(dossier, shipment, clock.binding, clock.others))
        free = free_until(dossier)
        if free is not None:
            found += _storage(dossier, shipment, f"{free[0]:%Y-%m-%d}")
    return found


def _filing(
    dossier: Dossier, shipment: Row, binding: Deadline, others: tuple[Deadline, ...]
) -> Finding:
    if binding.at is None:
        text = f"{binding.code} {binding.says}: not known, {', '.join(binding.missing)}"
        return Finding(text=text, rests_on=(shipment.object,))
    kind = "estimate" if binding.estimate else "stated"
    wanted = wanted_by(dossier, binding).at
    text = f"{binding.code} {binding.says}: {_at(dossier, shipment, binding.at)} ({kind})"
    text += f", papers wanted by {_at(dossier, shipment, wanted)}" if wanted else ""
    for one in others:
        if one.at is not None:
            text += f"; {'estimated' if one.estimate else 'stated'} otherwise: "
            text += _at(dossier, shipment, one.at)
    return Finding(text=text, rests_on=(shipment.object, binding.source))


def _at(dossier: Dossier, shipment: Row, at: datetime) -> str:
    """As the broker's clock shows it: it files there."""
    broker = dossier.row(f"partners:{shipment.text('broker_id')}")
    zone = broker.text("time_zone") if broker else ""
    there = Deadline(code="", says="", at=at).there(zone) or at
    return f"{there:%Y-%m-%d %H:%M} {zone or there.tzname()}"


def _storage(dossier: Dossier, shipment: Row, day: str) -> list[Finding]:
    boxes = len({unit.text("unit_no") for unit in dossier.of("shipment_units")})
    found = []
    for rate in dossier.of("rates", mode="demurrage", origin=shipment.text("pod")):
        a_day = (rate.number("rate") or 0) * boxes
        text = f"each day after {day} costs {figure(a_day)} {rate.text('currency')} for "
        text += f"{boxes} box(es) ({rate.key})"
        found.append(Finding(text=text, rests_on=(rate.object,)))
    return found


def of_finance(dossier: Dossier) -> list[Finding]:
    """Letters of credit: until when documents must be at the bank, and the latest shipment."""
    found = []
    for shipment in dossier.of("shipments"):
        for credit, until, why in credits(dossier, shipment):
            text = f"{credit.key}: documents at the bank by {until or 'an unknown day'} ({why})"
            faults = discrepancies(dossier, credit, shipment)
            text += f"; presented today a bank finds: {'; '.join(faults)}" if faults else ""
            found.append(Finding(text=text, rests_on=(credit.object, shipment.object)))
    return found
