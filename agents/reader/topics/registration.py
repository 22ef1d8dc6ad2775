"""Papers of a new partner: what came, what is announced, what is wrong with it, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agents.reader.claims import Claim, state, state_claims
from agents.reader.deals import registration_of
from agents.reader.labels import labelled
from agents.reader.letter import Letter
from agents.reader.partner_papers.states import Told, promised, state_of, told_states
from agents.reader.partner_papers.values import paper_values
from agents.reader.partner_papers.wanted import attached, wanted
from domain.evidence import Part
from domain.numberwords import prices
from domain.reading import CodeStated, DateStated, MoneyStated, Statement
from domain.record import Row

_STANDARD = re.compile(r"(?<!\w)(?:ISO|IATF|AS)\s?\d{4,5}(?:[-:]\d{1,4})?(?!\w)")
_DONE = frozenset({"accepted", "waived", "received", "call-back open"})
_THERE = frozenset({"received", "pending"})


def registration(letter: Letter) -> tuple[str, ...]:
    """States every paper's state, validity and sum; asks the partner for what is not there."""
    onboarding = registration_of(letter)
    if onboarding is None:
        return ()
    rows, here = wanted(letter, onboarding), attached(letter)
    told = told_states(letter, here)
    states = dict(_states(letter, rows, here, told))
    values = [*paper_values(letter), *_certificates(letter, here)]
    if not states and not here and not told and not values:
        return ()
    _of_no_row(letter, onboarding, rows, told)
    for kind, row in rows.items():
        if states.get(kind, "") not in _THERE and row.text("state") not in _DONE:
            _ask_for(letter, row, states.get(kind, ""))
    about = {kind: row.object for kind, row in rows.items()}
    of = {(one.part.name, one.start, one.field): kind for kind, one in values}
    stated = state_claims(
        letter,
        [one for _, one in values],
        lambda one: about.get(of[one.part.name, one.start, one.field], onboarding.object),
    )
    _ask_about_values(letter, stated)
    later = any(one.text == "pending" for claims in told.values() for one in claims)
    return ("onboarding_papers", *(("document_pending",) if later else ()))


def _states(
    letter: Letter, rows: Mapping[str, Row], here: Mapping[str, Part], told: Told
) -> Iterator[tuple[str, str]]:
    for kind, row in rows.items():
        claim = state_of(letter, kind, told, here)
        stated = state(letter, row.object, claim) if claim else None
        if claim is None or stated is None or not isinstance(stated.value, CodeStated):
            continue
        yield kind, stated.value.text
        until = promised(letter, claim) if stated.value.text == "pending" else None
        if until is not None:
            state(letter, row.object, until)


def _of_no_row(letter: Letter, onboarding: Row, rows: Mapping[str, Row], told: Told) -> None:
    """A paper that nobody has filed yet: what is said of it is said of the registration."""
    others = [one for kind, some in told.items() if kind not in rows for one in some]
    noted = [one for one in others if one.text == "reserves_noted"]
    if len(noted) == 1:
        state(letter, onboarding.object, noted[0])
    for kind, claims in told.items():
        for claim in claims if kind not in rows else ():
            until = promised(letter, claim) if claim.text == "pending" else None
            if until is not None:
                state(letter, onboarding.object, until)


def _ask_for(letter: Letter, row: Row, said: str) -> None:
    paper = row.text("document")
    why = {
        "missing": f"{paper} is announced and not there",
        "reserves_noted": f"{paper} is signed with reserves: which clauses, and may they stand",
        "unsigned": f"{paper} must be signed, not only read",
    }.get(said, f"{paper} is still to come")
    slot = f"document_request_{re.sub(r'[^a-z0-9]+', '_', paper.lower())}"
    letter.ask("document_request", row.object, f"{why}: please send it", slot=slot)


def _certificates(letter: Letter, here: Mapping[str, Part]) -> Iterator[tuple[str, Claim]]:
    """The standard and scope that an attached certificate is for."""
    part = here.get("quality")
    if part is None:
        return
    for match in list(_STANDARD.finditer(part.text))[:1]:
        yield "quality", Claim("certificate", "standard", part, match.start(), match.end())
    for one in labelled(letter):
        if one.part.name == part.name and one.is_for("scope"):
            claim = Claim("certificate:scope", "words", one.part, one.start, one.end)
            yield "quality", claim


def _ask_about_values(letter: Letter, stated: list[Statement]) -> None:
    """A paper that has lapsed, or insures for less than asked, is asked for again."""
    for one in stated:
        row = letter.row(one.object)
        rule = row.text("rule") if row else ""
        if isinstance(one.value, DateStated) and one.value.span.latest < letter.sender.written_on:
            text = f"it ended on {one.value.span.latest}: please send one that is in force"
            letter.ask("document_request", one.object, text, slot=f"renewal_{_short(one)}")
        elif isinstance(one.value, MoneyStated) and _too_little(one.value, rule):
            text = f"{one.value.money} is insured, asked for is {rule}: can it be raised?"
            letter.ask("document_value:insured", one.object, text)


def _too_little(value: MoneyStated, rule: str) -> bool:
    needed = [one.price.money for one in prices(rule, ".") if one.price]
    same = [one for one in needed if one.currency == value.money.currency]
    return any(value.money.amount < one.amount for one in same)


def _short(one: Statement) -> str:
    return re.sub(r"[^a-z0-9]+", "_", one.object.partition("/")[2].lower()) or "paper"
