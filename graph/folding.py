"""Which open case a message about something else goes on in: the one about the same event."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from domain.case import CaseState
from domain.message import HEARD
from domain.news import Incoming, News
from graph.deps import Deps
from graph.word import case_in
from graph.workflows.contract import Workflow, same_event

#: Under this name a case keeps why a message about something else is of its event.
KEPT = "same_event"


class Fold(NamedTuple):
    """The case, as it is in this transaction, and what both are about, in words."""

    state: CaseState
    because: str


def fold_into(
    deps: Deps, connection: Connection, workflow: Workflow, incoming: Incoming
) -> Fold | None:
    """The oldest open case of the workflow about the same event, or a closed one that has heard
    this very message; None where the message is of an event of its own, or its sender is not
    believed that far."""
    if incoming.verdict.verdict not in HEARD:
        return None
    mine = [one for one in deps.cases() if one.workflow == workflow.NAME]
    message, statements = incoming.message, incoming.reading.statements
    for one in mine:
        heard = any(news.message == message.sha256 for news in one.news)
        if one.closed is not None and not heard:
            continue
        state = case_in(connection, one.id)
        because = same_event(workflow, deps.reads, state, statements, message.sent_at)
        if because:
            return Fold(state, because)
    return None


def with_reason(told: News, because: str) -> News:
    """What a case knows of a message, with why it is of the same event, for people to look at."""
    return told.model_copy(update={"kept": {**told.kept, KEPT: because}}) if because else told
