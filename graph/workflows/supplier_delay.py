"""W1, supplier delay → logistics replanning: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from agents import documents, finance, impact, logistics, sourcing
from domain.actions import Action, ChangeOrderLine, IssueOrder, SendMessage
from domain.case import CaseState
from domain.contribution import Contribution
from domain.delay.context import DelayContext, Held
from domain.delay.exposure import exposure
from domain.delay.pricing import (
    binding_constraint,
    delayed,
    downstream_effect,
    latest_useful_time,
    merged,
    price_all,
)
from domain.gate import Grant
from domain.money import Money
from domain.options import Option
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Reading
from graph.workflows.delay_snapshot import snapshot

CODE = "W1"
NAME = "supplier_delay"
TITLE = "Supplier delay → logistics replanning"

#: Functions that assess a case, all at once on one snapshot.
SPECIALISTS = {
    "sourcing": sourcing.contribute,
    "logistics": logistics.contribute,
    "documents": documents.contribute,
    "finance": finance.contribute,
    "impact": impact.contribute,
}

#: What a case of this workflow may do at all.
KINDS = (
    "SendMessage",
    "NotifyFunction",
    "ChangeOrderLine",
    "IssueOrder",
    "RequestBooking",
    "RepromiseCustomer",
    "RequestDocument",
)

#: A case's grant to act ends this long after its last news.
GRANT = timedelta(days=60)

_TRIGGER_FIELDS = frozenset({"promised_date", "ready_date", "line_state", "promised_qty"})


def seeds(reading: Reading) -> dict[str, list[str]]:
    """Orders a reading opens or joins a case for, each with the lines it speaks of."""
    found: dict[str, list[str]] = {}
    if CODE not in reading.workflows:
        return found
    spoken = [one.object for one in reading.statements if one.field in _TRIGGER_FIELDS]
    spoken += [one.object for one in reading.questions if one.about in _TRIGGER_FIELDS]
    for name in spoken:
        table, key = name.split(":", 1)
        if table == "purchase_order_lines":
            lines = found.setdefault(f"purchase_orders:{key.split('/')[0]}", [])
            lines += [] if name in lines else [name]
    return found


def assemble(
    reads: Reads, state: CaseState, *, now: datetime, held: Sequence[Held], policy: Policy
) -> DelayContext:
    """The snapshot all specialists share."""
    rules = policy.workflows.get(NAME)
    return snapshot(
        reads,
        state,
        now=now,
        held=held,
        hard=rules.hard if rules else (),
        key_customer_mark=policy.key_customer_mark,
    )


def price(contributions: Sequence[Contribution]) -> tuple[Option, ...]:
    """All options with the charges of every function, in one order."""
    options = [option for one in contributions for option in one.options]
    charges = [charge for one in contributions for charge in one.charges]
    return merged(options, charges)


#: The same by the domain's code alone: what the authority computes again before it rules.
reprice = price_all
constraint = binding_constraint
until = latest_useful_time


def grant(context: DelayContext, state: CaseState, policy: Policy) -> Grant:
    """The objects and contacts of this case's parties, and nothing else."""
    objects = {context.order.object, context.supplier.object}
    contacts = [*context.contacts]
    for line in context.lines:
        rows = [line.row, line.item, *line.units, *line.co_loaded, *line.documents]
        rows += [row for row in (line.shipment, line.alternate) if row is not None]
        rows += [row for peg in line.pegs for row in (peg.line, peg.order, peg.customer)]
        objects |= {row.object for row in rows}
        contacts += [*line.forwarder_contacts, *line.alternate_contacts]
    objects |= {row.object for row in (*contacts, *context.credits, *context.contracts)}
    last = max((one.sent_at for one in state.news), default=context.now)
    return Grant(
        case=state.id,
        kinds=KINDS,
        objects=frozenset(objects),
        contacts=frozenset(row.key for row in contacts),
        cap_minor=_cap(context),
        expires_at=max(last, context.now) + GRANT,
    )


