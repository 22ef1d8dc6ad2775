"""What a case that a person opened without a mail asks first: the facts that its workflow needs."""

from __future__ import annotations

from collections.abc import Sequence

from domain.ports import Reads
from domain.reading import Answers, Question
from domain.record import Row

#: So many lines are asked about; of more the reason has to name the one that is meant.
MOST_LINES = 4

#: What a supplier may want otherwise of an order line: field, column on record, words, and what an
#: answer is.
_CHANGES: tuple[tuple[str, str, str, Answers], ...] = (
    ("promised_qty", "qty", "which quantity does the supplier want", "quantity"),
    ("unit_price", "unit_price", "which price does the supplier want", "sum"),
    ("promised_date", "promised_date", "which day does the supplier want", "day"),
)

#: What a customer may miss of a delivery, and what it wants, which is needed whatever is missing.
_LOSSES: tuple[tuple[str, str, bool], ...] = (
    ("missing_qty", "how many pieces are missing", False),
    ("damaged_qty", "how many pieces came damaged", False),
    ("ordered_qty:replacement", "how many good pieces does the customer want", True),
)


def of_order(reads: Reads, subject: str) -> tuple[Question, ...]:
    """What of which open line the supplier wants otherwise, each beside what is on record."""
    rows = reads.rows("purchase_order_lines", po_id=subject.partition(":")[2])
    lines = [row for row in rows if not _is_in(row)]
    order = reads.row(*subject.split(":", 1))
    currency = order.text("currency") if order is not None else ""
    return tuple(
        _question(
            row,
            field,
            f"line {row.text('line')}: {words} (on record: {_known(row, column, currency)})?",
            takes,
        )
        for row in lines
        for field, column, words, takes in _CHANGES
    )


def of_delivery(reads: Reads, subject: str) -> tuple[Question, ...]:
    """What is wrong with a delivery, and what the customer wants for it."""
    row = reads.row(*subject.split(":", 1))
    if row is None:
        return ()
    sent = f" (delivered: {row.text('qty')})" if row.text("qty") else ""
    return tuple(
        _question(row, field, f"{words}{sent}?", "quantity", holds=holds)
        for field, words, holds in _LOSSES
    )


def narrowed(questions: Sequence[Question], words: str) -> tuple[Question, ...]:
    """Questions about the lines that words name by their number, where they name some of several;
    none where more are left than anybody fills in."""
    lines = dict.fromkeys(one.object for one in questions if "/" in one.object)
    said = {one.strip(".,;:#()") for one in words.lower().replace("/", " ").split()}
    named = {one for one in lines if one.rpartition("/")[2].lower() in said}
    kept = named or ({*lines} if len(lines) <= MOST_LINES else set())
    return tuple(one for one in questions if one.object in kept or "/" not in one.object)


def _is_in(row: Row) -> bool:
    ordered, received = row.number("qty"), row.number("received_qty")
    return ordered is not None and received is not None and received >= ordered


def _known(row: Row, column: str, currency: str) -> str:
    text = row.text(column) or "nothing"
    return f"{text} {currency}".strip() if column == "unit_price" else text


def _question(row: Row, field: str, text: str, takes: Answers, *, holds: bool = False) -> Question:
    key = row.key.replace("/", "_")
    return Question(
        about=field,
        object=row.object,
        of="us",
        text=text,
        slot=f"{field.replace(':', '_')}_{key}",
        takes=takes,
        holds=holds,
    )
