"""What an answer comes to: the amounts of the bills on record that it cites, by currency."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.ports import Reads
from graph.answers.evidence import Answer, Line, answered, none

#: Rows that hold one sum of money, and the cells it stands in.
_SUMS = {"invoices": "amount", "payments": "amount", "claims": "amount", "disputes": "disputed"}


#: How an answer begins that is a sum with what it is made of.
_SUMMED = re.compile(r"-?[\d.,]+ [A-Z]{3}\b.* in \d+ ")


def total(reads: Reads, question: str, told: Answer) -> Answer:
    """The sum by table and currency; only rows are added up, never figures out of words. What is a
    sum already stays as it is."""
    if told.lines and _SUMMED.match(told.lines[0]):
        return told
    summed: dict[tuple[str, str], tuple[Decimal, list[str]]] = {}
    for name in told.rows:
        table, _, key = name.partition(":")
        row = reads.row(table, key) if table in _SUMS else None
        amount = row.number(_SUMS[table]) if row is not None else None
        if row is None or amount is None:
            continue
        so_far, rows = summed.get((table, row.text("currency")), (Decimal(0), []))
        summed[table, row.text("currency")] = (so_far + amount, [*rows, name])
    if not summed:
        return none(question, "bills, payments or claims on record that the answer before cites")
    return answered(
        question,
        [
            Line(text=f"{amount:,} {currency} in {len(rows)} {table}", rows=tuple(rows))
            for (table, currency), (amount, rows) in sorted(summed.items())
        ],
    )
