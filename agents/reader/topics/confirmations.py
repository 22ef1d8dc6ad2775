"""Order confirmations: other terms than ordered make a counter-offer, never a confirmation."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.changes.amounts import known_line, new_prices
from agents.reader.changes.quantities import QUANTITY
from agents.reader.claims import Claim, state_claims
from agents.reader.deals import (
    buyer_of,
    is_change,
    is_confirmation,
    order_line_of,
    order_of,
)
from agents.reader.denied import given_up
from agents.reader.differences import differences
from agents.reader.labels import Labelled, labelled
from agents.reader.letter import Letter
from agents.reader.order_news import state_dates, state_unchanged
from agents.reader.passages import Passage
from agents.reader.price_claims import Known
from agents.reader.priced_grid import grid_prices
from agents.reader.priced_rows import PricedRow, priced_rows
from agents.reader.term_claims import first_number, term_claims, whole_decimal
from domain.numberwords import percentages
from domain.record import Row
from domain.words import lexicon

_OF_THE_ORDER = ("incoterm", "payment_terms", "payment_terms:advance", "lead_time")


def confirmations(letter: Letter) -> tuple[str, ...]:
    """States what is confirmed; where it differs from the order, asks whether we agree."""
    order = order_of(letter)
    if order is None or not is_confirmation(letter) or is_change(letter):
        return ()
    line = order_line_of(letter, order)
    before = len(letter.notes.statements)
    terms = [one for one in term_claims(letter) if one.field != "deadline:validity"]
    claims = [*terms, *_sizes(letter, line), *_prices(letter, order, line), *surcharges(letter)]
    state_claims(
        letter,
        claims,
        lambda one: order.object if one.field in _OF_THE_ORDER or not line else line,
    )
    for about, claim in grid_prices(letter, order):
        state_claims(letter, [claim], lambda _: about)  # noqa: B023
    news = state_dates(letter, order)
    stated = letter.notes.statements[before:]
    found = differences(letter, order, stated)
    if found:
        ask_counter_offer(letter, order, line, found)
        dearer = any(one.field == "surcharge_pct" for one in stated)
        return ("counter_offer", *(("price_increase",) if dearer else ()))
    state_unchanged(letter, news)
    return ("po_confirmed",)


def ask_counter_offer(letter: Letter, order: Row, line: str, found: list[str]) -> None:
    """Other terms are an offer of theirs: whoever may agree to it is asked."""
    letter.ask(
        "counter_offer",
        line or order.object,
        f"{'; '.join(found)}: accept, or insist on the order?",
        of=buyer_of(letter, order),
    )


def _sizes(letter: Letter, line: str) -> Iterator[Claim]:
    """The quantity to which the order was changed, where the words say that it was."""
    row = letter.row(line) if line else None
    if row is None:
        return
    for scope in letter.scopes:
        if lexicon("deal").has(scope.passage.text, "quantity_changed"):
            yield from _size(letter, scope.passage, scope.masked, row)
    for one in labelled(letter):
        size = _labelled_size(letter, one, row) if QUANTITY.fullmatch(one.label) else None
        if size is not None:
            yield size


def _labelled_size(letter: Letter, one: Labelled, row: Row) -> Claim | None:
    """`Quantity: 120 pcs`, the first number behind the label."""
    decimal, unit = letter.sender.decimal, row.text("uom") or "PCS"
    size = first_number(one.text, decimal, unit)
    if size is None or size.start > 0 or size.quantity is None:
        return None
    arguments = {"decimal": whole_decimal(size.raw, decimal), "unit": unit}
    end = one.start + size.end
    return Claim("promised_qty", "quantity_words", one.part, one.start, end, arguments)


def _size(letter: Letter, passage: Passage, masked: str, row: Row) -> Iterator[Claim]:
    decimal, unit = letter.sender.decimal, row.text("uom") or "PCS"
    last = first_number(masked, decimal, unit)
    found = {}
    while last is not None and last.quantity is not None:
        found[last.quantity.n] = last
        behind = first_number(masked[last.end :], decimal, unit)
        last = behind and behind.model_copy(
            update={"start": behind.start + last.end, "end": behind.end + last.end}
        )
    sizes = [one for n, one in found.items() if n != row.number("qty")]
    if len(sizes) == 1:
        arguments = {"decimal": whole_decimal(sizes[0].raw, decimal), "unit": unit}
        start, end = passage.start + sizes[0].start, passage.start + sizes[0].end
        yield Claim("promised_qty", "quantity_words", passage.part, start, end, arguments)


def _prices(letter: Letter, order: Row, line: str) -> Iterator[Claim]:
    """Prices proven by a row's total, and prices for a unit in the words."""
    row = letter.row(line) if line else None
    if row is None:
        return
    known = known_line(order, row)
    for one in new_prices(letter, known, ([], [], frozenset()), list(_rows(letter, known))):
        yield one._replace(for_qty=None)


def _rows(letter: Letter, known: Known) -> Iterator[PricedRow]:
    return priced_rows(letter, known.currency, known.unit)


def surcharges(letter: Letter) -> Iterator[Claim]:
    """A surcharge or price rise in percent."""
    for scope in letter.scopes:
        rates = percentages(scope.masked, letter.sender.decimal)
        named = lexicon("cue").has(scope.masked, "surcharge")
        if len(rates) == 1 and named and not given_up(scope.masked):
            start, end = scope.passage.start + rates[0].start, scope.passage.start + rates[0].end
            arguments = {"decimal": letter.sender.decimal}
            yield Claim("surcharge_pct", "percent_words", scope.passage.part, start, end, arguments)
