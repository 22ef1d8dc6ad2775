"""Somebody's approval as the sender claims it: stated as a claim, and asked of whoever it names."""

from __future__ import annotations

from agents.reader.claims import Claim, state
from agents.reader.colleague_names import Colleague, ColleagueNames
from agents.reader.deals import order_line_of, order_of
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.passages import Passage
from domain.words import lexicon

#: What an approval is about, where the letter names one such thing.
_TABLES = ("invoices", "onboarding", "rfqs", "purchase_order_lines", "purchase_orders", "claims")


#: Where somebody is said to have agreed to a bill, plainer words tell it.
_ABOUT_BILLS = {"release", "demand", "answered"}


def approvals(letter: Letter) -> tuple[str, ...]:
    """A colleague's or a committee's yes, told by another: it counts when they confirm it."""
    codes = ("given", "paid") if occasions(letter) & _ABOUT_BILLS else ("given",)
    said = lexicon("approval")
    told = [one.passage for one in letter.scopes if not said.has(one.passage.text, "wanted")]
    telling = [one for one in told if said.has(one.text, *codes)]
    deciding = [one for one in told if said.has(one.text, *codes, "decided")]
    if not deciding:
        return ()
    about, names = _about(letter), ColleagueNames(letter)
    for passage in telling:
        for one in names.within(passage):
            _claimed(letter, about, passage, one)
    for passage in deciding:
        _committee(letter, about, passage)
    return ()


def _claimed(letter: Letter, about: str, passage: Passage, one: Colleague) -> None:
    arguments = {"object": one.about, "name": one.name}
    claim = Claim("approval_claimed", "named", passage.part, one.start, one.end, arguments)
    stranger = not letter.sender.object and not letter.sender.ours
    if stranger or state(letter, about, claim):
        letter.ask(
            "approval",
            about,
            f"{passage.text.strip()[:120]!r}: is that so, and for what amount?",
            of=one.about,
            where=(passage.part, one.start, one.end),
        )


def _about(letter: Letter) -> str:
    order = order_of(letter)
    for table in _TABLES:
        one = letter.only(table)
        if one:
            return order_line_of(letter, order) or one if order and "order" in table else one
    return "mail"


def _committee(letter: Letter, about: str, passage: Passage) -> None:
    hit = lexicon("approval").first_of(passage.text, "body")
    if hit is not None:
        start, end = passage.start + hit.start, passage.start + hit.end
        claim = Claim("approval_claimed", "words", passage.part, start, end)
        state(letter, about, claim)
