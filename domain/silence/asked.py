"""S8, S11: questions of ours that are open on record, changes and disputes nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.record import Row
from domain.silence import faults
from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.sweeps import Sweep

#: A question's day of asking is no answer to it; what is said after it may be.
_SETTLED = (
    "accepted",
    "refused",
    "rejected",
    "in force",
    "withdrawn",
    "closed",
    "paid",
    "credited",
)


def half_answers(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Questions that the last answer left open (S8): the same person, only the open ones."""
    for row in book.all("chases"):
        sent, due = row.day("sent_on"), row.day("due_on")
        if row.text("status") not in ("open", "") or sent is None:
            continue
        partner = row.text("partner_id")
        calendar = book.calendar(partner)
        late = calendar.start(due + timedelta(days=1)) if due else calendar.after(sent, sweep.wait)
        yield Expected(
            sweep=sweep.id,
            object=row.object,
            partner=partner,
            topic=sweep.question,
            said=f"{row.key}, {row.text('object')}: {row.text('question')}",
            late=late,
            heard_from=calendar.start(sent),
            about=(row.object, f"chases:{row.text('chase_id')}"),
            fields=("line_state:question",),
            faults=faults.of_partner(book, partner),
            contact=row.text("contact_id"),
            shown="question",
            case=_open_case(book, row),
        )


def _open_case(book: Book, row: Row) -> str:
    return book.told.cases.get(f"chases:{row.text('chase_id')}", "")


def unaccepted(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Changes of ours that nobody accepted or refused, disputes nobody answered, credits that are
    agreed and not here (S11)."""
    for row in book.all("po_changes"):
        order = book.row("purchase_orders", row.text("po_id"))
        if order is not None and row.day("sent_on") and not _is_settled(row):
            partner = order.text("supplier_id")
            what = f"change {row.key} of {row.text('field')} to {row.text('new_value')}"
            yield _of(book, sweep, row, partner, "sent_on", (row.object, order.object), what)
    for row in book.all("disputes"):
        if row.text("status") in ("open", "sent") and row.day("opened_on"):
            bill = f"invoices:{row.text('invoice_id')}"
            said = f"dispute {row.key} of {row.text('invoice_id')}"
            yield _of(
                book, sweep, row, row.text("partner_id"), "opened_on", (row.object, bill), said
            )
    for row in book.all("claims"):
        if row.text("status") == "agreed" and row.day("agreed_on"):
            bill = f"invoices:{row.text('against')}"
            said = f"credit for claim {row.key} of {row.text('amount')} {row.text('currency')}"
            yield _of(
                book, sweep, row, row.text("partner_id"), "agreed_on", (row.object, bill), said
            )


def _is_settled(row: Row) -> bool:
    return row.text("status").lower() in _SETTLED


def _of(
    book: Book, sweep: Sweep, row: Row, partner: str, since: str, about: tuple[str, ...], what: str
) -> Expected:
    sent, calendar = row.day(since), book.calendar(partner)
    assert sent is not None  # looked at by whoever calls
    lawyers = any(word in row.text("status").lower() for word in ("legal", "lawyer", "court"))
    return Expected(
        sweep=sweep.id,
        object=row.object,
        partner=partner,
        topic=sweep.question,
        said=f"no answer to {what}, sent {sent}",
        late=calendar.after(sent, sweep.wait),
        heard_from=calendar.start(sent),
        about=about,
        holds=("with_lawyers",) if lawyers else (),
        faults=faults.of_partner(book, partner),
        shown=since,
    )
