"""Share what comes in time among the customers, by segment instead of by their turn."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.allocation.short import Claim, Short, allocate_short, segment_of
from domain.claims.exposure import penalty_clause, reading_of
from domain.costs.delay import days_late, late_penalty
from domain.delay.context import DelayContext, LineContext, Peg
from domain.delay.exposure import Exposure, LatePeg, late_peg
from domain.delay.options.accept import late_measures, penalty, repromise, unknown_penalties
from domain.money import Money
from domain.options import CostComponent, Option
from domain.rates import in_currency
from domain.reckoning import figure

SHARE = "share among customers"


def share(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """Key accounts first, then contracts with penalties, then others; within a segment pro rata in
    sale packs (domain_presets.md 2.17). The rest of each comes with the last lot, at its penalty.

    None where all or nothing comes in time, where there is nobody to share with, or where one
    customer's line stands twice among them: by what it is to get it has one share.
    """
    short = shared(context, line, exposed)
    if short is None:
        return None
    open_of = {one.object: one.open for one in short.given}
    pairs = [(peg, open_of[peg.line.object]) for peg in line.pegs if open_of[peg.line.object]]
    days = days_late(exposed.last_arrival, exposed.need)
    late = tuple(late_peg(context, peg, days) for peg, _ in pairs)
    rests = dict(zip((one.peg.name for one in late), (rest for _, rest in pairs), strict=True))
    after = exposed.model_copy(update={"late": late, "days_late": days})
    parts = [_charged(context, one, rests[one.peg.name]) for one in late]
    promises = (repromise(context, line, after, one) for one in late)
    return Option(
        name=SHARE,
        title=f"share the {figure(in_time(exposed))} that come in time by segment",
        by="finance",
        object=line.row.object,
        days_late=days,
        components=tuple(one for one in parts if one is not None),
        currency=context.currency,
        effects={
            "customer service": "; ".join(_said(short)),
            "logistics": line.booking("booking moves to a later sailing"),
        },
        measures=late_measures(after, days),
        unknown=unknown_penalties(context, after),
        assumptions=(
            "what comes in time comes",
            "the new ready date holds",
            "the customers take their shares",
        ),
        arrives=exposed.last_arrival,
        actions=tuple(one.model_copy(update={"option": SHARE}) for one in promises),
    )


def shared(context: DelayContext, line: LineContext, exposed: Exposure) -> Short | None:
    """Who gets how much of what comes in time; None where that is no question."""
    wanted = sum((peg.qty for peg in line.pegs), Decimal(0))
    known = line.row.day("need_date") is not None and all(peg.row for peg in line.pegs)
    twice = len({peg.line.object for peg in line.pegs}) < len(line.pegs)
    if len(line.pegs) < 2 or twice or not known or not 0 < in_time(exposed) < wanted:
        return None
    pack = line.pack.number("base_qty") if line.pack is not None else None
    claims = [_claim(context, peg) for peg in line.pegs]
    short = allocate_short(in_time(exposed), claims, pack=pack or Decimal(1))
    return short if short.given else None


def in_time(exposed: Exposure) -> Decimal:
    """Pieces of the lots that are in when they are needed."""
    there = (qty for qty, day in exposed.arrivals if day <= exposed.need)
    return sum(there, Decimal(0))


def _claim(context: DelayContext, peg: Peg) -> Claim:
    return Claim(
        object=peg.line.object,
        customer=peg.customer.text("name"),
        qty=peg.qty,
        segment=int(segment(context, peg)),
        least=peg.line.number("min_partial_qty"),
    )


def segment(context: DelayContext, peg: Peg) -> str:
    """1 is served first: 2 a key account, 3 a contract with penalties, 4 the others."""
    known = late_peg(context, peg, 0)
    return segment_of(is_key=known.is_key, is_charged=known.pct_per_week is not None)


def _charged(context: DelayContext, one: LatePeg, rest: Decimal) -> CostComponent | None:
    """The penalty on the whole late line, or on its late pieces where the clause says so; the
    other reading is shown."""
    whole, pieces = penalty(context, one), _on_pieces(context, one, rest)
    if whole is None:
        return None
    clause = penalty_clause(one.peg.contract) if one.peg.contract is not None else None
    by_pieces = clause is not None and reading_of(clause.text) == "pieces" and pieces is not None
    taken, other = (pieces, whole) if by_pieces else (whole, pieces)
    assert taken is not None  # the whole is known, and pieces are taken only where they are
    formula = f"{one.pct_per_week} % a week, {one.days} days, {figure(rest)} late"
    formula += f"; the other reading of the clause: {other}" if other not in (None, taken) else ""
    name = f"penalty {one.peg.customer.text('name')} {one.peg.name}"
    return CostComponent(name=name, money=taken, formula=formula)


def _on_pieces(context: DelayContext, one: LatePeg, rest: Decimal) -> Money | None:
    price, pct = one.peg.line.number("unit_price"), one.pct_per_week
    if price is None or pct is None:
        return None
    worth = Money(amount=price * rest, currency=one.peg.order.text("currency") or context.currency)
    money = late_penalty(worth, pct, one.days, one.cap_pct)
    return in_currency(money, context.currency, context.fx, context.today)


def _said(short: Short) -> Iterator[str]:
    """What each customer gets and waits for, over all its lines."""
    for name in dict.fromkeys(one.customer for one in short.given):
        mine = [one for one in short.given if one.customer == name]
        got, rest = sum(one.got for one in mine), sum(one.open for one in mine)
        yield f"{name} {figure(Decimal(got))} in time" + (
            f", {figure(Decimal(rest))} late" if rest else ""
        )
