"""What people look at of answers to interchanges: each with where it went, and those withheld."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from domain.actions import PROTOCOL
from domain.fact import Fact
from domain.settling import answer_choices
from memory import chain, outbox
from memory.outbox import Effect
from seamline.wiring import Office

#: States in the words of people; an answer that was handed over needs no more.
_STATES = {
    "pending": "waits",
    "sending": "under way",
    "confirmed": "sent",
    "failed": "failed",
    "unknown": "in doubt",
    "mismatch": "not found as it left",
}


def answered(office: Office, stream: str = "") -> list[dict[str, Any]]:
    """Answers to the interchanges of all messages or of one, oldest first."""
    with office.ledger.reading() as connection:
        effects = outbox.effects(connection, case_id=stream or None)
        withheld = chain.of_kind(connection, "acknowledgement_withheld")
        read = chain.of_kind(connection, "outcome_mismatch", "effect_settled")
    last = {str(one.body["key"]): one.kind for one in read}
    lost = {key for key, kind in last.items() if kind == "outcome_mismatch"}
    sent = [_sent(one, lost) for one in effects if one.kind in PROTOCOL]
    return sent + _withheld([one for one in withheld if stream in ("", one.stream)])


def in_doubt(office: Office) -> list[dict[str, Any]]:
    """Answers that wait for a person's word."""
    return [one for one in answered(office) if one["settle"]]


def _sent(one: Effect, lost: Container[str]) -> dict[str, Any]:
    state = "mismatch" if one.key in lost else one.state
    said = {name: slot["value"] for name, slot in one.action.items() if isinstance(slot, dict)}
    return {
        "message": one.case_id.removeprefix("message:"),
        "partner": one.partner,
        "interchange": said["interchange"],
        "answer": f"{said['standard']} {said['number']}",
        "said": said["state"],
        "to": said["contact"] or said["folder"],
        "state": _STATES.get(state, state),
        "why": str(one.receipt.get("detail", "")),
        "key": one.key,
        "settle": answer_choices(state),
    }


def _withheld(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    empty = dict.fromkeys(("interchange", "answer", "said", "to", "key"), "")
    return [
        {
            **empty,
            "message": one.stream.removeprefix("message:"),
            "partner": one.body["partner"],
            "state": "withheld",
            "settle": (),
            "why": one.body["reason"],
        }
        for one in facts
    ]
