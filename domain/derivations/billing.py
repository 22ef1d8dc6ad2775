"""Derivations of bills: pieces received, days of boxes, contract fees, envelopes, discounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from domain.demurrage.accrual import Box, accrue
from domain.demurrage.dock import waiting_terms
from domain.demurrage.tariff import tariff_of
from domain.derivations.registry import derivation
from domain.errors import Refused
from domain.freight.codes import charge_code
from domain.freight.contract import contracted
from domain.freight.kinds import kind_of_charge
from domain.freight.rates import charge
from domain.match.envelope import check, envelope_of
from domain.money import Money
from domain.payment.terms import terms_of
from domain.quantity import Quantity
from domain.record import Row

_CENT = Decimal("0.01")


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number == number.to_integral() else number, "f")


def _cents(number: Decimal) -> str:
    return format(number.quantize(_CENT, ROUND_HALF_UP), "f")


def _parts(inputs: Mapping[str, str], name: str) -> list[str]:
    """The inputs `name1`, `name2` … that are filled, in their order."""
    found = [(one.removeprefix(name), value) for one, value in inputs.items()]
    return [value for number, value in sorted(found) if number.isdigit() and value]


@derivation
def tasks_listed(inputs: Mapping[str, str]) -> str:
    """Tasks `task1` of `of1`, `task2` …, one a line."""
    count = sum(1 for name in inputs if name.startswith("task"))
    return "\n".join(
        f"- {inputs[f'task{at}']} of {inputs[f'of{at}']}" for at in range(1, count + 1)
    )


@derivation
def pieces_in_all(inputs: Mapping[str, str]) -> str:
    """The sum of `part1`, `part2` … pieces."""
    return _plain(sum((Decimal(one) for one in _parts(inputs, "part")), Decimal(0)))


@derivation
def pieces_of(inputs: Mapping[str, str]) -> str:
    """Pieces in `packs` packages of `size` pieces each."""
    return _plain(Decimal(inputs["packs"]) * Decimal(inputs["size"]))


@derivation
def per_pack(inputs: Mapping[str, str]) -> str:
    """Pieces in a package: `pieces` over `packs`, where that comes out even."""
    pieces, packs = Decimal(inputs["pieces"]), Decimal(inputs["packs"])
    if packs <= 0 or pieces % packs:
        raise Refused(f"{pieces} pieces do not come out even in {packs} packages")
    return _plain(pieces / packs)


@derivation
def worth_of_units(inputs: Mapping[str, str]) -> str:
    """`qty` pieces at `price` for `per` price units of `pieces` pieces each, to the cent."""
    size = Decimal(inputs["per"] or "1") * Decimal(inputs["pieces"])
    if size <= 0:
        raise Refused(f"a price for {size} pieces is no price")
    return _cents(Decimal(inputs["qty"]) * Decimal(inputs["price"]) / size)


def _rate(inputs: Mapping[str, str]) -> Row:
    """A row of `rates` with these of its cells."""
    numbers = {"rate", "min_charge", "handling"}
    values: dict[str, Any] = {
        name: Decimal(value) if name in numbers and value else value or None
        for name, value in inputs.items()
    }
    return Row(table="rates", key="-", version=0, values=values)


@derivation
def box_owed(inputs: Mapping[str, str]) -> str:
    """What a box costs by the tariff (`mode`, `currency`, `rate`, `other`, `note`) from the day
    `started` to the day `ended`, with `free` days of its own contract where there are such."""
    tariff = tariff_of(_rate({name: inputs.get(name, "") for name in _TARIFF}))
    if tariff is None:
        raise Refused("the tariff has no rate")
    box = Box(
        unit="box",
        started=date.fromisoformat(inputs["started"][:10]),
        ended=date.fromisoformat(inputs["ended"][:10]),
        free_days=int(inputs["free"]) if inputs.get("free") else None,
    )
    clock = accrue(tariff, box)
    if clock.missing:
        raise Refused(f"{', '.join(clock.missing)} is not known")
    return _cents(clock.owed.total.amount)


@derivation
def settled_day(inputs: Mapping[str, str]) -> str:
    """The `day` on which a person said that something happened: a day, and no other words."""
    return date.fromisoformat(inputs["day"]).isoformat()


_TARIFF = ("mode", "currency", "rate", "other", "note")


@derivation
def contract_fees(inputs: Mapping[str, str]) -> str:
    """What the `fees` of a rate make of one kind of `charge`, for one box."""
    row = _rate({"currency": "USD", "basis": "per container", "other": inputs["fees"]})
    sums = [
        one.rate.amount
        for one in contracted(row)
        if kind_of_charge(charge_code(one.name)) == inputs["charge"]
    ]
    return _cents(sum(sums, Decimal(0)))


@derivation
def carriage_owed(inputs: Mapping[str, str]) -> str:
    """Freight by contract: rate × `weight` (or boxes), its minimum, handling and fees."""
    return _cents(charge(_rate(inputs), Decimal(inputs["weight"])))


@derivation
def waiting_owed(inputs: Mapping[str, str]) -> str:
    """What so many `minutes` at a dock cost by the `terms` beside a truck's rate."""
    terms = waiting_terms(_rate({"currency": inputs["currency"], "other": inputs["terms"]}))
    if terms is None:
        raise Refused("the rate names no waiting time")
    over = max(Decimal(0), Decimal(inputs["minutes"]) - terms.free_minutes)
    return _cents(terms.rate.amount * over / 60)


@derivation
def within_envelope(inputs: Mapping[str, str]) -> str:
    """How much of an `amount` an approval (`envelope`) carries, `used1` … spent before."""
    code = inputs["currency"]
    qty = Quantity(n=Decimal(inputs["qty"]), unit="PCS") if inputs.get("qty") else None
    found = check(
        envelope_of(inputs["envelope"]),
        Money(amount=Decimal(inputs["amount"]), currency=code),
        on=date.fromisoformat(inputs["day"][:10]),
        qty=qty,
        mode=inputs.get("mode", ""),
        used=[Money(amount=Decimal(one), currency=code) for one in _parts(inputs, "used")],
    )
    return _cents(found.covered.amount)


@derivation
def in_proportion(inputs: Mapping[str, str]) -> str:
    """Of a `whole` the share that `part` is of `of`: tax on what is accepted of a charge."""
    of = Decimal(inputs["of"])
    if not of:
        raise Refused("nothing has no share")
    return _cents(Decimal(inputs["whole"]) * Decimal(inputs["part"] or "0") / of)


@derivation
def less_discount(inputs: Mapping[str, str]) -> str:
    """A `whole` less the early-payment discount of `terms`."""
    pct = terms_of(inputs["terms"]).discount_pct
    if pct is None:
        raise Refused(f"{inputs['terms']!r} gives no discount")
    whole = Decimal(inputs["whole"])
    return _cents(whole - Decimal(_cents(whole * pct / 100)))


@derivation
def taken_off(inputs: Mapping[str, str]) -> str:
    """An `amount` as a payment shows it that takes it off: negative."""
    return format(-abs(Decimal(inputs["amount"])), "f")
