"""Acting over the API: each verb of the desk as a typed request, done by the same deeds."""

from __future__ import annotations

from fastapi import APIRouter

from seamline.deeds import Form
from seamline.web import api_deeds as asked
from seamline.web.api_answers import Done
from seamline.web.bearer import Actor, Caller

router = APIRouter()


def _on_case(caller: Caller, case: str, what: str, form: Form, key: str = "") -> Done:
    return _now(caller, case, caller.act(case, what, form, key))


def _now(caller: Caller, case: str, said: str) -> Done:
    state = caller.office.desk.case(case)
    opened = state.proposal.hash if state.proposal else ""
    return Done(said=said, case=state.id, phase=state.phase, hash=opened)


@router.post("/cases/{case}/decide", tags=["deciding"])
def decide(caller: Actor, case: str, body: asked.Decide) -> Done:
    """Decides on a proposal; policy and the gate look at it as everywhere."""
    return _on_case(caller, case, "decide", body.form())


@router.post("/cases/{case}/acknowledge", tags=["deciding"])
def acknowledge(caller: Actor, case: str, body: asked.Acknowledge) -> Done:
    """Takes what was handed to the own function."""
    form = {"verb": "acknowledge", "reason": body.reason}
    return _on_case(caller, case, "owed", form, body.key)


@router.post("/cases/{case}/waive", tags=["deciding"])
def waive(caller: Actor, case: str, body: asked.Waive) -> Done:
    """Says why nobody need wait for something owed."""
    form = {"verb": "waive", "reason": body.reason}
    return _on_case(caller, case, "owed", form, body.key)


@router.post("/cases/{case}/remind", tags=["deciding"])
def remind(caller: Actor, case: str, body: asked.Remind) -> Done:
    """Asks a partner again now for what it owes the case: one reminder a day."""
    return _on_case(caller, case, "remind", {}, body.key)


@router.post("/cases/{case}/settle", tags=["deciding"])
def settle(caller: Actor, case: str, body: asked.Settle) -> Done:
    """Settles an effect in doubt."""
    return _on_case(caller, case, "settle", body.form(), body.key)


@router.post("/cases/{case}/note", tags=["knowing"])
def note(caller: Actor, case: str, body: asked.Note) -> Done:
    """Notes what was said and not written."""
    return _on_case(caller, case, "note", body.form())


@router.post("/cases/{case}/correct", tags=["knowing"])
def correct(caller: Actor, case: str, body: asked.Correct) -> Done:
    """Puts a value right that was read for a case."""
    return _on_case(caller, case, "correct", body.form())


@router.post("/mails/{key}/correct", tags=["knowing"])
def correct_mail(caller: Actor, key: str, body: asked.Correct) -> Done:
    """Puts a value right that was read from a mail which opened no case."""
    return Done(said=caller.act(key, "correct", body.form()))


@router.post("/mails/{key}/confirm-sender", tags=["knowing"])
def confirm_sender(caller: Actor, key: str, body: asked.Vouch) -> Done:
    """Vouches for the sender of this one mail."""
    return Done(said=caller.act(key, "confirm-sender", body.form()))


@router.post("/cases/{case}/try-again", tags=["deciding"])
def try_again(caller: Actor, case: str, body: asked.Reason) -> Done:
    """Tries the step again at which a case is stuck."""
    return _now(caller, case, caller.act("", "try-again", {"stuck": case, **body.form()}))


@router.post("/mails/{key}/unpark", tags=["knowing"])
def unpark(caller: Actor, key: str, body: asked.Reason) -> Done:
    """Has a mail read again that was set aside."""
    return Done(said=caller.act("", "unpark", {"message": key, **body.form()}))


@router.post("/mails/{key}/dismiss", tags=["knowing"])
def dismiss(caller: Actor, key: str, body: asked.Reason) -> Done:
    """Takes a mail off the list of what was set aside."""
    return Done(said=caller.act("", "dismiss", {"message": key, **body.form()}))


@router.post("/interchanges/{key}/settle", tags=["knowing"])
def settle_answer(caller: Actor, key: str, body: asked.SettleAnswer) -> Done:
    """Settles an answer to an interchange of which nobody knows whether it left."""
    return Done(said=caller.act("", "settle-answer", {"answer": key, **body.form()}))


