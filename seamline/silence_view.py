"""What is silent now and what would be sent, without sending: the day's sweep as a view."""

from __future__ import annotations

from typing import Any

from domain.actions import Action
from domain.case import CaseState
from domain.chase import silent
from domain.silence.expected import Silent
from domain.silence.found import Skipped
from domain.words import table
from graph.silence_look import (
    Swept,
    calendar_of,
    inside,
    look,
    next_working_hour,
    open_case,
    waiting_for_us,
)
from graph.silent_case import last_mail, numbered
from graph.workflows import chase
from memory.modes import mode_of
from seamline.wiring import Office


def sweep(office: Office) -> dict[str, Any]:
    """By partner what it is silent about with the letter, by function what is asked inside, and
    what is late and asked of nobody, with the reason."""
    with office.ledger.reading() as connection:
        swept = look(office.deps)
        partners = [_partner(office, connection, swept, one) for one in swept.found.quiet]
        ours = inside(office.deps, swept)
    return {
        "now": office.clock.now().isoformat(),
        "stopped": swept.stopped,
        "dealt_with": len(swept.found.partners | swept.found.owing),
        "waits_for_us": [_inside(one) for one in waiting_for_us(swept)],
        "partners": partners,
        "inside": [
            {"function": function, "points": [_inside(one) for one in mine]}
            for function, mine in sorted(ours.items())
        ],
        "skipped": [_skipped(one) for one in swept.found.skipped],
    }


def _partner(office: Office, connection: Any, swept: Swept, partner: str) -> dict[str, Any]:
    state = open_case(connection, f"partners:{partner}")
    mine = tuple(numbered(state, swept.found.of(partner)))
    thread = last_mail(connection, partner)
    news = (*state.news, *(() if thread is None else (thread,)))
    looked = state.model_copy(
        update={
            "id": state.id,
            "workflow": chase.NAME,
            "order": f"partners:{partner}",
            "partner": partner,
            "silence": mine,
            "news": news,
        }
    )
    due = next_working_hour(calendar_of(office.deps, partner), office.clock.now())
    row = office.reads.row("partners", partner)
    return {
        "partner": partner,
        "name": row.text("name") if row is not None else "",
        "case": state.id,
        "mode": mode_of(connection, chase.NAME, partner),
        "morning": due.isoformat() if due is not None else "",
        "points": [_point(one) for one in mine],
        "would": [_act(one) for one in _acts(office, looked)],
    }


def _acts(office: Office, state: CaseState) -> list[Action]:
    context = chase.assemble(
        office.reads, state, now=office.clock.now(), held=(), policy=office.policy
    )
    return silent.actions(context)


def _point(one: Silent) -> dict[str, Any]:
    expected = one.expected
    return {
        "number": one.number,
        "sweep": expected.sweep,
        "object": expected.object,
        "said": expected.said,
        "since": expected.late.isoformat(),
        "until": expected.until.isoformat() if expected.until else "",
        "step": one.step,
        "letter": one.nth,
        "urgent": one.urgent,
        "owner": one.then,
    }


def _act(action: Action) -> dict[str, str]:
    params = action.params()
    return {
        "kind": action.kind,
        "to": params.get("contact_name", "") or params.get("recipient_function", ""),
        "subject": params.get("subject", ""),
        "text": params["text"],
    }


def _inside(one: Silent) -> dict[str, Any]:
    words = table("silence_reason")
    return {**_point(one), "why": [str(words[each]) for each in one.why]}


def _skipped(one: Skipped) -> dict[str, str]:
    expected = one.expected
    return {
        "sweep": expected.sweep,
        "object": expected.object,
        "partner": expected.partner,
        "because": one.because,
    }
