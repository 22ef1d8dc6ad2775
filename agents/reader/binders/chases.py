"""Our open questions to the sender, where the letter may be an answer to them."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.occasions import said
from domain.reading import Reference
from domain.record import Row

#: Letters about money answer no question about goods because they name an order.
_MONEY = {"short_payment", "remittance", "balance", "demand", "statement"}


def open_questions(letter: Letter, partner: str = "") -> list[Row]:
    """The open questions of the newest chase of a partner, by default the sender's, in order."""
    key = partner or letter.sender.partner_id
    rows = [
        row
        for row in (letter.reads.rows("chases", partner_id=key) if key else ())
        if row.text("status").lower() == "open" and not row.text("answered_on")
    ]
    newest = max((row.text("sent_on"), row.text("chase_id")) for row in rows) if rows else ("", "")
    return sorted(
        (row for row in rows if row.text("chase_id") == newest[1]),
        key=lambda row: int(row.text("question_no") or 0),
    )


def line_of_question(row: Row) -> str:
    """The order line that a question is about; empty when it is about something else."""
    order, slash, line = row.text("object").partition("/")
    digits = order.isdigit() and line.isdigit()
    return f"purchase_order_lines:{order}/{line}" if slash and digits else ""


def bind_chases(letter: Letter) -> Iterator[Reference]:
    """The chase, where the letter speaks of what it asked about or answers in its thread."""
    questions = open_questions(letter)
    if letter.message.auto_submitted or not questions:
        return
    spoken = set(letter.bound("purchase_order_lines"))
    asked = {line_of_question(row) for row in questions} - {""}
    moneyed = said(letter.message) & _MONEY
    if (spoken & asked and not moneyed) or quotes_us(letter):
        chase = questions[0].text("chase_id")
        yield Reference(as_written=None, object=f"chases:{chase}", how="the open chase")


def quotes_us(letter: Letter) -> bool:
    """Whether the letter quotes what we wrote: an answer in the thread."""
    return any(part.quoted for part in letter.parts if part.name == "body") and bool(
        letter.message.in_reply_to or letter.message.subject.lower().startswith(("re:", "aw:"))
    )
