"""Finance: what customers charge, what the supplier owes, what budgets allow, what to accrue."""

from __future__ import annotations

from domain.actions import Action
from domain.cells import cell
from domain.contribution import Contribution, Finding
from domain.delay.budget import budget_left, budget_of
from domain.delay.causes import which_share
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import note, noted
from domain.delay.exposure import exposure
from domain.delay.pricing import delayed, late_charges, options_of
from domain.delay.recovery import recovery_clause, recovery_slot
from domain.ports import Model
from domain.reading import Question


def contribute(context: DelayContext, model: Model | None = None) -> Contribution:
    """Penalties and stock risk as options, penalties on the options of others, recovery, budget."""
    return Contribution(
        function="finance",
        findings=tuple(_findings(context)),
        options=options_of(context, "finance"),
        charges=late_charges(context),
        actions=tuple(_actions(context)),
        questions=tuple(_questions(context)),
        queries=tuple(one for one in context.queries if one.table in _LOOKS_AT),
    )


_LOOKS_AT = ("pegging", "sales_order_lines", "contracts", "budgets", "stock", "demand", "fx")


def _findings(context: DelayContext) -> list[Finding]:
    found = []
    for line in delayed(context):
        exposed = exposure(context, line)
        if exposed is None:
            continue
        for one in exposed.late:
            key = " (key account)" if one.is_key else ""
            terms = (
                "no penalty terms" if one.pct_per_week is None else f"{one.pct_per_week} % a week"
            )
            text = f"{one.peg.customer.text('name')}{key}: {one.peg.name} +{one.days} d, {terms}"
            found.append(Finding(text=text, rests_on=(one.peg.line.object,)))
        found += _recoverable(context, line)
    for function in ("logistics", "sourcing"):
        left = budget_left(context, function)
        row = budget_of(context, function)
        if row is not None and left is not None:
            text = (
                f"{function} budget {row.text('period')}: {left:,.2f} {row.text('currency')} left"
            )
            found.append(Finding(text=text, rests_on=(row.object,)))
    return found


def _recoverable(context: DelayContext, line: LineContext) -> list[Finding]:
    clause = recovery_clause(context)
    if clause is None:
        return [Finding(text="no late-delivery clause with this supplier on record")]
    amount = recovery_slot(context, line, clause).value
    whose = line.change.cause_party or "not stated"
    text = (
        f"{amount} {context.currency} recoverable under {clause.text('contract_id')} "
        f"{clause.text('clause')} if the cause is the supplier's (stated: {whose})"
    )
    return [Finding(text=text, rests_on=(clause.object,))]


def _questions(context: DelayContext) -> list[Question]:
    """Whose a delay of several causes is, where a claim against the supplier hangs on it."""
    clause = recovery_clause(context)
    if clause is None:
        return []
    name = f"{clause.text('contract_id')} {clause.text('clause')}"
    asked = (which_share(line.change, name) for line in delayed(context))
    return [one for one in asked if one is not None]


def _actions(context: DelayContext) -> list[Action]:
    found: list[Action] = []
    for line in delayed(context):
        exposed = exposure(context, line)
        clause = recovery_clause(context)
        if exposed is None or clause is None or line.change.cause_party != "supplier":
            continue
        found.append(
            note(
                context,
                "finance",
                "note_finance",
                clause,
                "a claim may follow",
                of=line,
                noted=noted(context),
                clause=cell(clause, "clause"),
                contract_id=cell(clause, "contract_id"),
                recovery=recovery_slot(context, line, clause),
                currency=cell(context.order_of(line), "currency"),
            )
        )
    return found
