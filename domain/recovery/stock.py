"""Stock that may serve late customers: what is free, how old the figure is, who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from domain.allocation.short import Claim, Short, allocate_short, in_turn, segment_of
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.options import Draw
from domain.provenance import Reserved, Slot, fixed
from domain.quantity import CARTONS
from domain.record import Row
from domain.recovery.late import Late, dearest
from domain.values import Value

#: A count older than this is asked about: stock of long ago is neither nothing nor plenty.
STOCK_DAYS = 7
#: More claimants than this on one stock are a matter for a meeting, not for a proposal.
_MOST = 20


class Free(Value):
    """Stock of an item at a site: `free` above its floor, `missing` why nobody can say.

    `held` is what others hold of it, `by_cases` other cases, `rows` the record itself; `holders`
    are who.
    """

    row: Row
    by_cases: Decimal = Decimal(0)
    rows: tuple[Row, ...] = ()
    free: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    holders: tuple[str, ...] = ()
    missing: str = ""

    @property
    def object(self) -> str:
        """`stock:SITE/ITEM`, as reservations name it."""
        return f"stock:{self.row.text('site_id')}/{self.row.text('item_id')}"

    def slot(self) -> Slot:
        """What is left: on hand less blocked, the safety stock, and what others hold."""
        held: list[Slot] = [cell(row, "qty") for row in self.rows]
        if self.by_cases:
            source = Reserved(object=self.object)
            held.append(Slot(value=format(self.by_cases, "f"), source=source))
        return derived(
            "pieces_left",
            whole=cell(self.row, "on_hand"),
            less1=cell(self.row, "blocked"),
            less2=cell(self.row, "safety_stock"),
            **{f"less{at}": one for at, one in enumerate(held, 3)},
        )

    @property
    def left(self) -> Decimal:
        """What may still be promised."""
        return max(self.free - self.held, Decimal(0))


def free_at(dossier: Dossier, site: str, item: str) -> Free | None:
    """The newest count of an item at a site that is not of a day to come; None without one."""
    rows = [
        row
        for row in dossier.of("stock", site_id=site, item_id=item)
        if (row.day("as_of") or date.max) <= dossier.today
    ]
    if not rows:
        return None
    row = max(rows, key=lambda one: one.day("as_of") or date.min)
    name = f"stock:{site}/{item}"
    others = [one for one in dossier.held if one.object == name]
    kept = _reserved(dossier, site, item)
    by_cases = sum((one.qty for one in others), Decimal(0))
    return Free(
        row=row,
        by_cases=by_cases,
        rows=kept,
        free=_above_floor(row),
        held=by_cases + sum((one.number("qty") or Decimal(0) for one in kept), Decimal(0)),
        holders=tuple(sorted({*(one.case for one in others), *(_holder(one) for one in kept)})),
        missing=_missing(dossier, row),
    )


def _above_floor(row: Row) -> Decimal:
    on_hand = row.number("on_hand") or Decimal(0)
    less = (row.number("blocked") or Decimal(0)) + (row.number("safety_stock") or Decimal(0))
    return max(on_hand - less, Decimal(0))


def _missing(dossier: Dossier, row: Row) -> str:
    counted = row.day("as_of")
    what = f"stock of {row.text('item_id')} at {row.text('site_id')} today"
    if row.number("on_hand") is None or (row.number("on_hand") or 0) < 0:
        return what
    if "projection" in row.text("note").lower():
        return f"{what} (the record has a projection only)"
    old = counted is None or dossier.today - counted > timedelta(days=STOCK_DAYS)
    return f"{what} (last counted {counted})" if old else ""


def _reserved(dossier: Dossier, site: str, item: str) -> tuple[Row, ...]:
    """What the record itself holds of it, but for the case's own customer order."""
    return tuple(
        row
        for row in dossier.of("reservations")
        if row.text("object") in (f"{site}/{item}", f"{site} {item}", f"stock:{site}/{item}")
        and row.text("state") == "firm"
        and _holder(row) != dossier.key
    )


