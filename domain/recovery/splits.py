"""Who gets a short stock: each way to share it, and what customers charge for the rest of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from domain.allocation.short import (
    Claim,
    LateExposure,
    Short,
    allocate_short,
    in_turn,
    late_exposure,
)
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.money import total
from domain.options import CostComponent
from domain.reckoning import figure
from domain.recovery.late import Late, all_late
from domain.recovery.stock import Free, claims_of, free_at, sale_pack, turns

Policy = Literal["fair share", "need date", "whole lines"]
POLICIES: tuple[Policy, ...] = ("fair share", "need date", "whole lines")


def split(
    dossier: Dossier, free: Free, lates: Sequence[Late], policy: Policy
) -> tuple[Short, LateExposure]:
    """What each late line gets of a stock, and what the rest of each costs for its own days late.

    Segments go first whatever the policy (domain_presets.md 2.17).
    """
    claims, pack = claims_of(dossier, lates), sale_pack(dossier, free)
    each = (pack.number("base_qty") if pack is not None else None) or Decimal(1)
    if policy == "whole lines":
        short = allocate_short(free.left, in_turn(claims, turns(lates)), pack=each)
    else:
        short = allocate_short(free.left, claims, policy=policy, pack=each)
    charged = [_charged(claim, short, one) for claim, one in zip(claims, lates, strict=True)]
    return short, LateExposure(
        pieces=tuple(part for one in charged for part in one.pieces),
        line=tuple(part for one in charged for part in one.line),
        missing=tuple(said for one in charged for said in one.missing),
    )


def _charged(claim: Claim, short: Short, late: Late) -> LateExposure:
    return late_exposure([claim], short, late.days) if short.given else LateExposure()


def findings(dossier: Dossier) -> Iterator[Finding]:
    """For every stock that does not do for all who wait: each way to share it with its cost, in
    both readings of the penalty clause; whoever owns the contract says which holds."""
    late = [one for one in all_late(dossier) if not one.is_accepted]
    for item in sorted({one.waiting.line.text("item_id") for one in late}):
        mine = [one for one in late if one.waiting.line.text("item_id") == item]
        wanted = sum((one.waiting.qty for one in mine), Decimal(0))
        for site in sorted({row.text("site_id") for row in dossier.of("stock", item_id=item)}):
            free = free_at(dossier, site, item)
            if free is None or free.missing or not 0 < free.left < wanted or len(mine) < 2:
                continue
            yield from _ways(dossier, free, mine)


def _ways(dossier: Dossier, free: Free, lates: Sequence[Late]) -> Iterator[Finding]:
    name = f"{figure(free.left)} {free.row.text('item_id')} at {free.row.text('site_id')}"
    for policy in POLICIES:
        short, charged = split(dossier, free, lates, policy)
        if short.missing:
            said = f"not shared by {policy}: {', '.join(short.missing)} is not on record"
            yield Finding(text=f"{name}: {said}", rests_on=(free.row.object,))
            continue
        got = ", ".join(f"{one.customer} {figure(one.got)}" for one in short.given)
        text = f"{name} by {policy}: {got}; {_costs(charged)}"
        rests = (free.row.object, *(one.waiting.line.object for one in lates))
        yield Finding(text=text, rests_on=rests)


def _costs(charged: LateExposure) -> str:
    """Both readings, and what is not priced of them."""
    lacks = [
        f"not priced: no {one} on record; sales enters it with the next export of contracts"
        for one in charged.missing
    ]
    if not charged.pieces:
        return "; ".join(lacks) or "nobody charges anything for the rest"
    read = f"the rest costs {_sum(charged.pieces)} read on late pieces, {_sum(charged.line)} read "
    return "; ".join([read + "on whole late lines", *lacks])


def _sum(parts: Sequence[CostComponent]) -> str:
    by = {one.money.currency for one in parts}
    return " + ".join(
        str(total((one.money for one in parts if one.money.currency == code), code))
        for code in sorted(by)
    )


def sharing(dossier: Dossier, stock: str) -> int:
    """How many customers wait for more of a stock (`stock:SITE/ITEM/DAY`) than is left of it; 0
    where it does for all, or where one alone waits."""
    site, item, *_ = (*stock.partition(":")[2].split("/"), "", "")
    free = free_at(dossier, site, item)
    lates = [one for one in all_late(dossier) if one.waiting.line.text("item_id") == item]
    mine = [one for one in lates if not one.is_accepted]
    wanted = sum((one.waiting.qty for one in mine), Decimal(0))
    customers = {one.waiting.order.text("customer_id") for one in mine}
    short = free is not None and free.left < wanted
    return len(customers) if short and len(customers) > 1 else 0
