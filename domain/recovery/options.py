"""Ways to recover: wait and re-promise, serve from stock of a site, speed up, change the route."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.aboard import aboard
from domain.actions import Action, Allocate
from domain.cells import cell
from domain.costs.freight import pipeline_saving
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.editing import name_of
from domain.money import Money
from domain.options import CostComponent, Draw, Option
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.record_change import UPSET
from domain.recovery import promises
from domain.recovery.hours import dock_options
from domain.recovery.late import Late, late_by, late_lines
from domain.recovery.slip import Slip, slip_of, slips
from domain.recovery.stock import Free, draw, free_at, share_slot, shared, stock_name
from domain.values import Value


def options(dossier: Dossier) -> list[Option]:
    """Options of every shipment that slips, or of a customer's order that is late."""
    if dossier.subject.startswith("sales_orders:"):
        found = []
        for late in late_lines(dossier):
            found += _recover(dossier, late.waiting.line.object, [late])
        return found
    found = [one for slip in slips(dossier) for one in _of_slip(dossier, slip)]
    return found or _undated(dossier)


def _undated(dossier: Dossier) -> list[Option]:
    """A shipment that an export shows as upset, and no new arrival: nothing can be priced yet."""
    row = dossier.subject_row
    if row is None or row.table != "shipments" or dossier.mails or row.text("status") not in UPSET:
        return []
    return [
        Option(
            name="wait",
            title="wait for the new arrival",
            by="logistics",
            object=row.object,
            currency=dossier.policy_currency or "USD",
            unknown=(f"when {row.key} arrives now: nobody has said, and no export has it",),
        )
    ]


def _of_slip(dossier: Dossier, slip: Slip) -> list[Option]:
    docked = dock_options(dossier, slip)
    if docked:
        return docked
    lates = late_by(dossier, slip)
    if slip.days <= 0 or not aboard(dossier, slip.shipment):
        return []
    name = slip.shipment.object
    return [*_recover(dossier, name, lates, _carrying(dossier, slip)), *_faster(dossier, slip)]


def _recover(
    dossier: Dossier, name: str, lates: Sequence[Late], more: tuple[CostComponent, ...] = ()
) -> list[Option]:
    sites = dict.fromkeys(site for one in lates for site in _sites(dossier, one))
    found = [_wait(dossier, name, lates, more)]
    for site in sites:
        served = _from_stock(dossier, name, lates, site, more)
        whole = _from_stock(dossier, name, lates, site, more, whole=True)
        found += [served] if served is not None else []
        found += [whole] if whole is not None and _is_another(whole, served) else []
    return found


def _is_another(whole: Option, served: Option | None) -> bool:
    """Whether filling whole lines gives anybody another share than sharing fairly."""
    shares = [_shares(one) for one in (whole, served) if one is not None]
    return len(shares) == 2 and shares[0] != shares[1]


def _shares(option: Option) -> dict[str, str]:
    return {one.objects[1]: one.qty.value for one in option.actions if isinstance(one, Allocate)}


def _sites(dossier: Dossier, late: Late) -> list[str]:
    """The site it ships from, and others that have the item."""
    own, item = late.waiting.order.text("ship_from_site"), late.waiting.line.text("item_id")
    others = sorted({row.text("site_id") for row in dossier.of("stock", item_id=item)} - {own})
    return [own, *others]


def _currency(dossier: Dossier, lates: Sequence[Late]) -> str:
    found = {one.waiting.order.text("currency") for one in lates}
    return found.pop() if len(found) == 1 else dossier.policy_currency or "USD"


class Way(Value):
    """A way to recover before it is priced: whose lines are late, and what each gets at once."""

    name: str
    title: str
    object: str
    lates: tuple[Late, ...]
    more: tuple[CostComponent, ...] = ()
    whole: bool = False
    got: dict[str, Decimal] = {}
    unknown: tuple[str, ...] = ()
    violates: tuple[str, ...] = ()
    draws: tuple[Draw, ...] = ()
    actions: tuple[Action, ...] = ()

    def has(self, late: Late) -> Decimal:
        """Pieces a line gets at once."""
        return self.got.get(late.waiting.line.object, Decimal(0))

    def lacks(self, late: Late) -> Decimal:
        """Pieces that still come late."""
        return late.waiting.qty - self.has(late)


def _wait(
    dossier: Dossier, name: str, lates: Sequence[Late], more: tuple[CostComponent, ...]
) -> Option:
    way = Way(
        name="wait and re-promise" if lates else "wait",
        title="wait, and tell customers the new day" if lates else "wait for the new arrival",
        object=name,
        lates=tuple(lates),
        more=more,
    )
    return _option(dossier, way)


