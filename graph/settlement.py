"""Settling an effect by hand: who said what of it and why, and what follows from that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.actions import PROTOCOL, action_from
from domain.case import CaseState, fold
from domain.effect_state import EffectState
from domain.errors import NotAllowed, OutsideFailed, Refused, Stale, Unknown
from domain.fact import Fact, NewFact
from domain.people import Person
from domain.ports import Receipt
from domain.ruling import REASONS
from domain.settling import WORDS, answer_choices, choices
from domain.values import Value
from graph.authority import Authority
from graph.deps import Deps
from graph.effects import parameters
from graph.readback import look
from graph.right import require_right
from graph.snapshots import case_context
from graph.still_addressed import answer_gone
from graph.workflows.registry import workflow
from memory import chain, inbox, outbox
from memory.outbox import Effect

#: A key is named by at least so many of its first characters.
_SHORTEST = 6


class Settled(Value):
    """What a settlement led to: the effect, its new state, and why it is not done again.

    `case` is the stream of a message where the effect is the answer to an interchange.
    """

    case: str
    key: str
    kind: str
    said: str
    verdict: str
    person: str
    state: str
    because: str = ""

    @property
    def rest(self) -> str:
        """Why it is not done again, to be said behind what was settled; empty where it is."""
        return f"; it is not done again: {self.because}" if self.because else ""


class _Doubt(NamedTuple):
    """One effect in doubt, the case or message it is of, and whoever speaks of it."""

    deps: Deps
    stream: str
    state: CaseState
    effect: EffectState
    row: Effect
    person: Person
    reason: str


def settle(
    deps: Deps, case_id: str, key: str, verdict: str, person_id: str, reason: str
) -> Settled:
    """Takes a person's word on an effect; Refused in one sentence when it may not be taken.

    An answer to an interchange is no case's: `case_id` is empty then.
    """
    if verdict not in WORDS:
        raise Refused(f"{verdict!r} settles nothing; say one of {', '.join(WORDS)}")
    if not reason.strip():
        raise Refused("say how you know: --reason TEXT")
    person = deps.people.actor(person_id)
    doubt = _doubt(deps, case_id, key, person, reason)
    _require_choice(doubt, verdict)
    if not _is_answer(doubt):  # that an interchange was received may be known to any of the staff
        require_right(deps, doubt.state, doubt.person, "settle")
    stands = look(deps, doubt.row).body if verdict == "accept" else {}
    if verdict == "not-happened":
        _ask_once_more(doubt)
    with deps.ledger.transaction() as connection:
        _alone(doubt, connection)
        if chain.last_word(connection, doubt.stream) != doubt.state.through:
            raise Stale(f"{case_id} has moved on; look at it again before you settle")
        return _HANDLERS[verdict](connection, doubt, stands)


def _doubt(deps: Deps, case_id: str, key: str, person: Person, reason: str) -> _Doubt:
    with deps.ledger.reading() as connection:
        if case_id and not chain.last_number(connection, f"case:{case_id}"):
            raise Unknown(f"no case {case_id!r}; `seamline inbox` lists them")
        row = _row(connection, case_id, key)
        stream = f"case:{case_id}" if case_id else row.case_id
        state = fold(case_id, chain.of_stream(connection, stream))
    effect = next(one for one in state.effects if one.key == row.key)
    return _Doubt(deps, stream, state, effect, row, person, reason)


def _row(connection: Connection, case_id: str, key: str) -> Effect:
    """The effect whose key begins so."""
    rows = outbox.effects(connection, case_id=case_id or None)
    mine = [one for one in rows if case_id or one.kind in PROTOCOL]
    hits = [one for one in mine if len(key) >= _SHORTEST and one.key.startswith(key.lower())]
    if len(hits) == 1:
        return hits[0]
    whose, many = ("several effects", "effect") if case_id else ("several answers", "answer")
    what = f"is the beginning of {whose}" if hits else f"is no {many}"
    where = f"seamline show {case_id}" if case_id else "seamline edi answers"
    raise Unknown(f"{key!r} {what}{f' of {case_id}' * bool(case_id)}; `{where}` lists their keys")


def _is_answer(doubt: _Doubt) -> bool:
    return doubt.row.kind in PROTOCOL


def _require_choice(doubt: _Doubt, verdict: str) -> None:
    state = doubt.effect.state
    handed_over = doubt.row.state == "awaiting_erp"
    fitting = answer_choices(state) if _is_answer(doubt) else choices(state, handed_over)
    if verdict in fitting:
        return
    rest = f"it can be settled as {' or '.join(fitting)}" if fitting else "nothing is in doubt"
    raise NotAllowed(f"{doubt.effect.kind} {doubt.row.key[:12]} is {doubt.effect.state}: {rest}")


def _ask_once_more(doubt: _Doubt) -> None:
    """Nothing is done again that its target says was done."""
    deps, row = doubt.deps, doubt.row
    if row.state == "confirmed":
        return  # it was asked when it was read back, and showed something else
    try:
        params = parameters(action_from(row.action), deps, row.day)
        receipt = deps.hands[row.kind].find(row.key, row.kind, params)
    except (OutsideFailed, Refused):
        return  # it cannot be asked: a person's word is all there is
    if receipt.outcome in ("applied", "already_applied", "handed_over"):
        raise NotAllowed(f"the target says that it happened ({receipt.reference}); it is read back")


def _alone(doubt: _Doubt, connection: Connection) -> None:
    """Nobody works on the stream, and whoever did can commit nothing more."""
    deps, owner = doubt.deps, f"{doubt.deps.worker()}:settle"
    wall = deps.clock.wall()
    lease = inbox.claim(connection, doubt.stream, owner, wall, timedelta(0), deps.gone)
    if lease is None:
        name = doubt.state.id or doubt.stream
        raise OutsideFailed(f"{name} is being worked on right now; try again")
    inbox.release(connection, lease)


def _happened(connection: Connection, doubt: _Doubt, stands: dict[str, Any]) -> Settled:
    receipt = Receipt(outcome="applied", detail=f"said by {doubt.person.id}")
    fact = _move(connection, doubt, "happened", "confirmed", receipt)
    return _settled(connection, doubt, fact, "confirmed")


def _not_happened(connection: Connection, doubt: _Doubt, stands: dict[str, Any]) -> Settled:
    """Waits to be done again where the gate lets it; else it failed for good."""
    problem = _barred(connection, doubt)
    if not problem:
        fact = _move(connection, doubt, "not-happened", "pending", None)
        return _settled(connection, doubt, fact, "intended")
    receipt = Receipt(outcome="rejected", detail=problem[:300])
    fact = _move(connection, doubt, "not-happened", "failed", receipt)
    _note(connection, doubt, "effect_failed", "authority", fact, detail=problem)
    return _settled(connection, doubt, fact, "failed", problem)


def _barred(connection: Connection, doubt: _Doubt) -> str:
    """Why the gate does not let it be done again; of an answer, why its setting or the record
    does not."""
    if _is_answer(doubt):
        return answer_gone(doubt.deps, doubt.row.authority)
    module = workflow(doubt.state.workflow)
    context = case_context(doubt.deps, doubt.state, module)
    action = action_from(doubt.row.action)
    ruling = Authority(doubt.deps).again(connection, module, doubt.state, context, action)
    return f"{REASONS[ruling.reason]} {ruling.detail}".strip() if ruling.outcome == "never" else ""


def _accept(connection: Connection, doubt: _Doubt, stands: dict[str, Any]) -> Settled:
    """What stands is taken as it is: an act outside the decision, and on record as that."""
    receipt = Receipt(outcome="conflict", detail=f"what stands was accepted by {doubt.person.id}")
    to = "confirmed" if doubt.row.state == "confirmed" else "failed"
    fact = _move(connection, doubt, "accept", to, receipt)
    told = {
        "person": doubt.person.id,
        "reason": doubt.reason,
        "said": doubt.effect.said,
        "decided": stands["wanted"],
        "found": stands["read"],
    }
    _note(connection, doubt, "override_seen", doubt.person.id, fact, **told)
    return _settled(connection, doubt, fact, "accepted")


def _move(
    connection: Connection, doubt: _Doubt, verdict: str, to: str, receipt: Receipt | None
) -> Fact:
    """The outbox follows the person's word; the fact says who, what and why."""
    if not outbox.settle(connection, doubt.row.key, doubt.row.state, to, receipt):
        raise Stale(f"the effect of {doubt.row.case_id} has moved on; look at it again")
    told = {"verdict": verdict, "person": doubt.person.id, "reason": doubt.reason}
    before = {"was": doubt.effect.state, "attempts": doubt.row.attempts}
    return _note(connection, doubt, "effect_settled", doubt.person.id, None, **told, **before)


def _note(
    connection: Connection, doubt: _Doubt, kind: str, actor: str, cause: Fact | None, **body: Any
) -> Fact:
    causes = (doubt.row.fact_id, *((cause.id,) if cause else ()))
    new = NewFact(
        stream=doubt.stream,
        kind=kind,
        at=doubt.deps.clock.now(),
        actor=actor,
        causes=causes,
        body={"key": doubt.row.key, **body},
    )
    return chain.append(connection, [new])[0]


def _settled(
    connection: Connection, doubt: _Doubt, fact: Fact, state: str, because: str = ""
) -> Settled:
    """The case goes on from here."""
    now = doubt.deps.clock.now()
    event = "effects" if _is_answer(doubt) else "settled"
    inbox.enqueue(connection, doubt.stream, event, {"fact": fact.id}, now)
    return Settled(
        case=doubt.row.case_id,
        key=doubt.row.key,
        kind=doubt.effect.kind,
        said=doubt.effect.said,
        verdict=str(fact.body["verdict"]),
        person=doubt.person.id,
        state=state,
        because=because,
    )


_HANDLERS = {"happened": _happened, "not-happened": _not_happened, "accept": _accept}
