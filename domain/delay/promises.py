"""Promises of a delay: what each lot's day commits to, and what on record shows it kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.actions import IssueOrder
from domain.delay.context import DelayContext, LineContext
from domain.options import Option
from domain.ports import Reads


def promises(context: DelayContext) -> list[dict[str, Any]]:
    """What the supplier promised, each lot by its day in its own words, and what we did."""
    found: list[dict[str, Any]] = []
    for line in context.lines:
        found += _lots(context, line)
        if line.change.our_date is not None:
            what = f"deliver what {context.supplier.text('name')} waits for"
            due = line.change.our_date.value
            found.append({**_ours(context), "what": what, "due": due, "words": ""})
        if line.change.cost_share_pct is not None:
            what = f"bears {line.change.cost_share_pct:f} % of the extra cost (an offer)"
            words = line.change.share_words
            found.append({**_theirs(context), "what": what, "due": "", "words": words})
    return [{**one, "source": context.message_id} for one in found]


def _lots(context: DelayContext, line: LineContext) -> list[dict[str, Any]]:
    """`total` is how much of the line is there when a lot has come, what came before included."""
    found, total = [], line.row.number("received_qty") or Decimal(0)
    dated = [lot for lot in line.change.lots if lot.ready is not None]
    for lot in sorted(dated, key=lambda one: one.ready.latest if one.ready else context.today):
        assert lot.ready is not None  # only dated ones
        qty = lot.qty or line.qty
        total += qty
        found.append(
            {
                **_theirs(context),
                "what": f"{qty:f} of {line.name} {line.change.event}",
                "due": lot.ready.latest.isoformat(),
                "words": lot.words,
                "object": line.row.object,
                "event": line.change.event,
                "total": f"{total:f}",
                "tz": context.supplier.text("time_zone"),
            }
        )
    return found


def counted_on(context: DelayContext, taken: Sequence[Option]) -> list[dict[str, Any]]:
    """What must have arrived by when for an option to have worked: what flies, and what was ordered
    from another source. All else hangs on the supplier's own promises."""
    rows = {line.row.object: line.row for line in context.lines}
    found = []
    for option in taken:
        order = next((one for one in option.actions if isinstance(one, IssueOrder)), None)
        if option.arrives is None or option.bridge is None or not option.assumptions:
            continue
        if order is not None:
            name, total = f"purchase_order_lines:{order.po_id.value}/10", option.bridge.n
        elif option.name in _FLOWN and option.object in rows:
            came = rows[option.object].number("received_qty") or Decimal(0)
            name, total = option.object, came + option.bridge.n
        else:
            continue
        found.append(
            {
                "option": option.name,
                "object": name,
                "what": "; ".join(option.assumptions),
                "due": option.arrives.isoformat(),
                "event": "delivered dock",
                "total": f"{total:f}",
            }
        )
    return found


_FLOWN = ("full air", "split air")


def _theirs(context: DelayContext) -> dict[str, Any]:
    supplier = context.supplier
    return {"by": supplier.key, "kind": supplier.text("kind"), "name": supplier.text("name")}


def _ours(context: DelayContext) -> dict[str, Any]:
    return {"by": "us", "kind": "us", "name": context.setting("legal_name") or "we"}


def shown_by(reads: Reads, promise: Mapping[str, Any]) -> list[str]:
    """The rows that show a promise kept; empty when the record does not show it.

    Goods received show every promise of them; a delivery note shows that they left the supplier,
    which is all that a date at the supplier's place promises.
    """
    table, _, key = str(promise.get("object", "")).partition(":")
    if table != "purchase_order_lines" or not promise.get("total"):
        return []
    order, _, number = key.partition("/")
    line = reads.row(table, key)
    rows = list(reads.rows("receipts", po_id=order, line=number))
    came = max(_sum(rows), (line.number("received_qty") if line else None) or Decimal(0))
    wanted = Decimal(str(promise["total"]))
    if came >= wanted:
        return [row.object for row in rows] or [f"{table}:{key}"]
    sent = list(reads.rows("deliveries", po_id=order, line=number))
    left = promise.get("event") != "delivered dock" and max(_sum(sent), came) >= wanted
    return [row.object for row in sent] if left else []


def _sum(rows: list[Any]) -> Decimal:
    return sum((row.number("qty") or Decimal(0) for row in rows), Decimal(0))
