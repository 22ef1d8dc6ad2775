"""Offers: prices with the quantities they hold for and the terms beside them, on the request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim, state_claims
from agents.reader.deals import offered_lines
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.price_claims import known_price, price_claims
from agents.reader.term_claims import term_claims
from domain.numberwords import prices
from domain.reading import PriceStated
from domain.record import Row

#: Terms that are of the whole offer where it answers several lines at once.
_COMMON = ("incoterm", "payment_terms", "payment_terms:advance", "deadline:validity")


def quotations(letter: Letter) -> tuple[str, ...]:
    """States every term of an offer on its line of the request."""
    lines = offered_lines(letter)
    if not lines:
        return ()
    priced = list(_prices(letter, lines))
    terms = term_claims(letter)
    if not priced and len(terms) < 2:
        return ()
    where = {_place(claim): row.object for claim, row in priced}
    claims = [*(claim for claim, _ in priced), *terms]
    state_claims(letter, claims, lambda one: where.get(_place(one)) or _about(one, letter, lines))
    return ("quotation",)


def _place(one: Claim) -> tuple[str, str, int]:
    return one.field, one.part.name, one.start


def _about(one: Claim, letter: Letter, lines: list[Row]) -> str:
    """The only line there is, the line whose item was named last, or the request as a whole."""
    request = f"rfqs:{lines[0].text('rfq_id')}"
    if len(lines) == 1:
        return lines[0].object
    if one.field in _COMMON:
        return request
    named = line_named(one.part.text[: one.end], lines)
    return named.object if named else request


def _prices(letter: Letter, lines: list[Row]) -> Iterator[tuple[Claim, Row]]:
    current: Row | None = lines[0] if len(lines) == 1 else None
    last: PriceStated | None = None
    for scope in letter.scopes:
        passage, decimal = scope.passage, letter.sender.decimal
        named = line_named(passage.text, lines) or current
        if named is None:
            continue
        current, last = named, last if named == current else None
        found = list(price_claims(passage, known_price(current), decimal, last))
        if not found and unread(passage, decimal):
            _ask_price(letter, current, passage)
        for claim in found:
            value = claim.value
            last = value if isinstance(value, PriceStated) else last
            yield claim, current


def line_named(text: str, lines: list[Row]) -> Row | None:
    """The line whose item the words name last."""
    found: list[tuple[int, Row]] = []
    for row in lines:
        item = row.text("item_id")
        for match in re.finditer(rf"(?<![\w-]){re.escape(item)}(?![\w-])", text, re.IGNORECASE):
            found.append((match.start(), row))
    return max(found, key=lambda one: one[0])[1] if found else None


def unread(passage: Passage, decimal: str) -> bool:
    """Whether a price for a unit stands there that was not read."""
    return any(re.search(r"\d\s?/|/\s?[^\W\d]", one.raw) for one in prices(passage.text, decimal))


def _ask_price(letter: Letter, row: Row, passage: Passage) -> None:
    letter.ask(
        "unit_price",
        row.object,
        f"{passage.text.strip()[:80]!r} is far from the price on record for {row.text('item_id')}: "
        "which price, for how many?",
        where=(passage.part, passage.start, passage.end),
    )
