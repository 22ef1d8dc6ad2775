"""Functional acknowledgements: what became of files of ours, told to people, acted on by nobody."""

from __future__ import annotations

from agents.reader.structured.told import Told

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
    for line in document.lines:
        if line.state == "rejected" and line.number is not None:
            told.notes.notes.append(
                f"{document.standard}: our message {line.number.value} was rejected"
            )
    for ref in document.refs:
        if ref.kind == "order":
            known = told.letter.reads.row("purchase_orders", ref.cell.value)
            told.names(ref.cell, known.object if known else None, "number in full")
