"""Bank data in a message: whatever else it says, no call and no mail changes where money goes."""

from __future__ import annotations

from domain.message import Message
from domain.reading import Reading
from domain.words import lexicon

_LONGEST = 60_000


def speaks_of_bank_data(message: Message, reading: Reading) -> bool:
    """Whether its own new words, or what was read of them, are about an account to pay to.

    What stands in a signature or in quoted mail is no news and does not count.
    """
    told = [one.field for one in reading.statements] + [one.about for one in reading.questions]
    if any(one.startswith("bank") for one in [*reading.intents, *told]):
        return True
    book = lexicon("bank")
    return any(
        part.is_fresh(hit.start, hit.end)
        for part in message.parts
        for hit in book.find(part.text[:_LONGEST])
    )
