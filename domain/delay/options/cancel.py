"""Cancel what is still to come of a late line: and do without it, or buy all of it elsewhere."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from domain.actions import Action, AmendOrderLine
from domain.cells import cell
from domain.claims.liability import clause_value
from domain.costs.supplier import Stage, advance_at_risk, cancellation
from domain.dates import end_of_day
from domain.delay.budget import budget_draw
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure
from domain.delay.option_letters import cancel_letter, order_letter
from domain.delay.options.alternate import dearer, lacks, source_problems
from domain.delay.other_source import order_of, whole_of
from domain.delay.slots import derived
from domain.delay.terms import order_problems
from domain.options import CostComponent, Option
from domain.payment.terms import terms_of
from domain.provenance import fixed
from domain.quantity import Quantity, unit_name
from domain.record import Row
from domain.room import use_of

CANCEL, ELSEWHERE = "cancel the remainder", "cancel and replace"


def cancel_rest(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """Nothing more of the line is taken: only where neither a customer nor the plan needs it.

    Costs what the contract's clause says of pieces in work, and an advance that nobody guarantees
    (domain_presets.md 2.12, 2.13). Without a clause on record there is no price, and no option.
    """
    if clause_of(context) is None or line.qty <= 0 or _needs(line):
        return None
    parts, unknown = _letting_go(context, line, exposed)
    unit = line.item.text("base_uom")
    return Option(
        name=CANCEL,
        title=f"cancel the {line.qty:f} {unit} still to come",
        by="sourcing",
        object=line.row.object,
        components=parts,
        currency=context.currency,
        effects={
            "planning": "nothing on record needs it",
            "procurement": f"{context.supplier.text('name')} must agree to the cancellation",
            "logistics": line.booking("space held for it is given back"),
        },
        draws=budget_draw(context, "sourcing", parts),
        unknown=unknown,
        assumptions=(f"{context.supplier.text('name')} agrees to the cancellation",),
        ends=True,
        actions=_let_go(context, line, CANCEL),
    )


def cancel_elsewhere(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """The same, and all of it bought from the approved alternate source by the day of need."""
    supplier = line.alternate
    if clause_of(context) is None or supplier is None or line.qty <= 0:
        return None
    slot, rooms, missing = whole_of(context, line)
    qty, unit = Decimal(slot.value), line.item.text("base_uom") or "PCS"
    use = use_of(rooms, {unit_name(unit): qty}, missing, qty)
    lead, price = line.item.number("alternate_lead_time_days"), line.item.number("alternate_price")
    arrives = None if lead is None else context.today + timedelta(days=int(lead))
    gone, asked = _letting_go(context, line, exposed)
    parts = (*gone, *(() if price is None else dearer(context, line, exposed, qty, price)))
    unknown = (*lacks(context, line, lead, price), *order_problems(context, line, qty), *asked)
    unknown = (*unknown, *use.missing)
    counted = unit_name(line.row.text("uom") or unit) == unit_name(unit)
    unknown = (*unknown, *(() if counted else (f"{line.qty:f} {line.row.text('uom')} in {unit}",)))
    full = ("capacity_available",) if use.short else ()
    order = order_of(context, line, supplier, slot, ELSEWHERE)
    letter = order_letter(context, line, order)
    bought: tuple[Action, ...] = (order, *([] if letter is None else [letter]))
    return Option(
        name=ELSEWHERE,
        title=f"cancel the {line.qty:f} {unit} still to come, "
        f"buy {qty:f} from {supplier.text('name')}",
        by="sourcing",
        object=line.row.object,
        components=parts,
        currency=context.currency,
        effects={
            "procurement": f"{context.supplier.text('name')} must agree to the cancellation, "
            f"{supplier.text('name')} to the order, lead time {lead or 'unknown'} days",
            "planning": "; ".join(_needs(line)) or "nothing on record needs it",
            "logistics": line.booking("space held for it is given back"),
        },
        draws=(*use.draws, *budget_draw(context, "sourcing", parts)),
        unknown=unknown,
        violates=(*source_problems(line, supplier, exposed, arrives), *full),
        assumptions=(
            f"{context.supplier.text('name')} agrees to the cancellation",
            f"{supplier.text('name')} confirms quantity and lead time",
        ),
        arrives=arrives,
        bridge=Quantity(n=qty, unit=unit),
        until=None if lead is None else end_of_day(exposed.need - timedelta(days=int(lead)), "UTC"),
        until_why="" if lead is None else f"lead time of {supplier.text('name')}",
        ends=True,
        actions=() if unknown else (*bought, *_let_go(context, line, ELSEWHERE)),
    )


def _needs(line: LineContext) -> list[str]:
    """What on record counts on the line."""
    found = [f"{one.name} counts on {one.qty:f} of it" for one in line.pegs]
    if any((row.number("qty") or 0) > 0 for row in line.demand):
        found.append("the demand plan counts on it")
    found += [f"{row.text('parent_item_id')} is made of it" for row in line.parents]
    return found


def _letting_go(
    context: DelayContext, line: LineContext, exposed: Exposure
) -> tuple[tuple[CostComponent, ...], tuple[str, ...]]:
    """What the supplier may charge by contract, and the advance it keeps; or what is not known."""
    clause, name = clause_of(context), context.supplier.text("name")
    share = clause_value(clause) if clause is not None else None
    if clause is None or share is None or not clause.text("unit").startswith("pct"):
        return (), (f"what {name} charges for cancelling, in per cent of the price",)
    stage = Stage(qty=line.qty, stage_pct=share)
    parts = [
        one.model_copy(update={"payee": "supplier", "formula": f"{one.formula} ({clause.key})"})
        for one in cancellation([stage], exposed.unit_value).parts
    ]
    terms = terms_of(context.order_of(line).text("payment_terms"))
    paid = sum((one.pct for one in terms.instalments if one.event == "order"), Decimal(0))
    guarantee = _clause(context, "advance guarantee")
    covered = (clause_value(guarantee) if guarantee is not None else None) or Decimal(0)
    parts += advance_at_risk(exposed.value.times(paid / 100), covered).parts
    return tuple(one for one in parts if one.money.amount), ()


def clause_of(context: DelayContext) -> Row | None:
    """The supplier's clause in force that says what a cancellation costs."""
    return _clause(context, "cancellation")


def _clause(context: DelayContext, kind: str) -> Row | None:
    """The supplier's clause of a kind that is in force today."""
    return next(
        (
            row
            for row in context.contracts
            if row.text("kind").lower().startswith(kind)
            and (row.day("valid_from") or context.today) <= context.today
            and context.today <= (row.day("valid_to") or context.today)
        ),
        None,
    )


def _let_go(context: DelayContext, line: LineContext, option: str) -> tuple[Action, ...]:
    """The letter to the supplier, and the line on record with no more than what came of it."""
    letter = cancel_letter(context, line, option)
    write = AmendOrderLine(
        case=context.case,
        function="procurement",
        objects=(line.row.object,),
        option=option,
        why="nothing more of the line is taken",
        po_id=cell(line.row, "po_id"),
        line=cell(line.row, "line"),
        qty=derived("came_so_far", received=cell(line.row, "received_qty")),
        note=derived(
            "noted_too", note=cell(line.row, "note"), word=fixed("order_note", "cancelled")
        ),
        seen=cell(line.row, "version"),
    )
    return (*([] if letter is None else [letter]), write)
