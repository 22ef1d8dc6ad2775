"""What is typed at the desk: a question is answered, a wish becomes a card, a command opens one.

Words never act: whatever is typed is answered with something to read or with a card to press.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from domain.answer_kinds import kind_of, slot_of
from domain.errors import NotAllowed, Refused, Unknown
from domain.people import only_sees
from domain.thread import meant_by
from graph.answers.steps import Step, parts
from memory.evidence_table import Asked, Only
from seamline import views
from seamline.deed_forms import FORMS, DeedForm, of_part
from seamline.leading import cases_of
from seamline.named_options import named
from seamline.no_card import require_card
from seamline.repertoire import PLACES
from seamline.supposing import names_something, supposes, supposing
from seamline.typed import Line, Said, questions, require_answered, require_open
from seamline.typed_times import day_of
from seamline.wiring import Office
from seamline.wished_deeds import wished
from seamline.wishes import chooses, names_of, options_now, taking, wish

#: Characters of a line that are read.
LONGEST = 2000

#: Commands that open no deed's card: what follows them, and what each does.
_OWN: dict[str, tuple[str, str]] = {
    "/approve": ("[WHY]", "opens the card that approves what is proposed"),
    "/edit": ("OPTION [WHY]", "opens the card with another option taken"),
    "/reject": ("WHY", "opens the card that rejects it"),
    "/respond": ("SLOT=VALUE", "opens the card with an answer filled in"),
    "/whatif": (
        "[ORDER] +DAYS | DAY | 20% less quantity | 3% more price | SLOT=VALUE",
        "prices the options as they would be, without a trace",
    ),
    "/ask": ("QUESTION", "asks, as without a command"),
    "/help": ("", "these commands"),
}
#: All commands, as `/help` tells them.
COMMANDS = {
    **_OWN,
    **{name: (place.takes, place.does) for name, place in PLACES.items()},
    **{name: (form.takes, form.does) for name, form in FORMS.items()},
}


def hear(line: Line) -> Said:
    """Answers what was typed; Refused in one sentence where it cannot be."""
    said = _heard(line)
    if line.person.only_sees and said.kind in ("deed", "card"):
        raise NotAllowed(only_sees(line.person))
    return said


def _heard(line: Line) -> Said:
    text = " ".join(line.text.split())
    if text.startswith("/"):
        name, _, rest = text.partition(" ")
        return _command(line, name.lower(), rest.strip())
    shown = _SHOWS.match(text)
    if shown and (cases_of(line.office, shown[1]) or meant_by(line.office.reads, shown[1])):
        return _go(line, shown[1])
    return _wish(line, text) or _asked(line, text)


def _command(line: Line, name: str, rest: str) -> Said:
    if name == "/help":
        return Said("help", {"commands": COMMANDS})
    if name == "/ask":
        return _asked(line, rest)
    if name in PLACES:
        return _place(line, name, rest)
    if name == "/whatif":
        return supposing(line, rest)
    if name in FORMS:
        return _deed(line, FORMS[name], rest)
    card = _CARDS.get(name)
    if card is None:
        near = ", ".join(COMMANDS)
        raise Unknown(f"{name!r} is no command; there is {near}")
    return card(line, rest)


def _place(line: Line, name: str, rest: str) -> Said:
    """Where a command goes: to what is named, else to the open case's own or the whole."""
    place = PLACES[name]
    wanted = rest or ("" if place.path else line.case)
    if place.of == _CASE and wanted:
        return _go(line, wanted)
    where = place.where(wanted)
    if not where:
        raise Refused(f"say which: {name} {place.takes}")
    return Said("go", {"place": where})


_CASE, _THREAD = PLACES["/case"].of, PLACES["/thread"]


def _go(line: Line, wanted: str) -> Said:
    """To the case of this name, to the one case about it, else to its thread."""
    found = cases_of(line.office, wanted)
    if len(found) != 1 and meant_by(line.office.reads, wanted):
        return Said("go", {"place": _THREAD.where(wanted)})
    name = found[0] if len(found) == 1 else wanted
    return Said("go", {"place": PLACES["/case"].where(name)})


def _verb(verb: str) -> Callable[[Line, str], Said]:
    """The card of the open proposal with a reason filled in."""

    def opened(line: Line, rest: str) -> Said:
        state = line.state()
        require_open(state)
        if verb == "approve":
            require_answered(state)
        return Said("card", {"verb": verb, "reason": rest})

    return opened


def _edit(line: Line, rest: str) -> Said:
    state = line.state()
    require_open(state)
    options = options_now(line, state)
    wanted = named(options, rest)
    if wanted is None:
        raise Refused(f"say which option to take: {names_of(options)}")
    return taking(state, wanted, rest)


def _respond(line: Line, rest: str) -> Said:
    state = line.state()
    require_open(state)
    slot, _, value = (one.strip() for one in rest.partition("="))
    asked = {slot_of(one): one for one in questions(state)}
    if slot not in asked:
        raise Refused(f"asked is {', '.join(asked) or 'nothing'}: /respond SLOT=VALUE")
    if value and kind_of(asked[slot]) == "day":
        value = day_of(value, line.office.clock.now().date()).isoformat()
    return Said("card", {"verb": "respond", "slots": {slot: value}})


def _deed(line: Line, form: DeedForm, rest: str) -> Said:
    """The card of a deed with what was typed filled in."""
    state = None if form.whole else line.state()
    if form.part and state is not None:
        form = of_part(form, views.case(line.office, state.id))
    return Said("deed", {"form": form, "filled": form.filled(rest)})


_CARDS: dict[str, Callable[[Line, str], Said]] = {
    "/approve": _verb("approve"),
    "/reject": _verb("reject"),
    "/edit": _edit,
    "/respond": _respond,
}

#: A wish to see something that is named: it has a digit.
_SHOWS = re.compile(r"(?:show|open|see|go to)(?: me)?(?: case| order| thread)?\s+(\S*\d\S*)$", re.I)


def _wish(line: Line, text: str) -> Said | None:
    """A look ahead, or a wish to change something as a card; None where it is a question."""
    if supposes(text):
        return supposing(line, text) if names_something(line, text) else None
    deed = wished(text, line.office.deps.people) if line.case else None
    if deed is not None:
        return _deed(line, FORMS[deed.command], deed.rest)
    card = wish(line, text) if line.case or chooses(text) else None
    if card is None and line.case:
        require_card(text)
    return card


def _asked(line: Line, question: str) -> Said:
    if not question:
        raise Refused("ask something")
    return Said("asked", {"question": _in_full(line, question)})


def _in_full(line: Line, question: str) -> str:
    """With what it takes over from the question before, as far as one may read that."""
    desk, before = line.office.desk, line.before[:LONGEST]
    return desk.in_full(line.case, question, before, line.person.id) if before else question


class Like(NamedTuple):
    """Closed cases like what was asked, for want of an answer."""

    cases: list[dict[str, Any]]


def answering(office: Office, case: str, question: str, asker: str = "") -> Iterator[Step | Like]:
    """The answer to a question, step by step: in a case of that case alone, whatever others say.
    Without any answer closed cases like it are named. `asker` is who asks, by id."""
    answer = yield from parts(office.desk.asking(case, question, asker))
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
