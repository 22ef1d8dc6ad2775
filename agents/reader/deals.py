"""What a letter about terms deals with: a registration, an offer, an order; whom it asks."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.reader.letter import Letter
from agents.reader.mentions import ITEM_ON_ORDER, ITEM_TAUGHT
from agents.reader.our_changes import is_answer
from agents.reader.scopes import Scope
from domain.reading import Reference
from domain.record import Row
from domain.vocabulary import DELAY
from domain.words import lexicon

_TOLD = ("subject", "body")
_DENIED = re.compile(
    r"(?<!\w)(?:no|not|don['’]t|never|without|before|kein(?:e[nr]?)?|nicht|noch\snicht|bevor|ne|pas|sans|no|sin|antes\sde|"
    r"não|sem|non|senza|inte|ingen|utan|nie|bez|niet|geen|未|不)\s(?:\w{1,10}\s){0,2}$",
    re.IGNORECASE,
)
#: A blank line ends what was said by the way.
_BLANK = re.compile(r"\n[ \t]*\n")
_CLOSED_REQUESTS = frozenset({"awarded", "closed", "cancelled", "canceled"})


def subject_and_body(letter: Letter) -> str:
    """The fresh words of subject and body."""
    return "\n".join(line.text for line in letter.lines() if line.part.name in ("subject", "body"))


def speaks_of(letter: Letter, *codes: str) -> bool:
    """Whether subject or body use words of these kinds of letter, and do not deny them."""
    told = (scope.passage for scope in letter.scopes if scope.passage.part.name in _TOLD)
    return any(says(passage.text, *codes) for passage in told)


def says(text: str, *codes: str) -> bool:
    """Whether the text uses words of these kinds: `no award yet` and `do not cut any PO` do not."""
    return any(
        hit.code in codes and not _DENIED.search(text[max(0, hit.start - 24) : hit.start])
        for hit in lexicon("deal").find(text)
    )


def registration_of(letter: Letter) -> Row | None:
    """The onboarding the letter's papers are for."""
    return letter.row(letter.only("onboarding"))


def offered_lines(letter: Letter) -> list[Row]:
    """Lines of the one request for quotation that this supplier's offer answers."""
    request = letter.only("rfqs").partition(":")[2]
    if letter.sender.kind != "supplier" or not request or registration_of(letter):
        return []
    return list(
        letter.reads.rows("rfq_lines", rfq_id=request, supplier_id=letter.sender.partner_id)
    )


def orders_named(letter: Letter) -> set[str]:
    """Orders the letter names by number; an item alone may be on order and names none."""
    named = (one.object for one in letter.refs if one.object and _is_order(one))
    return {one.partition(":")[2].partition("/")[0] for one in named}


def _is_order(one: Reference) -> bool:
    of_order = (one.object or "").startswith(("purchase_orders:", "purchase_order_lines:"))
    return of_order and one.how not in (ITEM_ON_ORDER, ITEM_TAUGHT)


def is_offer(letter: Letter) -> bool:
    """An offer for a request, or one that nobody asked for in writing.

    An order named beside a request that was sent to this supplier is news by the way.
    """
    beside = bool(orders_named(letter)) and not offered_lines(letter)
    others = beside or letter.bound("invoices") or letter.bound("shipments")
    if letter.sender.kind != "supplier" or others or registration_of(letter):
        return False
    return bool(letter.only("rfqs")) or speaks_of(letter, "quotation")


def of_the_offer(letter: Letter) -> Letter:
    """The letter without what it says, by the way, of orders that it names beside the request."""
    lines = offered_lines(letter)
    own = {row.text(column) for row in lines for column in ("rfq_id", "item_id")} - {""}
    others = {one.as_written for one in letter.refs if one.as_written and _is_order(one)}
    kept: list[Scope] = []
    aside, last = False, 0
    for one in letter.scopes:
        text = one.passage.text
        ended = _BLANK.search(one.passage.part.text, last, one.passage.start) is not None
        again = ended or one.passage.start < last or any(name in text for name in own)
        aside = any(name in text for name in others) or (aside and not again)
        last = one.passage.end
        kept += [] if aside and lines else [one]
    return replace(letter, scopes=tuple(kept))


def order_of(letter: Letter) -> Row | None:
    """The one order of the sender that the letter names."""
    orders = orders_named(letter)
    if letter.sender.kind != "supplier" or len(orders) != 1:
        return None
    return letter.row(f"purchase_orders:{orders.pop()}")


def order_line_of(letter: Letter, order: Row) -> str:
    """The line that is meant: the one named, else the only one the order has; empty otherwise."""
    named = [
        one
        for one in letter.bound("purchase_order_lines")
        if one.partition(":")[2].startswith(f"{order.key}/")
    ]
    lines = named or list(letter.notes.book.line_objects(order.key))
    return lines[0] if len(lines) == 1 else ""


def is_confirmation(letter: Letter) -> bool:
    """An order acknowledgement by the supplier, read as no delay."""
    return (
        DELAY not in letter.workflows
        and order_of(letter) is not None
        and speaks_of(letter, "acknowledgement")
    )


def is_change(letter: Letter) -> bool:
    """An order of the sender is to be changed, by us or by them."""
    return (
        DELAY not in letter.workflows
        and order_of(letter) is not None
        and (
            speaks_of(letter, "our_change", "their_change")
            or is_answer(letter.message, letter.refs, letter.reads)
        )
    )


def open_requests(letter: Letter) -> list[str]:
    """Requests for quotation that this supplier was asked and that nobody has decided yet."""
    lines = letter.reads.rows("rfq_lines", supplier_id=letter.sender.partner_id)
    requests = dict.fromkeys(row.text("rfq_id") for row in lines)
    rows = [letter.row(f"rfqs:{one}") for one in requests]
    return [
        row.object for row in rows if row and row.text("status").lower() not in _CLOSED_REQUESTS
    ]


def writer(letter: Letter) -> str:
    """The colleague who wrote the letter, empty for partners."""
    address = letter.message.sender.lower()
    people = [row for row in letter.reads.rows("people") if row.text("mail").lower() == address]
    return people[0].object if people else ""


def person(letter: Letter, function: str, *roles: str) -> str:
    """Whom of us to ask: of that function, with one of these words in the role, best first.

    `people:/FUNCTION` where the record names nobody: whoever holds it.
    """
    people = letter.reads.rows("people", function=function)
    for role in roles:
        for row in people:
            if role in row.text("role").lower():
                return row.object
    return people[0].object if people else f"people:/{function}"


def buyer_of(letter: Letter, row: Row | None) -> str:
    """The buyer on an order or request, else procurement."""
    buyer = row.text("buyer_id") if row else ""
    return f"people:{buyer}" if buyer else person(letter, "procurement", "buyer")