def _holder(row: Row) -> str:
    return row.text("case_ref") or row.key


def claims_of(dossier: Dossier, lates: Sequence[Late]) -> list[Claim]:
    """Late lines as claims on one stock: key accounts before contracts with penalties before others
    (domain_presets.md 2.17)."""
    return [
        Claim(
            object=one.waiting.line.object,
            customer=one.waiting.name,
            qty=one.waiting.qty,
            segment=int(segment(one)),
            needed=one.promised,
            least=least(dossier, one),
            unit_price=one.waiting.price,
            pct_per_week=one.waiting.clause.pct if one.waiting.clause else None,
            cap_pct=one.waiting.clause.cap_pct if one.waiting.clause else None,
        )
        for one in lates
    ]


def segment(late: Late) -> str:
    """1 is served first: 2 a key account's contract, 3 a contract with penalties, 4 the others."""
    one = late.waiting
    return segment_of(is_key=one.is_key, is_charged=one.clause is not None)


def least(dossier: Dossier, late: Late) -> Decimal | None:
    """The least useful part: what the customer says now, else what its order says."""
    told = dossier.first("min_partial_qty", late.waiting.line.object)
    if told is not None and told.number is not None:
        return told.number
    return late.waiting.line.number("min_partial_qty")


def shared(dossier: Dossier, free: Free, lates: Sequence[Late], *, whole: bool = False) -> Short:
    """Who gets how much of it; `whole` fills line after line of a segment, the dearest first."""
    if free.missing or len(lates) > _MOST:
        return Short(missing=(free.missing or "too many claims on one stock",))
    pack = sale_pack(dossier, free)
    each = pack.number("base_qty") if pack is not None else None
    claims = claims_of(dossier, lates)
    claims = in_turn(claims, turns(lates)) if whole else claims
    return allocate_short(free.left, claims, pack=each or Decimal(1))


def turns(lates: Sequence[Late]) -> list[int]:
    """The turn of each when whole lines are filled: by what its contract charges for it."""
    ranked = sorted(lates, key=dearest)
    return [ranked.index(one) + 1 for one in lates]


def sale_pack(dossier: Dossier, free: Free) -> Row | None:
    """The carton an item is sold in, as its units of measure have it."""
    rows = dossier.of("item_uom", item_id=free.row.text("item_id"))
    cartons = [row for row in rows if row.text("uom") in CARTONS and row.number("base_qty")]
    return next(iter(cartons), None)


def share_slot(
    dossier: Dossier, free: Free, lates: Sequence[Late], place: int, *, whole: bool = False
) -> Slot:
    """The same for the claim at this place, with all it rests on."""
    inputs: dict[str, Slot] = {"supply": free.slot(), "place": fixed("place", str(place + 1))}
    pack = sale_pack(dossier, free)
    if pack is not None:
        inputs["pack"] = cell(pack, "base_qty")
    for number, one in enumerate(lates, 1):
        inputs[f"qty{number}"] = cell(one.waiting.line, "qty")
        inputs[f"segment{number}"] = fixed("segment", segment(one))
        told = dossier.first("min_partial_qty", one.waiting.line.object)
        known = one.waiting.line.number("min_partial_qty") is not None
        if told is not None and told.slot is not None:
            inputs[f"least{number}"] = told.slot
        elif known:
            inputs[f"least{number}"] = cell(one.waiting.line, "min_partial_qty")
    if whole:
        ranks = enumerate(turns(lates), 1)
        inputs |= {f"turn{number}": fixed("place", str(turn)) for number, turn in ranks}
    return derived("allocated", **inputs)


def stock_name(row: Row) -> Slot:
    """`SITE/ITEM`, as the record's reservations name a stock."""
    return derived("row_of", key1=cell(row, "site_id"), key2=cell(row, "item_id"))


def draw(free: Free, qty: Decimal, wanted: Decimal) -> Draw:
    """What a proposal holds of it."""
    unit, short = free.row.text("uom") or "PCS", qty < wanted
    return Draw(kind="stock", object=free.object, qty=qty, unit=unit, free=free.left, short=short)
