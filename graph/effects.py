"""What an action becomes at the hand: addresses looked up now, and what a read-back must give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from email.utils import format_datetime
from typing import Any

from domain.actions import (
    MAILED,
    AcknowledgeInterchange,
    Action,
    IssueOrder,
    NotifyFunction,
    RequestBooking,
    RequestDocument,
    SendMessage,
)
from domain.errors import Refused
from domain.letters import inert, letter, words_digest
from domain.provenance import Derived, MasterRef, Slot
from graph.deps import Deps
from graph.edi_answer import answer_expected, answer_parameters


def parameters(action: Action, deps: Deps, day: date) -> dict[str, Any]:
    """The parameters a hand gets; recipients come from master data by id, at this moment.

    `day` is when the effect was decided: a retry on another day must name the same effect.
    """
    if isinstance(action, AcknowledgeInterchange):
        to = _addresses(action, deps, day) if action.contact.value else []
        return answer_parameters(action, to, format_datetime(deps.clock.now()))
    params: dict[str, Any] = dict(action.params())
    if action.kind in MAILED:
        return {
            "to": _addresses(action, deps, day),
            "date": format_datetime(deps.clock.now()),
            "in_reply_to": params.get("in_reply_to", ""),
            **_words(action),
        }
    params |= {"event": params.get("event", ""), "recorded_on": day.isoformat()}
    params["source"] = params.pop("confirmation_source", "")
    params["case"] = action.case
    if isinstance(action, IssueOrder):
        params |= _order_terms(action, deps, day)
    return params


def expected(action: Action, params: dict[str, Any]) -> dict[str, str]:
    """Slot values that a read-back over a fresh connection must return."""
    if isinstance(action, AcknowledgeInterchange):
        return answer_expected(params)
    if action.kind in MAILED:
        return {
            "to": ", ".join(params["to"]),
            "subject": " ".join(inert(params["subject"]).split()),
            "text": words_digest(params["text"]),
        }
    wanted = {
        name: value for name, value in action.params().items() if value and name in action.written
    }
    if not wanted:
        raise Refused(f"no read-back is known for {action.kind}")
    return wanted


def _words(action: Action) -> dict[str, str]:
    params = action.params()
    if isinstance(action, SendMessage):
        return {"subject": params["subject"], "text": params["text"]}
    if isinstance(action, NotifyFunction):
        subject = f"[{action.case}] {params['recipient_function']}"
        return {"subject": subject, "text": params["text"]}
    if isinstance(action, RequestBooking):
        return {"subject": _of_booking(action), "text": params["change"]}
    if isinstance(action, RequestDocument):
        return {"subject": params["document"], "text": params["text"]}
    raise Refused(f"{action.kind} is not sent as mail")


def _of_booking(action: RequestBooking) -> str:
    """The subject of its letter where that is about the booking held, else what is asked of it."""
    held = action.params().get("booking_no", "")
    words = _letter_of(action.change)
    if held and "booking_no" in words:
        values = {name: slot.value for name, slot in words.items()}
        return letter(values["template"], values["language"], values).subject
    return f"Booking {held}" if held else "Booking request"


def _letter_of(text: Slot) -> Mapping[str, Slot]:
    """What the letter at the bottom of a text was made of: a person's remark stands around it."""
    if not isinstance(text.source, Derived):
        return {}
    inputs = text.source.inputs
    if "template" in inputs:
        return inputs
    return next((found for one in inputs.values() if (found := _letter_of(one))), {})


def _addresses(action: Action, deps: Deps, day: date) -> list[str]:
    if isinstance(action, NotifyFunction):
        function = action.recipient_function.value
        people = [one for one in deps.people.in_role(function) if not one.is_absent(day)]
        found = [one.mail for one in people if one.mail]
        if not found:
            raise Refused(f"nobody of {function} in people.yaml has a mail address")
        return found
    slot = action.slots()["contact"]
    row = deps.reads.row("contacts", slot.value)
    if row is None or not row.text("mail"):
        raise Refused(f"contact {slot.value} has no mail address on record")
    if row.text("do_not_reply") == "yes":
        raise Refused(f"contact {slot.value} does not read mail")
    if isinstance(slot.source, MasterRef) and slot.source.version != row.version:
        raise Refused(f"contact {slot.value} was changed on record after this was decided")
    return [row.text("mail")]


def _order_terms(action: IssueOrder, deps: Deps, day: date) -> dict[str, str]:
    """The terms awarded, else those master data hold for the supplier; none comes from a mail."""
    row = deps.reads.row("partners", action.supplier_id.value)
    names = ("incoterm", "incoterm_place", "payment_terms")
    given = action.params()
    terms = {name: given.get(name) or (row.text(name) if row else "") for name in names}
    return {**terms, "promised_event": "delivered dock", "created_on": str(day)}