def _from_stock(
    dossier: Dossier,
    name: str,
    lates: Sequence[Late],
    site: str,
    more: tuple[CostComponent, ...],
    *,
    whole: bool = False,
) -> Option | None:
    """Late lines served from a site's stock, item by item; the rest waits and is re-promised.

    `whole` fills line after line, the dearest first: cheaper where a clause charges whole lines
    (domain_presets.md 2.17)."""
    filled = f"fill whole lines from what is free at {site}, the dearest first"
    way = Way(
        name=f"serve whole lines from {site}" if whole else f"serve from {site}",
        title=f"{filled if whole else f'serve what is free at {site}'}, the rest on its new day",
        whole=whole,
        object=name,
        lates=tuple(lates),
        more=more,
    )
    for item, mine in _by_item(lates).items():
        free = free_at(dossier, site, item)
        way = way if free is None else _drawn(dossier, way, free, mine)
    return _option(dossier, way) if way.got or way.unknown or way.violates else None


def _drawn(dossier: Dossier, way: Way, free: Free, lates: Sequence[Late]) -> Way:
    given = _given(dossier, free, lates, whole=way.whole)
    taken = sum((Decimal(one.value) for one in given.values()), Decimal(0))
    allocated = [
        _allocate(dossier, way.name, free, one, given[one.waiting.line.object])
        for one in lates
        if one.waiting.line.object in given
    ]
    wanted = sum((one.waiting.qty for one in lates), Decimal(0))
    short = bool(free.held) and not taken  # others hold it: shown, so that it can be contested
    return way.model_copy(
        update={
            "got": {**way.got, **_left(dossier, allocated)},
            "unknown": (*way.unknown, *([free.missing] if free.missing else [])),
            "violates": (*way.violates, *(["stock_available"] if short else [])),
            "draws": (*way.draws, *([draw(free, taken, wanted)] if taken else [])),
            "actions": (*way.actions, *allocated),
        }
    )


def _left(dossier: Dossier, allocated: Sequence[Allocate]) -> dict[str, Decimal]:
    """By line: what it gets at once, and no more than a person lets it have."""
    found = {}
    for one in allocated:
        least = (one.qty.value, dossier.less.get(name_of(one, "qty"), one.qty.value))
        found[one.objects[1]] = min(map(Decimal, least))
    return found


def _by_item(lates: Sequence[Late]) -> dict[str, list[Late]]:
    found: dict[str, list[Late]] = {}
    for one in lates:
        if not one.is_accepted:
            found.setdefault(one.waiting.line.text("item_id"), []).append(one)
    return found


def _given(dossier: Dossier, free: Free, lates: Sequence[Late], *, whole: bool) -> dict[str, Slot]:
    """What each line gets of it, where it gets anything."""
    short = shared(dossier, free, lates, whole=whole)
    found: dict[str, Slot] = {}
    for place, one in enumerate(short.given):
        if one.got > 0:
            found[one.object] = share_slot(dossier, free, lates, place, whole=whole)
    return found


def _allocate(dossier: Dossier, option: str, free: Free, late: Late, qty: Slot) -> Allocate:
    line, row = late.waiting.line, free.row
    number = {"of1": cell(line, "so_id"), "of2": cell(line, "line"), "of3": cell(row, "site_id")}
    return Allocate(
        case=dossier.case,
        function="planning",
        objects=(row.object, line.object),
        option=option,
        why=f"{late.waiting.name} waits for it",
        reservation_id=derived("own_number", series=fixed("series", "RS"), **number),
        case_ref=cell(line, "so_id"),
        reservation_kind=fixed("row_kind", "stock"),
        object=stock_name(row),
        qty=qty,
        uom=cell(row, "uom"),
        state=fixed("row_state", "firm"),
        stock_row=derived(
            "row_of", key1=cell(row, "site_id"), key2=cell(row, "item_id"), key3=cell(row, "as_of")
        ),
    )


def _option(dossier: Dossier, way: Way) -> Option:
    currency = _currency(dossier, way.lates)
    charged = [one.penalty(way.lacks(one)) for one in way.lates]
    parts = (*(part for part in charged if part is not None), *way.more)
    foreign = [part.name for part in parts if part.money.currency != currency]
    return Option(
        name=way.name,
        title=way.title,
        by="logistics",
        object=way.object,
        days_late=max((one.days for one in way.lates if way.lacks(one)), default=0),
        components=tuple(part for part in parts if part.money.currency == currency),
        currency=currency,
        effects=_effects(way),
        measures=_measures(dossier, way),
        draws=way.draws,
        unknown=(*way.unknown, *(f"a rate of exchange for {one}" for one in foreign)),
        violates=tuple(dict.fromkeys(way.violates)),
        assumptions=("the new arrival holds",),
        actions=(*way.actions, *_repromised(dossier, way)),
    )


