"""Invoices and delivery notes that a letter brings, and the order lines of a delivery."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.bills import Named, named_papers
from agents.reader.letter import Letter
from agents.reader.occasions import VENDORS, occasions
from agents.reader.spelling import plain
from domain.reading import Reference

_BILLING = {"invoice", "demand", "remittance", "statement", "short_payment", "answered", "release"}
_PROVING = {"invoice", "receipt", "pod", "demand"}
#: A number with the letters that its maker puts before it.
_CODE = re.compile(r"(?<![\w/.,-])[A-Z]{1,5}[-/]?[A-Z0-9/-]{0,8}\d{3,9}(?![\w]|[.,/-]\d)")
#: A name that means other papers as well: only numbers on record are bound behind it.
_SHARED = {"dn", "d/n", "bl", "b.l", "b.l.", "ls"}


def bind_bills(letter: Letter) -> Iterator[Reference]:
    """New invoices by the number behind their name; a credit note is an invoice too."""
    if not occasions(letter) & _BILLING:
        return
    named = list(named_papers(letter, "invoice", "credit_note"))
    for one in named:
        if not _known(letter, one.number):
            yield _reference(letter, one, "invoices", "invoice number, introduced by this letter")
    if not named and not letter.bound("invoices") and occasions(letter) & {"demand", "invoice"}:
        titled = [one for one in _titled(letter) if not _known(letter, one.number)]
        for one in titled if len({one.number for one in titled}) == 1 else []:
            yield _reference(letter, one, "invoices", "number in the subject of a bill")


def bind_boxes_of_bills(letter: Letter) -> Iterator[Reference]:
    """The container that a bill on record was printed for, where the letter names none."""
    if letter.bound("shipment_units"):
        return
    for invoice in letter.bound("invoices"):
        row = letter.row(invoice)
        number = row.text("po_ref_as_printed") if row else ""
        if number and letter.reads.rows("shipment_units", unit_no=number):
            how = f"the container of {invoice.partition(':')[2]}"
            yield Reference(as_written=None, object=f"shipment_units:{number}", how=how)


def _titled(letter: Letter) -> Iterator[Named]:
    """Codes of letters and digits in the subject of a letter about a bill that the body repeats."""
    for part in letter.parts:
        for match in _CODE.finditer(part.text) if part.name == "subject" else ():
            if match[0] in letter.fresh().replace(part.text, "", 1):
                yield Named("invoice", part, match.start(), match.end())


def bind_delivery_notes(letter: Letter) -> Iterator[Reference]:
    """Delivery notes by number; the order lines they delivered where the order is in doubt."""
    if not occasions(letter) & _PROVING:
        return
    for one in named_papers(letter, "delivery", "debit_note"):
        row = letter.row(f"deliveries:{one.number}")
        if letter.reads.row("items", one.number) is not None:
            continue  # `BL 66120, PKG-77`: the item that came, no second note
        if row is None and (one.paper == "debit_note" or _is_shared(one)):
            continue
        yield _reference(letter, one, "deliveries", "delivery note number")
        if row is not None:
            yield from _line_of(letter, one)


def _line_of(letter: Letter, one: Named) -> Iterator[Reference]:
    """The order line of a delivery: for a receipt, or where the order as written is none."""
    row = letter.row(f"deliveries:{one.number}")
    assert row is not None  # the caller looked
    line = f"purchase_order_lines:{row.text('po_id')}/{row.text('line')}"
    if letter.row(line) is None:
        return
    doubtful = [ref for ref in letter.refs if ref.object is None and _is_order(letter, ref)]
    for ref in doubtful[:1]:
        how = f"order line of delivery note {one.number}; to be confirmed"
        yield ref.model_copy(update={"object": line, "how": how})
        letter.ask(
            "reference",
            line,
            f"order {ref.as_written} does not fit; delivery note {one.number} was for "
            f"{line.partition(':')[2]}: is that the order?",
            slot="order",
            choices=(line.partition(":")[2],),
        )
    if not doubtful and "receipt" in occasions(letter):
        yield _reference(letter, one, "", f"order line of delivery note {one.number}", line)


def _is_order(letter: Letter, ref: Reference) -> bool:
    written = ref.as_written or ""
    return written.isdigit() and letter.sender.kind in VENDORS and "order" in ref.how


def _is_shared(one: Named) -> bool:
    before = one.part.text[max(0, one.start - 12) : one.start].lower()
    words = before.replace(":", " ").replace("#", " ").split()
    return any(word.strip(".") in _SHARED or word in _SHARED for word in words[-2:])


def _known(letter: Letter, number: str) -> bool:
    """Whether the number is bound already, or is an order of ours."""
    orders = {one.partition(":")[2] for one in letter.bound("purchase_orders")}
    written = {plain(one.as_written or "") for one in letter.refs if one.object}
    return number in orders or plain(number) in written


def _reference(letter: Letter, one: Named, table: str, how: str, about: str = "") -> Reference:
    span = letter.notes.span(one.part, one.start, one.end)
    target = about or f"{table}:{one.number}"
    return Reference(as_written=one.number, object=target, how=how, span=span)
