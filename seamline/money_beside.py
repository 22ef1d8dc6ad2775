"""Money that decisions moved or kept, a line a decision, beside what the company did itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.case import CaseState
from domain.money import Money
from domain.rates import in_currency
from domain.record import Row
from graph.workflows.registry import workflows
from memory import outbox
from seamline.own_acts import DECIDED, OwnAct, concerns, own_acts

if TYPE_CHECKING:
    from seamline.wiring import Office

#: Acts that move money or keep it, each with its word, the slot of its sum, and the company's own
#: rows that would say the same: their word, table and column.
_MOVES = {
    "ApproveInvoice": ("released", "amount", ("paid", "payments", "amount")),
    "PostSettlement": ("posted", "amount", ("paid", "payments", "amount")),
    "DisputeCharge": ("contested", "disputed", ("contested", "disputes", "disputed")),
    "FileClaim": ("claimed", "amount", ("claimed", "claims", "amount")),
    "IssueCredit": ("credited", "amount", ("credited", "claims", "amount")),
}

#: Totals are in the currency that the company keeps its books in.
HOME = "USD"

#: Words of money that stays with us or comes back; the others go out.
KEPT = ("contested", "claimed")


class Beside(NamedTuple):
    """One decision of a case: the day it took effect, what was done with which sum, and what the
    company itself did; `theirs` is None where it did nothing of the kind, `said` tells it then."""

    day: date
    case: str
    word: str
    ours: Money
    theirs: Money | None
    said: str

    @property
    def difference(self) -> Money:
        """Ours less theirs."""
        other = self.theirs.amount if self.theirs is not None else Decimal(0)
        return Money(amount=self.ours.amount - other, currency=self.ours.currency)


class Sum(NamedTuple):
    """Totals in one currency: paid out, or kept and asked back; `left` are sums without a rate."""

    what: str
    ours: Money
    theirs: Money
    left: tuple[str, ...]


def money(office: Office, company: Path) -> list[Beside]:
    """Each decision by which money moved or was kept, by day, beside the company's own acts."""
    acts = own_acts(company)
    codes = {flow.NAME: code for code, flow in workflows().items()}
    found: list[Beside] = []
    for case in office.deps.cases():
        mine = [one for one in acts if concerns(one, case, codes.get(case.workflow, ""))]
        found += _of_case(office, case, mine)
    return sorted(found, key=lambda one: (one.day, one.case, one.word))


def sums(office: Office, found: Sequence[Beside], currency: str) -> list[Sum]:
    """What went out, and what was kept or asked back, in `currency` at the rates of the days."""
    fx = list(office.reads.rows("fx"))
    out = [one for one in found if one.word not in KEPT]
    kept = [one for one in found if one.word in KEPT]
    return [_sum(what, each, fx, currency) for what, each in (("paid out", out), ("kept", kept))]


def _sum(what: str, found: Iterable[Beside], fx: Sequence[Row], currency: str) -> Sum:
    ours, theirs, left = Decimal(0), Decimal(0), list[str]()
    for one in found:
        mine = in_currency(one.ours, currency, fx, one.day)
        other = in_currency(one.theirs, currency, fx, one.day) if one.theirs is not None else None
        if mine is None or (one.theirs is not None and other is None):
            left.append(f"{one.case} {one.ours}")
            continue
        ours += mine.amount
        theirs += other.amount if other is not None else Decimal(0)
    whole, other_whole = (
        Money(amount=each, currency=currency).rounded() for each in (ours, theirs)
    )
    return Sum(what, whole, other_whole, tuple(left))


def _of_case(office: Office, case: CaseState, acts: Sequence[OwnAct]) -> Iterator[Beside]:
    """A line for each kind of act that happened, with the sum of its effects in one currency."""
    happened = {one.key for one in case.effects if one.has_happened}
    with office.ledger.reading() as connection:
        made = [one for one in outbox.effects(connection, case_id=case.id) if one.key in happened]
    grouped: dict[tuple[str, str], list[Any]] = {}
    for one in made:
        if one.kind in _MOVES:
            grouped.setdefault((one.kind, _slot(one.action, "currency")), []).append(one)
    for (kind, currency), effects in grouped.items():
        word, column, (said, table, their_column) = _MOVES[kind]
        amount = sum((_number(_slot(one.action, column)) for one in effects), Decimal(0))
        theirs = _theirs(acts, table, their_column, currency)
        told = f"{said} {theirs}" if theirs is not None else _otherwise(acts)
        ours = Money(amount=amount, currency=currency)
        yield Beside(min(one.day for one in effects), case.id, word, ours, theirs, told)


def _theirs(acts: Iterable[OwnAct], table: str, column: str, currency: str) -> Money | None:
    mine = [one for one in acts if one.table == table and one.cells.get("currency", "") == currency]
    amount = sum((_number(one.cells.get(column, "")) for one in mine), Decimal(0))
    return Money(amount=amount, currency=currency) if mine else None


def _otherwise(acts: Iterable[OwnAct]) -> str:
    """What they did instead: what they decided, else where they left the bill."""
    told = list(dict.fromkeys(one for act in acts for one in _plainly(act)))
    return ", ".join(told) or "nothing on record"


def _plainly(act: OwnAct) -> Iterator[str]:
    if act.table == DECIDED:
        cost, unit = act.cells.get("actual_cost", "?"), act.cells.get("currency", "")
        yield f"decided to {act.cells.get('decision', 'do nothing')} ({cost} {unit})"
    elif act.table == "invoices" and "status" in act.new:
        yield f"bill {act.new['status']}"


def _slot(action: dict[str, Any], name: str) -> str:
    found = action.get(name)
    return str(found.get("value", "")) if isinstance(found, dict) else str(found or "")


def _number(text: str) -> Decimal:
    """The sum in a cell; an empty one is none."""
    return Decimal(text or 0)
