"""Duty of a shipment by the record: the base of each good by regime; a customs charge explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.aboard import Aboard, aboard
from domain.allocation.costs import Bearer, spread
from domain.contribution import Finding
from domain.customs.duty import applying, duty, duty_rates_of
from domain.customs.entry import Entry, Good, based_on, entered, fees_of, not_priced
from domain.customs.incoterms import terms_of_delivery
from domain.customs.value import Consignment, regime_of, territory
from domain.dossier.context import Dossier
from domain.money import Money, total
from domain.quantity import Quantity
from domain.rates import in_currency
from domain.reckoning import Reckoning, part
from domain.record import Row
from domain.values import Value


class Dutied(Value):
    """What is due at the border on a shipment: goods with their base and duty, fees of the entry;
    `how` the base is reckoned, `lacks` what could not be priced."""

    goods: tuple[Entry, ...] = ()
    fees: Reckoning
    freight: Money | None = None
    how: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def duty(self) -> Money:
        """Of all goods, as far as it is known."""
        return total((one.duty.total for one in self.goods), self.fees.currency)

    @property
    def due(self) -> Money:
        """Duty and fees."""
        return self.duty + self.fees.total


def dutied(dossier: Dossier, shipment: Row) -> Dutied | None:
    """The entry of what is on board, each order line a good, freight shared by gross weight.

    None where it stays in one customs territory, its seller clears it (DDP), or nothing on record
    is on board.
    """
    country, goods = shipment.text("pod")[:2], aboard(dossier, shipment)
    at_home = territory(shipment.text("pol")[:2]) == territory(country)
    mine = [one for one in goods if not _cleared(dossier, one)]
    currencies = {one.value.currency for one in mine if one.value is not None}
    if at_home or not country or not mine or len(currencies) > 1:
        return None
    currency = next(iter(currencies), dossier.policy_currency or "USD")
    unknown = [f"not priced: no price of {one.line.key} on record" for one in mine if not one.value]
    priced = [one for one in mine if one.value is not None]
    if not priced:
        return Dutied(fees=Reckoning(currency=currency), lacks=tuple(unknown))
    freight = _freight(dossier, shipment, currency)
    entered_as = _goods(dossier, shipment, priced, freight)
    tariffs = dossier.of("tariffs_and_deadlines")
    entries = entered(country, entered_as, tariffs, dossier.today)
    fees = fees_of(country, entered_as, shipment.text("mode"), dossier.today)
    lacks = [
        said
        for good, one in zip(entered_as, entries, strict=True)
        for said in not_priced((*one.base.missing, *one.duty.missing), good.hs)
    ]
    return Dutied(
        goods=tuple(entries),
        fees=fees,
        freight=freight,
        how=based_on(country, dossier.today),
        lacks=tuple(dict.fromkeys((*unknown, *lacks, *not_priced(fees.missing)))),
    )


def _cleared(dossier: Dossier, one: Aboard) -> bool:
    order = dossier.row(f"purchase_orders:{one.line.text('po_id')}")
    term = terms_of_delivery(order.text("incoterm")) if order is not None else None
    return term is not None and term.bears("duties") == "seller"


def _freight(dossier: Dossier, shipment: Row, currency: str) -> Money | None:
    """What the carriage to the border should cost, as computed when it was booked."""
    planned = shipment.number("freight_should_cost")
    if planned is None or not shipment.text("currency"):
        return None
    money = Money(amount=planned, currency=shipment.text("currency"))
    return in_currency(money, currency, dossier.fx, dossier.today)


def _goods(
    dossier: Dossier, shipment: Row, priced: list[Aboard], freight: Money | None
) -> list[Good]:
    shares = _shares(priced, freight)
    found = []
    for one in priced:
        assert one.value is not None  # only such are handed in
        item = dossier.row(f"items:{one.line.text('item_id')}")
        carried = Consignment(
            price=one.value,
            freight=shares.get(one.unit.object),
            mode=shipment.text("mode") or "sea",
        )
        qty = one.unit.number("qty")
        amount = Quantity(n=qty, unit=one.unit.text("uom")) if qty is not None else None
        hs = item.text("hs_code") if item is not None else ""
        found.append(Good(object=one.line.object, hs=hs, carried=carried, qty=amount))
    return found


def _shares(priced: list[Aboard], freight: Money | None) -> dict[str, Money]:
    if freight is None:
        return {}
    bearers = [
        Bearer(object=one.unit.object, gross_kg=one.unit.number("gross_kg")) for one in priced
    ]
    made = spread("freight", freight, bearers, "gross_kg")
    return {name: share.money for name, share in made.shares}


def findings(dossier: Dossier, shipment: Row) -> Iterator[Finding]:
    """The base and the duty of each good, the fees, and what could not be priced."""
    found = dutied(dossier, shipment)
    if found is None:
        return
    for one in found.goods:
        base = "; ".join(f"{each.name} {each.money}" for each in one.base.parts)
        text = f"{one.object.partition(':')[2]}: customs value {one.base.total} {found.how}: {base}"
        shown = "; ".join(f"{each.name} {each.money}: {each.formula}" for each in one.duty.parts)
        yield Finding(text=f"{text}; {shown}" if shown else text, rests_on=(one.object,))
    if found.fees.parts:
        shown = "; ".join(f"{one.name} {one.money}: {one.formula}" for one in found.fees.parts)
        yield Finding(text=f"{shipment.key}: {shown}", rests_on=(shipment.object,))
    for said in found.lacks:
        yield Finding(text=f"{shipment.key}: {said}", rests_on=(shipment.object,))


def explained(dossier: Dossier, shipment: Row, billed: Money) -> Iterator[Finding]:
    """A customs charge against duty and fees by the record, and what its difference comes from."""
    found = dutied(dossier, shipment)
    if found is None or found.fees.currency != billed.currency:
        return
    whole = f"duty {found.duty} and fees {found.fees.total} are due by the record {found.how}"
    if found.lacks:
        text = f"customs charge {billed}: {whole} as far as known; {'; '.join(found.lacks)}"
        yield Finding(text=text, rests_on=(shipment.object,))
        return
    off = billed - found.due
    text = f"customs charge {billed}: {whole}; {off} differs" + _why(dossier, shipment, found, off)
    yield Finding(text=text, rests_on=(shipment.object, *(one.object for one in found.goods)))


def _why(dossier: Dossier, shipment: Row, found: Dutied, off: Money) -> str:
    """Whether the difference is a part of what is due, or the duty on freight taken the other way
    into the base."""
    if not off.amount:
        return ": as it should be"
    parts = [*found.fees.parts, *(each for one in found.goods for each in one.duty.parts)]
    same = [one for one in parts if abs(one.money.amount) == abs(off.amount)]
    if same:
        word = "charged twice" if off.amount > 0 else "not charged"
        return f": {same[0].name} of {same[0].money} was {word}"
    regime = regime_of(shipment.text("pod")[:2], dossier.today)
    on_freight = _on_freight(dossier, shipment, found)
    sign = 1 if regime is not None and regime.base == "fob" else -1
    cents = Decimal(len(found.goods)).scaleb(-off.minor_digits)  # each good is rounded by itself
    near = on_freight is not None and abs((off - on_freight.times(sign)).amount) <= cents
    if on_freight is not None and on_freight.amount and near:
        word = "taken into" if sign > 0 else "left out of"
        return f": freight was {word} the base, {on_freight} of duty"
    return ": nothing on record explains it"


def _on_freight(dossier: Dossier, shipment: Row, found: Dutied) -> Money | None:
    """Duty on the freight of the goods, each at its own rates."""
    if found.freight is None:
        return None
    priced = [one for one in aboard(dossier, shipment) if one.value is not None]
    known = duty_rates_of(dossier.of("tariffs_and_deadlines"))
    place, sums = territory(shipment.text("pod")[:2]), []
    for one in _goods(dossier, shipment, priced, found.freight):
        fits = applying(known, place, one.hs, dossier.today, frozenset())
        if one.carried.freight is not None:
            shown = (part("freight", one.carried.freight, one.object),)
            sums.append(duty(Reckoning(currency=found.fees.currency, parts=shown), fits).total)
    return total(sums, found.fees.currency)
