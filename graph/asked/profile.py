"""What is known about a partner: who it is, whom to write to, what is open, late and unpaid."""

from __future__ import annotations

from collections.abc import Iterator

from domain.cells import cell_text
from domain.record import Row
from graph.answers.evidence import Line
from graph.answers.late import late_lines
from graph.asked.company import Company, first_of
from graph.asked.listing import where

_MOST = 6
_HEADS = (
    ("purchase_orders", ("supplier_id",), "orders"),
    ("sales_orders", ("customer_id",), "customer orders"),
    ("shipments", ("carrier_id", "forwarder_id"), "shipments"),
)
_OVER = frozenset({"closed", "cancelled", "delivered", "received", "arrived"})
_SETTLED = frozenset({"paid", "cancelled", "closed", "settled", "posted"})
#: Cells of a partner's row that are told, and how.
_CELLS = {
    "kind": "{}",
    "country": "in {}",
    "language": "writes {}",
    "incoterm": "{}",
    "incoterm_place": "{}",
    "payment_terms": "pays or is paid {}",
    "currency": "in {}",
    "status": "{}",
    "note": "note: {}",
}


def profile(asked: Company) -> list[Line]:
    """Of each partner named its row, people, open orders, bills and cases, and what is late."""
    return [line for one in asked.partners for line in _of(asked, one)]


def _of(asked: Company, partner: Row) -> Iterator[Line]:
    told = [
        how.format(cell_text(partner, name))
        for name, how in _CELLS.items()
        if cell_text(partner, name)
    ]
    yield Line(text=f"{asked.partner(partner.key)}: {', '.join(told)}", rows=(partner.object,))
    yield from first_of(list(_people(asked, partner)), _MOST, "`seamline partners` has all")
    yield from _orders(asked, partner)
    yield from _bills(asked, partner)
    late = late_lines(asked.deps.reads, [partner.key], asked.now.date())
    yield from first_of(
        [one.model_copy(update={"text": f"late: {one.text}"}) for one in late],
        _MOST,
        f'ask "what is late for {partner.key}"',
    )
    yield from first_of(list(_cases(asked, partner)), _MOST, f'ask "which cases of {partner.key}"')


def _people(asked: Company, partner: Row) -> Iterator[Line]:
    for row in asked.deps.reads.rows("contacts", partner_id=partner.key):
        told = [row.text(one) for one in ("role", "mail", "phone_on_file", "note") if row.text(one)]
        yield Line(text=f"contact {row.text('name')}: {', '.join(told)}", rows=(row.object,))


def _orders(asked: Company, partner: Row) -> Iterator[Line]:
    for table, columns, called in _HEADS:
        rows = [
            row
            for column in columns
            for row in asked.deps.reads.rows(table, **{column: partner.key})
            if row.text("status") not in _OVER
        ]
        if rows:
            keys = ", ".join(row.key for row in rows[:_MOST])
            more = f" and {len(rows) - _MOST} more" if len(rows) > _MOST else ""
            shown = tuple(row.object for row in rows[:_MOST])
            yield Line(text=f"{len(rows)} open {called}: {keys}{more}", rows=shown)


def _bills(asked: Company, partner: Row) -> Iterator[Line]:
    for row in asked.deps.reads.rows("invoices", partner_id=partner.key):
        if row.text("status") not in _SETTLED:
            text = f"bill {row.key}: {cell_text(row, 'amount')} {row.text('currency')}"
            why = f", {row.text('hold_reason')}" if row.text("hold_reason") else ""
            due = f", due {cell_text(row, 'due_date')}" if cell_text(row, "due_date") else ""
            yield Line(text=f"{text}, {row.text('status')}{due}{why}", rows=(row.object,))


def _cases(asked: Company, partner: Row) -> Iterator[Line]:
    for state in asked.open:
        met = {state.partner, *(one.partner_id for one in state.news)}
        if partner.key in met:
            fact = state.proposal_fact
            facts = (fact.number,) if fact is not None else (state.through,)
            yield Line(text=f"case {state.id}: {where(asked, state)}", facts=facts)
