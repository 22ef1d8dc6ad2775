"""A promise in a mail: its maker's later word on that very matter keeps it, or the record does."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.promise_kept import is_shown_by, rows_that_show
from domain.record import Row
from domain.silence.expected import Word
from tests.domain.silence.records import record, row

SAID = datetime(2026, 3, 10, 9, tzinfo=UTC)
PAPER = {"doc_id": "D9", "shipment_id": "S1", "doc_type": "packing list", "state": "discrepant"}
UNIT = {"shipment_id": "S1", "unit_no": "U1", "po_id": "45", "po_line": "10"}


class Rows:
    """Rows of a test as the record gives them."""

    def __init__(self, **tables: Any) -> None:
        self._tables = record(**tables)

    def row(self, table: str, key: str) -> Row | None:
        return next((one for one in self._tables.get(table, []) if one.key == key), None)

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        return [
            one
            for one in self._tables.get(table, [])
            if all(one.text(name) == text for name, text in equals.items())
        ]


def promise(object_: str, words: str, by: str = "V1") -> dict[str, Any]:
    return {"by": by, "object": object_, "words": words, "due": "2026-03-13"}


def word(object_: str, field: str, **more: Any) -> Word:
    return Word(
        **{
            "object": object_,
            "field": field,
            "partner": "V1",
            "at": SAID + timedelta(days=1),
            **more,
        }
    )


SENDS = promise("documents:D9", "we send the revised packing list by Friday")
DATES = promise("purchase_orders:45", "we will confirm the new date by Friday")
LISTS = promise("purchase_orders:45", "we will send the packing list by Friday")


@pytest.mark.parametrize(
    ("given", "said", "kept"),
    [
        (SENDS, word("documents:D9", "document_state"), True),
        (SENDS, word("documents:D9", "named"), False),
        (SENDS, word("documents:D9", "document_state", asks=True), False),
        (SENDS, word("documents:D9", "document_state", partner="V2"), False),
        (SENDS, word("documents:D9", "document_state", at=SAID), False),
        (SENDS, word("documents:D9", "document_state", due=SAID.date()), False),
        (DATES, word("purchase_order_lines:45/10", "promised_date"), True),
        (DATES, word("purchase_order_lines:46/10", "promised_date"), False),
        (LISTS, word("purchase_order_lines:45/10", "promised_date"), False),
        (LISTS, word("documents:D9", "document_state"), True),
    ],
    ids=[
        "sent", "named", "asked", "somebody else", "before", "promised again", "dated",
        "of another order", "a date for a paper", "the paper of the order",
    ],
)  # fmt: skip
def test_only_its_makers_later_word_on_that_matter_keeps_it(
    given: dict[str, Any], said: Word, kept: bool
) -> None:
    reads = Rows(documents=[PAPER], shipment_units=[UNIT])
    assert is_shown_by(given, said, SAID, reads) is kept


@pytest.mark.parametrize(
    ("state", "came", "kept"),
    [
        ("received", "2026-03-12", True),
        ("received", "2026-03-01", False),
        ("discrepant", "2026-03-12", False),
    ],
    ids=["came", "came before", "still wrong"],
)
def test_a_paper_on_record_keeps_it_where_it_came_since(state: str, came: str, kept: bool) -> None:
    reads = Rows(documents=[{**PAPER, "state": state, "received_on": came}])
    assert rows_that_show(SENDS, SAID, reads) == (["documents:D9"] if kept else [])


def test_a_bill_is_paid_by_us_and_credited_by_them() -> None:
    credit = {
        "invoice_id": "CN1", "kind": "credit note", "invoice_date": "2026-03-12",
        "po_ref_as_printed": "INV7", "amount": "-5",
    }  # fmt: skip
    paid = {"payment_id": "P1", "line_ref": "INV7", "value_date": "2026-03-12", "amount": "5"}
    reads = Rows(invoices=[credit], payments=[paid])
    theirs = promise("invoices:INV7", "we send a credit note by Friday")
    assert rows_that_show(theirs, SAID, reads) == ["invoices:CN1"]
    ours = promise("invoices:INV7", "we will pay by Friday", by="us")
    assert rows_that_show(ours, SAID, reads) == [row("payments", **paid).object]
