"""The state of each paper of a registration: brought, announced, signed with reserves, lapsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agents.reader.changes.split import clauses_of
from agents.reader.claims import Claim
from agents.reader.labels import labelled
from agents.reader.letter import Letter
from agents.reader.partner_papers.wanted import Named, named, named_first
from agents.reader.passages import Passage
from domain.datewords import find_dates
from domain.evidence import Part
from domain.partner_papers import paper_kind
from domain.words import Hit, lexicon

#: What is said of a paper and makes it one that is not there yet, strongest first.
_NOT_THERE = ("reserves_noted", "unsigned", "pending", "missing")


class Told(dict[str, list[Claim]]):
    """Claims by kind of paper."""


def told_states(letter: Letter, here: Mapping[str, Part]) -> Told:
    """What is said of papers in sentences and in the cells of a form."""
    found = Told()
    for kind, claim in [*_in_sentences(letter, here), *_in_cells(letter)]:
        found.setdefault(kind, []).append(claim)
    return found


def state_of(letter: Letter, kind: str, told: Told, here: Mapping[str, Part]) -> Claim | None:
    """The one claim that holds: what is said against a paper before that it was brought."""
    said = told.get(kind, [])
    for code in _NOT_THERE:
        match = next((one for one in said if one.text == code), None)
        if match is not None and (code != "pending" or kind not in here):
            return match
    at = named_first(letter, kind)
    if at is None:
        return None
    if kind in here:
        return _by_attachments(at, "received")
    return _by_attachments(at, "missing") if _announced(letter, at) else None


def _by_attachments(at: Named, state: str) -> Claim:
    arguments = {"paper": at.kind, "state": state}
    return Claim("document_state", "paper_state", at.part, at.start, at.end, arguments)


def _announced(letter: Letter, at: Named) -> bool:
    """Whether the sentence that names it says that it is attached."""
    return any(
        lexicon("paper_said").has(scope.passage.text, "attached")
        for scope in letter.scopes
        if scope.passage.part.name == at.part.name
        and scope.passage.start <= at.start < scope.passage.end
    )


def _in_sentences(letter: Letter, here: Mapping[str, Part]) -> Iterator[tuple[str, Claim]]:
    for scope in letter.scopes:
        passage = scope.passage
        if passage.part.name != "body":
            continue
        papers = named(passage)
        for hit in lexicon("paper_said").find(passage.text):
            for one in _meant(passage, hit, papers) if hit.code in _NOT_THERE else ():
                yield one.kind, _claim(passage, hit)


def _meant(passage: Passage, hit: Hit, papers: list[Named]) -> list[Named]:
    """The papers the words are about: those of their own clause, else those named before."""
    at = passage.start + hit.start
    clause = next(one for one in clauses_of(passage) if at < one.end)
    inside = [one for one in papers if clause.start <= one.start < clause.end]
    return inside or [one for one in papers if one.start < at]


def _claim(passage: Passage, hit: Hit) -> Claim:
    start, end = passage.start + hit.start, passage.start + hit.end
    return Claim("document_state", "code", passage.part, start, end, {"list": "paper_said"})


def _in_cells(letter: Letter) -> Iterator[tuple[str, Claim]]:
    for one in labelled(letter):
        kind = paper_kind(one.label) if one.part.name != "body" else ""
        for hit in lexicon("paper_said").find(one.text) if kind else ():
            if hit.code in _NOT_THERE:
                cell = Passage(one.part, one.start, one.end)
                yield kind, _claim(cell, hit)
                break


def promised(letter: Letter, claim: Claim) -> Claim | None:
    """Until when a paper is to follow: the day said in the clause of the promise."""
    for scope in letter.scopes:
        if scope.passage.part.name != claim.part.name:
            continue
        for clause in clauses_of(scope.passage):
            if clause.start <= claim.start < clause.end:
                # `still with the auditor, we expect to send it by 29 May`
                told = clause if find_dates(clause.text, letter.sender.when()) else scope.passage
                dates = find_dates(told.text, letter.sender.when())
                if len(dates) == 1 and dates[0].readings and not dates[0].ambiguous:
                    start, end = told.start + dates[0].start, told.start + dates[0].end
                    arguments = letter.sender.date_arguments("promise")
                    return Claim("deadline:promise", "date_words", told.part, start, end, arguments)
    return None
