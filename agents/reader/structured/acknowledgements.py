"""Functional acknowledgements: what became of files of ours. A refusal is put to somebody."""

from __future__ import annotations

from agents.reader.structured.heard_by import put
from agents.reader.structured.told import Told
from domain.tradedoc import Cell

#: So many refused messages are named in a question.
_SHOWN = 8

_TAKEN = {"accepted": "accepted", "changed": "accepted with errors", "rejected": "rejected"}


def read_acknowledgement(told: Told) -> None:
    """A note of what was acknowledged; each message of ours that was refused by its number."""
    document = told.document
    answered = " ".join(
        f"{name.removeprefix('acknowledged_')} {value}"
        for name, value in document.control.items()
        if name.startswith("acknowledged_")
    )
    state = _TAKEN.get(document.state, "")
    told.notes.notes.append(
        f"{document.standard}: our {answered or 'file'} was {state or 'acknowledged'}"
    )
    told.intends("acknowledgement")
    refused = []
    for line in document.lines:
        if line.state == "rejected" and line.number is not None:
            told.notes.notes.append(
                f"{document.standard}: our message {line.number.value} was rejected"
            )
            refused.append(line.number)
    if refused or document.state == "rejected":
        _tell(told, answered, refused)
    for ref in document.refs:
        if ref.kind == "order":
            known = told.letter.reads.row("purchase_orders", ref.cell.value)
            told.names(ref.cell, known.object if known else None, "number in full")


def _tell(told: Told, answered: str, refused: list[Cell]) -> None:
    """What we sent and its reader refused has told it nothing: somebody sends it again."""
    numbers = ", ".join(one.value for one in refused[:_SHOWN])
    of_file = f" of {answered}" if answered else ""
    numbers = f"message {numbers}{of_file}" if numbers else answered
    name = f"unresolved:rejected-{told.sender.partner_id}"
    words = (
        f"{told.sender.partner_id} rejects our {numbers or 'file'}: it has not taken what we sent"
    )
    put(told, "file_rejected", name, f"{words}. Who sends it again?")
