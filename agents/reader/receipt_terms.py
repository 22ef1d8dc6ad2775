"""What a receipt says beside its counts: reserves, signatures, until when a claim must be made."""

from __future__ import annotations

from agents.reader.denied import denied
from agents.reader.letter import Letter
from agents.reader.sums import told
from domain.durations import find_durations
from domain.words import lexicon


def state_reserves(letter: Letter, about: str) -> bool:
    """Reserves on the transport paper, unless the same sentence says there are none."""
    book = lexicon("receipt_note")
    for phrase in told(letter):
        hit = book.first(phrase.text) if phrase.part.name in ("subject", "body") else None
        if hit and denied(phrase.text, hit.start):
            continue
        if hit and not lexicon("receipt").has(phrase.text, "clean"):
            where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
            arguments = {"list": "receipt_note"}
            return letter.state(about, "document_state", "code", where, arguments) is not None
    return False


def ask_signature(letter: Letter, about: str) -> bool:
    """A signature nobody can read proves little: who signed?"""
    book = lexicon("receipt")
    for phrase in told(letter):
        if book.has(phrase.text, "signed") and (hit := book.first_of(phrase.text, "illegible")):
            where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
            letter.ask(
                "pod_signature", about, "the signature cannot be read: who signed?", where=where
            )
            return True
    return False


def claim_term(letter: Letter, about: str) -> tuple[str, ...]:
    """Until when a claim must be made, counted from the receipt; Sundays and holidays apart."""
    for phrase in told(letter):
        found = [one for one in find_durations(phrase.text) if one.unit == "DAY"]
        if phrase.part.name != "body" or len(found) != 1:
            continue
        before = phrase.text[max(0, found[0].start - 40) : found[0].end + 40]
        if lexicon("term").has(before, "claim"):
            where = (phrase.part, phrase.start + found[0].start, phrase.start + found[0].end)
            letter.state(about, "deadline:claim", "days_after", where, _from_receipt(letter))
            return ("deadline",)
    return ()


def _from_receipt(letter: Letter) -> dict[str, str]:
    sender = letter.sender
    partner = letter.row(sender.object)
    country = partner.text("country") if partner else ""
    rows = letter.reads.rows("holidays", country=country) if country else []
    closed = ",".join(str(row.day("day")) for row in rows if row.day("day"))
    anchor = sender.written_on.isoformat()
    return {
        "anchor": anchor,
        "leave": "sundays",
        "closed": closed,
        "event": "claim",
        "tz": sender.tz,
    }
