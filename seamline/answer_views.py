"""What people look at of answers to interchanges: each with where it went, and those withheld."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.actions import PROTOCOL
from domain.fact import Fact
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
}


def answered(office: Office, stream: str = "") -> list[dict[str, Any]]:
    """Answers to the interchanges of all messages or of one, oldest first."""
    with office.ledger.reading() as connection:
        effects = outbox.effects(connection, case_id=stream or None)
        withheld = chain.of_kind(connection, "acknowledgement_withheld")
    sent = [_sent(one) for one in effects if one.kind in PROTOCOL]
    return sent + _withheld([one for one in withheld if stream in ("", one.stream)])


def _sent(one: Effect) -> dict[str, Any]:
    said = {name: slot["value"] for name, slot in one.action.items() if isinstance(slot, dict)}
    return {
        "message": one.case_id.removeprefix("message:"),
        "partner": one.partner,
        "interchange": said["interchange"],
        "answer": f"{said['standard']} {said['number']}",
        "said": said["state"],
        "to": said["contact"] or said["folder"],
        "state": _STATES.get(one.state, one.state),
        "why": str(one.receipt.get("detail", "")),
        "key": one.key,
    }


def _withheld(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    empty = dict.fromkeys(("interchange", "answer", "said", "to", "key"), "")
    return [
        {
            **empty,
            "message": one.stream.removeprefix("message:"),
            "partner": one.body["partner"],
            "state": "withheld",
            "why": one.body["reason"],
        }
        for one in facts
    ]
