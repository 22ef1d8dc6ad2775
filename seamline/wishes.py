"""A wish typed in a case ("take full air", "let's fly it"), as the card that it fills in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.options import Option
from graph.asked.plain import plain
from graph.what_if import priced_now
from seamline.named_options import named
from seamline.telling import answers, tells
from seamline.typed import Line, Said, questions, require_answered, require_open

#: What a wish may begin with: courtesy, or that we may or want to.
_COURTESY = re.compile(
    r"^(?:(?:please|ok(?:ay)?|then|so|just|let['’]?s(?: do)?|let us(?: do)?|and|but|"
    r"(?:we|i|you) (?:should|must|need to|have to|ought to)|can (?:we|you)|could (?:we|you)|"
    r"would you|may we|we (?:want|would like|['’]?d like) to|i (?:want|would like) to|"
    r"(?:i|we)['’]d like to|(?:i|we)(?:['’]ll| will)|we|i)\b[\s,]*)+",
    re.IGNORECASE,
)
#: Verbs that choose; others count where an option of the case begins with them (hold, pay, fly).
_CHOOSES = re.compile(
    r"(?:take|choose|pick|use|go (?:for|with|ahead with)|switch to|accept|approve|fly|buy|split)"
    r"\b\s*",
    re.IGNORECASE,
)
#: What is chosen by pointing at it: what is proposed as it stands.
_AS_PROPOSED = re.compile(
    r"^(?:what|that which|it as|the one|as)?\s*(?:the |your |this )?"
    r"(?:propos(?:al|ed)|recommend(?:ation|ed)|suggest(?:ion|ed))\b|^what (?:is|you) propose",
    re.IGNORECASE,
)

#: A yes to what is proposed, where no option is called so.
_YES = re.compile(
    r"^(?:yes|ok(?:ay)?|agreed|approved|sure|yep|yeah|ja|fine(?: by me)?|(?:looks|sounds) good|"
    r"einverstanden|go ahead|(?:accept|approve|take|do)(?: it| this| that)?)"
    r"(?:[,!. ]+(?:go ahead|(?:accept|approve|do) it))?[.!]*$",
    re.IGNORECASE,
)


#: A no to what is proposed, with or without why.
_NO = re.compile(
    r"^(?:reject|refuse|decline|turn (?:it|this|that) down|"
    r"no\b,? *(?:do not|don'?t|not this|not that|reject|thanks)|"
    r"do not (?:do|approve|send|buy|take|pay|accept)\b|"
    r"cancel (?:it|this|that|the proposal)|no[.!]*$)",
    re.IGNORECASE,
)
#: A wish for another value: it is changed on the card, field by field.
_CHANGES = re.compile(
    r"^(?:change|set|increase|reduce|raise|lower|correct|adjust)\b", re.IGNORECASE
)
#: The cheapest or the fastest by itself.
_LEAST = re.compile(
    r"^(?:the )?(?:cheapest|fastest|quickest|soonest)(?: (?:one|option|way|please))*[.!]*$",
    re.IGNORECASE,
)


def chooses(text: str) -> bool:
    """Whether a text wants something taken, and asks nothing."""
    return bool(_CHOOSES.match(_COURTESY.sub("", text))) and not text.endswith("?")


def wish(line: Line, text: str) -> Said | None:
    """The card that a wish opens; None where the text is none. Refused in one sentence where what
    it names cannot be told, NotAllowed where that cannot be taken."""
    state = line.state()
    wanted = _COURTESY.sub("", plain(text))
    told = (
        tells(line, state, wanted) or answers(line, state, text) or _otherwise(state, wanted, text)
    )
    if told is not None:
        return told
    verb = _CHOOSES.match(wanted)
    if state.proposal is None or state.decision is not None:
        if verb is not None and not text.endswith("?"):
            require_open(state)
        return None
    least = bool(_LEAST.match(wanted))
    begun = least or bool(_YES.match(wanted)) or _YES.match(text)
    if verb is None and not begun and _begins(wanted) not in _begun(line, state):
        return None
    return _chosen(line, state, text, wanted)


def _otherwise(state: CaseState, wanted: str, text: str) -> Said | None:
    """The card with a no, or open to change a value of what is proposed; None for other texts, and
    where nothing waits."""
    if state.proposal is None or state.decision is not None or text.endswith("?"):
        return None
    if _NO.match(wanted):
        return Said("card", {"verb": "reject", "reason": text})
    return Said("card", {"verb": "edit", "reason": text}) if _CHANGES.match(wanted) else None


def _begins(text: str) -> str:
    found = re.match(r"\w+", text)
    return found[0].lower() if found else ""


def _begun(line: Line, state: CaseState) -> set[str]:
    """Words with which options of a case begin."""
    options = options_now(line, state)
    return {_begins(told) for one in options for told in (one.name, one.title)}


def _chosen(line: Line, state: CaseState, text: str, wanted: str) -> Said | None:
    verb = _CHOOSES.match(wanted)
    # "take" and "use" choose, and are no part of what is chosen; "fly" and "accept" are
    rest = wanted[verb.end() :] if verb and verb[0].split()[0].lower() in _POINTS else wanted
    if verb and _AS_PROPOSED.search(wanted[verb.end() :]):
        return taking(state, None, text)
    options = options_now(line, state)
    if not options and questions(state):
        raise NotAllowed(f"nothing is priced before this is answered: {questions(state)[0].text}")
    found = named(options, rest)
    if found is None and _YES.match(text):
        return taking(state, None, text)
    if found is None:
        if text.endswith("?"):
            return None
        raise Refused(f"no option is called so; there is {names_of(options)}")
    return taking(state, found, text)


_POINTS = frozenset({"take", "choose", "pick", "use", "go", "switch"})


def taking(state: CaseState, option: Option | None, reason: str) -> Said:
    """The card that takes an option: approving where it is what is proposed (None says so)."""
    proposal = state.proposal
    winners = {one.winner for one in proposal.rankings} if proposal is not None else set()
    if option is None or winners == {option.name}:
        require_answered(state)
        return Said("card", {"verb": "approve", "reason": reason})
    return Said("card", {"verb": "edit", "option": option.name, "reason": reason})


def options_now(line: Line, state: CaseState) -> list[Option]:
    """All options as they are priced now; none while a question must be answered first."""
    return [one for part in priced_now(line.office.deps, state) for one in part.options]


def names_of(options: Sequence[Option]) -> str:
    """The options' titles, as a sentence lists them."""
    return "; ".join(dict.fromkeys(one.title for one in options)) or "none"
