"""Which open case a message about something else goes on in: the one about the same event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from domain.case import CaseState
from domain.message import HEARD
from domain.news import Incoming, News, objects_of
from graph.deps import Deps
from graph.word import case_in
from graph.workflows.contract import Workflow, news_of, same_event
from memory.confirmed import vouched_for

#: Under this name a case keeps why a message about something else is of its event.
KEPT = "same_event"


class Fold(NamedTuple):
    """The case, as it is in this transaction, and what both are about, in words."""

    state: CaseState
    because: str


def fold_into(
    deps: Deps,
    connection: Connection,
    workflow: Workflow,
    subject: str,
    incoming: Incoming,
    just: Sequence[str] = (),
) -> Fold | None:
    """The oldest open case of the workflow about the same event, or a closed one that has heard
    this very message; None where what is told of the subject is an event of its own, or its sender
    is not believed that far: only who is proven or vouched for brings a case another subject.
    `just` are cases that this transaction itself opened."""
    if incoming.verdict.verdict not in HEARD:
        return None
    proven = _is_proven(connection, incoming)
    known = [one.id for one in deps.cases() if one.workflow == workflow.NAME]
    for name in dict.fromkeys((*known, *just)):
        state = case_in(connection, name)
        because = _because(deps, workflow, state, subject, incoming, proven)
        if because:
            return Fold(state, because)
    return None


def _is_proven(connection: Connection, incoming: Incoming) -> bool:
    proven = incoming.verdict.verdict == "authenticated"
    return proven or incoming.message.sha256 in vouched_for(connection)


def _because(
    deps: Deps,
    workflow: Workflow,
    state: CaseState,
    subject: str,
    incoming: Incoming,
    proven: bool,
) -> str:
    message, statements = incoming.message, incoming.reading.statements
    heard = any(news.message == message.sha256 for news in state.news)
    if state.workflow != workflow.NAME or (state.closed is not None and not heard):
        return ""
    if subject in state.also:
        return state.also[subject]
    if subject in state.sent_on or not proven:
        return ""  # a person said that it is another matter, or nobody stands up for the sender
    return same_event(workflow, deps.reads, state, subject, statements, message.sent_at)


def brought(workflow: Workflow, incoming: Incoming, fold: Fold, subject: str) -> dict[str, str]:
    """What a message brings to the case of its event: the subject, where such a case keeps no more
    of a message than it is about."""
    mine = news_of(workflow, incoming, fold.state)
    whole = news_of(workflow, incoming, fold.state, subject)
    return {} if objects_of(whole) <= objects_of(mine) else {subject: fold.because}


def with_reason(told: News, because: str) -> News:
    """What a case knows of a message, with why it is of the same event, for people to look at."""
    return told.model_copy(update={"kept": {**told.kept, KEPT: because}}) if because else told
