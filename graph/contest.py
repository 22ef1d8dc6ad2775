"""Contesting a soft hold: one joint proposal over two cases, priced for both, for both owners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.approval import owner_requirement
from domain.case import CaseState
from domain.derivations.edits import at_most
from domain.editing import as_proposed, drawn_by
from domain.errors import NotAllowed, Refused, Stale
from domain.one_letter import one_letter_each, without
from domain.options import Draw, Held, Option
from domain.people import Person
from domain.pins import with_pins
from domain.proposal import Joint, Proposal
from domain.ruling import REASONS, Requirement
from domain.values import Value
from graph.authority import Authority
from graph.commit import commit_proposal
from graph.deps import Deps
from graph.holds import chosen, ranked
from graph.right import require_right
from graph.run import Run
from graph.snapshots import case_context
from graph.withdraw import withdraw
from graph.word import case_in, case_of, note
from graph.workflows.contract import Workflow
from graph.workflows.registry import workflow
from memory import chain, reservations
from memory.reservations import Reservation


class Contested(Value):
    """What a contest led to: the joint proposal of `case`, and what it would take from `of`."""

    case: str
    of: str
    object: str
    take: Decimal
    summary: str


@dataclass(frozen=True)
class _Side:
    """A case with its open proposal, as it would be if others held something else."""

    deps: Deps
    state: CaseState
    proposal: Proposal
    module: Workflow
    context: Any

    def options(self, held: Sequence[Held]) -> tuple[Option, ...]:
        return self.module.reprice(self.context.model_copy(update={"held": tuple(held)}))

    def taken(self, held: Sequence[Held]) -> list[Option]:
        """What would be chosen."""
        options = self.options(held)
        return chosen(options, ranked(self.deps.policy, self.module, self.state, options))

    def draws(self, held: Sequence[Held]) -> tuple[Draw, ...]:
        return tuple(draw for option in self.taken(held) for draw in option.draws)


def contest(
    deps: Deps, case_id: str, person_id: str, reason: str, of: str = "", take: str = ""
) -> Contested:
    """Proposes that another case gives up some of what it softly holds; NotAllowed where nothing
    is to be had, Refused where the quantity makes no sense.

    Nothing is taken: the other case keeps its hold until both owners decide (domain_presets.md
    2.17). `of` is the other case, `take` how much of it; without them the largest hold that helps,
    and as much of it as would be used.
    """
    if not reason.strip():
        raise Refused("say why this case goes before: --reason TEXT")
    person = deps.people.actor(person_id)
    mine = _side(deps, case_id)
    require_right(deps, mine.state, person, "contest")
    hold = _hold(deps, mine, of)
    theirs = _side(deps, hold.case_id)
    less = _quantity(mine, hold, take)
    settled = _settled(mine, theirs, hold, less, person)
    with deps.ledger.transaction() as connection:
        for one in (mine, theirs):
            if chain.last_word(connection, f"case:{one.state.id}") != one.state.through:
                raise Stale(f"case {one.state.id} has moved on; look at it again")
        _propose(connection, mine, theirs, settled, person, reason)
    said = settled.proposal.summary
    return Contested(case=case_id, of=hold.case_id, object=hold.object, take=less, summary=said)


def _side(deps: Deps, case_id: str) -> _Side:
    state = case_of(deps, case_id)
    opened = state.proposal
    if opened is None or state.decision is not None or opened.joint or state.contested:
        raise NotAllowed(f"{case_id} has no proposal of its own open that could give or take")
    module = workflow(state.workflow)
    context = case_context(deps, state, module)
    if (opened.snapshot, opened.policy) != (context.snapshot, deps.policy.hash):
        raise Stale(f"the facts of {case_id} have changed; `seamline work`, then look again")
    wanted = state.model_copy(update={"pinned": opened.pins})  # an option a person took stays it
    return _Side(deps, wanted, opened, module, context)


def _hold(deps: Deps, mine: _Side, of: str) -> Reservation:
    """The largest soft hold of another case that this one would use; where it would use none of
    them the largest, as pieces are no kilograms and no money."""
    now = deps.clock.now()
    with deps.ledger.reading() as connection:
        found = reservations.held(connection, now=now, but_not=mine.state.id)
    binding = [
        one for one in found if one.object in mine.context.scarce and of in ("", one.case_id)
    ]
    soft = [one for one in binding if one.state == "soft"]
    if not soft:
        firm = sorted({one.case_id for one in binding})
        if firm:
            raise NotAllowed(
                f"{', '.join(firm)} holds it firmly: only whoever may undo that approval moves it"
            )
        raise NotAllowed(f"no other case holds anything that {mine.state.id} could draw on")
    largest = sorted(soft, key=lambda one: (one.qty, one.id), reverse=True)
    return next((one for one in largest if _useful(mine, one) > 0), largest[0])


def _useful(mine: _Side, hold: Reservation) -> Decimal:
    """How much more of it the case would use if nobody held this."""
    whole = _lowered(mine.context.held, hold, hold.qty)
    return _sum(mine.draws(whole), hold.object) - _sum(mine.draws(mine.context.held), hold.object)


def _quantity(mine: _Side, hold: Reservation, take: str) -> Decimal:
    """How much to ask for: at most what is held, and what this case would use of it."""
    most = min(_useful(mine, hold), hold.qty)
    if most <= 0:
        raise NotAllowed(f"{mine.state.id} would use no more of {hold.object} if it had it")
    if not take:
        return most
    try:
        return Decimal(at_most({"proposed": f"{most:f}", "wanted": take}))
    except Refused as error:
        said = f"{take!r} cannot be asked for: at most {most:f} {hold.unit} would be used"
        raise Refused(f"{said}; {error}") from None


def _sum(draws: Iterable[Draw], name: str) -> Decimal:
    return sum((one.qty for one in draws if one.object == name), Decimal(0))


def _lowered(held: Sequence[Held], hold: Reservation, by: Decimal) -> list[Held]:
    """What others hold, with one case's hold of one thing smaller by so much."""
    found, left = [], by
    for one in held:
        mine = (one.case, one.object) == (hold.case_id, hold.object)
        less = min(left, one.qty) if mine else Decimal(0)
        left -= less
        found.append(one.model_copy(update={"qty": one.qty - less}))
    return [one for one in found if one.qty > 0]


