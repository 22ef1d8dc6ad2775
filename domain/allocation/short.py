"""Short stock over customers: by segment, then fair share or need date, in sale packs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from domain.costs.delay import late_penalty
from domain.money import Money
from domain.options import CostComponent
from domain.reckoning import figure, part, price
from domain.values import Value


class Claim(Value):
    """A customer line: open promised pieces, its segment (1 is served first) and its need.

    `least`: a part below it is of no use (min_partial_qty). `unit_price` and the penalty terms
    are for what lateness costs.
    """

    object: str
    customer: str
    qty: Decimal
    segment: int = 4
    needed: date | None = None
    least: Decimal | None = None
    unit_price: Money | None = None
    pct_per_week: Decimal | None = None
    cap_pct: Decimal | None = None


def segment_of(*, is_key: bool, is_charged: bool) -> str:
    """Who is served first (domain_presets.md 2.17): 2 a key account's contract, 3 a contract with
    penalties, 4 the others; 1 is for what law and safety demand, which a person says."""
    return "2" if is_key else "3" if is_charged else "4"


def in_turn(claims: Sequence[Claim], turns: Sequence[int]) -> list[Claim]:
    """The same claims, of which within a segment each is filled whole before the next in turn."""
    pairs = zip(claims, turns, strict=True)
    return [one.model_copy(update={"segment": one.segment * _TURNS + turn}) for one, turn in pairs]


#: More than there are turns in a segment.
_TURNS = 1_000


class Given(Value):
    """What a claim gets and what stays open, with the reason."""

    object: str
    customer: str
    got: Decimal
    open: Decimal
    why: str


class Short(Value):
    """Everybody's part, in the order of the claims; `left` fits nobody. Or what is missing."""

    given: tuple[Given, ...] = ()
    left: Decimal = Decimal(0)
    missing: tuple[str, ...] = ()


def allocate_short(
    supply: Decimal | None,
    claims: Sequence[Claim],
    *,
    policy: Literal["fair share", "need date"] = "fair share",
    pack: Decimal = Decimal(1),
) -> Short:
    """Segments in their order; within one pro rata to open quantity or by need date.
    A pack of less than one piece is none: whole pieces are shared.

    Shares are whole sale packs, the packs that are over and then loose pieces go to the largest
    fraction; nobody gets more than his claim; a part below the least useful one is given to the
    others instead (domain_presets.md 2.17). Unknown or negative stock goes to a person.
    """
    if supply is None or supply < 0:
        return Short(missing=("what stock there is",))
    if pack <= 0 or not claims:
        return Short(missing=("the sale pack" if pack <= 0 else "who claims it",))
    pack = max(pack, Decimal(1))
    undated = [f"when {one.object} is needed" for one in claims if one.needed is None]
    if policy == "need date" and undated:
        return Short(missing=tuple(undated))
    left = supply
    got: dict[str, Decimal] = {}
    for segment in sorted({one.segment for one in claims}):
        peers = [one for one in claims if one.segment == segment]
        shares = _useful(left, peers, policy, pack)
        got.update(shares)
        left -= sum(shares.values(), Decimal(0))
    return Short(given=tuple(_given(one, got[one.object], policy) for one in claims), left=left)


def _useful(supply: Decimal, peers: list[Claim], policy: str, pack: Decimal) -> dict[str, Decimal]:
    """Shares of one segment; who would get too little to use gets nothing, one after another."""
    served = list(peers)
    while served:
        shares = _by_date(supply, served) if policy == "need date" else _fair(supply, served, pack)
        useless = [one for one in served if 0 < shares[one.object] < _least(one)]
        if not useless:
            return {one.object: shares.get(one.object, Decimal(0)) for one in peers}
        served.remove(min(useless, key=lambda one: (shares[one.object], one.object)))
    return {one.object: Decimal(0) for one in peers}


def _least(claim: Claim) -> Decimal:
    return min(claim.qty, claim.least or Decimal(0))


def _by_date(supply: Decimal, peers: list[Claim]) -> dict[str, Decimal]:
    shares = {}
    for one in sorted(peers, key=lambda one: (one.needed or date.max, one.object)):
        shares[one.object] = min(one.qty, supply)
        supply -= shares[one.object]
    return shares


def _fair(supply: Decimal, peers: list[Claim], pack: Decimal) -> dict[str, Decimal]:
    wanted = sum((one.qty for one in peers), Decimal(0))
    if supply >= wanted:
        return {one.object: one.qty for one in peers}
    exact = {one.object: supply * one.qty / wanted / pack for one in peers}
    shares = {name: share.to_integral_value(ROUND_FLOOR) * pack for name, share in exact.items()}
    over = supply - sum(shares.values(), Decimal(0))
    for one in sorted(peers, key=lambda one: (-(exact[one.object] % 1), one.object)):
        more = min(pack, over, one.qty - shares[one.object])
        shares[one.object] += more
        over -= more
    return shares


def _given(claim: Claim, got: Decimal, policy: str) -> Given:
    segment = claim.segment // _TURNS or claim.segment
    why = f"segment {segment}, " + ("in full" if got == claim.qty else policy)
    if not got and claim.qty:
        why = f"segment {segment}, nothing left that is of use"
    return Given(
        object=claim.object, customer=claim.customer, got=got, open=claim.qty - got, why=why
    )


class LateExposure(Value):
    """What customers charge, a part a claim, read on the late pieces or on the whole late line.

    Which reading holds stands in the clause: ask the contract's owner before the split.
    """

    pieces: tuple[CostComponent, ...] = ()
    line: tuple[CostComponent, ...] = ()
    missing: tuple[str, ...] = ()


def late_exposure(claims: Sequence[Claim], short: Short, days_late: int) -> LateExposure:
    """Penalty per week or part on what stays open for so many days, in both readings."""
    pieces, lines, missing = [], [], []
    open_of = {one.object: one.open for one in short.given}
    for one in claims:
        late = open_of.get(one.object, Decimal(0))
        if late <= 0:
            continue
        if one.unit_price is None or one.pct_per_week is None:
            missing.append(f"price and penalty terms of {one.object}")
            continue
        pieces.append(_penalty(one, one.unit_price, late, days_late))
        lines.append(_penalty(one, one.unit_price, one.qty, days_late))
    return LateExposure(pieces=tuple(pieces), line=tuple(lines), missing=tuple(missing))


def _penalty(claim: Claim, unit_price: Money, qty: Decimal, days: int) -> CostComponent:
    pct = claim.pct_per_week or Decimal(0)
    money = late_penalty(unit_price.times(qty), pct, days, claim.cap_pct)
    basis = (
        f"{figure(qty)} × {price(unit_price.amount)} × {figure(pct)} % a week begun, {days} days"
    )
    return part(claim.customer, money, basis)
