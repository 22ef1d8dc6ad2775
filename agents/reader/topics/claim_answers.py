"""A carrier's answer to our claim: that it takes it, what it declines, which share it offers."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.granted import granted
from agents.reader.letter import Letter
from agents.reader.passages import sentences
from agents.reader.transport import shipments_named
from domain.numberwords import percentages
from domain.words import lexicon

_CARRIERS = frozenset({"carrier", "forwarder", "warehouse"})


def read_claim_answers(letter: Letter) -> Iterator[str]:
    """A no is no end of the claim: somebody decides whether it is pursued."""
    shipments = shipments_named(letter)
    claims = lexicon("claim_answer")
    words = f"{letter.message.subject}\n{letter.fresh()}"
    if letter.sender.kind not in _CARRIERS:
        return
    if claims.has(words, "claim") and granted(letter):
        yield "acknowledgement"  # which claim it is tells the letter that it answers
        return
    if len(shipments) != 1:
        return
    if not (claims.has(words, "claim") and claims.has(words, "declined", "share")):
        return
    for part in (one for one in letter.parts if one.name == "body"):
        for one in sentences(part, []):
            shares = percentages(one.text, letter.sender.decimal)
            if len(shares) == 1 and claims.has(one.text, "share"):
                where = (part, one.start + shares[0].start, one.start + shares[0].end)
                arguments = {"decimal": letter.sender.decimal}
                letter.state(shipments[0], "cost_share_pct", "percent_words", where, arguments)
    text = "the carrier declines our claim, wholly or in part: is it pursued, or is this accepted?"
    letter.ask("claim", shipments[0], text)
    yield "dispute_answer"
