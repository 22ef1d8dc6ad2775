"""What a person says who opens a case is heard like a note: what it says is asked to be confirmed,
and where it says nothing of a thing that the case needs, that is asked first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain.case import CaseState
from domain.delay.hearsay import OPENING, to_confirm, which_line
from domain.dossier import noted
from domain.dossier.asked_first import narrowed
from domain.people import Person
from domain.ports import Reads
from domain.reading import Question
from domain.vocabulary import DELAY
from graph.deps import Deps
from graph.notes import read_in
from graph.workflows.contract import Workflow


def opening_note(
    deps: Deps, module: Workflow, state: CaseState, who: Person, reason: str
) -> dict[str, Any] | None:
    """The note that stands at the beginning of such a case; None where it asks nothing."""
    now, name = deps.clock.now(), f"{who.name} ({who.role})"
    reading, lines = read_in(deps, state, reason, now)
    if module.CODE == DELAY:
        questions = to_confirm(name, OPENING, reading, ())
        questions = questions if any(one.choices for one in questions) else ()
        if questions and len(lines) > 1:
            which = which_line(name, OPENING, state.order, reading.statements, lines)
            questions = (which, *questions)
    else:
        questions = noted.to_confirm(name, OPENING, reading, ())
    questions = questions or narrowed(asked_first(module, deps.reads, state.order), reason)
    if not questions:
        return None
    return {
        "said_by": who.id,
        "name": name,
        "channel": OPENING,
        "by": who.id,
        "text": reason,
        "at": now.isoformat(),
        "statements": [one.model_dump(mode="json") for one in reading.statements],
        "questions": [one.model_dump(mode="json") for one in questions],
    }


def asked_first(module: Workflow, reads: Reads, subject: str) -> Sequence[Question]:
    """What such a case needs to know before it can be priced; nothing where a workflow's record
    alone says enough."""
    asks: Callable[[Reads, str], Sequence[Question]] | None = getattr(module, "asks_first", None)
    return asks(reads, subject) if asks is not None else ()
