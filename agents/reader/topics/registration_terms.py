"""What a partner under registration asks for beside it: payment terms, an advance, an order."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.claims import Claim, state_claims
from agents.reader.deals import person, registration_of, speaks_of
from agents.reader.labels import labelled
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.term_claims import passage_claims
from agents.reader.wanted_goods import wanted_goods
from domain.datewords import find_dates
from domain.reading import Statement
from domain.record import Row
from domain.terms import advances, lead_times, payment_terms
from domain.words import lexicon


def registration_terms(letter: Letter) -> tuple[str, ...]:
    """States the terms and the order asked for; nothing is ordered or agreed before release."""
    onboarding = registration_of(letter)
    if onboarding is None:
        return ()
    terms = state_claims(letter, _terms(letter), lambda _: onboarding.object)
    terms = [one for one in terms if one.field.startswith("payment_terms")]
    if terms:
        _ask_terms(letter, onboarding, terms)
    ordered = _order(letter, onboarding)
    intents = ("terms_request",) if terms else ()
    return (*intents, "po_create_request") if ordered else intents


def _terms(letter: Letter) -> Iterator[Claim]:
    wanted = ("payment_terms", "payment_terms:advance", "moq")
    for scope in letter.scopes:
        if scope.passage.part.name == "body":
            every = passage_claims(letter, scope.passage, wished=True)
            told = [one for one in every if one.field in wanted]
            yield from told
            if {one.field for one in told} == {"payment_terms:advance"}:
                yield from _beside_advance(scope.passage)
    for one in labelled(letter):
        if one.part.name != "body" and lexicon("terms").has(one.label, "payment"):
            cell = Passage(one.part, one.start, one.end)
            yield from _in_cell(cell)


def _beside_advance(passage: Passage) -> Iterator[Claim]:
    """`30 days, and 50 % in advance`: days beside an advance are those of payment."""
    found = payment_terms(passage.text, bare=True)
    if len(found) == 1 and not lead_times(passage.text):
        start, end = passage.start + found[0].start, passage.start + found[0].end
        yield Claim(
            "payment_terms", "payment_term", passage.part, start, end, {"labelled": "advance"}
        )


def _in_cell(cell: Passage) -> Iterator[Claim]:
    base = cell.start
    for one in payment_terms(cell.text, bare=True)[:1]:
        start, end, how = base + one.start, base + one.end, {"labelled": "payment"}
        yield Claim("payment_terms", "payment_term", cell.part, start, end, how)
    for one in advances(cell.text)[:1]:
        start, end = base + one.start, base + one.end
        yield Claim("payment_terms:advance", "advance_share", cell.part, start, end)


def _ask_terms(letter: Letter, onboarding: Row, terms: list[Statement]) -> None:
    partner = letter.row(f"partners:{onboarding.text('partner_id')}")
    known = partner.text("payment_terms") if partner else ""
    said = " and ".join(one.span.quote for one in terms if one.span)
    letter.ask(
        "terms_conflict",
        onboarding.object,
        f"{said!r} is asked for, on record is {known or 'nothing'}: which terms do we agree to?",
        of=person(letter, "procurement", "category", "cpo"),
        slot="payment_terms",
    )


def _order(letter: Letter, onboarding: Row) -> bool:
    """An order wanted before release: what, how many, until when they want it."""
    if not speaks_of(letter, "cut_orders"):
        return False
    for about, claims in wanted_goods(letter).items():
        state_claims(letter, claims, lambda _: about or onboarding.object)  # noqa: B023
    state_claims(letter, _until(letter), lambda _: onboarding.object)
    return True


def _until(letter: Letter) -> Iterator[Claim]:
    """Until when they want the order: a day with `before` or `by` in the words that ask for it."""
    for scope in letter.scopes:
        passage = scope.passage
        if not lexicon("deal").has(passage.text, "cut_orders"):
            continue
        dates = find_dates(passage.text, letter.sender.when())
        until = [one for one in dates if one.bound in ("by", "before")]
        if len(until) == 1 and until[0].readings and not until[0].ambiguous:
            arguments = letter.sender.date_arguments("reply")
            start, end = passage.start + until[0].start, passage.start + until[0].end
            yield Claim("deadline:reply", "date_words", passage.part, start, end, arguments)
