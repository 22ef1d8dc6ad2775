"""Offers: prices with the quantities they hold for and the terms beside them, on the request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.changes.amounts import charges
from agents.reader.claims import Claim, state_claims
from agents.reader.deals import is_offer, of_the_offer, offered_lines
from agents.reader.denied import denied, wished
from agents.reader.letter import Letter
from agents.reader.offers_made import OfferLines
from agents.reader.passages import Passage
from agents.reader.price_claims import price_claims
from agents.reader.price_tables import table_prices
from agents.reader.term_claims import term_claims
from domain.numberwords import percentages, prices
from domain.reading import PriceStated
from domain.words import lexicon


def quotations(letter: Letter) -> tuple[str, ...]:
    """States every term of an offer on its line of the request."""
    lines = offered_lines(letter)
    if not is_offer(letter) or (letter.bound("rfqs") and not lines):
        return ()
    letter = of_the_offer(letter)
    offer = OfferLines(letter, lines)
    priced = [*_prices(letter, offer), *table_prices(letter, offer)]
    terms = term_claims(letter)
    if not priced and len(terms) < 2:
        return ()
    one_off = [one for one in charges(letter) if one.field == "charge_amount:one_off"]
    shares = list(_shares(letter))
    state_claims(letter, [*priced, *terms, *one_off, *shares], offer.of_claim)
    return ("quotation",)


def _prices(letter: Letter, offer: OfferLines) -> Iterator[Claim]:
    last: PriceStated | None = None
    about = ""
    for scope in letter.scopes:
        passage, decimal = scope.passage, letter.sender.decimal
        known = offer.known(letter, passage, len(passage.text) - 1)
        here = offer.about(passage.part.name, passage.end - 1)
        if known is None:
            continue
        last, about = (last if here == about else None), here
        found = list(price_claims(passage, known, decimal, last))
        if not found and unread(passage, decimal):
            _ask_price(letter, here, passage)
        for claim in found:
            value = claim.value
            last = value if isinstance(value, PriceStated) else last
            yield claim


def _shares(letter: Letter) -> Iterator[Claim]:
    """The share of a cost that the supplier takes: `il 40 % lo mettiamo noi`."""
    for scope in letter.scopes:
        passage, cue = scope.passage, lexicon("cue")
        found = percentages(passage.text, letter.sender.decimal)
        hits = [hit for hit in cue.find(passage.text) if hit.code == "cost_share"]
        if len(found) != 1 or not hits or passage.text.rstrip().endswith("?"):
            continue
        if any(denied(passage.text, hit.start) or wished(passage.text, hit.start) for hit in hits):
            continue
        start, end = passage.start + found[0].start, passage.start + found[0].end
        arguments = {"decimal": letter.sender.decimal}
        yield Claim("cost_share_pct", "percent_words", passage.part, start, end, arguments)


def unread(passage: Passage, decimal: str) -> bool:
    """Whether a price for a unit stands there that was not read."""
    return any(re.search(r"\d\s?/|/\s?[^\W\d]", one.raw) for one in prices(passage.text, decimal))


def _ask_price(letter: Letter, about: str, passage: Passage) -> None:
    letter.ask(
        "unit_price",
        about,
        f"{passage.text.strip()[:80]!r} is far from the price on record: what is the price?",
        where=(passage.part, passage.start, passage.end),
    )