@router.post("/cases/{case}/claim", tags=["sharing"])
def claim(caller: Actor, case: str) -> Done:
    """Takes a case to work on."""
    return _on_case(caller, case, "claim", {})


@router.post("/cases/{case}/assign", tags=["sharing"])
def assign(caller: Actor, case: str, body: asked.Assign) -> Done:
    """Gives a case to somebody."""
    return _on_case(caller, case, "assign", body.form())


@router.post("/cases/{case}/release", tags=["sharing"])
def release(caller: Actor, case: str, body: asked.Reason) -> Done:
    """Gives a case back."""
    return _on_case(caller, case, "release", body.form())


@router.post("/cases/{case}/snooze", tags=["sharing"])
def snooze(caller: Actor, case: str, body: asked.Snooze) -> Done:
    """Puts a case out of sight until a time, or until something happens."""
    return _on_case(caller, case, "snooze", body.form())


@router.post("/cases/{case}/wake", tags=["sharing"])
def wake(caller: Actor, case: str) -> Done:
    """Brings a sleeping case back."""
    return _on_case(caller, case, "wake", {})


@router.post("/cases/{case}/hand-off", tags=["sharing"])
def hand_off(caller: Actor, case: str, body: asked.HandOff) -> Done:
    """Offers the work on a case to another function."""
    return _on_case(caller, case, "hand-off", body.form())


@router.post("/cases/{case}/accept", tags=["sharing"])
def accept(caller: Actor, case: str, body: asked.Take) -> Done:
    """Takes what is offered to the own function."""
    return _on_case(caller, case, "accept", body.form(), body.key)


@router.post("/cases/{case}/refuse", tags=["sharing"])
def refuse(caller: Actor, case: str, body: asked.Take) -> Done:
    """Gives back what is offered to the own function."""
    return _on_case(caller, case, "refuse", body.form(), body.key)


@router.post("/cases/{case}/move", tags=["sharing"])
def move(caller: Actor, case: str, body: asked.Move) -> Done:
    """Moves a mail to the case it belongs to."""
    return _on_case(caller, case, "move", body.form(), body.mail)


@router.post("/cases/{case}/merge", tags=["sharing"])
def merge(caller: Actor, case: str, body: asked.Merge) -> Done:
    """Closes a case as merged; all that it knew goes on in another."""
    return _on_case(caller, case, "merge", body.form())


@router.post("/cases/{case}/contest", tags=["deciding"])
def contest(caller: Actor, case: str, body: asked.Contest) -> Done:
    """Claims what another case holds: both owners decide on one joint proposal."""
    return _on_case(caller, case, "contest", body.form())


@router.post("/cases/{case}/split", tags=["sharing"])
def split(caller: Actor, case: str, body: asked.Split) -> Done:
    """Takes lines or objects of a case into one of their own."""
    return _on_case(caller, case, "split", body.form())


@router.post("/cases/{case}/override", tags=["deciding"])
def override(caller: Actor, case: str, body: asked.Override) -> Done:
    """Puts on record that somebody acted beside the decision."""
    return _on_case(caller, case, "override", body.form())


@router.post("/cases", tags=["sharing"], status_code=201)
def open_case(caller: Actor, body: asked.Open) -> Done:
    """Opens a case without a mail."""
    said = caller.act("", "open", body.form())
    return _now(caller, said.partition(":")[0], said)


@router.post("/absences", tags=["workspace"])
def absent(caller: Actor, body: asked.Absent) -> Done:
    """Says that the caller is away; what waits is asked of who stands in."""
    return Done(said=caller.act("", "absent", body.form()))


@router.post("/absences/end", tags=["workspace"])
def back(caller: Actor) -> Done:
    """Says that the caller is back early."""
    return Done(said=caller.act("", "back", {}))


@router.post("/stops", tags=["workspace"])
def stop(caller: Actor, body: asked.Stop) -> Done:
    """Holds everything of a scope before the next effect."""
    return Done(said=caller.act("", "stop", body.form()))


@router.post("/stops/resume", tags=["workspace"])
def resume(caller: Actor, body: asked.Stop) -> Done:
    """Asks to resume; the second person's word resumes."""
    return Done(said=caller.act("", "resume", body.form()))


@router.post("/modes", tags=["workspace"])
def mode(caller: Actor, body: asked.SetMode) -> Done:
    """Sets how far a workflow may go."""
    return Done(said=caller.act("", "mode", body.form()))
