"""What forms and papers say of a new partner itself, and who of it must be screened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from agents.reader.claims import Claim, state_claims
from agents.reader.deals import person, registration_of
from agents.reader.denied import denied
from agents.reader.labels import Labelled, labelled
from agents.reader.letter import Letter
from domain.partner_papers import folded
from domain.reading import Statement
from domain.record import Row
from domain.words import lexicon

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
    if not any(one.field == "manufacturer:owner" for one in claims):
        claims += _new_owners(letter, onboarding)
    stated = state_claims(letter, claims, lambda _: onboarding.object)
    _ask_screening(letter, onboarding, stated)
    return ()


def _claims(letter: Letter) -> Iterator[Claim]:
    for one in labelled(letter):
        field = next((each for each in _FIELDS if one.is_for(each)), "")
        if field and not _EMPTY.match(one.text) and not _is_signature(letter, one):
            yield Claim(f"manufacturer:{field}", "words", one.part, one.start, one.end)


#: `a new co-owner, Lenox Holding with 40 percent`: a name of several capitals behind the word.
_NAMED = re.compile(
    r"[,:(]?\s{1,2}(?:is|ist|est|es|è|é|är|jest|heißt|called|named|the|die|der|la|el|il|o|a|firma|company)?\s?"
    r"(?P<name>[A-ZÀ-Þ][\w.&-]{1,24}(?:\s[A-ZÀ-Þ&][\w.&-]{0,24}){1,4})"
)


def _new_owners(letter: Letter, onboarding: Row) -> Iterator[Claim]:
    """A new owner told in prose; who it is must be screened, whether a name stands there or not."""
    told = lexicon("owner_change")
    for line in letter.spoken():
        if line.part.name != "body" or line.text.rstrip().endswith("?"):
            continue
        for hit in told.find(line.text):
            named = _NAMED.match(line.text, hit.end)
            if denied(line.text, hit.start):
                continue
            if named:
                start, end = line.start + named.start("name"), line.start + named.end("name")
                yield Claim("manufacturer:owner", "words", line.part, start, end)
            else:
                where = (line.part, line.start + hit.start, line.start + hit.end)
                text = f"{line.text[hit.start : hit.end]!r}: who owns it now was not screened"
                compliance = person(letter, "trade compliance", "specialist", "head")
                letter.ask("screening", onboarding.object, text, of=compliance, where=where)


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
