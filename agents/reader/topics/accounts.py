"""Bank accounts on a new partner's papers: stated as printed, called back before anybody pays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim, state, state_claims
from agents.reader.deals import person, registration_of
from agents.reader.labels import labelled
from agents.reader.letter import Letter
from agents.reader.partner_papers.wanted import wanted
from domain.partner_papers import folded
from domain.record import Row
from domain.words import lexicon

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)")
_NUMBER = re.compile(r"\d(?:[ -]?\d){7,23}")
#: Words of a company's legal form, which names leave out.
_FORMS = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|ug|inc|llc|ltd|limited|corp|co|sa|sas|sarl|srl|spa|sl|slu|bv|nv|ab|oy|as|oue?|sti|san|tic|"
    r"sanayi|ve|ticaret|de|cv|rl|s|a|r|l|c|v|company|lda|ltda|eireli|sp|z|o)\b"
)


def accounts(letter: Letter) -> tuple[str, ...]:
    """States account, holder, currency on the paper; asks for the call-back whatever is said."""
    onboarding = registration_of(letter)
    if onboarding is None:
        return ()
    row = wanted(letter, onboarding).get("bank")
    about = row.object if row else onboarding.object
    found = list(_numbers(letter))
    parts = {one.part.name for one in found}
    if not found:
        _ask_told(letter, about)
        return ()
    for one in found:
        if len(found) > 1 or state(letter, about, one) is None:
            _ask_number(letter, about, one, len(found) > 1)
    beside = [one for one in _beside(letter) if one.part.name in parts]
    state_claims(letter, beside, lambda _: about)
    _ask_call_back(letter, about, onboarding, found, beside)
    return ()


def _numbers(letter: Letter) -> Iterator[Claim]:
    """Account numbers behind their label, and IBANs anywhere; each once."""
    seen: set[str] = set()
    for one in labelled(letter):
        match = (
            (_IBAN.search(one.text) or _NUMBER.search(one.text)) if one.is_for("account") else None
        )
        if match and re.sub(r"\W", "", match[0]) not in seen:
            seen.add(re.sub(r"\W", "", match[0]))
            start, end = one.start + match.start(), one.start + match.end()
            yield Claim("bank_account", "account_number", one.part, start, end)
    for line in letter.lines():
        named = "IBAN" in line.text.upper()
        for match in _IBAN.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            proven = Claim("bank_account", "account_number", line.part, start, end).value
            if not (named or proven):
                continue
            if re.sub(r"\W", "", match[0]) not in seen:
                seen.add(re.sub(r"\W", "", match[0]))
                yield Claim("bank_account", "account_number", line.part, start, end)


def _beside(letter: Letter) -> Iterator[Claim]:
    for one in labelled(letter):
        if one.is_for("holder"):
            yield Claim("bank_account:holder", "words", one.part, one.start, one.end)
        elif one.is_for("currency"):
            yield Claim("bank_account:currency", "currency_code", one.part, one.start, one.end)


def _ask_told(letter: Letter, about: str) -> None:
    """An account is spoken of, its number is not: `please pay to our account with the old bank`."""
    for line in letter.spoken():
        hit = lexicon("bank").first_of(line.text, "elsewhere")
        if hit is not None and line.part.name == "body":
            letter.ask(
                "call_back",
                about,
                f"{line.text.strip()[:120]!r}: call back on a number on file before anybody pays",
                of=person(letter, "finance", "master data", "ap"),
                where=(line.part, line.start + hit.start, line.start + hit.end),
            )
            return


def _ask_number(letter: Letter, about: str, one: Claim, several: bool) -> None:
    why = "several accounts are named" if several else f"the check digit of {one.words} is wrong"
    letter.ask(
        "bank_account",
        about,
        f"{why}: which number stands on the bank's own paper?",
        where=(one.part, one.start, one.end),
    )


def _ask_call_back(
    letter: Letter, about: str, onboarding: Row, found: list[Claim], beside: list[Claim]
) -> None:
    """Whoever keeps bank data calls a number that did not come from the partner's own mail."""
    partner = letter.row(f"partners:{onboarding.text('partner_id')}")
    name = partner.text("name") if partner else ""
    doubts = [
        f"the holder is {one.words}, not {name}"
        for one in beside
        if one.field == "bank_account:holder" and not same_company(one.words, name)
    ]
    known = partner.text("currency") if partner else ""
    doubts += [
        f"it is in {one.text}, on record is {known}"
        for one in beside
        if one.field == "bank_account:currency" and known and one.text not in ("", known)
    ]
    said = f" ({'; '.join(doubts)})" if doubts else ""
    letter.ask(
        "call_back",
        about,
        f"account {found[0].words}{said}: call back on a number on file, never one of this mail",
        of=person(letter, "finance", "master data", "ap"),
    )


def same_company(one: str, other: str) -> bool:
    """Whether two names are the same company's, legal forms apart."""
    first, second = (
        set(_FORMS.sub(" ", re.sub(r"[.,]", "", folded(name))).split()) for name in (one, other)
    )
    return bool(first & second) and (first <= second or second <= first)
