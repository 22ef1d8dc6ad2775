"""What the demo came to: cases by workflow, traps, and money beside what the company did itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.case import CaseState
from domain.money import Money
from graph.owing import owing
from graph.workflows.registry import workflows
from memory import outbox
from seamline.own_acts import DECIDED, OwnAct, concerns, own_acts

if TYPE_CHECKING:
    from seamline.wiring import Office

#: Acts that move money or say that it is not due: the word for it, and the slot of its sum.
_MOVES = {
    "ApproveInvoice": ("released", "amount"),
    "DisputeCharge": ("contested", "disputed"),
    "FileClaim": ("claimed", "amount"),
    "IssueCredit": ("credited", "amount"),
    "PostSettlement": ("posted", "amount"),
}

#: The company's own rows that say the same, with the column of the sum.
_OWN = {"payments": ("paid", "amount"), "disputes": ("contested", "disputed")}


class Flow(NamedTuple):
    """A workflow's cases: how many there were, closed, wait for people or for others' answers."""

    code: str
    name: str
    cases: int
    closed: int
    waiting: dict[str, int]
    owed: dict[str, int]


class Beside(NamedTuple):
    """What became of money in a case, and what the company did about the same."""

    case: str
    ours: str
    theirs: str


def flows(office: Office) -> list[Flow]:
    """A line for each workflow that had a case; one that was merged is counted where it went on."""
    found = []
    for code, flow in workflows().items():
        mine = [one for one in _cases(office) if one.workflow == flow.NAME]
        if not mine:
            continue
        waiting = Counter(role for one in mine if _waits(one) for role in _asked(office, one))
        going = [one for one in mine if one.closed is None and not _waits(one)]
        owed = Counter(who for one in going for who in sorted(_owing(office, one)))
        closed = sum(1 for one in mine if one.closed is not None)
        found.append(Flow(code, flow.NAME, len(mine), closed, dict(waiting), dict(owed)))
    return found


def money(office: Office, company: Path) -> list[Beside]:
    """Each case in which money moved or was kept, beside the company's own acts."""
    acts = own_acts(company)
    codes = {flow.NAME: code for code, flow in workflows().items()}
    found = []
    for case in _cases(office):
        mine = [one for one in acts if concerns(one, case, codes.get(case.workflow, ""))]
        ours = _moved(office, case)
        if ours:
            found.append(Beside(case.id, ours, _theirs(mine)))
    return found


def _cases(office: Office) -> list[CaseState]:
    every = sorted(office.deps.cases(), key=lambda one: one.id)
    return [one for one in every if (one.closed or {}).get("outcome") != "merged"]


def _waits(case: CaseState) -> bool:
    return case.closed is None and case.phase == "review"


def _asked(office: Office, case: CaseState) -> set[str]:
    """The roles that a case waits for."""
    people = [office.people.get(one) for one in (case.asked.people if case.asked else ())]
    return {one.role for one in people if one is not None} or {"somebody"}


def _owing(office: Office, case: CaseState) -> set[str]:
    """Who owes a decided case something, by name."""
    return {_name(office, one.who) for one in owing(office.policy, case)}


def _name(office: Office, who: str) -> str:
    row = office.reads.row("partners", who) if who else None
    return row.text("name") if row is not None else who or "ourselves"


def _moved(office: Office, case: CaseState) -> str:
    """Sums by what was done with them, of effects that happened."""
    happened = {one.key for one in case.effects if one.has_happened}
    with office.ledger.reading() as connection:
        made = outbox.effects(connection, case_id=case.id)
    sums: dict[tuple[str, str], Decimal] = {}
    for one in made:
        if one.key in happened and one.kind in _MOVES:
            word, column = _MOVES[one.kind]
            key = (word, _slot(one.action, "currency"))
            sums[key] = sums.get(key, Decimal(0)) + _number(_slot(one.action, column))
    return _told(sums)


def _slot(action: dict[str, Any], name: str) -> str:
    found = action.get(name)
    return str(found.get("value", "")) if isinstance(found, dict) else str(found or "")


def _number(text: str) -> Decimal:
    """The sum in a cell; an empty one is none."""
    return Decimal(text or 0)


def _theirs(acts: Iterable[OwnAct]) -> str:
    """The company's sums by what it did, what it decided, and where a bill stood last."""
    sums: dict[tuple[str, str], Decimal] = {}
    said: dict[str, None] = {}
    for act in acts:
        if act.table in _OWN:
            word, column = _OWN[act.table]
            key = (word, act.cells.get("currency", ""))
            sums[key] = sums.get(key, Decimal(0)) + _number(act.cells.get(column, ""))
        for one in _plainly(act):
            said[one] = None
    return "; ".join(filter(None, (_told(sums), *said))) or "nothing on record"


def _plainly(act: OwnAct) -> Iterator[str]:
    if act.table == DECIDED:
        cost = f"{act.cells.get('actual_cost', '?')} {act.cells.get('currency', '')}"
        yield f"{act.cells.get('decision', 'decided')}, {cost} in the end"
    elif act.table == "invoices" and "status" in act.new:
        yield f"{act.new['status']} the bill"


def _told(sums: dict[tuple[str, str], Decimal]) -> str:
    return ", ".join(
        f"{word} {Money(amount=amount, currency=unit)}" for (word, unit), amount in sums.items()
    )
