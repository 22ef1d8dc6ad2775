"""What is typed at the desk: a question is answered, a wish becomes a card, a command opens one.

Words never act: whatever is typed is answered with something to read or with a card to press.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from domain.case import CaseState
from domain.datewords.find import find_dates
from domain.datewords.found import When
from domain.errors import NotAllowed, Refused, Unknown
from domain.options import Option
from domain.people import Person
from domain.reading import Question
from graph.answers.steps import Step, parts
from graph.what_if import Supposed, priced_now, what_if
from memory.evidence_table import Asked, Only
from seamline.deed_forms import FORMS, DeedForm
from seamline.wiring import Office

#: Characters of a line that are read.
LONGEST = 2000


class Said(NamedTuple):
    """What is answered: `kind` names how it is shown, `told` is what is shown."""

    kind: Literal["asked", "card", "deed", "what_if", "go", "help"]
    told: dict[str, Any]


class Line(NamedTuple):
    """One line that a person typed, in a case or about everything (an empty name)."""

    office: Office
    person: Person
    case: str
    text: str

    def state(self) -> CaseState:
        """The case it was typed in; Refused where it was typed about everything."""
        if not self.case:
            raise Refused("open a case first: this is about one case")
        return self.office.desk.case(self.case)


#: Commands that open no deed's card: what follows them, and what each does.
_OWN: dict[str, tuple[str, str]] = {
    "/approve": ("[WHY]", "opens the card that approves what is proposed"),
    "/edit": ("OPTION [WHY]", "opens the card with another option taken"),
    "/reject": ("WHY", "opens the card that rejects it"),
    "/respond": ("SLOT=VALUE", "opens the card with an answer filled in"),
    "/whatif": ("+DAYS | SLOT=VALUE", "prices the options as they would be, without a trace"),
    "/ask": ("QUESTION", "asks, as without a command"),
    "/thread": ("REFERENCE", "goes to the thread from award to payment"),
    "/case": ("CASE", "goes to a case"),
    "/help": ("", "these commands"),
}
#: All commands, as `/help` tells them.
COMMANDS = {**_OWN, **{name: (form.takes, form.does) for name, form in FORMS.items()}}


def hear(line: Line) -> Said:
    """Answers what was typed; Refused in one sentence where it cannot be."""
    text = " ".join(line.text.split())
    if text.startswith("/"):
        name, _, rest = text.partition(" ")
        return _command(line, name.lower(), rest.strip())
    wish = _wish(line, text) if line.case else None
    return wish or _asked(line, text)


def _command(line: Line, name: str, rest: str) -> Said:
    if name == "/help":
        return Said("help", {"commands": COMMANDS})
    if name == "/ask":
        return _asked(line, rest)
    if name in ("/thread", "/case"):
        wanted = rest or line.case
        if not wanted:
            raise Refused(f"say which: {name} {COMMANDS[name][0]}")
        place = "/thread?ref=" if name == "/thread" else "/cases/"
        return Said("go", {"place": f"{place}{quote(wanted, safe='')}"})
    if name == "/whatif":
        return _what_if(line, rest)
    if name in FORMS:
        return _deed(line, FORMS[name], rest)
    card = _CARDS.get(name)
    if card is None:
        near = ", ".join(COMMANDS)
        raise Unknown(f"{name!r} is no command; there is {near}")
    return card(line, rest)


def _verb(verb: str) -> Callable[[Line, str], Said]:
    """The card of the open proposal with a reason filled in."""

    def opened(line: Line, rest: str) -> Said:
        state = line.state()
        _require_open(state)
        if verb == "approve" and any(one.holds for one in _questions(state)):
            raise NotAllowed(f"answer first: {_questions(state)[0].text}")
        return Said("card", {"verb": verb, "reason": rest})

    return opened


def _questions(state: CaseState) -> tuple[Question, ...]:
    return state.proposal.questions if state.proposal is not None else ()


def _require_open(state: CaseState) -> None:
    if state.proposal is None or state.decision is not None:
        raise NotAllowed(f"{state.id} waits for no decision now")


def _edit(line: Line, rest: str) -> Said:
    state = line.state()
    _require_open(state)
    options = _options(line.office, state)
    wanted = _option(options, rest)
    if wanted is None:
        names = ", ".join(one.name for one in options) or "none"
        raise Refused(f"say which option to take: {names}")
    told = {"verb": "edit", "option": wanted.name, "reason": rest}
    return Said("card", told)


def _respond(line: Line, rest: str) -> Said:
    state = line.state()
    _require_open(state)
    slot, _, value = rest.partition("=")
    asked = state.open_questions
    if slot.strip() not in asked:
        raise Refused(f"asked is {', '.join(asked) or 'nothing'}: /respond SLOT=VALUE")
    return Said("card", {"verb": "respond", "slots": {slot.strip(): value.strip()}})


def _deed(line: Line, form: DeedForm, rest: str) -> Said:
    """The card of a deed with what was typed filled in."""
    if not form.whole:
        line.state()
    return Said("deed", {"form": form, "filled": form.filled(rest)})


_CARDS: dict[str, Callable[[Line, str], Said]] = {
    "/approve": _verb("approve"),
    "/reject": _verb("reject"),
    "/edit": _edit,
    "/respond": _respond,
}

_SUPPOSES = re.compile(r"what (?:if|then|happens)|\bif (?:it|they)\b|^\s*[+-]\s*\d+\s*d", re.I)
#: Days that are worth a look ahead.
_FAR = 366
_EARLIER = re.compile(r"\b(earlier|sooner|before)\b", re.IGNORECASE)
_DAYS = re.compile(r"([+-]?\s*\d{1,6})\s*(d\b|days?|weeks?|w\b)", re.IGNORECASE)
_WISHES = re.compile(
    r"^(?:please\s+)?(?:take|choose|use|go (?:for|with)|switch to|accept|fly|buy|split)\b", re.I
)
_TELLS = re.compile(r"^(?:please\s+)?(?:tell|write|answer|reply|promise|confirm)\b", re.I)


def _wish(line: Line, text: str) -> Said | None:
    """A wish to change something, as a card; None where it is a question."""
    if _SUPPOSES.search(text):
        return _what_if(line, text)
    state = line.state()
    if state.proposal is None or state.decision is not None:
        return None
    if _WISHES.search(text):
        options = _options(line.office, state)
        if not options and _questions(state):
            raise NotAllowed(
                f"nothing is priced before this is answered: {_questions(state)[0].text}"
            )
        wanted = _option(options, text)
        if wanted is not None:
            told = {"verb": "edit", "option": wanted.name, "reason": text}
            return Said("card", told)
    if _TELLS.search(text) and state.open_questions:
        day = day_in(text, line.office.clock.now().date())
        slots = {state.open_questions[0]: day} if day else {}
        return Said("card", {"verb": "respond", "slots": slots})
    return None


def _options(office: Office, state: CaseState) -> list[Option]:
    """All options as they are priced now; none while a question must be answered first."""
    return [one for part in priced_now(office.deps, state) for one in part.options]


def _option(options: list[Option], text: str) -> Option | None:
    """The option a text names; NotAllowed with its reason where it cannot be taken."""
    name = option_in([one.name for one in options], text)
    named = [one for one in options if one.name == name]
    taken = next((one for one in named if one.is_candidate), None)
    if named and taken is None:
        out = [f"not known: {one}" for one in named[0].unknown]
        out += [f"it breaks {one.replace('_', ' ')}" for one in named[0].violates]
        raise NotAllowed(f"{named[0].title} cannot be taken: {'; '.join(out)}")
    return taken


def option_in(names: list[str], text: str) -> str:
    """The option whose name a text says; the longest where several fit, empty where none does."""
    said = text.lower()
    whole = [one for one in names if one in said]
    words = set(re.findall(r"\w{3,}", said))
    near = [one for one in names if set(re.findall(r"\w{3,}", one)) & words]
    return max(whole or near, key=len, default="")


def day_in(text: str, today: date) -> str:
    """The one day that a text names, as everywhere in the product; empty where that is unsure."""
    told = [one for one in find_dates(text, When(reference=today)) if one.readings]
    days = {day for one in told for span in one.readings for day in (span.earliest, span.latest)}
    return days.pop().isoformat() if len(days) == 1 else ""


def _what_if(line: Line, text: str) -> Said:
    state = line.state()
    slot, equals, value = text.partition("=")
    if equals:
        named = slot.split()
        if not named:
            raise Refused("say which answer: /whatif SLOT=VALUE")
        supposed = Supposed(answers={named[-1]: value.strip()})
    else:
        found = _DAYS.search(text)
        if found is None:
            raise Refused("say how much later: what if +10 days, or /whatif SLOT=VALUE")
        days = int(found[1].replace(" ", "")) * (7 if found[2].lower().startswith("w") else 1)
        if not 0 < abs(days) <= _FAR:
            raise Refused(f"say a number of days between 1 and {_FAR}")
        supposed = Supposed(days=-abs(days) if _EARLIER.search(text) else days)
    then = what_if(line.office.deps, state, supposed)
    now = priced_now(line.office.deps, state)
    return Said("what_if", {"supposed": supposed.said(), "then": then, "now": now})


def _asked(line: Line, question: str) -> Said:
    if not question:
        raise Refused("ask something")
    return Said("asked", {"question": question})


class Like(NamedTuple):
    """Closed cases like what was asked, for want of an answer."""

    cases: list[dict[str, Any]]


def answering(office: Office, case: str, question: str) -> Iterator[Step | Like]:
    """The answer to a question, step by step: in a case of that case alone, whatever others say.
    Without any answer closed cases like it are named."""
    answer = yield from parts(office.desk.asking(case, question))
    if answer.no_evidence:
        yield Like(_like(office, question))
    yield answer


def _like(office: Office, question: str) -> list[dict[str, Any]]:
    """Closed cases like what the question speaks of, from execution memory."""
    today = office.clock.now().date()
    found = office.memory.look(Asked(situation=question, as_of=today, only=Only()))
    return list(found["cases"])[:5]


_CITED = re.compile(r"\s*\[(?:facts|rows) [^\]]*\]$")


def cited(said: Iterable[str]) -> list[dict[str, Any]]:
    """An answer's lines, each parted from the facts and rows it cites."""
    lines = []
    for text in said:
        found = _CITED.search(text)
        cites = found[0] if found else ""
        lines.append(
            {
                "text": text[: found.start()] if found else text,
                "facts": re.findall(r"#(\d+)", cites),
                "rows": re.findall(r"[a-z_]+:[^\s,;\]]+", cites),
            }
        )
    return lines
