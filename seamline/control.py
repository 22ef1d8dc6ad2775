"""Stops, resumes and modes: acts of people on the whole workspace, each a fact."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.actions import PROTOCOL
from domain.errors import NotAllowed, Refused
from domain.fact import NewFact
from domain.policy import Policy
from graph.workflows.registry import workflow
from memory import chain, inbox, outbox
from memory.modes import CLEARED, ORDER, Modes, mode_of, modes, stops
from seamline.mode_right import require_right
from seamline.scopes import partner_of, scope_of
from seamline.waiver import read_waiver
from seamline.wiring import Office


class Halt(NamedTuple):
    """A stop as it is in force: its scope, and what was in flight, in words."""

    scope: str
    doubtful: list[str]


def stop_execution(office: Office, typed: str, person_id: str, reason: str) -> Halt:
    """Stops effects in a scope before the next one."""
    person = office.people.actor(person_id)
    scope = scope_of(office, typed)
    if not reason.strip():
        raise Refused("say why: --reason TEXT")
    with office.ledger.transaction() as connection:
        if scope in stops(connection):
            raise NotAllowed(f"{scope} is stopped already")
        number = len(chain.of_kind(connection, "stopped")) + 1
        body = {"scope": scope, "reason": reason, "number": number}
        chain.append(connection, [_fact(office, "stopped", person.id, body)])
        doubtful = outbox.effects(connection, states=("sending", "unknown"))
    return Halt(scope, [f"{one.case_id} {one.kind} {one.key[:12]}" for one in doubtful])


def resume_execution(office: Office, typed: str, person_id: str, reason: str) -> int:
    """Counts a person's wish to resume; with enough different people it resumes. 0 = resumed."""
    person = office.people.actor(person_id)
    with office.ledger.transaction() as connection:
        scope = _stopped_scope(office, typed, stops(connection))
        live = stops(connection)[scope]
        body: dict[str, Any] = {"scope": scope, "reason": reason, "stop": live["id"]}
        chain.append(connection, [_fact(office, "resume_asked", person.id, body)])
        asked = {
            fact.actor
            for fact in chain.of_kind(connection, "resume_asked")
            if fact.body["stop"] == live["id"]
        }
        missing = office.policy.resume_people - len(asked)
        if missing > 0:
            return missing
        resumed = {**body, "people": sorted(asked)}
        fact = chain.append(connection, [_fact(office, "resumed", person.id, resumed)])[0]
        _look_again(office, connection, "resumed", fact.id)
    office.desk.advance()
    return 0


def set_mode(
    office: Office,
    name: str,
    to: str,
    partner: str,
    waiver: Path | str | None,
    person_id: str,
    reason: str = "",
) -> None:
    """Sets how far a workflow may go, or with `clear` takes a partner's own mode away.

    `waiver` is the file of a signed one, or its text. Refused for whoever policy does not let do
    it; `act` also while something it needs is missing.
    """
    if to not in (*ORDER, CLEARED):
        raise Refused(f"{to!r} is no mode; use {', '.join(ORDER)} or {CLEARED}")
    person = office.people.actor(person_id)
    module = workflow(name)
    require_right(office, module.NAME, person)
    partner = partner_of(office, partner) if partner else ""
    signed = read_waiver(waiver, office, module.NAME) if waiver else None
    if to == "act":
        missing = missing_for_act(office.policy, module.NAME, office)
        missing += [] if signed else ["a signed waiver (--waiver FILE) or a frozen baseline"]
        if missing:
            raise NotAllowed(f"{module.NAME} cannot act: {'; '.join(missing)} missing")
    with office.ledger.transaction() as connection:
        if to == CLEARED:
            _require_own(modes(connection), module.NAME, partner)
        number = len(chain.of_kind(connection, "mode_changed")) + 1
        body = {
            "workflow": module.NAME,
            "partner": partner,
            "mode": to,
            "before": mode_of(connection, module.NAME, partner),
            "waiver": signed,
            "reason": reason.strip(),
            "number": number,
        }
        fact = chain.append(connection, [_fact(office, "mode_changed", person.id, body)])[0]
        _look_again(office, connection, "mode", fact.id, module.NAME)
    office.desk.advance()


def _require_own(known: Modes, name: str, partner: str) -> None:
    if not partner:
        raise Refused(
            "clear takes a partner's own mode away: say --partner ID "
            "(`observe` lowers the workflow with all its partners)"
        )
    if (name, partner) not in known:
        own = ", ".join(sorted(one for workflow, one in known if workflow == name and one))
        raise NotAllowed(f"{partner} has no mode of its own in {name}; {own or 'nobody'} has")


def missing_for_act(policy: Policy, name: str, office: Office) -> list[str]:
    """What policy and people lack before a workflow may act, in words."""
    rules = policy.workflows.get(name)
    if rules is None:
        return [f"workflow {name} in policy.yaml"]
    missing = []
    unowned = [
        rule.constraint
        for rule in rules.owners
        if not office.people.in_role(rule.function, rule.role)
    ]
    if not rules.owners or unowned:
        missing.append(f"an owner for {', '.join(unowned) or 'any constraint'}")
    if not rules.trade_offs:
        missing.append("a trade-off order")
    if not rules.escalation:
        missing.append("escalation triggers")
    return missing


def _look_again(
    office: Office, connection: Connection, kind: str, fact_id: str, name: str = ""
) -> None:
    """Open cases are ruled on again, and effects that were held back go on."""
    for state in office.deps.cases():
        if state.closed is None and name in ("", state.workflow):
            stream = f"case:{state.id}"
            inbox.enqueue(connection, stream, kind, {"fact": fact_id}, office.clock.now())
    for effect in outbox.effects(connection, states=("pending",)):
        if effect.kind in PROTOCOL:
            told = {"fact": fact_id}
            inbox.enqueue(connection, effect.case_id, "effects", told, office.clock.now())


def _stopped_scope(office: Office, typed: str, live: dict[str, dict[str, str]]) -> str:
    """The scope that is meant; one that is stopped as it was typed is found even when gone."""
    scope = typed if typed in live else scope_of(office, typed)
    if scope not in live:
        raise NotAllowed(f"{scope} is not stopped; stopped is {', '.join(live) or 'nothing'}")
    return scope


def _fact(office: Office, kind: str, actor: str, body: dict[str, Any]) -> NewFact:
    return NewFact(stream="workspace", kind=kind, at=office.clock.now(), actor=actor, body=body)
