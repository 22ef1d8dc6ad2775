"""What a change would cost: new prices with the quantities they hold for, charges beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agents.reader.changes.split import clauses_of, offered, quantity_of
from agents.reader.claims import Claim
from agents.reader.denied import wished
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.price_claims import Known, price_claims
from agents.reader.priced_rows import PricedRow
from agents.reader.term_claims import whole_decimal
from domain.numberwords import bare_numbers, prices
from domain.quantity import Quantity, unit_name
from domain.record import Row
from domain.words import lexicon

_FOR = re.compile(
    r"\s?(?:for|für|bei|ab|from|pour|para|por|per|för|vid|için|dla|voor)\s(?:the\s|die\s|les\s|las\s|los\s)?\d",
    re.IGNORECASE,
)
#: A colon stands between a charge and its sum.
_CUT = re.compile(r"[,;](?=\s)|\n|\s(?:and|und|et|y|e|och|ve|while|während)\s")
_CHARGES = ("one_off", "freight", "cancellation", "fee")


def known_line(order: Row, line: Row) -> Known:
    """The price of an order line as the record holds it."""
    return Known(
        amount=line.number("unit_price") or Decimal(0),
        per=line.number("price_per") or Decimal(1),
        currency=order.text("currency"),
        unit=unit_name(line.text("uom") or "PCS"),
    )


def new_prices(
    letter: Letter,
    known: Known,
    parted: tuple[Sequence[Claim], Sequence[Quantity], frozenset[Decimal]],
    rows: Sequence[PricedRow],
) -> Iterator[Claim]:
    """Prices of the goods, each with the quantity named before it: of a revision, a lot, or a part
    of what we asked for (`parted`)."""
    split, lots, parts = parted
    yield from (row.price._replace(for_qty=row.quantity) for row in rows)
    proven = {(row.price.part.name, row.price.start) for row in rows}
    for scope in offered(letter):
        for claim in price_claims(scope.passage, known, letter.sender.decimal, strict=True):
            if (claim.part.name, claim.start) not in proven and not _in_row(claim, rows):
                named = quantity_of(claim, split, lots) or _for(claim)
                part = named or _part_named(scope.masked, scope.passage, claim, known.unit, parts)
                yield claim._replace(for_qty=part)


def _for(claim: Claim) -> Quantity | None:
    """The quantity beside a price, where the words say that it is for so many."""
    behind = claim.part.text[claim.end : claim.end + 24]
    return claim.for_qty if _FOR.match(behind) else None


def _part_named(
    masked: str, passage: Passage, claim: Claim, unit: str, parts: frozenset[Decimal]
) -> Quantity | None:
    """`the additional 800 …, those would be 8.30`: the one part that the sentence names before."""
    before = masked[: claim.start - passage.start]
    found = {
        one.quantity.n
        for mark in ".,"
        for one in bare_numbers(before, mark, unit)
        if one.quantity and one.quantity.n in parts
    }
    return Quantity(n=found.pop(), unit=unit) if len(found) == 1 else None


def _in_row(claim: Claim, rows: Sequence[PricedRow]) -> bool:
    """Whether it stands in a line whose price was proven already: its total."""
    text = claim.part.text
    return any(
        row.price.part.name == claim.part.name
        and "\n" not in text[min(row.price.start, claim.start) : max(row.price.end, claim.end)]
        for row in rows
    )


def charges(letter: Letter) -> Iterator[Claim]:
    """Charges beside the price: tooling, freight, cancellation."""
    for scope in offered(letter):
        for clause in clauses_of(scope.passage, _CUT):
            yield from _charge(letter, clause)


def _charge(letter: Letter, clause: Passage) -> Iterator[Claim]:
    hits = [hit for hit in lexicon("order_charge").find(clause.text) if hit.code in _CHARGES]
    sums = prices(clause.text, letter.sender.decimal)
    if len({hit.code for hit in hits}) != 1 or len(sums) != 1 or "/" in sums[0].raw:
        return
    if wished(clause.part.text, clause.start + hits[0].start):
        return  # what it would cost if we wanted something else
    arguments = {"decimal": whole_decimal(sums[0].raw, letter.sender.decimal)}
    start, end = clause.start + sums[0].start, clause.start + sums[0].end
    field = f"charge_amount:{hits[0].code}"
    yield Claim(field, "money_words", clause.part, start, end, arguments)
