"""The answer to a received interchange: whether each message could be read, as 997 or CONTRL."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal

from domain.values import Value
from tools.edi.answering.edifact import contrl
from tools.edi.answering.taken import Taken, taken
from tools.edi.answering.x12 import functional
from tools.edi.read import received
from tools.edi.received import Interchange

State = Literal["accepted", "accepted with errors", "rejected"]


class Answer(Value):
    """The text of one acknowledgement, the interchange it answers and how that was taken.

    `number` is its own control number, made from the interchange it answers: the same answer has
    the same number however often it is made. `sender` is the name by which its sender goes, and
    `envelope` the digest of its header.
    """

    standard: Literal["997", "CONTRL"]
    text: str
    interchange: str
    sender: str
    envelope: str
    number: str
    state: State
    faults: tuple[str, ...] = ()


def answers(text: str, at: datetime) -> tuple[Answer, ...]:
    """An answer to each interchange of a text, made `at`; none to acknowledgements."""
    made = (_answer(one, at) for one in received(text))
    return tuple(one for one in made if one is not None)


def _answer(interchange: Interchange, at: datetime) -> Answer | None:
    found = taken(interchange)
    if found is None:
        return None
    number = control_number(interchange)
    is_x12 = interchange.syntax == "X12"
    write = functional if is_x12 else contrl
    return Answer(
        standard="997" if is_x12 else "CONTRL",
        text=write(interchange, found, number, at),
        interchange=interchange.number,
        sender=interchange.value(6 if is_x12 else 2).strip(),
        envelope=_envelope(interchange),
        number=number,
        state=_state(found),
        faults=tuple(fault.words for fault in found.all_faults()),
    )


def _state(found: Taken) -> State:
    if found.refused:
        return "rejected"
    return "accepted with errors" if found.all_faults() else "accepted"


def control_number(interchange: Interchange) -> str:
    """Nine digits out of who sent the interchange to whom, when, under which number.

    The highest are left for the groups of an answer, which count on from it.
    """
    return f"{int(_envelope(interchange), 16) % 900_000_000 + 1:09d}"


def _envelope(interchange: Interchange) -> str:
    head = interchange.head
    values = [head.value(element) for element in range(1, len(head) + 1)] if head else []
    sub = [head.value(element, 2) for element in range(1, len(head) + 1)] if head else []
    return hashlib.sha256("\x1f".join([interchange.syntax, *values, *sub]).encode()).hexdigest()
