"""What a delay exposes: arrivals, the gap to bridge, stock left, customers late and their terms."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.costs.delay import bridge_quantity, days_late
from domain.dates import end_of_day
from domain.delay.context import DelayContext, LineContext, Peg
from domain.delay.stated import LineChange
from domain.money import Money
from domain.values import Value


class LatePeg(Value):
    """A customer line that would be late: by how many days, and what its contract charges."""

    peg: Peg
    days: int
    is_key: bool
    pct_per_week: Decimal | None
    cap_pct: Decimal | None


class Exposure(Value):
    """The figures of one delayed line that all options start from.

    Days are calendar days; `slip` is negative where the line comes earlier.
    """

    expected: date
    need: date
    transit: int
    slip: int
    arrivals: tuple[tuple[Decimal, date], ...]
    lots: tuple[tuple[Decimal, date], ...]
    bridge: Decimal | None
    demand_a_day: Decimal | None
    stock_at_need: Decimal | None
    floor: Decimal | None
    late: tuple[LatePeg, ...]
    value: Money
    unit_value: Money
    days_late: int
    line_down: int
    days_empty: int

    @property
    def last_arrival(self) -> date:
        """When the last lot is in."""
        return self.arrivals[-1][1]


def exposure(context: DelayContext, line: LineContext) -> Exposure | None:
    """The exposure of a line whose new dates are all known; None while one is asked for."""
    if id(line) not in context.computed:
        context.computed[id(line)] = (line, _exposure(context, line))
    found: Exposure | None = context.computed[id(line)][1]
    return found


def _exposure(context: DelayContext, line: LineContext) -> Exposure | None:
    lots = known_lots(line)
    need, promised = line.row.day("need_date"), line.row.day("promised_date")
    if not lots or promised is None:
        return None
    transit = transit_days(context, line)
    expected = promised + timedelta(days=transit)
    need = need or expected
    arrivals = tuple((qty, day + timedelta(days=transit)) for qty, day in lots)
    late = _late_pegs(context, line, arrivals, need)
    unit_value = unit_price(context, line)
    demand = daily_demand(line)
    empty = _days_empty(line, arrivals, expected, demand)
    return Exposure(
        expected=expected,
        need=need,
        transit=transit,
        slip=(arrivals[-1][1] - expected).days,
        arrivals=arrivals,
        lots=lots,
        bridge=_bridge(line, arrivals, expected, late),
        demand_a_day=demand,
        stock_at_need=stock_on(line, expected),
        floor=_floor(line),
        late=late,
        value=unit_value.times(line.qty),
        unit_value=unit_value,
        days_late=max((one.days for one in late), default=days_late(arrivals[-1][1], need)),
        line_down=empty if line.parents else 0,
        days_empty=empty,
    )


def late_by(exposed: Exposure, days: int) -> Exposure:
    """The exposure with every late customer late by at most `days`."""
    late = tuple(one.model_copy(update={"days": min(one.days, days)}) for one in exposed.late)
    return exposed.model_copy(update={"late": late})


def still_late(
    context: DelayContext, line: LineContext, exposed: Exposure, more: tuple[Decimal, date]
) -> tuple[LatePeg, ...]:
    """Customers who are late also when so many pieces come by that day beside the line's own."""
    arrivals = tuple(sorted((*exposed.arrivals, more), key=lambda lot: lot[1]))
    return _late_pegs(context, line, arrivals, exposed.need)


def reply_deadline(change: LineChange) -> datetime | None:
    """The instant until which the partner wants an answer, in its own zone; None if it set none."""
    reply = change.reply_by
    if reply is None:
        return None
    if not change.reply_time:
        return end_of_day(reply.latest, reply.tz)
    moment = datetime.combine(reply.latest, time.fromisoformat(change.reply_time))
    return moment.replace(tzinfo=ZoneInfo(reply.tz)).astimezone(UTC)


def known_lots(line: LineContext) -> tuple[tuple[Decimal, date], ...]:
    """Quantities and ready days in force, priced at the late end of an interval."""
    lots = line.change.lots
    if not lots or any(lot.ready is None for lot in lots):
        return ()
    sized = [(lot.qty or line.qty, lot.ready.latest) for lot in lots if lot.ready is not None]
    return tuple(sorted(sized, key=lambda lot: lot[1]))


def transit_days(context: DelayContext, line: LineContext) -> int:
    """Days from ready to the dock: the lane's rate, else need date less buffer less promise."""
    if line.row.text("promised_event") == "delivered dock":
        return 0
    if line.sea_rate is not None and line.sea_rate.number("transit_days") is not None:
        return int(line.sea_rate.number("transit_days") or 0)
    need, promised = line.row.day("need_date"), line.row.day("promised_date")
    if need is None or promised is None:
        return 0
    return max(0, (need - promised).days - buffer_days(context))


