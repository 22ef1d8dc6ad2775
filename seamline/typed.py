"""One line that a person typed, and what it is answered with."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.people import Person
from domain.reading import Question
from seamline.wiring import Office


class Said(NamedTuple):
    """What is answered: `kind` names how it is shown, `told` is what is shown."""

    kind: Literal["asked", "card", "deed", "what_if", "go", "help"]
    told: dict[str, Any]


class Line(NamedTuple):
    """One line that a person typed, in a case or about everything (an empty name); `before` is the
    question asked before it, which it may go on from."""

    office: Office
    person: Person
    case: str
    text: str
    before: str = ""

    def state(self) -> CaseState:
        """The case it was typed in; Refused where it was typed about everything."""
        if not self.case:
            raise Refused("open a case first: this is about one case")
        return self.office.desk.case(self.case)


def questions(state: CaseState) -> tuple[Question, ...]:
    """What the open proposal asks."""
    return state.proposal.questions if state.proposal is not None else ()


def require_open(state: CaseState) -> None:
    """NotAllowed where nothing of the case waits to be decided."""
    if state.proposal is None or state.decision is not None:
        raise NotAllowed(f"{state.id} waits for no decision now")


def require_answered(state: CaseState) -> None:
    """NotAllowed while a question must be answered before anything may be decided."""
    first = next((one for one in questions(state) if one.holds), None)
    if first is not None:
        raise NotAllowed(f"answer first: {first.text}")
