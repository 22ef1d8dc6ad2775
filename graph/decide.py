"""Deciding: approve, edit, reject or respond by a person, checked and committed as one."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from domain.answer_kinds import slot_of
from domain.approval import gaps, may_satisfy, still_missing
from domain.case import CaseState
from domain.errors import NotAllowed, Refused, Stale
from domain.fact import Fact
from domain.people import Person
from domain.replies import form_of
from domain.ruling import Requirement
from graph.approve import approve_whole
from graph.authority import Authority
from graph.decision import Decision, Verdict, said
from graph.deps import Deps
from graph.edit import edit
from graph.holds import make_firm, still_stands, tell
from graph.joint import approve_both, as_settled, why_void
from graph.respond import respond
from graph.snapshots import case_context
from graph.withdraw import PROPOSAL_TIMERS, void_contest, withdraw
from graph.word import case_of
from graph.workflows.registry import workflow
from memory import chain, inbox, reservations

VERBS = ("approve", "edit", "reject", "respond")


def decide(
    deps: Deps,
    case_id: str,
    verb: str,
    person_id: str,
    reason: str,
    slots: dict[str, str],
    seen: str = "",
) -> Verdict:
    """Takes a decision; Refused in one sentence when it may not be taken.

    `seen` is the hash of the proposal that the person looked at, where a page showed one: a
    decision on another one is Stale.
    """
    if verb not in VERBS:
        raise Refused(f"{verb!r} is no decision; use one of {', '.join(VERBS)}")
    person = deps.people.actor(person_id)
    state = case_of(deps, case_id)
    if state.proposal is None or state.decision is not None:
        raise NotAllowed(f"case {case_id} waits for no decision{_whose(deps, state)}")
    if seen not in ("", state.proposal.hash):
        raise Stale(f"case {case_id} has moved on; look at its new proposal before you decide")
    context = case_context(deps, state, workflow(state.workflow))
    problem = _moved(deps, state, context)
    with deps.ledger.transaction() as connection:
        if chain.last_word(connection, f"case:{case_id}") != state.through:
            raise Stale(f"case {case_id} has moved on; look at it again before you decide")
        if problem:
            _withdraw_moved(deps, connection, state, problem)
        else:
            taken = Decision(
                deps, connection, state, state.proposal, context, person, reason, slots
            )
            return _HANDLERS[verb](taken)
    raise Stale(f"{problem}; the proposal is withdrawn, a new one follows with `seamline work`")


def _whose(deps: Deps, state: CaseState) -> str:
    """Who was faster, for whoever comes second."""
    taken = state.decision
    if taken is None or not taken["person"]:
        return f"; see `seamline show {state.id}`"
    person = deps.people.get(taken["person"])
    name = person.name if person else taken["person"]
    at = state.decision_fact.at if state.decision_fact else None
    when = f" at {at:%Y-%m-%d %H:%M} UTC" if at else ""
    return f": {name} took it{when} ({taken['verb']})"


_HOLDS_MOVED = "what other cases hold has changed since this was proposed"


def _moved(deps: Deps, state: CaseState, context: Any) -> str:
    """Why the open proposal no longer stands; empty when it does."""
    opened = state.proposal
    if opened is None:
        return "there is no open proposal"
    if opened.policy != deps.policy.hash:
        return "the policy has changed since this was proposed"
    if opened.snapshot != context.snapshot:
        return "the facts have changed since this was proposed"
    if not still_stands(deps.policy, workflow(state.workflow), state, context, opened):
        return _HOLDS_MOVED
    return why_void(deps, opened)


def _withdraw_moved(deps: Deps, connection: Connection, state: CaseState, because: str) -> None:
    now = deps.clock.now()
    keep = because == _HOLDS_MOVED
    withdraw(connection, state, now=now, because=because, actor="authority", keep=keep)
    inbox.enqueue(connection, f"case:{state.id}", "moved", {"through": state.through}, now)


def _approve(taken: Decision) -> Verdict:
    deps, state, proposal = taken.deps, taken.state, taken.proposal
    if proposal.held_by:
        first = proposal.held_by[0]
        answer = shlex.quote(f"{slot_of(first)}={form_of(first)}")
        raise NotAllowed(
            f"{state.id} waits for an answer, not an approval: "
            f"`seamline decide {state.id} respond --set {answer}`"
        )
    taken.require_mode()
    needs = taken.needs
    if not needs:
        raise NotAllowed(f"nobody may decide {state.id}: {state.stuck or 'no owner is named'}")
    approvers = _approvers(taken)
    missing = still_missing(needs, approvers, proposal.askers, deps.people, taken.day)
    missing = missing or _somebody_else(taken, approvers)
    if missing:
        fact = taken.decided("approve", complete=False)
        taken.note("reminded", fact, proposal=proposal.hash, people=[], waits_for=said(missing))
        none = gaps(missing, deps.people, taken.day, proposal.askers)
        return taken.verdict("approve", complete=False, waits_for=said(missing), gaps=none)
    joint = proposal.joint
    context = as_settled(taken.context, joint) if joint is not None else taken.context
    spend = Authority(deps).committed(workflow(state.workflow), context, proposal)
    names = [one.id for one in approvers]
    fact = taken.decided("approve", complete=True, approvers=names, spend_minor=spend)
    also: tuple[str, ...] = ()
    if joint is not None:
        effects, also = approve_both(taken, joint, approvers, fact), (joint.other.case,)
    else:
        effects = approve_whole(
            deps, taken.connection, state, taken.context, proposal, approvers, fact
        )
        make_firm(taken.connection, state.id, proposal.hash, deps.clock.now())
        void_contest(taken.connection, state, now=deps.clock.now(), actor=taken.person.id)
    _end_wait(taken, fact)
    return taken.verdict("approve", complete=True, effects=effects, also=also)


def _part(taken: Decision) -> str:
    if taken.person.id in taken.proposal.called_by:
        return "called back about the account"
    corrected = taken.person.id in taken.proposal.corrected_by
    return "put a value right that this rests on" if corrected else "asked for this"


def _approvers(taken: Decision) -> list[Person]:
    """Earlier approvals that still live, and this one; each person once, never the requester."""
    deps, state, person = taken.deps, taken.state, taken.person
    if person.id in taken.proposal.askers:
        raise NotAllowed(f"{person.name} {_part(taken)} and cannot approve it: four eyes")
    needs = taken.needs
    askers = taken.proposal.askers
    if not any(may_satisfy(person, need, deps.people, taken.day, askers) for need in needs):
        wanted = ", ".join(said(needs))
        raise NotAllowed(f"{person.name} ({person.role}) may not approve this: it takes {wanted}")
    if any(one.person == person.id for one in state.approvals):
        raise NotAllowed(f"{person.name} has approved this already")
    oldest = deps.clock.now() - timedelta(hours=deps.policy.approval_hours)
    living = [one for one in state.approvals if one.at >= oldest]
    known = [deps.people.get(one.person) for one in living]  # who left counts no more
    return [*(one for one in known if one is not None), person]


def _somebody_else(taken: Decision, approvers: list[Person]) -> tuple[Requirement, ...]:
    """Four eyes: an approval never rests alone on whoever vouched for the sender it rests on."""
    vouched = {one.vouched_by for one in taken.state.news if one.vouched_by}
    alone = bool(vouched) and {one.id for one in approvers} <= vouched
    return (Requirement(role="somebody who did not vouch for the sender"),) if alone else ()


def _reject(taken: Decision) -> Verdict:
    taken.require_word()
    if taken.proposal.joint is not None:
        return _refuse_joint(taken)
    fact = taken.decided("reject", complete=True)
    connection, now = taken.connection, taken.deps.clock.now()
    reservations.let_go(connection, taken.state.id, taken.proposal.hash)
    tell(connection, taken.state.id, reservations.objects_of(connection, taken.state.id), now)
    void_contest(connection, taken.state, now=now, actor=taken.person.id)
    _end_wait(taken, fact)
    return taken.verdict("reject", complete=True)


def _refuse_joint(taken: Decision) -> Verdict:
    """Either owner's no ends the contest: each case goes on with what it has."""
    because = f"{taken.person.name} refuses the joint proposal: {taken.reason}"
    now = taken.deps.clock.now()
    withdraw(taken.connection, taken.state, now=now, because=because, actor=taken.person.id)
    fact = taken.decided("reject", complete=False)
    taken.wake("edited", fact)
    return taken.verdict("reject", complete=True)


def _end_wait(taken: Decision, fact: Fact) -> None:
    inbox.cancel_timers(taken.connection, f"case:{taken.state.id}", PROPOSAL_TIMERS)
    taken.wake("decided", fact)


_HANDLERS: dict[str, Callable[[Decision], Verdict]] = {
    "approve": _approve,
    "reject": _reject,
    "edit": edit,
    "respond": respond,
}

__all__ = ["VERBS", "Verdict", "decide"]
