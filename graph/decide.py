"""Deciding: approve, edit, reject or respond by a person, checked and committed as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from domain.approval import may_satisfy, still_missing
from domain.case import CaseState, fold
from domain.delay.hearsay import number
from domain.errors import NotAllowed, Refused, Stale, Unknown
from domain.fact import Fact, NewFact
from domain.people import Person
from domain.proposal import Proposal
from domain.ruling import Requirement
from domain.values import Value
from graph.approve import approve_whole
from graph.authority import Authority
from graph.case_step import case_context
from graph.deps import Deps
from graph.withdraw import PROPOSAL_TIMERS, withdraw
from graph.workflows.registry import workflow
from memory import chain, inbox, reservations
from memory.modes import mode_of

VERBS = ("approve", "edit", "reject", "respond")


class Verdict(Value):
    """What a decision led to: whether it is complete, and whom it still waits for."""

    case: str
    verb: str
    person: str
    complete: bool
    waits_for: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()


@dataclass
class _Decision:
    """One decision while it is being taken."""

    deps: Deps
    connection: Connection
    state: CaseState
    proposal: Proposal
    context: Any
    person: Person
    reason: str
    slots: dict[str, str]

    def note(self, kind: str, cause: Fact | None = None, **body: Any) -> Fact:
        """Adds a fact of this decision."""
        opened = self.state.proposal_fact
        causes = tuple(one.id for one in (cause or opened,) if one is not None)
        new = NewFact(
            stream=f"case:{self.state.id}",
            kind=kind,
            at=self.deps.clock.now(),
            actor=self.person.id,
            causes=causes,
            body=body,
        )
        return chain.append(self.connection, [new])[0]

    def decided(self, verb: str, complete: bool, **more: Any) -> Fact:
        """The fact that a person decided, on what, and what was shown."""
        return self.note(
            "decided",
            proposal=self.proposal.hash,
            verb=verb,
            person=self.person.id,
            reason=self.reason,
            view=self.proposal.hash,
            slots=self.slots,
            complete=complete,
            **more,
        )

    def wake(self, kind: str, cause: Fact) -> None:
        """Lets the case go on from this fact."""
        now = self.deps.clock.now()
        inbox.enqueue(self.connection, f"case:{self.state.id}", kind, {"fact": cause.id}, now)


def decide(
    deps: Deps, case_id: str, verb: str, person_id: str, reason: str, slots: dict[str, str]
) -> Verdict:
    """Takes a decision; Refused in one sentence when it may not be taken."""
    if verb not in VERBS:
        raise Refused(f"{verb!r} is no decision; use one of {', '.join(VERBS)}")
    person = deps.people.require(person_id)
    with deps.ledger.reading() as connection:
        state = fold(case_id, chain.of_stream(connection, f"case:{case_id}"))
    if not state.through:
        raise Unknown(f"no case {case_id!r}; `seamline inbox` lists them")
    if state.proposal is None or state.decision is not None:
        raise NotAllowed(f"case {case_id} waits for no decision; see `seamline show {case_id}`")
    context = case_context(deps, state, workflow(state.workflow))
    problem = _moved(deps, state, context)
    with deps.ledger.transaction() as connection:
        if chain.last_word(connection, f"case:{case_id}") != state.through:
            raise Stale(f"case {case_id} has moved on; look at it again before you decide")
        if problem:
            _withdraw_moved(deps, connection, state, problem)
        else:
            taken = _Decision(
                deps, connection, state, state.proposal, context, person, reason, slots
            )
            return _HANDLERS[verb](taken)
    raise Stale(f"{problem}; the proposal is withdrawn, a new one follows with `seamline work`")


def _moved(deps: Deps, state: CaseState, context: Any) -> str:
    """Why the open proposal no longer stands; empty when it does."""
    opened = state.proposal
    if opened is None:
        return "there is no open proposal"
    if opened.policy != deps.policy.hash:
        return "the policy has changed since this was proposed"
    if opened.snapshot != context.snapshot:
        return "the facts have changed since this was proposed"
    return ""


def _withdraw_moved(deps: Deps, connection: Connection, state: CaseState, because: str) -> None:
    now = deps.clock.now()
    withdraw(connection, state, now=now, because=because, actor="authority")
    inbox.enqueue(connection, f"case:{state.id}", "moved", {"through": state.through}, now)


def _approve(taken: _Decision) -> Verdict:
    deps, state, proposal = taken.deps, taken.state, taken.proposal
    if proposal.questions:
        slot = proposal.questions[0].slot or proposal.questions[0].about
        raise NotAllowed(
            f"{state.id} waits for an answer, not an approval: "
            f"`seamline decide {state.id} respond --set {slot}=VALUE`"
        )
    _require_mode(taken)
    needs = state.asked.requires if state.asked else ()
    if not needs:
        raise NotAllowed(f"nobody may decide {state.id}: {state.stuck or 'no owner is named'}")
    approvers = _approvers(taken)
    missing = still_missing(needs, approvers, proposal.requested_by, deps.people, _day(deps))
    if missing:
        fact = taken.decided("approve", complete=False)
        taken.note("reminded", fact, proposal=proposal.hash, people=[], waits_for=_said(missing))
        return _verdict(taken, "approve", complete=False, waits_for=_said(missing))
    spend = Authority(deps).committed(workflow(state.workflow), taken.context, proposal)
    names = [one.id for one in approvers]
    fact = taken.decided("approve", complete=True, approvers=names, spend_minor=spend)
    effects = approve_whole(deps, taken.connection, state, taken.context, proposal, approvers, fact)
    reservations.firm(taken.connection, state.id, proposal.hash)
    _end_wait(taken, fact)
    return _verdict(taken, "approve", complete=True, effects=effects)


def _require_mode(taken: _Decision) -> None:
    """While a workflow only observes nothing is decided: nobody is asked, nothing may leave."""
    name, partner = taken.proposal.workflow, taken.state.partner
    if mode_of(taken.connection, name, partner) == "observe":
        raise NotAllowed(
            f"{name} only observes for {partner}: nothing may leave; see `seamline mode`"
        )


def _approvers(taken: _Decision) -> list[Person]:
    """Earlier approvals that still live, and this one; each person once, never the requester."""
    deps, state, person = taken.deps, taken.state, taken.person
    if person.id == taken.proposal.requested_by:
        raise NotAllowed(f"{person.name} asked for this and cannot approve it: four eyes")
    needs = state.asked.requires if state.asked else ()
    asker = taken.proposal.requested_by
    if not any(may_satisfy(person, need, deps.people, _day(deps), asker) for need in needs):
        wanted = ", ".join(_said(needs))
        raise NotAllowed(f"{person.name} ({person.role}) may not approve this: it takes {wanted}")
    if any(one.person == person.id for one in state.approvals):
        raise NotAllowed(f"{person.name} has approved this already")
    oldest = deps.clock.now() - timedelta(hours=deps.policy.approval_hours)
    living = [one for one in state.approvals if one.at >= oldest]
    known = [deps.people.get(one.person) for one in living]  # who left counts no more
    return [*(one for one in known if one is not None), person]


def _reject(taken: _Decision) -> Verdict:
    _require_word(taken)
    fact = taken.decided("reject", complete=True)
    reservations.let_go(taken.connection, taken.state.id, taken.proposal.hash)
    _end_wait(taken, fact)
    return _verdict(taken, "reject", complete=True)


def _edit(taken: _Decision) -> Verdict:
    """Another option is chosen: a new proposal, requested by the editor, for others to approve."""
    _require_word(taken)
    wanted = taken.slots.get("option", "")
    if set(taken.slots) != {"option"}:
        raise Refused("an edit names the option to take: --set option=NAME")
    module = workflow(taken.state.workflow)
    candidates = sorted({one.name for one in module.reprice(taken.context) if one.is_candidate})
    if wanted not in candidates:
        raise Refused(f"{wanted!r} is no candidate here; choose {', '.join(candidates) or 'none'}")
    withdraw(
        taken.connection,
        taken.state,
        now=taken.deps.clock.now(),
        because=f"{taken.person.name} chose {wanted}: {taken.reason}",
        actor=taken.person.id,
    )
    fact = taken.decided("edit", complete=False)
    taken.wake("edited", fact)
    return _verdict(taken, "edit", complete=False)


def _respond(taken: _Decision) -> Verdict:
    """Answers open questions; what hangs on an answer is computed from it."""
    open_slots = {one.slot or one.about: one for one in taken.proposal.questions}
    if not open_slots:
        raise NotAllowed(f"{taken.state.id} asks nothing; approve, edit or reject it")
    if not taken.slots:
        names = ", ".join(f"--set {name}=VALUE" for name in open_slots)
        raise Refused(f"say the answer: {names}")
    strange = sorted(set(taken.slots) - set(open_slots))
    if strange:
        raise Refused(f"{strange[0]!r} is not asked; asked is {', '.join(open_slots)}")
    now = taken.deps.clock.now()
    withdraw(taken.connection, taken.state, now=now, because="answered", actor=taken.person.id)
    for name, value in sorted(taken.slots.items()):
        _require_form(name, value)
        fact = taken.note(
            "question_answered",
            slot=name,
            value=value,
            person=taken.person.id,
            reason=taken.reason,
            question=open_slots[name].text,
        )
    taken.wake("answered", fact)
    return _verdict(taken, "respond", complete=True)


def _require_form(name: str, value: str) -> None:
    """A day where a date is asked for, a number above zero where a quantity is."""
    if "qty" in name and number(value) is None:
        raise Refused(f"{name}={value!r} is no quantity; write it as 2000")
    if "date" not in name:
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Refused(f"{name}={value!r} is no day; write it as 2026-04-09") from None


def _require_word(taken: _Decision) -> None:
    """Rejecting and editing take the same right as approving, and a reason."""
    _require_mode(taken)
    if not taken.reason.strip():
        raise Refused("say why: --reason TEXT")
    needs = taken.state.asked.requires if taken.state.asked else ()
    day = _day(taken.deps)
    asker = taken.proposal.requested_by
    if not any(may_satisfy(taken.person, need, taken.deps.people, day, asker) for need in needs):
        wanted = ", ".join(_said(needs)) or "an owner, and none is named"
        raise NotAllowed(f"{taken.person.name} may not decide this: it takes {wanted}")


def _end_wait(taken: _Decision, fact: Fact) -> None:
    inbox.cancel_timers(taken.connection, f"case:{taken.state.id}", PROPOSAL_TIMERS)
    taken.wake("decided", fact)


def _verdict(
    taken: _Decision,
    verb: str,
    *,
    complete: bool,
    waits_for: tuple[str, ...] = (),
    effects: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        case=taken.state.id,
        verb=verb,
        person=taken.person.id,
        complete=complete,
        waits_for=waits_for,
        effects=effects,
    )


def _said(needs: tuple[Requirement, ...]) -> tuple[str, ...]:
    return tuple(need.said() for need in needs)


def _day(deps: Deps) -> date:
    return deps.clock.now().date()


_HANDLERS: dict[str, Callable[[_Decision], Verdict]] = {
    "approve": _approve,
    "reject": _reject,
    "edit": _edit,
    "respond": _respond,
}
