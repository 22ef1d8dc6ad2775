"""What people do at the desk and over the API: each deed one verb, answered in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from domain.errors import BadInput, NotAllowed, Refused, Unknown
from domain.people import Person, only_sees
from graph.correct import Wanted
from graph.desk import Desk
from graph.handing import Terms
from graph.overriding import Act
from graph.parking import dismiss, try_again, unpark
from seamline.control import resume_execution, set_mode, stop_execution
from seamline.entrance import Entrance
from seamline.next_step import next_of
from seamline.typed_times import day_of, time_of
from seamline.wiring import Office

#: What a form carries: its fields by name, as typed.
Form = Mapping[str, str]


class Deed(NamedTuple):
    """Who does it, to which case, to which part of it (an effect's key, or nothing).

    The case is a message's key where a deed is about a message, and empty for the workspace.
    """

    office: Office
    person: Person
    case: str
    key: str
    form: Form

    @property
    def desk(self) -> Desk:
        """The way in."""
        return self.office.desk

    def text(self, name: str) -> str:
        """A field as typed, without blanks around it; empty when it is missing."""
        return self.form.get(name, "").strip()


def do(entrance: Entrance, deed: Deed, what: str) -> str:
    """Does it and says what came of it; Refused in one sentence when it may not be done.

    That somebody wanted what is not allowed goes on record.
    """
    table = DEEDS if deed.case else WHOLE
    deed = deed._replace(case=deed.desk.named(deed.case))
    if what not in table:
        raise Unknown(f"{what!r} cannot be done here; there is {', '.join(table)}")
    try:
        if deed.person.only_sees:
            raise NotAllowed(only_sees(deed.person))
        return table[what](deed)
    except NotAllowed as fault:
        entrance.refused(deed.person, f"{what} {deed.case}".strip(), str(fault))
        raise


def _decide(deed: Deed) -> str:
    verb = deed.text("verb")
    if not deed.text("seen"):
        raise Refused("it is not said which proposal you looked at; load the page again")
    verdict = deed.desk.decide(
        deed.case,
        verb,
        person=deed.person.id,
        reason=deed.text("reason"),
        slots=_slots(deed.form, verb),
        seen=deed.text("seen"),
    )
    if verdict.waits_for:
        return f"{deed.case}: noted; it still waits for {', '.join(verdict.waits_for)}"
    return f"{deed.case}: {_PAST[verb]}"


#: What was decided, as the answer says it.
_PAST = {"approve": "approved", "edit": "changed", "reject": "rejected", "respond": "answered"}


def _slots(form: Form, verb: str) -> dict[str, str]:
    """What a form sets: typed words before a ticked choice; an edit another option or values."""
    prefixes = {"edit": ("value.", "slot."), "respond": ("choice.", "slot.")}.get(verb, ())
    told = {
        name.removeprefix(prefix): value.strip()
        for prefix in prefixes
        for name, value in form.items()
        if name.startswith(prefix) and (value.strip() or prefix == "value.")
    }
    told = {name: value for name, value in told.items() if value != form.get(f"was.{name}")}
    if verb == "edit" and not told:
        raise Refused("choose another option or change a value first")
    return told


def _contest(deed: Deed) -> str:
    told = {name: deed.text(name) for name in ("reason", "of", "take")}
    done = deed.desk.contest(deed.case, person=deed.person.id, **told)
    return f"{done.case} contests {done.take:f} of {done.object} that {done.of} holds"


def _owed(deed: Deed) -> str:
    reason = deed.text("reason")
    if deed.text("verb") == "acknowledge":
        deed.desk.acknowledge(deed.case, person=deed.person.id, key=deed.key, note=reason)
        return f"{deed.case}: acknowledged"
    deed.desk.waive(deed.case, deed.key, person=deed.person.id, reason=reason)
    return f"{deed.case}: waived"


def _remind(deed: Deed) -> str:
    done = deed.desk.remind(deed.case, person=deed.person.id, key=deed.key)
    return f"{deed.case}: {done.to} is asked for it again (reminder {done.nth}): {done.said}"


def _settle(deed: Deed) -> str:
    word = deed.text("verb")
    deed.desk.settle(deed.case, deed.key, word, person=deed.person.id, reason=deed.text("reason"))
    return f"{deed.case}: settled as {word.replace('-', ' ')}"


def _settle_answer(deed: Deed) -> str:
    key, word = deed.text("answer"), deed.text("verb")
    done = deed.desk.settle_answer(key, word, person=deed.person.id, reason=deed.text("reason"))
    return f"answer {key[:12]}: settled as {word.replace('-', ' ')}{done.rest}"


def _note(deed: Deed) -> str:
    noted = deed.desk.note(
        deed.case,
        deed.text("text"),
        said_by=deed.text("said_by"),
        channel=deed.text("channel") or "phone",
        person=deed.person.id,
    )
    if not noted.counts:
        return f"{noted.case} is decided: the note is shown and changes nothing"
    asked = f"; {len(noted.questions)} to confirm" if noted.questions else ""
    return f"{noted.case}: noted as hearsay of {noted.name}{asked}"


#: Digits of a number that counts things.
_DIGITS = 9


def _correct(deed: Deed) -> str:
    lot = deed.text("lot") or "0"
    if not (lot.isdecimal() and len(lot) < _DIGITS):
        raise BadInput(f"{lot!r} is no lot", remedy="count them from 1, or leave it out")
    wanted = Wanted(
        deed.text("field"), deed.text("object"), deed.text("value"), int(lot), deed.text("reason")
    )
    done = deed.desk.correct(deed.case, wanted, person=deed.person.id)
    one = done.correction
    said = f"{one.field} of {one.object}: {one.was or 'nothing'} → {one.text or 'nothing'}"
    return "; ".join(
        (said, *(f"{case} assessed again: {next_of(deed.office, case)}" for case in done.cases))
    )


def _confirm_sender(deed: Deed) -> str:
    done = deed.desk.confirm_sender(
        deed.case, said_by=deed.text("said_by"), how=deed.text("how"), person=deed.person.id
    )
    said = f"{deed.person.name} vouches for {done.sender}, for this one message"
    again = (f"{case} was looked at with it: {next_of(deed.office, case)}" for case in done.cases)
    return "; ".join((said, *again))


def _move(deed: Deed) -> str:
    to, reason = deed.desk.named(deed.text("to")), deed.text("reason")
    done = deed.desk.move_mail(deed.case, deed.key, to=to, person=deed.person.id, reason=reason)
    strange = ", ".join(one.partition(":")[2] for one in done.strange)
    rest = f"; put right with a correction what it says of {strange}" if strange else ""
    return f"{done.subject!r} is in {to} now{rest}"


def _merge(deed: Deed) -> str:
    into, reason = deed.desk.named(deed.text("into")), deed.text("reason")
    deed.desk.merge(deed.case, into=into, person=deed.person.id, reason=reason)
    return f"{deed.case} goes on in {into}"


def _split(deed: Deed) -> str:
    objects = [one for one in re.split(r"[\s,;]+", deed.text("objects")) if one]
    done = deed.desk.split(deed.case, objects, person=deed.person.id, reason=deed.text("reason"))
    return f"{done.new}: {', '.join(one.partition(':')[2] for one in done.objects)} goes on there"


def _override(deed: Deed) -> str:
    at, about = deed.text("when"), re.split(r"[\s,;]+", deed.text("about"))
    act = Act(
        what=deed.text("text"),
        by=deed.text("by") or deed.person.id,
        at=time_of(at, deed.office.clock.now()) if at else None,
        about=tuple(filter(None, about)),
    )
    done = deed.desk.declare_override(
        deed.case, act, person=deed.person.id, reason=deed.text("reason")
    )
    shaken = ", ".join(one.what for one in done.checked if one.health != "held")
    rest = f"; no longer so: {shaken}" if shaken else ""
    return f"{deed.case}: on record as an override by {done.by}{rest}"


def _claim(deed: Deed) -> str:
    held = deed.desk.claim(deed.case, person=deed.person.id)
    return f"{deed.case}: {held.name} holds it"


def _assign(deed: Deed) -> str:
    held = deed.desk.assign(
        deed.case, person=deed.person.id, to=deed.text("to"), reason=deed.text("reason")
    )
    return f"{deed.case}: {held.name} holds it"


def _release(deed: Deed) -> str:
    deed.desk.release(deed.case, person=deed.person.id, reason=deed.text("reason"))
    return f"{deed.case}: nobody holds it"


def _snooze(deed: Deed) -> str:
    until = time_of(deed.text("until"), deed.office.clock.now())
    done = deed.desk.snooze(
        deed.case, until=until, person=deed.person.id, reason=deed.text("reason")
    )
    return f"{deed.case} sleeps until {done.until:%Y-%m-%d %H:%M} UTC"


def _wake(deed: Deed) -> str:
    deed.desk.wake(deed.case, person=deed.person.id)
    return f"{deed.case} is back"


def _hand_off(deed: Deed) -> str:
    now, due = deed.office.clock.now(), deed.text("due")
    told = {name: deed.text(name) for name in ("updates", "escalate") if deed.text(name)}
    terms = Terms(due=time_of(due, now) if due else None, **told)
    done = deed.desk.hand_off(
        deed.case, person=deed.person.id, to=deed.text("to"), task=deed.text("task"), terms=terms
    )
    return (
        f"{deed.case} is offered to {done.handoff.to} until {done.handoff.due:%Y-%m-%d %H:%M} UTC"
    )


def _accept(deed: Deed) -> str:
    deed.desk.accept(deed.case, person=deed.person.id, key=deed.key, note=deed.text("reason"))
    return f"{deed.case}: taken, {deed.person.name} holds it"


def _refuse(deed: Deed) -> str:
    done = deed.desk.refuse(
        deed.case, person=deed.person.id, key=deed.key, reason=deed.text("reason")
    )
    return f"{deed.case}: refused; it is with {done.handoff.by} again"


def _open(deed: Deed) -> str:
    opened = deed.desk.open_case(
        deed.text("workflow"), deed.text("about"), person=deed.person.id, reason=deed.text("reason")
    )
    return f"{opened.case}: opened"


def _absent(deed: Deed) -> str:
    today = deed.office.clock.now().date()
    first = day_of(deed.text("first"), today)
    leave = deed.desk.declare_absence(
        person=deed.person.id,
        first=first,
        last=day_of(deed.text("last"), first),
        stand_in=deed.text("stand_in"),
        reason=deed.text("reason"),
    )
    instead = deed.office.people.get(leave.stand_in)
    stands = f"{instead.name} stands in" if instead is not None else "nobody stands in"
    return f"{deed.person.name} is away {leave.first} to {leave.last}; {stands}"


def _back(deed: Deed) -> str:
    deed.desk.back_early(person=deed.person.id)
    return f"{deed.person.name} is back"


def _stop(deed: Deed) -> str:
    halt = stop_execution(
        deed.office, deed.text("scope") or "all", deed.person.id, deed.text("reason")
    )
    doubt = f"; in doubt: {', '.join(halt.doubtful)}" if halt.doubtful else ""
    return f"stopped {halt.scope}; resuming takes {deed.office.policy.resume_people} people{doubt}"


def _resume(deed: Deed) -> str:
    scope = deed.text("scope") or "all"
    waits = resume_execution(deed.office, scope, deed.person.id, deed.text("reason"))
    return f"noted; it waits for {waits} more" if waits else f"resumed {scope}"


def _mode(deed: Deed) -> str:
    name, to, partner = deed.text("workflow"), deed.text("mode"), deed.text("partner")
    waiver, reason = deed.text("waiver") or None, deed.text("reason")
    if not reason:
        raise Refused("say why the mode is to be another")
    set_mode(deed.office, name, to, partner, waiver, deed.person.id, reason)
    whom = f" for {partner}" if partner else ""
    return f"{name}{whom}: {'its own mode is gone' if to == 'clear' else to}"


def _unpark(deed: Deed) -> str:
    key = deed.text("message")
    filed = unpark(deed.office.deps, key, deed.person.id, deed.text("reason"))
    deed.desk.advance()
    return f"{key[:12]}: {filed.outcome}" + (f": {filed.reason}" if filed.reason else "")


def _try_again(deed: Deed) -> str:
    case = deed.desk.named(deed.text("stuck"))
    try_again(deed.office.deps, case, deed.person.id, deed.text("reason"))
    deed.desk.advance()
    return f"{case}: tried again"


def _dismiss(deed: Deed) -> str:
    one = dismiss(deed.office.deps, deed.text("message"), deed.person.id, deed.text("reason"))
    return f"dismissed {one.origin or one.key[:12]}; its bytes are kept"


#: Deeds on a case or a message.
DEEDS: dict[str, Callable[[Deed], str]] = {
    "decide": _decide,
    "contest": _contest,
    "owed": _owed,
    "remind": _remind,
    "settle": _settle,
    "note": _note,
    "correct": _correct,
    "confirm-sender": _confirm_sender,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "override": _override,
    "claim": _claim,
    "assign": _assign,
    "release": _release,
    "snooze": _snooze,
    "wake": _wake,
    "hand-off": _hand_off,
    "accept": _accept,
    "refuse": _refuse,
}

#: Deeds on the whole workspace.
WHOLE: dict[str, Callable[[Deed], str]] = {
    "open": _open,
    "absent": _absent,
    "back": _back,
    "stop": _stop,
    "resume": _resume,
    "mode": _mode,
    "unpark": _unpark,
    "dismiss": _dismiss,
    "try-again": _try_again,
    "settle-answer": _settle_answer,
}
