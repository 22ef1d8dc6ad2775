"""Approvals of the ledger as rows: what people approved in a case speaks for bills in others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection

from domain.approved import APPROVALS, Approved
from domain.fact import Fact
from domain.ports import Reads
from domain.record import Row
from graph.used_up import used_up
from graph.word import case_in
from memory import chain


class WithApprovals:
    """The record, and beside it the approvals of the ledger as a table of their own.

    A row is made of the facts each time it is looked up, and there is none unless each act that
    asks for what is billed has happened, and all went to one partner, whose bills alone it speaks
    for: nothing that a case, a mail or a model claims of it counts.
    """

    def __init__(self, reads: Reads, facts: Callable[[], Connection]) -> None:
        self._reads, self._facts = reads, facts

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key, of an approval the id of the fact that holds it."""
        if table != APPROVALS:
            return self._reads.row(table, key)
        fact = chain.by_id(self._facts(), key)
        return self._of(fact) if fact is not None and fact.kind == _KIND else None

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        """All rows whose columns equal the given text, in key order."""
        if table != APPROVALS:
            return self._reads.rows(table, **equals)
        return sorted(self._all(equals), key=lambda row: row.key)

    def _all(self, equals: dict[str, str]) -> Iterator[Row]:
        for fact in chain.of_kind(self._facts(), _KIND):
            order = fact.body["approved"]["po_id"]
            row = self._of(fact) if equals.get("po_id", order) == order else None
            if row is not None and _fits(row, equals):
                yield row

    def _of(self, fact: Fact) -> Row | None:
        one = Approved.model_validate(fact.body["approved"])
        state = case_in(self._facts(), fact.stream.removeprefix("case:"))
        acts = [each for each in state.effects if each.keys & {*one.acts}]
        happened = {key for each in acts if each.has_happened for key in each.keys}
        partners = {each.to for each in acts}
        if len(partners) != 1 or not happened.issuperset(one.acts):
            return None
        reads = self._reads, self._facts()
        values = {
            **one.model_dump(exclude={"acts", "object"}),
            "approval_id": fact.id,
            "partner_id": partners.pop(),
            "about": one.object,
            "case_id": state.id,
            "approver_id": ", ".join(fact.body["approvers"]),
            "opened_on": fact.at.date(),
            "used_by": "\n".join(_sum(row) for row in used_up(*reads, one, fact.at.date())),
        }
        return Row(table=APPROVALS, key=fact.id, version=1, values=values)


_KIND = "bill_approved"


def _fits(row: Row, equals: dict[str, str]) -> bool:
    return all(row.text(name) == text for name, text in equals.items())


def _sum(bill: Row) -> str:
    """`3204.00 USD BQ-90001`; in no currency where nobody knows how much it is."""
    number, code = bill.number("amount"), bill.text("currency")
    return f"0 ? {bill.key}" if number is None or not code else f"{number:f} {code} {bill.key}"