def _repromised(dossier: Dossier, way: Way) -> list[Action]:
    """New dates for what is not served in full."""
    rest = [one for one in way.lates if way.lacks(one)]
    return promises.repromised(dossier, way.name, rest)


def together(dossier: Dossier, chosen: Sequence[Option]) -> list[Action]:
    """One draft per customer for all that is chosen: what it gets at once, the rest on its day."""
    parts: list[promises.Part] = []
    for option in chosen:
        got = {one.objects[1]: one.qty for one in option.actions if isinstance(one, Allocate)}
        for one in _lates_of(dossier, option):
            slot = got.get(one.waiting.line.object)
            parts += promises.split(one, slot) if slot is not None else [promises.whole(one)]
    names = sorted(one.name for one in chosen)
    return promises.told(dossier, names[0], parts) if parts else []


def _lates_of(dossier: Dossier, option: Option) -> Sequence[Late]:
    if option.object.startswith("sales_order_lines:"):
        return [one for one in late_lines(dossier) if one.waiting.line.object == option.object]
    row = dossier.row(option.object)
    slip = slip_of(dossier, row) if row is not None else None
    return late_by(dossier, slip) if slip is not None else ()


def _effects(way: Way) -> dict[str, str]:
    said = [
        f"{one.waiting.name}: {way.has(one):f} at once, {way.lacks(one):f} on {one.arrives}"
        for one in way.lates
    ]
    return {"customer service": "; ".join(said) or "no customer is late"}


def _measures(dossier: Dossier, way: Way) -> dict[str, int]:
    """Days late by tier; a line counts as served when it gets all, or the part that is enough."""
    late = [one for one in way.lates if not one.is_accepted and not _is_enough(dossier, way, one)]
    key = max((one.days for one in late if one.waiting.is_key), default=0)
    other = max((one.days for one in late if not one.waiting.is_key), default=0)
    return {"key_customer_contract": key, "other_service": other, "service": max(key, other)}


def _is_enough(dossier: Dossier, way: Way, late: Late) -> bool:
    told = dossier.first("min_partial_qty", late.waiting.line.object)
    wanted = late.waiting.qty if told is None or told.number is None else told.number
    return way.has(late) >= min(wanted, late.waiting.qty)


def _carrying(dossier: Dossier, slip: Slip) -> tuple[CostComponent, ...]:
    """What the goods cost in stock while they are longer under way (carrying rate × days)."""
    rate = dossier.figure("carrying_cost_rate")
    values = [one.value for one in aboard(dossier, slip.shipment) if one.value is not None]
    currency = dossier.policy_currency
    worth = [one.amount for one in values if one.currency == currency]
    if rate is None or not worth:
        return ()
    total = Money(amount=sum(worth, Decimal(0)), currency=currency)
    money = pipeline_saving(total, rate, slip.days, 0).rounded()
    formula = f"{total} × {rate} × {slip.days} / 365"
    return (CostComponent(name="longer under way", money=money, formula=formula),)


def _faster(dossier: Dossier, slip: Slip) -> list[Option]:
    """Faster ways that need a price nobody has on file: shown, and a question."""
    site = dossier.row(f"sites:{slip.shipment.text('final_site')}")
    place = site.text("name") if site is not None else slip.shipment.text("final_site")
    known = _last_leg(dossier, slip.shipment, site)
    ways = (
        ("expedite the last leg", f"from {slip.shipment.text('pod')} to {place}", known),
        ("reroute", f"by another port to {place}", None),
    )
    return [
        Option(
            name=name,
            title=f"{name} {how}",
            by="logistics",
            object=slip.shipment.object,
            currency=dossier.policy_currency or "USD",
            effects={"logistics": "another carrier for the rest of the way"},
            unknown=(f"a rate {how}",),
        )
        for name, how, rate in ways
        if rate is None
    ]


def _last_leg(dossier: Dossier, shipment: Row, site: Row | None) -> Row | None:
    if site is None:
        return None
    legs = dossier.of("rates", origin=shipment.text("pod"), destination=site.text("unlocode"))
    return next(iter(legs), None)