def buffer_days(context: DelayContext) -> int:
    """Days between arrival and need by the company's rule, such as `original ETA + 1 day`."""
    found = re.search(r"\+\s*(\d+)\s*day", context.setting("need_date_rule"))
    return int(found[1]) if found else 0


def unit_price(context: DelayContext, line: LineContext) -> Money:
    """Price of one base unit: price per so many price units, and a price unit of so many pieces."""
    price = line.row.number("unit_price") or Decimal(0)
    per = line.row.number("price_per") or Decimal(1)
    return context.money(price / per / line.units_per_price_unit)


def daily_demand(line: LineContext) -> Decimal | None:
    """Average planned demand a day, None when no plan is on record."""
    amounts = [row.number("qty") for row in line.demand]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def stock_on(line: LineContext, day: date) -> Decimal | None:
    """Stock expected on a day: the plan's newest projection up to it, less demand since then."""
    rows = [row for row in line.stock if (row.day("as_of") or date.max) <= day]
    if not rows:
        return None
    newest = max(rows, key=lambda row: row.day("as_of") or date.min)
    on_hand, as_of = newest.number("on_hand"), newest.day("as_of")
    if on_hand is None or as_of is None:
        return None
    blocked = newest.number("blocked") or Decimal(0)
    plan = [(row.day("day"), row.number("qty") or Decimal(0)) for row in line.demand]
    used = sum((qty for when, qty in plan if when and as_of < when < day), Decimal(0))
    return on_hand - blocked - used


def _floor(line: LineContext) -> Decimal | None:
    dated = [row for row in line.stock if row.day("as_of")]
    newest = max(dated, key=lambda row: row.day("as_of") or date.min, default=None)
    return None if newest is None else newest.number("safety_stock")


def _bridge(
    line: LineContext,
    arrivals: tuple[tuple[Decimal, date], ...],
    expected: date,
    late: tuple[LatePeg, ...],
) -> Decimal | None:
    """What must be bridged: by the demand plan, else by the customers' lines that are late."""
    plan = [(row.day("day"), row.number("qty")) for row in line.demand]
    known = [(day, qty) for day, qty in plan if day is not None and qty is not None]
    if known:
        return bridge_quantity(arrivals, expected, known)
    if line.pegs:
        return sum((one.peg.qty for one in late), Decimal(0))
    return None


def _late_pegs(
    context: DelayContext,
    line: LineContext,
    arrivals: tuple[tuple[Decimal, date], ...],
    need: date,
) -> tuple[LatePeg, ...]:
    """Earlier lots serve the customers first, in order of their promised days."""
    served, found = Decimal(0), []
    for peg in sorted(line.pegs, key=lambda one: (one.line.text("promised_date"), one.name)):
        served += peg.qty
        late = days_late(_arrival_of(arrivals, served), need)
        if late > 0:
            found.append(late_peg(context, peg, late))
    return tuple(found)


def _arrival_of(arrivals: tuple[tuple[Decimal, date], ...], qty: Decimal) -> date:
    """The day on which so many pieces are in."""
    there = Decimal(0)
    for size, day in arrivals:
        there += size
        if there >= qty:
            return day
    return arrivals[-1][1]


def late_peg(context: DelayContext, peg: Peg, late: int) -> LatePeg:
    """A customer's line that is so many days late, with what its contract charges."""
    pct, cap = peg.line.number("penalty_pct_per_week"), None
    if peg.contract is not None:
        pct = percent(peg.contract.text("value")) if pct is None else pct
        cap = percent(peg.contract.text("cap"))
    is_key = context.key_customer_mark in peg.customer.text("note").lower()
    return LatePeg(peg=peg, days=late, is_key=is_key, pct_per_week=pct, cap_pct=cap)


def percent(text: str) -> Decimal | None:
    """`10 pct`, `10 %` or `10` as a number."""
    found = re.match(r"\s*(\d+(?:\.\d+)?)", text)
    return Decimal(found[1]) if found else None


def _days_empty(
    line: LineContext,
    arrivals: tuple[tuple[Decimal, date], ...],
    expected: date,
    demand: Decimal | None,
) -> int:
    """Days without a piece on hand before the first lot, by stock and demand on record."""
    stock = stock_on(line, expected)
    if stock is None or not demand:
        return 0
    lasts = int(max(stock, Decimal(0)) // demand)
    return max(0, (arrivals[0][1] - expected).days - lasts)
