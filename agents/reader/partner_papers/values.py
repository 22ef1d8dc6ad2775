"""What is said of a paper's worth: until when it is valid, for how much it insures."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.changes.split import clauses_of
from agents.reader.claims import Claim
from agents.reader.labels import labelled
from agents.reader.letter import Letter
from agents.reader.partner_papers.wanted import kind_of_part, named
from agents.reader.passages import Passage
from agents.reader.term_claims import whole_decimal
from domain.datewords import find_dates
from domain.numberwords import prices
from domain.partner_papers import paper_kind
from domain.words import lexicon

Valued = Iterator[tuple[str, Claim]]


def paper_values(letter: Letter) -> Valued:
    """Ends of validity and insured sums, each with the kind of paper it is of."""
    for scope in letter.scopes:
        if scope.passage.part.name == "body":
            yield from _in_sentence(letter, scope.passage)
    for one in labelled(letter):
        cell = Passage(one.part, one.start, one.end)
        if one.part.name == "body":
            continue
        own = kind_of_part(letter, one.part)
        kind = paper_kind(one.label)
        if kind and lexicon("terms").has(one.text, "validity", "lapsed"):
            yield from ((kind, claim) for claim in _ends(letter, cell))
        elif own and lexicon("terms").has(one.label, "validity"):
            yield from ((own, claim) for claim in _ends(letter, cell))
        if "insurance" in (kind, own) and (kind or _is_sum(one.label)):
            yield from (("insurance", claim) for claim in _sums(letter, cell))


def _is_sum(label: str) -> bool:
    return lexicon("insured").has(label)


def _in_sentence(letter: Letter, passage: Passage) -> Valued:
    """A sentence about one paper: each of its clauses may give an end or a sum."""
    kinds = {one.kind for one in named(passage)}
    if len(kinds) != 1:
        return
    kind = kinds.pop()
    for clause in clauses_of(passage):
        if lexicon("terms").has(clause.text, "validity", "lapsed"):
            yield from ((kind, claim) for claim in _ends(letter, clause))
        if kind == "insurance":
            yield from ((kind, claim) for claim in _sums(letter, clause))


def _ends(letter: Letter, clause: Passage) -> Iterator[Claim]:
    dates = find_dates(clause.text, letter.sender.when())
    if len(dates) == 1 and dates[0].readings and not dates[0].ambiguous:
        start, end = clause.start + dates[0].start, clause.start + dates[0].end
        arguments = letter.sender.date_arguments("validity")
        yield Claim("deadline:validity", "date_words", clause.part, start, end, arguments)


def _sums(letter: Letter, clause: Passage) -> Iterator[Claim]:
    found = prices(clause.text, letter.sender.decimal)
    if len(found) == 1:
        arguments = {"decimal": whole_decimal(found[0].raw, letter.sender.decimal)}
        start, end = clause.start + found[0].start, clause.start + found[0].end
        yield Claim("document_value:insured", "money_words", clause.part, start, end, arguments)
