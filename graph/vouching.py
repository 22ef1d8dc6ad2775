"""Vouching: a person has spoken to whoever wrote, and stands up for the sender of one message."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.approval import may_satisfy, owner_requirement
from domain.bank_data import speaks_of_bank_data
from domain.case import CaseState
from domain.errors import NotAllowed, Refused, Unknown
from domain.fact import Fact, NewFact
from domain.message import SenderVerdict
from domain.people import Person
from domain.reading import Reading
from domain.values import Value
from graph.deps import Deps
from graph.rereading import last_readings
from graph.snapshots import case_context
from graph.withdraw import withdraw
from graph.workflows.registry import workflow, workflows
from memory import chain, inbox
from memory.cases import cases
from memory.folded import WHOLE


class Vouched(Value):
    """Whose message was vouched for, the number on file to call, and the cases it counts in."""

    message: str
    subject: str
    sender: str
    phone: str
    person: str
    cases: tuple[str, ...]


class _Word(NamedTuple):
    """Who vouches, what was said by whom, and how that was found out."""

    person: Person
    said_by: str
    how: str


def confirm_sender(deps: Deps, name: str, *, said_by: str, how: str, person_id: str) -> Vouched:
    """Takes a person's word that a contact on file wrote a message that proves nothing itself.

    `name` is a case, or the beginning of a message's key or hash. The message counts for more in
    the gate from then on; no other does, and nothing runs by itself because of it.
    """
    word = _Word(deps.people.actor(person_id), said_by.strip(), how.strip())
    if not word.said_by or not word.how:
        raise Refused("say who said it and how you know: --said-by WHO --how TEXT")
    with deps.ledger.reading() as connection:
        read = _reading(connection, name)
        joined = [one for one in cases(connection) if _news(one, read)]
        known = _confirmed(connection, read)
    verdict = SenderVerdict.model_validate(read.body["sender"])
    _require_unproven(verdict, known)
    _require_no_bank(deps, read)
    _require_function(deps, word.person, joined)
    _require_four_eyes(deps, word.person, joined)
    contact = deps.reads.row("contacts", verdict.contact_id)
    phone = contact.text("phone_on_file") if contact else ""
    body = {
        "sha256": read.body["sha256"],
        "address": verdict.address,
        "contact_id": verdict.contact_id,
        "partner_id": verdict.partner_id,
        "phone_on_file": phone,
        "said_by": word.said_by,
        "how": word.how,
        "person": word.person.id,
    }
    with deps.ledger.transaction() as connection:
        fact = _note(deps, connection, read.stream, word.person, read, body)
        for state in joined:
            _tell(deps, connection, state, word.person, fact, body)
    return Vouched(
        message=str(read.body["sha256"]),
        subject=str(read.body["subject"]),
        sender=verdict.address,
        phone=phone,
        person=word.person.id,
        cases=tuple(one.id for one in joined),
    )


def _reading(connection: Connection, name: str) -> Fact:
    """The message that is meant: the only unproven one of a case, or the one that is named."""
    readings = list(last_readings(connection).values())
    state = WHOLE.of(connection, name)
    if state.through:
        told = {one.message for one in state.news if one.verdict != "authenticated"}
        hits = [one for one in readings if one.body["sha256"] in told]
        nothing = f"no message of {name} waits for that: all its senders are proven"
    else:
        wanted = name.strip().lower()
        hits = [one for one in readings if len(wanted) > 5 and _is_called(one, wanted)]
        nothing = f"{name!r} is no case and no message that was read; see `seamline inbox`"
    if not hits:
        raise Unknown(nothing)
    if len(hits) > 1:
        told_apart = ", ".join(f"{one.body['sha256'][:12]} ({one.body['subject']})" for one in hits)
        raise Refused(f"say which message: {told_apart}")
    return hits[0]


def _is_called(read: Fact, wanted: str) -> bool:
    key = read.stream.removeprefix("message:")
    return key.startswith(wanted) or str(read.body["sha256"]).startswith(wanted)


def _news(state: CaseState, read: Fact) -> bool:
    return any(one.message == read.body["sha256"] for one in state.news)


def _confirmed(connection: Connection, read: Fact) -> Fact | None:
    kinds = ("sender_confirmed",)
    return next(iter(chain.of_stream(connection, read.stream, kinds=kinds)), None)


def _require_unproven(verdict: SenderVerdict, known: Fact | None) -> None:
    """Only an address on file that lacks proof: what speaks against it is not talked away."""
    if known is not None:
        raise NotAllowed(f"{known.actor} has vouched for {verdict.address} already")
    if verdict.verdict == "unauthenticated":
        return
    if verdict.verdict == "authenticated":
        raise NotAllowed(f"{verdict.address} is authenticated; nobody need vouch for it")
    why = "; ".join(verdict.reasons)
    raise NotAllowed(f"nobody can vouch for {verdict.address or 'this sender'}: {why}")


def _require_no_bank(deps: Deps, read: Fact) -> None:
    message = deps.parse_safely(deps.blobs.read(read.body["sha256"]))
    if speaks_of_bank_data(message, Reading.model_validate(read.body["reading"])):
        raise NotAllowed(
            "it speaks of bank data, which no call and no mail changes: "
            "that takes two people and a call back in master data"
        )


def _require_function(deps: Deps, person: Person, joined: list[CaseState]) -> None:
    names = {one.workflow for one in joined} or {one.NAME for one in workflows().values()}
    rules = [deps.policy.workflows.get(name) for name in sorted(names)]
    functions = {one for rule in rules if rule for one in rule.confirms_senders}
    if not functions:
        raise NotAllowed(
            "nobody may vouch for a sender: name functions in policy.yaml, confirms_senders"
        )
    if person.function not in functions:
        raise NotAllowed(f"{person.name} may not vouch: it takes {' or '.join(sorted(functions))}")


def _require_four_eyes(deps: Deps, person: Person, joined: list[CaseState]) -> None:
    """Whoever owns the decision does not vouch for what it rests on."""
    for state in joined:
        if state.closed is not None:
            continue
        module = workflow(state.workflow)
        rules = deps.policy.workflows.get(module.NAME)
        constraint = module.constraint(case_context(deps, state, module))
        owner = rules.owner_rule(constraint) if rules else None
        day = deps.clock.now().date()
        need = owner_requirement(owner, constraint) if owner else None
        if need is not None and may_satisfy(person, need, deps.people, day):
            raise NotAllowed(
                f"{person.name} owns the decision of {state.id}: somebody else must vouch"
            )


def _tell(
    deps: Deps,
    connection: Connection,
    state: CaseState,
    person: Person,
    cause: Fact,
    body: dict[str, Any],
) -> None:
    """The cases look again; what was decided already runs on."""
    stream, now = f"case:{state.id}", deps.clock.now()
    if state.decision is None and state.closed is None:
        because = f"{person.name} vouches for {body['address']}"
        withdraw(connection, state, now=now, because=because, actor=person.id)
    fact = _note(deps, connection, stream, person, cause, body)
    if state.closed is None:
        inbox.enqueue(connection, stream, "news", {"fact": fact.id}, now)


def _note(
    deps: Deps,
    connection: Connection,
    stream: str,
    person: Person,
    cause: Fact,
    body: dict[str, Any],
) -> Fact:
    new = NewFact(
        stream=stream,
        kind="sender_confirmed",
        at=deps.clock.now(),
        actor=person.id,
        causes=(cause.id,),
        body=body,
    )
    return chain.append(connection, [new])[0]
