"""What forms and papers say of a new partner itself, and who of it must be screened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from agents.reader.claims import Claim, state_claims
from agents.reader.deals import person, registration_of
from agents.reader.labels import Labelled, labelled
from agents.reader.letter import Letter
from domain.partner_papers import folded
from domain.reading import Statement
from domain.record import Row

_FIELDS = (
    "legal_name",
    "tax_no",
    "register_no",
    "owner",
    "representative",
    "site",
    "subcontractor",
)
_EMPTY = re.compile(
    r"(?:no|non|nein|não|nej|hayır|yok|nie|nee|none|n/?a|ninguno|aucun|keine?|nessuno|-+|—|否|无|なし)\W*$",
    re.IGNORECASE,
)
#: `Firma` is a company in German and a signature in Spanish and Italian.
_SIGNATURES = frozenset({"es", "it", "pt"})
_SAME_NAME = 85


def company_data(letter: Letter) -> tuple[str, ...]:
    """States names and numbers as the partner gives them, never as master data."""
    onboarding = registration_of(letter)
    if onboarding is None:
        return ()
    claims = list(_claims(letter))
    stated = state_claims(letter, claims, lambda _: onboarding.object)
    _ask_screening(letter, onboarding, stated)
    return ()


def _claims(letter: Letter) -> Iterator[Claim]:
    for one in labelled(letter):
        field = next((each for each in _FIELDS if one.is_for(each)), "")
        if field and not _EMPTY.match(one.text) and not _is_signature(letter, one):
            yield Claim(f"manufacturer:{field}", "words", one.part, one.start, one.end)


def _is_signature(letter: Letter, one: Labelled) -> bool:
    return one.label.casefold() == "firma" and letter.sender.language in _SIGNATURES


def _ask_screening(letter: Letter, onboarding: Row, stated: list[Statement]) -> None:
    """People who own or lead the partner are screened like itself; only compliance clears a hit."""
    compliance = person(letter, "trade compliance", "specialist", "head")
    rows = letter.reads.rows("screenings", partner_id=onboarding.text("partner_id"))
    names = [
        one for one in stated if one.field in ("manufacturer:owner", "manufacturer:representative")
    ]
    for one in names:
        said = one.span.quote if one.span else ""
        row = next((row for row in rows if _same_name(row.text("subject"), said)), None)
        if row is None:
            text = f"{said!r} is named and was not screened"
            letter.ask("screening", onboarding.object, text, of=compliance)
        elif row.text("result") != "clear" and not row.text("cleared_by"):
            text = f"{said!r} may be the open hit on {row.text('list_name')}: only you clear it"
            letter.ask("screening", row.object, text, of=compliance)


def _same_name(known: str, said: str) -> bool:
    return bool(known) and fuzz.partial_ratio(folded(known), folded(said)) >= _SAME_NAME
