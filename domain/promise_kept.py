"""What shows that a promise given in a mail was kept: the record, or a later word on that matter.

A promise in a mail is its words, a thing and a day. Its maker shows it kept by stating what was to
come, never by naming the thing; what neither shows is not kept, and people see that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from domain.papers.checklist import is_owed
from domain.ports import Reads
from domain.record import Row
from domain.silence.expected import Word
from domain.words import lexicon

_LINES = ("promised_date", "promised_qty", "ready_date", "line_state", "actual_date")
#: What a word has to state of a thing to be what was promised about it, by the thing's table.
_STATED: Mapping[str, tuple[str, ...]] = {
    "purchase_orders": _LINES,
    "purchase_order_lines": _LINES,
    "shipments": ("eta", "etd", "voyage", "vessel", "booking_state", "actual_date"),
    "documents": ("document_state", "document_value"),
    "onboarding_documents": ("document_state", "document_value"),
    "chases": ("line_state",),
}


def is_shown_by(promise: Mapping[str, Any], word: Word, since: datetime, reads: Reads) -> bool:
    """Whether a word says what was promised: whoever promised states it, of that thing, since.

    Another promise of it, a question and the mere name of the thing show nothing; where a paper was
    promised, news of that paper alone does.
    """
    if word.partner != promise["by"] or word.at <= since or word.asks or word.due is not None:
        return False
    papers = _papers(promise, reads)
    things = {one.object for one in papers} if papers is not None else {str(promise["object"])}
    if word.object not in things and _head(word.object) not in things:
        return False
    table = word.object.partition(":")[0]
    return word.field.partition(":")[0] in _STATED.get(table, ())


def rows_that_show(promise: Mapping[str, Any], since: datetime, reads: Reads) -> list[str]:
    """Rows of the record by which it was kept: papers that all came since, a bill that we paid
    since, a credit note for it since."""
    papers = _papers(promise, reads)
    if papers is not None:
        came = (one for one in papers if _is_since(one, "received_on", since))
        here = [one.object for one in came if not is_owed(one)]
        return here if len(here) == len(papers) else []
    table, _, key = str(promise["object"]).partition(":")
    if table != "invoices":
        return []
    if promise["by"] == "us":
        rows = reads.rows("payments", line_ref=key)
        return [one.object for one in rows if _is_since(one, "value_date", since)]
    notes = (one for one in reads.rows("invoices", kind="credit note") if _names(one, key))
    return [one.object for one in notes if _is_since(one, "invoice_date", since)]


def _papers(promise: Mapping[str, Any], reads: Reads) -> list[Row] | None:
    """The papers of the record that were promised; None where the promise is of something else."""
    table, _, key = str(promise["object"]).partition(":")
    if table in ("documents", "onboarding_documents"):
        row = reads.row(table, key)
        return [row] if row is not None else []
    kinds = {hit.code for hit in lexicon("paper").find(str(promise.get("words", "")))}
    if not kinds or table == "invoices":
        return None
    shipments = {key} if table == "shipments" else set(_shipments(reads, table, key))
    rows = [row for one in sorted(shipments) for row in reads.rows("documents", shipment_id=one)]
    return [row for row in rows if row.text("doc_type").lower() in {one.lower() for one in kinds}]


def _shipments(reads: Reads, table: str, key: str) -> Iterator[str]:
    if table in ("purchase_orders", "purchase_order_lines"):
        for row in reads.rows("shipment_units", po_id=key.split("/")[0]):
            yield row.text("shipment_id")


def _names(row: Row, invoice: str) -> bool:
    return invoice in (row.text("po_ref_as_printed"), *row.text("note").replace(",", " ").split())


def _is_since(row: Row, column: str, since: datetime) -> bool:
    day = row.day(column)
    return day is not None and day >= since.date()


def _head(name: str) -> str:
    table, _, key = name.partition(":")
    return f"purchase_orders:{key.split('/')[0]}" if table == "purchase_order_lines" else name
