"""What quoted goods cost at our door: price, carriage, duty on its base, fees; by source."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.award.issue import site_of
from domain.award.winners import Winner, said_of, winners_of
from domain.booking.lanes import MODES, Lane, priced
from domain.contribution import Finding
from domain.customs.entry import Entry, Good, based_on, entered, fees_of, not_priced
from domain.customs.incoterms import DeliveryTerms, terms_of_delivery
from domain.customs.landed import Landed, landed_cost
from domain.customs.value import Consignment, territory
from domain.dossier.context import Dossier
from domain.freight.rates import applies
from domain.money import Money, total
from domain.options import CostComponent
from domain.quantity import Quantity
from domain.rates import in_currency
from domain.reckoning import Reckoning, figure, part
from domain.record import Row
from domain.values import Value


class AtTheDoor(Value):
    """A source of a line with its landed cost; `lacks` is what could not be priced, in words."""

    source: Winner
    landed: Landed
    how: str
    lacks: tuple[str, ...] = ()


def sources(dossier: Dossier) -> list[AtTheDoor]:
    """Every quoted line of a request as one consignment of the quantity that is ordered first, else
    of a year; for one line the same quantity, so that sources compare."""
    won = {one.line.object: one for one in winners_of(dossier)}
    rows = sorted(dossier.of("rfq_lines"), key=lambda row: row.key)
    every = [won.get(row.object) or _quoted(dossier, row) for row in rows]
    return [_at_the_door(dossier, one, _pieces(one, every)) for one in every]


def _quoted(dossier: Dossier, row: Row) -> Winner:
    partner = dossier.row(f"partners:{row.text('supplier_id')}")
    return Winner(line=row, told=said_of(dossier, row), partner=partner)


def _pieces(one: Winner, every: list[Winner]) -> Decimal | None:
    """What is ordered first of the line, of all its sources; else what a year needs."""
    same = [other for other in every if other.line.text("line") == one.line.text("line")]
    first = [other.qty.number for other in same if other.qty is not None]
    known = [qty for qty in first if qty is not None]
    return sum(known, Decimal(0)) if known else one.line.number("annual_qty")


class Move(Value):
    """So many pieces of a source to a site on its delivery term, and their price in all."""

    source: Winner
    qty: Decimal
    site: Row
    terms: DeliveryTerms
    price: Money


def _at_the_door(dossier: Dossier, one: Winner, qty: Decimal | None) -> AtTheDoor:
    price = _price(one, qty)
    goods = part("goods", price, f"{figure(qty or 0)} × {one.price.value} {one.currency}")
    order = site_of(dossier, one)
    site = dossier.row(f"sites:{order.text('site_id')}") if order is not None else None
    if site is None or qty is None:
        nowhere = "not priced: no site it goes to on record; procurement enters it with an order"
        return AtTheDoor(source=one, landed=landed_cost(goods, qty, ()), how="", lacks=(nowhere,))
    terms = terms_of_delivery(one.term("incoterm").value)
    move = Move(source=one, qty=qty, site=site, terms=terms, price=price)
    lane, freight = _carriage(dossier, move)
    entry, fees = _entry(dossier, move, freight, lane.rate.text("mode") if lane else "sea")
    reckoned = (freight, *((entry.duty,) if entry is not None else ()), fees)
    landed = landed_cost(goods, qty, (), [_in(dossier, one.currency, each) for each in reckoned])
    lacks = tuple(not_priced(landed.cost.missing, _cell(dossier, one, "hs_code")))
    return AtTheDoor(source=one, landed=landed, how=_how(dossier, move, lane, entry), lacks=lacks)


def _how(dossier: Dossier, move: Move, lane: Lane | None, entry: Entry | None) -> str:
    """`FCA, rates:R01 by sea, duty without freight (US)`."""
    carried = [f"{lane.rate.object} by {lane.rate.text('mode')}"] if lane is not None else []
    country = move.site.text("country")
    base = [f"duty {based_on(country, dossier.today)}"] if entry is not None else []
    return ", ".join([move.terms.term, *carried, *base])


def _price(one: Winner, qty: Decimal | None) -> Money:
    each = Decimal(one.price.value or "0") / one.per
    return Money(amount=each * (qty or Decimal(0)), currency=one.currency)


def _cell(dossier: Dossier, one: Winner, column: str) -> str:
    item = dossier.row(f"items:{one.line.text('item_id')}")
    return item.text(column) if item is not None else ""


def _carriage(dossier: Dossier, move: Move) -> tuple[Lane | None, Reckoning]:
    """The cheapest rate on file from the supplier's country to the site's, where we carry it."""
    if move.terms.bears("main_carriage") == "seller":
        return None, Reckoning(currency=move.price.currency)
    weight, cube = (_of_item(dossier, move, name) for name in ("gross_kg_per_base", "m3_per_base"))
    lanes = [
        priced(rate, weight, cube)
        for rate in dossier.of("rates")
        if _is_lane(rate, move) and applies(rate, weight or Decimal(0), dossier.today)
    ]
    known = [lane for lane in lanes if not lane.missing and lane.parts]
    if not known:
        lacks = f"freight rate from {_country(move.source)} to {move.site.text('country')}"
        return None, Reckoning(currency=move.price.currency, missing=(lacks,))
    best = min(known, key=lambda lane: (lane.cost, lane.rate.key))
    money = total((each.money for each in best.parts), best.rate.text("currency"))
    made = part("freight", money, f"{best.name} ({best.rate.object})")
    return best, Reckoning(currency=money.currency, parts=(made,))


def _of_item(dossier: Dossier, move: Move, column: str) -> Decimal | None:
    item = dossier.row(f"items:{move.source.line.text('item_id')}")
    each = item.number(column) if item is not None else None
    return None if each is None else each * move.qty


def _country(one: Winner) -> str:
    return one.partner.text("country") if one.partner is not None else ""


def _is_lane(rate: Row, move: Move) -> bool:
    ends = (rate.text("origin")[:2], rate.text("destination")[:2])
    here = (_country(move.source), move.site.text("country"))
    return rate.text("mode") in MODES and ends == here


def _entry(
    dossier: Dossier, move: Move, freight: Reckoning, mode: str
) -> tuple[Entry | None, Reckoning]:
    """Duty and fees where we import; nothing inside one customs territory."""
    country, one = move.site.text("country"), move.source
    at_home = territory(_country(one)) == territory(country)
    if at_home or move.terms.bears("duties") == "seller":
        return None, Reckoning(currency=one.currency)
    paid = _in(dossier, one.currency, freight)
    carried = Consignment(
        price=move.price,
        freight=paid.total if paid.complete and paid.parts else None,
        includes=frozenset({"freight"} if move.terms.bears("main_carriage") == "seller" else ()),
        mode=mode,
    )
    amount = Quantity(n=move.qty, unit=one.line.text("uom"))
    hs = _cell(dossier, one, "hs_code")
    good = Good(object=one.line.object, hs=hs, carried=carried, qty=amount)
    (made,) = entered(country, [good], dossier.of("tariffs_and_deadlines"), dossier.today)
    return made, fees_of(country, [good], mode, dossier.today)


def _in(dossier: Dossier, currency: str, found: Reckoning) -> Reckoning:
    """The same in another currency by the newest rate of exchange; what has none is missing."""
    parts: list[CostComponent] = []
    missing = list(found.missing)
    for one in found.parts:
        money = in_currency(one.money, currency, dossier.fx, dossier.today)
        if money is None:
            missing.append(f"a rate of exchange from {one.money.currency} to {currency} (fx)")
        else:
            parts.append(part(one.name, money, one.formula))
    return Reckoning(currency=currency, parts=tuple(parts), missing=tuple(missing))


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Each source at the door by part, and how far the complete ones lie apart."""
    found = sources(dossier)
    for one in found:
        line, cost = one.source.line, one.landed.cost
        shown = "; ".join(f"{each.name} {each.money} ({each.formula})" for each in cost.parts)
        each = one.landed.per_piece
        text = f"{one.source.supplier} {line.text('item_id')}, {figure(one.landed.qty)} at our door"
        text += f" ({one.how})" if one.how else ""
        text += f": {cost.total}" + (
            f", {each} a piece" if each is not None else " as far as known"
        )
        yield Finding(text="; ".join((f"{text}: {shown}", *one.lacks)), rests_on=(line.object,))
    yield from _apart(dossier, found)


def _apart(dossier: Dossier, found: list[AtTheDoor]) -> Iterator[Finding]:
    """Sources of one line against the cheapest of them, where every part of both is known."""
    for line in dict.fromkeys(one.source.line.text("line") for one in found):
        mine = [one for one in found if one.source.line.text("line") == line and not one.lacks]
        if len({one.landed.cost.currency for one in mine}) != 1:
            continue
        first, *others = sorted(mine, key=lambda one: (one.landed.cost.total.amount, one.how))
        for one in others:
            more = one.landed.cost.total - first.landed.cost.total
            text = f"{one.source.supplier} lands {more} above {first.source.supplier}"
            yield Finding(text=text, rests_on=(one.source.line.object, first.source.line.object))
