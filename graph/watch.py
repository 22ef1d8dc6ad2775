"""Watching what a decision counts on: at its day the record shows a promise kept, or people see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain import our_promises
from domain.case import CaseState
from domain.dates import end_of_day
from domain.fact import Fact, NewFact
from domain.ports import Reads
from domain.promise_kept import is_shown_by, rows_that_show
from graph.chase import ANSWER_DUE
from graph.deps import Deps
from graph.workflows.registry import workflow
from memory import chain, inbox
from memory.inbox import Event

#: Timers that look at the record, not at an open proposal: they ring for a closed case too.
WATCHES = ("commitment_due", "assumption_due")

_ENDED = ("commitment_kept", "commitment_broken", "commitment_withdrawn", "assumption_changed")


def watch(connection: Connection, made: Fact, kind: str, grace_days: int) -> None:
    """Sets the clock of what was promised or counted on: a while after its day, in the time zone
    of whoever gave it. What names no day has no clock."""
    due = str(made.body.get("due", ""))
    if due:
        at = _after(due, str(made.body.get("tz", "")), grace_days)
        inbox.enqueue(connection, made.stream, kind, {"fact": made.id}, at)


def _after(day: str, zone: str, grace_days: int) -> datetime:
    last = date.fromisoformat(day) + timedelta(days=grace_days)
    try:
        return end_of_day(last, zone or "UTC").astimezone(UTC)
    except (ValueError, LookupError, OSError):  # a zone on file that is none
        return datetime.combine(last, datetime.max.time(), ZoneInfo("UTC")).replace(microsecond=0)


def looked_at(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """Notes what the record shows by now; what it does not show comes before people again."""
    made = chain.by_id(connection, event.body["fact"])
    if made is None or _is_over(connection, made):
        return
    if _is_past(connection, made, state):
        _withdraw(deps, connection, made)
        return
    module, reads = workflow(state.workflow), deps.fresh_reads()
    shown_by = getattr(module, "shown_by", None)
    found = list(shown_by(reads, made.body)) if shown_by else []
    since = datetime.fromisoformat(made.body.get("said_at", made.at.isoformat()))
    if made.body.get("to"):
        found = our_promises.shown_by(reads, made.body)
    told = ""
    if not found and (made.body.get("in_mail") or "said_at" in made.body):
        found = rows_that_show(made.body, since, reads)
        told = "" if found else _told_by(deps, connection, made, since, reads)
    kept, broken = _KINDS[event.kind]
    body: dict[str, Any] = {**_told(made), "shown_by": found}
    if event.kind == "assumption_due":
        body["state"] = "held" if found else "broken"
    is_kept = bool(found or told)
    causes = (made.id, told) if told else (made.id,)
    fact = _note(deps, connection, made, kept if is_kept else broken, body, causes)
    if not is_kept:
        _attention(deps, connection, state, fact)
        if fact.body["by"]:
            inbox.enqueue(
                connection, made.stream, ANSWER_DUE, {"about": fact.id, "nth": 0}, fact.at
            )


_KINDS = {
    "commitment_due": ("commitment_kept", "commitment_broken"),
    "assumption_due": ("assumption_changed", "assumption_changed"),
}


def _told_by(deps: Deps, connection: Connection, made: Fact, since: datetime, reads: Reads) -> str:
    """The reading of the proven mail by which whoever promised did what was promised in a mail."""
    said = ((key, word) for key, one in deps.heard.at(connection).items() for word in one.words)
    for key, word in said:
        if is_shown_by(made.body, word, since, reads):
            read = chain.by_id(connection, key)
            if read is not None and read.body["sender"]["verdict"] == "authenticated":
                return key
    return ""


def _is_over(connection: Connection, made: Fact) -> bool:
    """Whether it was looked at already."""
    ended = chain.of_stream(connection, made.stream, made.number, _ENDED)
    return any(made.id in one.causes for one in ended)


def _withdraw(deps: Deps, connection: Connection, made: Fact) -> None:
    """What another word took the place of is neither kept nor broken."""
    body = {**_told(made), "because": "a newer word took its place"}
    if made.kind == "commitment_made":
        _note(deps, connection, made, "commitment_withdrawn", body)
    else:
        _note(deps, connection, made, "assumption_changed", {**body, "state": "withdrawn"})


def _told(made: Fact) -> dict[str, Any]:
    """What was said, by whom and of what; what we promised ourselves nobody else is asked for."""
    by = str(made.body.get("by", ""))
    return {
        "what": _what(made),
        "due": _due(made),
        "by": "" if by == "us" else by,
        "object": str(made.body.get("object", "")),
    }


def _is_past(connection: Connection, made: Fact, state: CaseState) -> bool:
    """Whether a newer decision or newer news took its place; a promise in a mail of something else
    than what is decided stands whatever comes after it, and one of ours until we promise anew."""
    if made.body.get("in_mail"):
        return False
    if made.body.get("to"):  # a customer holds us to our last word, in whatever case we gave it
        given = chain.of_kind(connection, "commitment_made")
        return any(one.number > made.number and _is_same_promise(one, made) for one in given)
    newer = chain.of_stream(connection, made.stream, made.number, ("case_joined", "decided"))
    if any(one.kind == "case_joined" or one.body.get("complete") for one in newer):
        return True
    later = (one for one in chain.of_kind(connection, "case_opened") if one.number > made.number)
    about = {(state.workflow, one) for one in state.abouts}
    return any((one.body["workflow"], one.body["order"]) in about for one in later)


def _is_same_promise(one: Fact, other: Fact) -> bool:
    return bool(one.body.get("to")) and one.body.get("object") == other.body["object"]


def _what(made: Fact) -> str:
    body = made.body
    return f"{body.get('name', '') or body.get('option', '')}: {body['what']}"


def _due(made: Fact) -> str:
    return str(made.body.get("due", ""))


def _attention(deps: Deps, connection: Connection, state: CaseState, cause: Fact) -> None:
    """A closed case is opened again; people see why until somebody answers for it."""
    because = f"not on record: {cause.body['what']}, due {cause.body['due']}"
    if state.closed is not None:
        _note(deps, connection, cause, "reopened", {"because": because})
    told = {"fact": cause.id}  # the case looks at all that it is owed, and says so
    inbox.enqueue(connection, cause.stream, "owed", told, cause.at)


def _note(
    deps: Deps,
    connection: Connection,
    cause: Fact,
    kind: str,
    body: dict[str, Any],
    causes: tuple[str, ...] = (),
) -> Fact:
    new = NewFact(
        stream=cause.stream,
        kind=kind,
        at=deps.clock.now(),
        actor="clock",
        causes=causes or (cause.id,),
        body=body,
    )
    return chain.append(connection, [new])[0]