def _cap(context: DelayContext) -> int:
    """No case may commit more than the goods it is about are worth."""
    return sum(value.minor for value in _worth(context))


def _worth(context: DelayContext) -> list[Money]:
    return [exposed.value for line in context.lines if (exposed := exposure(context, line))]


def measures(context: DelayContext, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at, computed from the snapshot for this action."""
    line = next((one for one in context.lines if one.row.object in action.objects), None)
    exposed = exposure(context, line) if line else None
    goods = sum(value.minor for value in _worth(context))
    return {
        "workflow": NAME,
        "template": action.template.value if isinstance(action, SendMessage) else "",
        "partner_status": context.supplier.text("status"),
        "sender_authenticated": all(one.change.verdict == "authenticated" for one in context.lines),
        "recipient_on_file": True,
        "downstream_effect": downstream_effect(context),
        "date_moves": isinstance(action, ChangeOrderLine),
        "slip_days": exposed.slip if exposed else _slip(context),
        "quantity_cut_bp": 0,
        "price_up_bp": 0,
        "case_spend_minor": spend_minor,
        "spend_bp_of_goods": _ratio_bp(spend_minor, goods),
        "order_value_minor": _order_value(action),
        "stock_after_bp": _stock_after(context),
        "new_supplier": False,
        "dangerous_goods": any(one.item.text("dangerous_goods") == "yes" for one in context.lines),
        "key_customer": any(
            one.is_key
            for late in delayed(context)
            if (exposed_line := exposure(context, late)) is not None
            for one in exposed_line.late
        ),
        "single_source": any(one.item.text("single_source") == "yes" for one in context.lines),
        "open_question": any(one.change.questions for one in context.lines),
    }


def _slip(context: DelayContext) -> int:
    known = [one.slip for line in context.lines if (one := exposure(context, line))]
    return max(known, default=0)


def _ratio_bp(part: int | None, whole: int) -> int | None:
    return None if part is None or not whole else part * 10_000 // whole


def _order_value(action: Action) -> int:
    if not isinstance(action, IssueOrder):
        return 0
    return int(Decimal(action.qty.value) * Decimal(action.unit_price.value) * 100)


def _stock_after(context: DelayContext) -> int:
    """Stock left in basis points of safety stock; far above it where nothing is drawn."""
    found = [10**6]
    for line in delayed(context):
        one = exposure(context, line)
        if one and one.bridge and one.floor and one.stock_at_need is not None:
            found.append(int((one.stock_at_need - one.bridge) * 10_000 / one.floor))
    return min(found)


def commitments(context: DelayContext) -> list[dict[str, Any]]:
    """What the supplier promised: each lot by its day, in its own words where it wrote them."""
    found = []
    for line in context.lines:
        for lot in line.change.lots:
            if lot.ready is not None:
                found.append(
                    {
                        "by": context.supplier.key,
                        "kind": context.supplier.text("kind"),
                        "name": context.supplier.text("name"),
                        "what": f"{lot.qty or line.qty:f} of {line.name} {line.change.event}",
                        "due": lot.ready.latest.isoformat(),
                        "words": lot.words,
                        "source": context.message_id,
                    }
                )
        if line.change.cost_share_pct is not None:
            found.append(
                {
                    "by": context.supplier.key,
                    "kind": context.supplier.text("kind"),
                    "name": context.supplier.text("name"),
                    "what": f"bears {line.change.cost_share_pct:f} % of the extra cost (an offer)",
                    "due": "",
                    "words": line.change.share_words,
                    "source": context.message_id,
                }
            )
    return found


def missing_outcome(state: CaseState) -> list[str]:
    """The outcome contract: what still keeps the case from closing."""
    if state.decision is None:
        return ["a decision"]
    missing = []
    for effect in state.effects:
        if effect.state in ("failed", "mismatch"):
            missing.append(f"{effect.kind} {effect.state}: {effect.detail}")
        elif not effect.verified:
            missing.append(f"read-back of {effect.kind}")
    return missing
