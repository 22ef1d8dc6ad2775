"""Credit notes and refunds that a partner tells of in words: whoever keeps our bills hears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.automatic import tells_absence
from agents.reader.deals import person
from agents.reader.denied import contrary, denied, of_others, otherwise, supposed
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.principal import principal_of
from domain.answer_kinds import PUT
from domain.words import Hit, lexicon

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
        if _comes_to_nothing(line.text, hit) or lexicon("put").has(line.text, "tell"):
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


#: `we cannot issue a credit note`: what is refused, and nothing of ours between.
_NOT_GIVEN = re.compile(
    r"(?<!\w)(?:not|never|cannot|\w+n['’]t|unable\sto|refuse\sto|decline\sto|nicht|keinerlei|pas|no|não|non|inte|nie|niet)\s"
    r"(?:(?!(?:we|i|wir|ich|nous|noi|vi|my|wij)\s)[^\s.;,]+\s){0,3}$",
    re.IGNORECASE,
)
#: `a credit note will not be issued`, `eine Gutschrift lehnen wir ab`; what goods did `that could
#: not be sent` is another thing.
_NOT_TO_COME = re.compile(
    r"[^.;,?!]{0,60}?(?:(?<!\w)(?:(?:will|shall|can|is|are|was|does|do|has|have)\s(?:not|never)|cannot|(?:wo|ca|is|are|does|do)n?n['’]t|"
    r"out\sof\s(?:the\s)?question|void|by\smistake|lehnen|nicht(?=[\s.!]*$)|"
    r"ne\s\w+\s(?:\w+\s)?pas|no\s(?:se|ser[áa]|podemos|habr[áa])|não|non\s(?:sar[àa]|possiamo|è)|inte|nie|niet)(?!\w))",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?<!\w)(?:that|which|who|die|der|das|welche\w*|qui|que|che|som|które?|dat)(?!\w)",
    re.IGNORECASE,
)
#: What is wanted of us, or is ours to give.
_OF_US = re.compile(
    r"(?<!\w)(?:your|ihre\w?|votre|vuestra|vostr[ao]|sizin|uw|you\sowe\s(?:us|me)|(?:send|give|issue|grant|credit|refund)\s(?:us|me)|"
    r"we\s(?:await|expect|want|need|request|claim|demand)|wir\s(?:erwarten|brauchen|fordern)|nous\s(?:attendons|demandons)|"
    r"esperamos|attendiamo|vi\sväntar\spå)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)


#: `our credit note might come`: nobody has given anything yet.
_MAY = re.compile(
    r"(?<!\w)(?:might|may|could|perhaps|maybe|possibly|vielleicht|eventuell|möglicherweise|könnte|peut-être|pourrait|quizás|"
    r"tal\svez|podría|talvez|poderia|forse|potrebbe|kanske|belki|może|misschien)(?!\w)",
    re.IGNORECASE,
)


def _comes_to_nothing(text: str, hit: Hit) -> bool:
    """Whether no money of theirs comes: it is refused, supposed, or ours to give."""
    before, behind = text[max(0, hit.start - 64) : hit.start], text[hit.end :]
    if denied(text, hit.start) or supposed(text, hit.start) or otherwise(text, hit.start):
        return True
    if _MAY.search(before) or _MAY.search(re.split(r"[.;,?!]", behind)[0][:32]):
        return True
    refusal = _NOT_TO_COME.match(behind)
    refused = refusal is not None and not _WHICH.search(refusal[0])
    ours = _OF_US.search(before) is not None
    return (
        refused
        or ours
        or _NOT_GIVEN.search(before) is not None
        or contrary(text)
        or of_others(text)
    )


def _about(letter: Letter) -> str:
    """The bill or claim it names, else what the letter is about."""
    named = (letter.only(table) for table in ("invoices", "claims", "deliveries"))
    return next(filter(None, named), "") or principal_of(letter)


def _brings_files(letter: Letter) -> bool:
    """Whether a trade document comes with it: what is credited is read there."""
    return any(part.documents for part in letter.message.parts)
