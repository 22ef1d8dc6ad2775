"""What is to be told to a partner ("tell them Friday"): the answer to a question that is open, or
words of one's own in a letter that waits for a yes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from domain.answer_kinds import consents, kind_of, slot_of
from domain.case import CaseState
from domain.datewords.find import find_dates
from domain.datewords.found import When
from domain.errors import NotAllowed, Refused
from domain.reading import Question
from domain.replies import reply_to
from seamline.typed import Line, Said, questions, require_answered
from seamline.typed_times import day_of, days_in
from seamline.views import state_actions

#: Whoever wants to be told themselves asks a question.
_TELLS = re.compile(
    r"^(?:tell|ask|write(?: to)?|answer|reply(?: to)?|promise|confirm(?: to)?|inform|let)\b"
    r"(?! (?:me|us)\b)\s*",
    re.IGNORECASE,
)
#: Whom it is told, where a name does not say it.
_THEM = re.compile(
    r"^(?:(?:them|him|her|it|back|the (?:supplier|carrier|customer|partner|forwarder|vendor)|"
    r"\w+(?= (?:that|to|about|we|know|for|if|whether|when)\b))\s*)+(?:know\s+)?",
    re.IGNORECASE,
)
_THAT = re.compile(r"^(?:that|it is|it's|:|,)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*(?![\w-])")


def tells(line: Line, state: CaseState, text: str) -> Said | None:
    """The card that tells it; None where the text wants nothing told, or nothing waits."""
    found = _TELLS.match(text)
    if found is None or state.proposal is None or state.decision is not None:
        return None
    said = _THAT.sub("", _THEM.sub("", text[found.end() :])).strip()
    today = line.office.clock.now().date()
    for question in questions(state):
        answer = _answer(question, said, today)
        if answer:
            return Said("card", {"verb": "respond", "slots": {slot_of(question): answer}})
    if found[0].lower().startswith("ask") and said:
        said = f"we ask {said}"
    require_answered(state)
    name = _letter(line, state, text)
    return Said("card", {"verb": "edit", "values": {name: said or text}, "reason": text})


def answers(line: Line, state: CaseState, text: str) -> Said | None:
    """The card with the answer to what must be answered first, where a text is nothing but that:
    `9 April`, `it is the 9th of April`, `yes`."""
    said = _IT_IS.sub("", text).rstrip(" .!")
    first = next((one for one in questions(state) if one.holds), None)
    if first is None or state.decision is not None or text.endswith("?"):
        return None
    today = line.office.clock.now().date()
    if kind_of(first) == "day" and not _is_bare_day(said, today):
        return None
    if kind_of(first) not in ("day", "yes_no", "one_of") or len(said.split()) > _SHORT:
        return None
    answer = _answer(first, said, today)
    return Said("card", {"verb": "respond", "slots": {slot_of(first): answer}}) if answer else None


def _is_bare_day(said: str, today: date) -> bool:
    found = find_dates(said, When(reference=today))
    rest = said
    for one in found:
        rest = rest.replace(one.raw, " ")
    return bool(found) and not re.sub(r"\b(?:the|of|on|by|in)\b|\W", "", rest, flags=re.I)


_IT_IS = re.compile(
    r"^(?:(?:it|that|they)(?: is|['’]s| are| will be| means?| meant)?|we deliver|on|by|make it)\s+",
    re.I,
)
_SHORT = 6


def _answer(question: Question, said: str, today: date) -> str:
    """What answers a question in what is said, as it is written down; empty where nothing does."""
    days, kind = days_in(said, today), kind_of(question)
    if kind == "day":
        return day_of(said, today).isoformat() if days else ""
    if days or not said:
        return ""  # a day answers no other question
    if kind in ("quantity", "sum"):
        numbers = _NUMBER.findall(said)
        return _taken(question, numbers[0], today) if len(numbers) == 1 else ""
    if kind == "one_of":
        return next((one for one in question.choices if one.lower() in said.lower()), "")
    if kind in ("yes_no", "consent") and not consents(said):
        return ""
    return _taken(question, said, today)


def _taken(question: Question, value: str, today: date) -> str:
    try:
        return reply_to(question, value, today).value
    except Refused:
        return ""


def _letter(line: Line, state: CaseState, text: str) -> str:
    """The name of the words that a person adds to the letter that waits and is meant."""
    acts = state_actions(state, line.office.people)
    waiting = [one for one in acts if one["outcome"] == "ask" and not one["done"]]
    letters = [_Letter.of(line, one) for one in waiting if "contact" in one["slots"]]
    able = [one for one in letters if one.name]
    named = [one for one in able if one.is_named(text)]
    theirs = named or [one for one in able if one.partner == state.partner] or able
    if not theirs or (not named and _names_another(line, state, text)):
        raise NotAllowed(
            f"no letter of {state.id} to them waits for a yes, so nothing would carry these words; "
            "write yourself, and put what is said on record with /note"
        )
    if len(theirs) > 1:
        whom = ", ".join(one.contact for one in theirs)
        raise Refused(f"several letters wait, to {whom}; say whom you mean by name")
    return theirs[0].name


def _names_another(line: Line, state: CaseState, text: str) -> bool:
    """Whether a text names a partner on record who is not the case's."""
    said = set(re.findall(r"\w{4,}", text.lower()))
    first = {
        one.key: re.findall(r"\w{4,}", one.text("name").lower())[:1]
        for one in line.office.reads.rows("partners")
    }
    return any(said & set(words) for key, words in first.items() if key != state.partner)


class _Letter(NamedTuple):
    """A letter that waits: how an edit calls its words, and to whom it goes."""

    name: str
    contact: str
    partner: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, line: Line, action: Mapping[str, Any]) -> _Letter:
        """From the card's action."""
        words = [one["name"] for one in action["editable"] if one["how"] == "with_remark"]
        row = line.office.reads.row("contacts", action["slots"]["contact"])
        partner = row.text("partner_id") if row else ""
        known = line.office.reads.row("partners", partner) if partner else None
        contact = action["slots"].get("contact_name", "")
        names = (contact, partner, known.text("name") if known else "")
        return cls(next(iter(words), ""), contact, partner, names)

    def is_named(self, text: str) -> bool:
        """Whether a text says its contact's or partner's name, or a telling part of it."""
        said = set(re.findall(r"\w{4,}", text.lower()))
        return any(said & set(re.findall(r"\w{4,}", one.lower())) for one in self.names)
