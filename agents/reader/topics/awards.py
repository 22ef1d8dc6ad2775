"""Awards told by a colleague: shares, prices, terms, first orders, and what to ask before any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.reader.awards.first_orders import first_orders
from agents.reader.awards.prices import award_prices, tooling
from agents.reader.awards.shares import shares
from agents.reader.awards.winners import Winner, named_in, said_of, winners
from agents.reader.claims import Claim, state_claims
from agents.reader.deals import buyer_of, person, speaks_of, writer
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.term_claims import needed, passage_claims, without_bare
from domain.reading import CodeStated, Statement
from domain.record import Row

_TERMS = ("incoterm", "payment_terms", "payment_terms:advance", "lead_time", "moq", "certificate")
Told = Iterator[tuple[Claim, Winner]]


def awards(letter: Letter) -> tuple[str, ...]:
    """States the award on each winner's line of the request; asks for what it leaves open."""
    request = letter.row(letter.only("rfqs"))
    if not letter.sender.ours or request is None or not speaks_of(letter, "award"):
        return ()
    asked = winners(letter, request.key)
    order = _in_order(letter, asked)
    told = [one for scope in letter.scopes for one in _told(letter, scope.passage, asked, order)]
    for winner in order:
        mine = [claim for claim, one in told if one.row.key == winner.row.key]
        stated = state_claims(letter, without_bare(mine), lambda _: winner.row.object)  # noqa: B023
        _ask_conflicts(letter, stated, winner.row, request)
    if not order:
        return ()
    _ask_sizes(letter, asked, order, request)
    _ask_approval(letter, request)
    return (
        "award",
        *(("po_create_request",) if speaks_of(letter, "cut_orders", "first_orders") else ()),
    )


def _in_order(letter: Letter, asked: Sequence[Winner]) -> list[Winner]:
    """The suppliers the letter names, each once, as they come."""
    found: dict[str, Winner] = {}
    for scope in letter.scopes:
        for one in named_in(scope.passage.text, asked):
            found.setdefault(one.winner.row.key, one.winner)
    return list(found.values())


def _told(
    letter: Letter, passage: Passage, asked: Sequence[Winner], order: Sequence[Winner]
) -> Told:
    decimal = letter.sender.decimal
    yield from shares(passage, asked)
    yield from first_orders(passage, asked, order, decimal)[0]
    for said in said_of(passage, asked):
        yield from _terms(letter, said.passage, [said.winner] if said.winner else order)
    for claim in needed(letter, passage):
        for winner in _named(_clause(passage, claim), asked) or order:
            yield claim, winner
    whose = _named(passage.text, asked) or list(order)
    for winner in whose if len(whose) == 1 else ():
        yield from ((claim, winner) for claim in tooling(passage, winner, decimal))


def _named(text: str, asked: Sequence[Winner]) -> list[Winner]:
    return list({one.winner.row.key: one.winner for one in named_in(text, asked)}.values())


def _clause(passage: Passage, claim: Claim) -> str:
    """The words around a claim between commas."""
    at = claim.start - passage.start
    low = max(passage.text.rfind(mark, 0, at) for mark in ",;")
    high = passage.text.find(",", claim.end - passage.start)
    return passage.text[low + 1 : high if high >= 0 else None]


def _terms(letter: Letter, passage: Passage, whose: Sequence[Winner]) -> Told:
    """Terms of one supplier's words, or of words about all; a price only of one."""
    for winner in whose:
        for claim in passage_claims(letter, passage):
            if claim.field in _TERMS:
                yield claim, winner
        for claim in award_prices(passage, winner, letter.sender.decimal):
            if len(whose) == 1:
                yield claim, winner


def _ask_sizes(
    letter: Letter, asked: Sequence[Winner], order: Sequence[Winner], request: Row
) -> None:
    for scope in letter.scopes:
        doubt = first_orders(scope.passage, asked, order, letter.sender.decimal)[1]
        if doubt:
            where = (scope.passage.part, scope.passage.start, scope.passage.end)
            letter.ask("ordered_qty", request.object, doubt, of=writer(letter), where=where)


def _ask_conflicts(letter: Letter, stated: list[Statement], line: Row, request: Row) -> None:
    """Where the award says other than the request's line, which of them is right."""
    for one in stated:
        if not isinstance(one.value, CodeStated) or one.field not in ("incoterm", "payment_terms"):
            continue
        known = line.text(one.field)
        said = one.value.text
        if known and said.split()[0] != known.split()[0]:
            whole = f"{known} {line.text('incoterm_place')}" if one.field == "incoterm" else known
            letter.ask(
                one.field,
                line.object,
                f"the award says {said}, the request on record {whole.strip()}: which holds?",
                of=buyer_of(letter, request),
                slot=f"{one.field}_{line.text('supplier_id')}",
                choices=(said, whole.strip()),
            )


def _ask_approval(letter: Letter, request: Row) -> None:
    """An award on record with its approver needs no further word; any other does."""
    rows = letter.reads.rows("awards", rfq_id=request.key)
    if rows and all(row.text("approver_id") and row.text("committee_record") for row in rows):
        return
    letter.ask(
        "approval",
        request.object,
        "no approved award is on record: who approved it, and under which record?",
        of=person(letter, "procurement", "cpo", "chief", "head", "director", "category"),
        slot="award_record",
    )
