"""W1, supplier delay → logistics replanning: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from agents import documents, finance, impact, logistics, sourcing
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.delay import promises, rests
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import exposure
from domain.delay.hearsay import asked_of_lines
from domain.delay.pricing import (
    binding_constraint,
    latest_useful_time,
    merged,
    price_all,
)
from domain.delay.riders import FIELDS as RIDERS
from domain.delay.terms import broken_terms
from domain.gate import Grant
from domain.one_cause import one_cause
from domain.options import Held, Option
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question, Reading
from domain.record import Row
from domain.vocabulary import DELAY
from graph.workflows import delay_measures, delay_memory, of_orders, of_transport, outcome
from graph.workflows.delay_snapshot import is_to_come, snapshot
from graph.workflows.lasting import lasts

CODE = DELAY
NAME = "supplier_delay"
SUBJECTS = ("purchase_orders",)
#: Its snapshot holds the lines that are spoken of and no other: a case can be split by them.
BY_LINES = True
TITLE = "Supplier delay → logistics replanning"
NOTED = "the dates are noted; nothing has to be decided between ways to respond"

#: Functions that assess a case, all at once on one snapshot.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "sourcing": sourcing.contribute,
    "logistics": logistics.contribute,
    "documents": documents.contribute,
    "finance": finance.contribute,
    "impact": impact.contribute,
}

_CONFIRMED = frozenset({"po_confirmed"})
_REFUSED = frozenset({"po_line_rejected", "po_date_unknown"})
#: That a line will not come is the yes to its cancellation; a day for it is none.
_LET_GO = frozenset({"po_line_rejected"})
#: The letter that asks for a day is over when its reader has told one, or that there is none yet.
_DAY_TOLD = Awaited(
    yes=_CONFIRMED | _REFUSED | {"po_date_change", "po_quantity_change", "cargo_ready"},
    fields=frozenset({"promised_date", "ready_date", "line_state"}),
    letters=frozenset({"ask_about"}),
)

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "ChangeOrderLine",
    "AmendOrderLine",
    "IssueOrder",
    "RequestBooking",
    "RepromiseCustomer",
    "RequestDocument",
)

#: Whose yes a case waits for: whoever is asked for a booking or gets an order, the supplier of a
#: part that is taken, of a line that is cancelled or that is asked for its day, and customers that
#: are told new days.
AWAITS: Mapping[str, Awaited] = {
    "RequestBooking": Awaited(
        yes=frozenset({"booking_confirmation"}),
        no=frozenset({"booking_rolled"}),
        fields=frozenset({"etd", "eta", "voyage"}),
    ),
    "IssueOrder": Awaited(yes=_CONFIRMED, no=_REFUSED, fields=frozenset({"promised_date"})),
    "SendMessage": Awaited(yes=_CONFIRMED, no=_REFUSED, letters=frozenset({"take_part"})),
    "SendMessage:new_dates": of_transport.ACCEPTED,
    "SendMessage:ask_about": _DAY_TOLD,
    "AmendOrderLine": Awaited(yes=_LET_GO, no=_CONFIRMED | frozenset({"po_date_change"})),
}

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


def riders(reading: Reading) -> dict[str, list[str]]:
    """Orders of which a reading tells something beside days, with their lines: it joins a case that
    is open about them, and opens none. By when a message about another matter wants its answer is
    none of theirs."""
    found: dict[str, list[str]] = {}
    told = RIDERS - {"deadline:reply"} if reading.workflows else RIDERS
    for one in reading.statements:
        table, _, key = one.object.partition(":")
        if one.field in told and table in ("purchase_orders", "purchase_order_lines"):
            lines = found.setdefault(f"purchase_orders:{key.split('/')[0]}", [])
            lines += [one.object] if table == "purchase_order_lines" else []
    return found


#: A case is about an order, and about others of its supplier that the same cause makes late; the
#: partner is the supplier.
same_event = one_cause
partner, news = of_orders.partner_of, of_orders.news_of


def asks_first(reads: Reads, subject: str) -> tuple[Question, ...]:
    """Of which line it is and by which day that comes, where a case is opened without a mail."""
    rows = reads.rows("purchase_order_lines", po_id=subject.partition(":")[2])
    lines = [row for row in rows if is_to_come(row)]
    return asked_of_lines(subject, [(row.object, row.text("promised_date")) for row in lines])


def title(subject: str) -> str:
    """What its case is called."""
    return of_orders.titled(TITLE, subject)


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
        policy_currency=policy.currency,
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
#: What partners promised, and what on record shows that it was kept.
commitments, counted_on, shown_by = promises.promises, promises.counted_on, promises.shown_by
#: What a decision rests on, looked at again as the record changes.
rests_on = rests.rests_on
#: Terms of an order that an action would break.
terms = broken_terms
#: What still keeps a case from closing.
missing_outcome = outcome.missing_outcome
#: What execution memory is asked, and what a closed case leaves to it.
situation, record = delay_memory.situation, delay_memory.record


def complete(context: DelayContext, chosen: Sequence[Option]) -> tuple[Action, ...]:
    """Actions that follow from everything that was chosen, seen together."""
    return (
        *sourcing.complete(context, chosen),
        *logistics.complete(context, chosen),
        *impact.complete(context, chosen),
    )


def measures(context: DelayContext, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at, computed for one action."""
    return {"workflow": NAME, **delay_measures.measures(context, action, spend_minor)}


def grant(context: DelayContext, state: CaseState, policy: Policy) -> Grant:
    """The objects and contacts of this case's parties, and nothing else."""
    objects = {context.supplier.object, *(row.object for row in context.orders)}
    contacts = [*context.contacts]
    for line in context.lines:
        objects |= {row.object for row in _touched(line)}
        contacts += [*line.forwarder_contacts, *line.alternate_contacts, *line.customer_contacts]
    objects |= {row.object for row in (*contacts, *context.credits, *context.contracts)}
    return Grant(
        case=state.id,
        kinds=tuple(KINDS),
        objects=frozenset(objects),
        reads=frozenset(_read(context)),
        contacts=frozenset(row.key for row in contacts),
        cap_minor=_cap(context) or 0,
        lacks=(context.no_rate,) if _cap(context) is None else (),
        **lasts(state, context.now, GRANT),
    )


def _touched(line: LineContext) -> list[Row]:
    rows = [line.row, line.item, *line.units, *line.co_loaded, *line.documents]
    rows += [row for row in (line.shipment, line.alternate) if row is not None]
    return rows + [row for peg in line.pegs for row in (peg.line, peg.order, peg.customer)]


def _read(context: DelayContext) -> set[str]:
    """Rows beside those touched that values may rest on: lane, price unit, plan, our own name, and
    what partners have room for."""
    rows = [context.company.get(name) for name in ("legal_name", "need_date_rule")]
    rows += context.capacities
    for line in context.lines:
        rows += [line.sea_rate, line.price_unit, line.pack, *(peg.row for peg in line.pegs)]
    series = {
        f"demand:{row.text('site_id')}/{row.text('item_id')}"
        for line in context.lines
        for row in line.demand
    }
    return series | {row.object for row in rows if row is not None}


def _cap(context: DelayContext) -> int | None:
    """No case may commit more than the goods it is about are worth, of which a line that is in
    already is none; None while no rate says."""
    found = [exposed.value for line in context.lines if (exposed := exposure(context, line))]
    return context.minor([one for one in found if one.amount > 0])
