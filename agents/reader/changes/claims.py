"""All that a letter says a change of one order line would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from agents.reader.changes.amounts import charges, known_line, new_prices
from agents.reader.changes.asked import wanted_qty
from agents.reader.changes.quantities import begun_or_free, cancellation_share, moved, possible
from agents.reader.changes.split import sized_revisions
from agents.reader.claims import Claim
from agents.reader.letter import Letter
from agents.reader.priced_rows import PricedRow, priced_rows
from domain.quantity import Quantity
from domain.reading import QuantityStated
from domain.record import Row
from domain.words import lexicon


def change_claims(letter: Letter, order: Row, line: str, asked: Mapping[str, str]) -> list[Claim]:
    """Quantities, revisions, prices, charges told of the line; unclear prices are asked about."""
    row = letter.row(line)
    if row is None:
        return []
    known = known_line(order, row)
    rows = list(priced_rows(letter, known.currency, known.unit))
    split = [*sized_revisions(letter, known.unit), *_revised(rows)]
    lots = _lots(letter, line)
    parts = _parts(row.number("qty"), wanted_qty(asked))
    prices = list(new_prices(letter, known, (split, lots, parts), rows))
    claims = [*possible(letter, known.unit, wanted_qty(asked)), *split, *charges(letter)]
    claims += _clear(letter, line, prices, split, lots)
    claims += [] if asked else moved(letter, known.unit, row.number("qty"))
    if wanted_qty(asked) == 0 or _is_cancellation(letter):
        claims += [
            *begun_or_free(letter, known.unit, row.number("qty")),
            *cancellation_share(letter),
        ]
    return [one for one in claims if _of_line(letter, one, line)]


def _parts(ordered: Decimal | None, wanted: Decimal | None) -> frozenset[Decimal]:
    """What is ordered and what we asked for on top: one of them may have a price of its own."""
    if not ordered or wanted is None or wanted <= ordered:
        return frozenset()
    return frozenset({ordered, wanted - ordered})


def _revised(rows: Sequence[PricedRow]) -> Iterator[Claim]:
    for row in rows:
        if row.revision is not None:
            yield row.revision._replace(for_qty=row.quantity)


def _lots(letter: Letter, line: str) -> list[Quantity]:
    """Lots of the line as stated, in the order they were told."""
    return [
        one.value.quantity
        for one in letter.notes.statements
        if one.object == line
        and one.field == "promised_qty"
        and isinstance(one.value, QuantityStated)
    ]


def _clear(
    letter: Letter,
    line: str,
    prices: Sequence[Claim],
    split: Sequence[Claim],
    lots: Sequence[Quantity],
) -> list[Claim]:
    """Prices that say for how many they hold, where the line comes in parts; others are asked."""
    parts = len({one.text for one in split}) > 1 or len(lots) > 1
    for one in prices if parts else ():
        if one.for_qty is None:
            letter.ask(
                "unit_price",
                line,
                f"for which part of the order does {one.words!r} hold?",
                where=(one.part, one.start, one.end),
            )
    return [one for one in prices if one.for_qty is not None or not parts]


def _is_cancellation(letter: Letter) -> bool:
    return any(lexicon("made").has(scope.passage.text, "cancellation") for scope in letter.scopes)


def _of_line(letter: Letter, one: Claim, line: str) -> bool:
    """Whether the words do not speak of another line of the order."""
    for scope in letter.scopes:
        inside = scope.passage.start <= one.start < scope.passage.end
        if scope.passage.part.name == one.part.name and inside:
            return not scope.lines or line in scope.lines
    return True
