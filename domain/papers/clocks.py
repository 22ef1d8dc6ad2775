"""Deadlines of a shipment's papers: filings by rule and as stated, free days, credits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from domain.dates import end_of_day
from domain.deadlines.clock import Deadline, earliest
from domain.deadlines.credit import Drawing, check_drawing, presentation_of
from domain.deadlines.cutoffs import ready_by
from domain.deadlines.filings import filings_of
from domain.dossier.context import Dossier
from domain.dossier.moments import cut, moment_of, zone_of_told
from domain.record import Row
from domain.values import Value
from domain.workdays import workdays_of

#: What partners call a filing, by the code of its rule.
_STATED = {"deadline:isf": "US-ISF", "deadline:ens": "EU-ENS-deep-sea", "deadline:aes": "US-EEI"}


class Clock(Value):
    """One deadline that binds, and the others of its kind.

    An estimate gives way to an earlier one that is stated, and stays where what is stated is later
    (domain.md 2.5: plan for the earlier).
    """

    binding: Deadline
    others: tuple[Deadline, ...] = ()


def filings(dossier: Dossier, shipment: Row) -> tuple[Clock, ...]:
    """Each filing of the shipment with the deadline that binds."""
    by_code: dict[str, list[Deadline]] = {}
    for one in filings_of(shipment, dossier.today, zones(dossier, shipment)):
        by_code.setdefault(one.code, []).append(one)
    for field, code in _STATED.items():
        for told in dossier.stated(field):
            known = next((name for name in by_code if name.startswith(code)), code)
            by_code.setdefault(known, []).append(cut(told, known, "filing as stated"))
    return tuple(_clock(found) for _, found in sorted(by_code.items()))


def _clock(found: list[Deadline]) -> Clock:
    binding = earliest(found) or found[0]
    return Clock(binding=binding, others=tuple(one for one in found if one != binding))


def zones(dossier: Dossier, shipment: Row) -> dict[str, str]:
    """The zone of the port of discharge: that of its broker, who files there."""
    broker = dossier.row(f"partners:{shipment.text('broker_id')}")
    return {} if broker is None else {shipment.text("pod"): broker.text("time_zone")}


def free_until(dossier: Dossier) -> tuple[date, str] | None:
    """The last free day somebody states, and the zone it is meant in."""
    told = dossier.first("deadline:free_time_end")
    day = moment_of(told) if told is not None else None
    return None if told is None or day is None else (day, zone_of_told(told))


def wanted_by(dossier: Dossier, binding: Deadline) -> Deadline:
    """When papers should be there for a filing: the company's warning hours before it."""
    return ready_by(binding, int(dossier.figure("document_warning_hours") or 72))


def credits(dossier: Dossier, shipment: Row) -> Iterable[tuple[Row, date | None, str]]:
    """Letters of credit on the shipment: until when documents must be at the bank, and why."""
    etd = shipment.values.get("etd")
    shipped = etd.date() if isinstance(etd, datetime) else shipment.day("etd")
    for credit in dossier.of("letters_of_credit", shipment_id=shipment.key):
        bank = dossier.row(f"partners:{credit.text('bank_id')}")
        days = workdays_of(bank.text("country") if bank else "", dossier.of("holidays"))
        found = presentation_of(credit, shipped, days)
        yield credit, found.until, found.basis or ", ".join(found.missing)


def discrepancies(dossier: Dossier, credit: Row, shipment: Row) -> tuple[str, ...]:
    """What a bank would find if documents of the shipment were presented today, by article."""
    etd = shipment.values.get("etd")
    shipped = etd.date() if isinstance(etd, datetime) else shipment.day("etd")
    bank = dossier.row(f"partners:{credit.text('bank_id')}")
    days = workdays_of(bank.text("country") if bank else "", dossier.of("holidays"))
    drawing = Drawing(shipped_on=shipped, presented_on=dossier.today)
    return check_drawing(credit, drawing, days).discrepancies


def soonest(dossier: Dossier) -> list[tuple[datetime, str]]:
    """Every deadline ahead with what it is, for the latest useful time to decide."""
    found = []
    for shipment in dossier.of("shipments"):
        for clock in filings(dossier, shipment):
            if clock.binding.at is not None:
                found.append((clock.binding.at, clock.binding.says))
    free = free_until(dossier)
    if free is not None:
        day = free[0].date() if isinstance(free[0], datetime) else free[0]
        found.append((end_of_day(day, free[1]), "the last free day"))
    return found