class _Settled(NamedTuple):
    """The joint proposal, and what either case would then see others hold."""

    proposal: Proposal
    mine: list[Held]
    theirs: list[Held]

    @property
    def joint(self) -> Joint:
        assert self.proposal.joint is not None  # made with one
        return self.proposal.joint


def _settled(
    mine: _Side, theirs: _Side, hold: Reservation, take: Decimal, person: Person
) -> _Settled:
    """Both parts on one snapshot: what this case would have, what the other is left with."""
    held = _lowered(mine.context.held, hold, take)
    found = _remade(mine, held)
    own = drawn_by(found.actions, mine.draws(held))
    rest = [
        one for one in theirs.context.held if (one.case, one.object) != (mine.state.id, hold.object)
    ]
    used = _sum(own, hold.object)
    rest.append(Held(case=mine.state.id, object=hold.object, qty=used, unit=hold.unit))
    part = _remade(theirs, rest)
    joint = Joint(
        other=part,
        displaced=theirs.proposal.hash,
        object=hold.object,
        take=take,
        own=tuple(own),
        others=tuple(drawn_by(part.actions, theirs.draws(rest))),
        by=person.id,
    )
    said = f"{found.summary}; {theirs.state.id} gives {take:f} {hold.unit}: {part.summary}"
    until, why = min((found.until, found.until_why), (part.until, part.until_why))
    told = {"joint": joint, "summary": said, "until": until, "until_why": why}
    return _Settled(found.model_copy(update=told), held, rest)


def _remade(side: _Side, held: Sequence[Held]) -> Proposal:
    """The open proposal with what would be chosen then in place of what was."""
    old, context = side.proposal, side.context.model_copy(update={"held": tuple(held)})
    before = chosen(side.options(side.context.held), old.rankings)
    options = side.options(held)
    rankings = ranked(side.deps.policy, side.module, side.state, options)
    taken = chosen(options, rankings)
    undone = _actions(side, side.context, before)
    gone = {one.key for one in undone}
    done = {key for one in side.state.effects for key in one.keys}
    apart = [one for each in map(as_proposed, old.actions) for one in without(each, undone)]
    kept = [one for one in apart if one.key not in gone]
    new = {one.key: one for one in (*kept, *_actions(side, context, taken))}
    waiting = [one for key, one in new.items() if key not in done]
    told = one_letter_each(waiting, {one.key for one in waiting})
    actions, lost = with_pins(told, old.pins)
    return old.model_copy(
        update={
            "run": f"{old.run}+joint",
            "rankings": rankings,
            "actions": actions,
            "concerns": (*old.concerns, *lost),
            "summary": "; ".join(f"{one.title} ({one.cost})" for one in taken),
        }
    )


def _actions(side: _Side, context: Any, taken: Sequence[Option]) -> list[Any]:
    complete = getattr(side.module, "complete", None)
    together = complete(context, taken) if complete else ()
    return [*together, *(action for option in taken for action in option.actions)]


def _propose(
    connection: Connection,
    mine: _Side,
    theirs: _Side,
    settled: _Settled,
    person: Person,
    reason: str,
) -> None:
    """The joint proposal in place of this case's own; the other's stays until both decide."""
    deps, now, case_id = mine.deps, mine.deps.clock.now(), mine.state.id
    proposal, joint = settled.proposal, settled.joint
    signers = _signers(connection, theirs, settled)
    because = f"{person.name} contests {joint.take:f} that {theirs.state.id} holds: {reason}"
    withdraw(connection, mine.state, now=now, because=because, actor=person.id)
    body = {"proposal": proposal.model_dump(mode="json")}
    fact = note(connection, case_id, "proposed", person.id, now, body)
    context = mine.context.model_copy(update={"held": tuple(settled.mine)})
    run = Run(
        id=proposal.run,
        now=now,
        workflow=mine.module,
        state=case_in(connection, case_id),
        snapshot=lambda: context,
        policy=deps.policy,
        proposal=proposal,
        draws=list(mine.draws(mine.context.held)),  # what is left: no more is held until it is won
    )
    commit_proposal(deps, connection, run, [fact], signers)
    told = {"by": case_id, "proposal": proposal.hash, "person": person.id, "reason": reason}
    note(connection, theirs.state.id, "contested", person.id, now, told)


def _signers(connection: Connection, theirs: _Side, settled: _Settled) -> list[Requirement]:
    """Whose approval the other case's part takes; NotAllowed where it may not run at all."""
    deps, other = theirs.deps, settled.joint.other
    context = theirs.context.model_copy(update={"held": tuple(settled.theirs)})
    rulings = Authority(deps).rulings(connection, theirs.module, theirs.state, context, other)
    refused = [one for one in rulings if one.outcome == "never" and not one.is_done]
    if refused:
        raise NotAllowed(f"{theirs.state.id} cannot do its part: {REASONS[refused[0].reason]}")
    rules = deps.policy.workflows.get(theirs.module.NAME)
    owner = rules.owner_rule(other.constraint) if rules else None
    if owner is None:
        raise NotAllowed(f"nobody owns the decision of {theirs.state.id}: name an owner")
    return [owner_requirement(owner, other.constraint), *(n for r in rulings for n in r.requires)]
