"""Credit notes and refunds that a partner tells of in words: whoever keeps our bills hears."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.automatic import tells_absence
from agents.reader.deals import person
from agents.reader.denied import denied, otherwise, supposed
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.principal import principal_of
from domain.answer_kinds import PUT
from domain.words import lexicon

#: Partners that bill us.
_BILLING = ("supplier", "carrier", "forwarder", "broker", "warehouse", "port")
TOPIC = "credit_told"


def read_told_credits(letter: Letter) -> Iterator[str]:
    """Asks what a credit that is told is for, once a letter; answers to our disputes and claims
    are read by those, and what is refused, hangs on something or is asked for is none."""
    sender, asked = letter.sender, {one.about for one in letter.notes.questions}
    if (
        sender.kind not in _BILLING
        or TOPIC in asked
        or _brings_files(letter)
        or occasions(letter) & {"answered"}
    ):
        return
    if letter.message.auto_submitted or tells_absence(letter.message, letter.fresh()):
        return
    for line in letter.spoken():
        hit = lexicon("given_back").first_of(line.text, "credit")
        if hit is None or line.part.name not in ("subject", "body") or "?" in line.text:
            continue
        turned = denied(line.text, hit.start) or supposed(line.text, hit.start)
        if turned or otherwise(line.text, hit.start) or lexicon("put").has(line.text, "tell"):
            continue
        words = " ".join(line.text.split())[:240]
        letter.ask(
            TOPIC,
            _about(letter),
            f"{sender.partner_id} tells of money given back {words!r}: what for, and who posts it?",
            of=person(letter, "finance", "ap clerk", "ap manager"),
            slot=f"{PUT}{TOPIC}",
            where=(line.part, line.start + hit.start, line.start + hit.end),
        )
        return
    yield from ()


def _about(letter: Letter) -> str:
    """The bill or claim it names, else what the letter is about."""
    named = (letter.only(table) for table in ("invoices", "claims", "deliveries"))
    return next(filter(None, named), "") or principal_of(letter)


def _brings_files(letter: Letter) -> bool:
    """Whether a trade document comes with it: what is credited is read there."""
    return any(part.documents for part in letter.message.parts)
