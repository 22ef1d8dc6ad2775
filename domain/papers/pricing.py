"""What waiting for papers costs, and filing without them: days, penalties, duty and fees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from domain.customs.duty import applying, duty, duty_rates_of
from domain.customs.value import regime_of
from domain.demurrage.accrual import owed
from domain.demurrage.tariff import Tariff, tariff_of
from domain.dossier.context import Dossier
from domain.goods_worth import aboard
from domain.money import Money
from domain.options import CostComponent
from domain.papers.checklist import Paper, checklist
from domain.papers.clocks import filings, free_until
from domain.rates import in_currency
from domain.reckoning import Reckoning, figure, part
from domain.record import Row

#: A part that is known, or what is missing for one.
_Priced = CostComponent | str


def waiting(dossier: Dossier, shipment: Row, currency: str) -> Reckoning:
    """What it costs to file once all papers are right: days after free time, filings missed.

    Papers are taken to be right by their due time, or today where that is over.
    """
    papers = [one for one in checklist(dossier) if one.is_owed]
    found = [*_days(dossier, shipment, papers), *_penalties(dossier, shipment, papers)]
    return _in(dossier, currency, found)


def filing_now(dossier: Dossier, shipment: Row, currency: str) -> Reckoning:
    """What it costs to file with what is there: duty on what customs adds, and the amendment."""
    country = shipment.text("pod")[:2]
    fee = _sums(dossier, country, "amendment fee")
    found = [*_loading(dossier, shipment, country), *fee]
    found += [] if fee else ["the broker's amendment fee"]
    return _in(dossier, currency, found)


def _in(dossier: Dossier, currency: str, found: Iterable[_Priced]) -> Reckoning:
    parts, missing = [], []
    for one in found:
        if isinstance(one, str):
            missing.append(one)
            continue
        money = in_currency(one.money, currency, dossier.fx, dossier.today)
        if money is None:
            missing.append(f"{one.name} of {one.money} in {currency}")
        else:
            known = part(one.name, money, one.formula)
            parts.append(known.model_copy(update={"follows": True}))
    return Reckoning(currency=currency, parts=tuple(parts), missing=tuple(dict.fromkeys(missing)))


def _days(dossier: Dossier, shipment: Row, papers: list[Paper]) -> Iterator[_Priced]:
    """Each rate by the day of the port, for the days after free time that the papers take."""
    tariffs = list(_tariffs(dossier, shipment))
    free = _free(dossier, tariffs)
    if free is None:
        if shipment.text("status") == "arrived":
            yield "the last free day at the port"
        return
    undated = [one.name for one in papers if one.due is None]
    if undated:
        yield f"days at the port: when {', '.join(undated)} is there"
    ready = max([one.due.date() for one in papers if one.due is not None], default=dossier.today)
    late = (max(ready, dossier.today) - free).days
    if late > 0 and not tariffs:
        yield f"{late} day(s) after {free}: a rate by the day at {shipment.text('pod')}"
    for tariff, boxes in tariffs if late > 0 else ():
        for one in owed(tariff, late).parts:
            said = f"{one.formula} × {boxes} box(es), free until {free} ({tariff.source})"
            yield part(one.name, one.money.times(boxes), said)


def _tariffs(dossier: Dossier, shipment: Row) -> Iterator[tuple[Tariff, int]]:
    """Tariffs in force at the port, each with how many boxes of the shipment it is for."""
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    boxes = {one.text("unit_no"): one.text("unit_type") for one in units}
    for row in dossier.of("rates", origin=shipment.text("pod")):
        tariff, kind = tariff_of(row), row.text("equipment")
        if row.text("mode") not in ("demurrage", "storage") or tariff is None:
            continue
        over = tariff.valid_to is not None and tariff.valid_to < dossier.today
        n = sum(1 for one in boxes.values() if not kind or not one or one == kind)
        if n and not over:
            yield tariff, n


def _free(dossier: Dossier, tariffs: list[tuple[Tariff, int]]) -> date | None:
    """The last free day as stated, else as the tariff names it."""
    told = free_until(dossier)
    if told is not None:
        return told[0].date() if isinstance(told[0], datetime) else told[0]
    return min((one.last_free_day for one, _ in tariffs if one.last_free_day), default=None)


def _penalties(dossier: Dossier, shipment: Row, papers: list[Paper]) -> Iterator[_Priced]:
    """A filing whose own papers come after its deadline is missed."""
    for clock in filings(dossier, shipment):
        name, at = clock.binding.code, clock.binding.at
        needs = [one for one in papers if one.row.text("required_by_rule") == name]
        if at is None or not any(max(one.due or at, dossier.now) > at for one in needs):
            continue
        country, filing, *_ = name.split("-")  # a fine is of EEI, whatever it goes by
        known = _sums(dossier, country, f"{filing} penalty")
        yield from known
        if not known:
            yield f"the penalty for {name} after {at:%Y-%m-%d %H:%M %z}"


def _sums(dossier: Dossier, country: str, words: str) -> list[CostComponent]:
    """Sums of money on record under a rule that has all these words, for a country or for all."""
    found = []
    for row in dossier.of("tariffs_and_deadlines"):
        rule, unit, value = row.text("rule"), row.text("unit")[:3], row.number("value")
        is_meant = set(words.lower().split()) <= {*rule.lower().split()} and unit.isupper()
        if value is not None and is_meant and row.text("jurisdiction") in (country, "INT"):
            money = Money(amount=value, currency=unit)
            found.append(part(rule, money, f"{money} ({row.object}: {row.text('source')})"))
    return found


def _loading(dossier: Dossier, shipment: Row, country: str) -> Iterator[_Priced]:
    """Duty on what customs adds to the value where no insurance is shown."""
    owes = any(one.is_owed and "insurance" in one.name.lower() for one in checklist(dossier))
    regime = regime_of(country, dossier.today)
    if not owes or regime is None or regime.base != "cif":
        return
    own = [
        row.number("value")
        for row in dossier.of("tariffs_and_deadlines", jurisdiction=country)
        if "insurance loading" in row.text("rule") and row.number("value") is not None
    ]
    pct = next(iter(own), regime.no_insurance_pct)
    worth = aboard(dossier, shipment)
    yield from worth.lacks
    if pct is None:
        yield f"what {country} adds for insurance that is not shown"
    if pct is None or worth.lacks:
        return
    rates = duty_rates_of(dossier.of("tariffs_and_deadlines"))
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    for unit, value in zip(units, worth.known, strict=True):
        added = value.times(pct / 100)
        said = f"{figure(pct)} % of {value} is {added} more customs value"
        hs = _hs(dossier, unit)
        fits = applying(rates, country, hs, dossier.today, frozenset())
        base = Reckoning(currency=value.currency, parts=(part("loading", added, said),))
        reckoned = duty(base, fits)
        for one in reckoned.parts:
            yield part(f"{one.name} on the loading", one.money, f"{said}; {one.formula}")
        if reckoned.missing:
            yield f"duty on the insurance loading ({said}): the rate of {hs or 'its code'}"


def _hs(dossier: Dossier, unit: Row) -> str:
    line = dossier.row(f"purchase_order_lines:{unit.text('po_id')}/{unit.text('po_line')}")
    item = dossier.row(f"items:{line.text('item_id')}") if line is not None else None
    return item.text("hs_code") if item is not None else ""
