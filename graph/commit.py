"""Commits a proposal: its rulings, what may run at once, whom it waits for, and its clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from domain.actions import Action
from domain.approval import gaps, merged, owner_requirement
from domain.canonical import digest
from domain.ceilings import within
from domain.errors import Stale
from domain.escalation import ladder
from domain.fact import Fact, NewFact
from domain.proposal import Asked, Proposal
from domain.ruling import REASONS, Requirement, Ruling, ending, renewal
from graph.authority import Authority
from graph.deps import Deps
from graph.holds import held_by_others, make_firm, tell
from graph.reasking import mind_absences, owners_of, whom
from graph.run import Run
from memory import chain, inbox, reservations
from memory.modes import mode_of

#: What happens at the end of the ladder; a timeout is never consent.
IF_NOBODY = "nothing is done; the lapse is recorded with its cost"


def commit_proposal(
    deps: Deps,
    connection: Connection,
    run: Run,
    facts: list[Fact],
    also: Sequence[Requirement] = (),
) -> None:
    """Rules on every action of the run's proposal and writes what follows, all in one go.

    `also` is whose approval it takes beside that of its own owner.
    """
    proposal = run.proposal
    if proposal is None:
        return
    authority = Authority(deps)
    cause = next(fact for fact in facts if fact.kind == "proposed")
    rulings = authority.rulings(connection, run.workflow, run.state, run.context, proposal)
    _note(
        connection,
        run,
        cause,
        "ruled",
        "authority",
        proposal=proposal.hash,
        rulings=[one.model_dump(mode="json") for one in rulings],
    )
    allowed = [pair for pair in zip(proposal.actions, rulings, strict=True) if _acts(pair[1])]
    _reserve(connection, authority, run, [action for action, _ in allowed])
    for action, ruling in allowed:
        authority.allow(
            connection,
            run.state,
            [action],
            authority=granted(ruling, action, proposal, run),
            cause=cause,
            now=run.now,
        )
    if allowed:  # an event of its own: a crash must not leave them waiting for the next one
        stream = f"case:{run.state.id}"
        inbox.enqueue(connection, stream, "allowed", {"fact": cause.id}, run.now)
    refused = [one for one in rulings if one.outcome == "never" and not one.is_done]
    waiting = [one for one in rulings if one.outcome == "ask"]
    if refused:
        _say_refused(connection, run, cause, refused)
    idle = run.state.is_bare and not allowed
    if waiting or also or proposal.questions or idle or _does_nothing(run, proposal):
        _wait(deps, connection, run, cause, [*(n for r in waiting for n in r.requires), *also])
    elif not refused:
        _decided_by_policy(connection, run, cause, proposal)
    else:
        _say_stuck(connection, run, cause, refused)
        if any(one.reason not in _WITH_NOBODY for one in refused):
            _wait(deps, connection, run, cause, ())  # by name: who may renew or end it
    tell(connection, run.state.id, reservations.objects_of(connection, run.state.id), run.now)


#: Refusals about which nobody is asked: who resumes, owns or lets the workflow act is no matter of
#: the case. Of all others its owner takes another way, or ends it.
_WITH_NOBODY = frozenset({"observe", "stopped", "no_owner"})


def _reserve(
    connection: Connection, authority: Authority, run: Run, allowed: Sequence[Action]
) -> None:
    """Softly holds what it draws, and no more than others leave by now: where they took some of it
    since it was priced, the case looks again. Stale where an option would run by itself on it."""
    proposal, draws = run.proposal, run.draws
    assert proposal is not None  # only called with one
    if draws and proposal.joint is None:  # what a joint proposal holds was counted as it was made
        others = held_by_others(connection, run.state.id, run.now)
        draws = within(draws, run.context.held, others)
        if draws != run.draws:
            if any(one.option for one in allowed):
                raise Stale(f"others took what {run.state.id} counted on while it was priced")
            body = {"by": "", "at": run.now.isoformat(), "proposal": proposal.hash}
            inbox.enqueue(connection, f"case:{run.state.id}", "held", body, run.now)
    expires = run.now + timedelta(hours=run.policy.proposal_hours)
    authority.reserve(connection, run.state, proposal, draws, expires)


def _does_nothing(run: Run, proposal: Proposal) -> bool:
    """Whether a way to do nothing was chosen: that too is a person's decision, not policy's."""
    chosen = any(ranking.winner for ranking in proposal.rankings)
    return chosen and not proposal.actions and not run.state.effects


def _say_refused(connection: Connection, run: Run, cause: Fact, refused: list[Ruling]) -> None:
    """What would have been done, and why it was not: kept apart, so that nothing is silent."""
    proposal = run.proposal
    assert proposal is not None  # only called with one
    said = {action.key: action.said() for action in proposal.actions}
    _note(
        connection,
        run,
        cause,
        "held_back",
        "authority",
        proposal=proposal.hash,
        actions=[said[one.action_key] for one in refused],
        because=sorted({one.reason for one in refused}),
    )


def _say_stuck(connection: Connection, run: Run, cause: Fact, refused: list[Ruling]) -> None:
    """Nothing may run and nobody is asked: said aloud, but for a workflow that only observes."""
    reasons = sorted({one.reason for one in refused} - {"observe"})
    if not reasons or run.proposal is None:
        return
    because = "; ".join(REASONS[reason] for reason in reasons)
    if "no_owner" in reasons:
        because += f" (constraint {run.proposal.constraint}); name an owner in policy.yaml"
    because += "".join(f": {one}" for one in _capped(refused))
    if "grant_expired" in reasons:
        because += f": {renewal(run.state.id)}"
    if not _WITH_NOBODY.issuperset(reasons):
        because += f"; take another way, or see to it outside and end it: {ending(run.state.id)}"
    _note(connection, run, cause, "stuck", "authority", because=because)


def _capped(refused: list[Ruling]) -> list[str]:
    """What a case would commit and what it may, or why nobody can say."""
    return list(dict.fromkeys(one.detail for one in refused if one.reason == "cap"))


def granted(ruling: Ruling, action: Action, proposal: Proposal, run: Run) -> dict[str, Any]:
    """The authority an effect runs under, bound to the exact action."""
    return {
        "said": f"standing authority {ruling.standing}, clause {ruling.clause}",
        "standing": ruling.standing,
        "clause": ruling.clause,
        "policy": ruling.policy_hash,
        "workflow": run.workflow.NAME,
        "proposal": proposal.hash,
        "action_hash": digest(action.model_dump(mode="json")),
    }


def _acts(ruling: Ruling) -> bool:
    return ruling.outcome == "act"


def _wait(
    deps: Deps, connection: Connection, run: Run, cause: Fact, signers: Sequence[Requirement]
) -> None:
    proposal = run.proposal
    assert proposal is not None  # only called with one
    rules = run.policy.workflows.get(run.workflow.NAME)
    owner = rules.owner_rule(proposal.constraint) if rules else None
    if owner is None:
        because = f"nobody owns decisions where the constraint is {proposal.constraint}"
        _note(
            connection,
            run,
            cause,
            "stuck",
            "authority",
            because=f"{because}; name an owner in policy.yaml",
        )
        return
    requires = merged([owner_requirement(owner, proposal.constraint), *signers])
    owners = owners_of(deps.people, requires, proposal, run.now.date())
    people = whom(deps.people, requires, proposal, run.now.date())
    until = proposal.until
    missing = gaps(requires, deps.people, run.now.date(), proposal.askers)
    asked = Asked(requires=requires, people=people, until=until, if_nobody=IF_NOBODY, gaps=missing)
    if not owners:
        _note(connection, run, cause, "stuck", "authority", because="; ".join(missing))
    _note(
        connection,
        run,
        cause,
        "approval_asked",
        "authority",
        proposal=proposal.hash,
        asked=asked.model_dump(mode="json"),
    )
    observes = mode_of(connection, run.workflow.NAME, run.state.partner) == "observe"
    if run.state.lapsed or observes:
        return  # overdue, it is rung by graph/overdue.py; observed, it is not rung at all
    mind_absences(deps, connection, run.state.id, proposal, people)
    for due, step in ladder(run.now, until, rules.escalation if rules else ()):
        body = {"proposal": proposal.hash, "at_pct": step.at_pct, "to": list(step.to)}
        inbox.enqueue(connection, f"case:{run.state.id}", step.do, body, due)


def _decided_by_policy(connection: Connection, run: Run, cause: Fact, proposal: Proposal) -> None:
    """Nothing waits for a person: the standing authorities cited by each act decided it."""
    make_firm(connection, run.state.id, proposal.hash, run.now)
    fact = _note(
        connection,
        run,
        cause,
        "decided",
        "authority",
        proposal=proposal.hash,
        verb="approve",
        person="",
        reason="every act ran under a standing authority",
        view="",
        slots={},
        complete=True,
    )
    stream = f"case:{run.state.id}"
    inbox.enqueue(connection, stream, "decided", {"fact": fact.id}, run.now)


def _note(
    connection: Connection, run: Run, cause: Fact, kind: str, actor: str, **body: Any
) -> Fact:
    new = NewFact(
        stream=f"case:{run.state.id}",
        kind=kind,
        at=run.now,
        actor=actor,
        causes=(cause.id,),
        body=body,
    )
    return chain.append(connection, [new])[0]
