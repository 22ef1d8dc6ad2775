"""Whether a letter gives in to us: it takes what we claimed, contested, credited or explained."""

from __future__ import annotations

from agents.reader.denied import denied, supposed
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from domain.words import lexicon


def granted(letter: Letter) -> bool:
    """A plain yes in its own new words. With a no, a but, a condition or a question beside it, it
    is none: somebody reads such a letter."""
    words, told = new_words(letter), lexicon("granted")
    if "?" in words or told.has(words, "held_back"):
        return False
    if lexicon("claim_answer").has(words, "declined"):
        return False
    yes = [one.start for one in told.find(words) if one.code == "granted"]
    return bool(yes) and not any(denied(words, one) or supposed(words, one) for one in yes)


def new_words(letter: Letter) -> str:
    """What its body says that it does not quote; a subject goes on through a whole thread."""
    return "\n".join(line.text for line in letter.lines() if line.part.name == "body")


def gives_in(letter: Letter) -> bool:
    """Whether it grants what it answers: a claim, a dispute, a deduction."""
    return "answered" in occasions(letter) and granted(letter)
