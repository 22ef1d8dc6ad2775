"""The authority: rules on a proposal inside the transaction that decides, and writes what may run.

No model stands behind any of this: everything is looked up and computed again here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from domain.actions import Action, SendMessage
from domain.case import CaseState
from domain.editing import as_proposed, measured
from domain.fact import Fact, NewFact
from domain.gate import Grant, World, rule, rule_again
from domain.message import Message
from domain.money import Money
from domain.news import News
from domain.one_letter import parts_of
from domain.options import Draw, Held, Option
from domain.policy import Policy
from domain.ports import Reads
from domain.proposal import Proposal
from domain.rates import in_currency
from domain.reading import Reading, Statement
from domain.ruling import Ruling
from domain.taught import habits
from graph.approvals import WithApprovals
from graph.deps import Deps
from graph.evidence import Evidence
from graph.readers import wrong_reader
from graph.spending import spent_before
from graph.touched import addressee, ordered, partners_touched
from graph.writing import Known
from memory import chain, outbox, reservations
from memory.confirmed import vouched_for
from memory.modes import mode_of, names_partners, stopped_by, stops
from memory.outbox import Intended
from memory.taught import fact_in_force, taught


class Rules(Protocol):
    """What the authority needs of a workflow; all of it is code over the record."""

    CODE: str
    NAME: str

    def reprice(self, context: Any) -> tuple[Option, ...]: ...
    def constraint(self, context: Any) -> str: ...
    def grant(self, context: Any, state: CaseState, policy: Policy) -> Grant: ...
    def measures(self, context: Any, action: Action, spend_minor: int | None) -> dict[str, Any]: ...
    def terms(self, context: Any, action: Action) -> tuple[str, ...]: ...


def _said(connection: Connection, message: Message) -> list[Statement]:
    """What was read of a message, each time it was."""
    read = chain.of_stream(connection, f"message:{message.key}", kinds=("message_read",))
    readings = [Reading.model_validate(one.body["reading"]) for one in read]
    return [one for reading in readings for one in reading.statements]


def _is_forged(news: News) -> bool:
    """Whether a message failed its sender's check and nobody has spoken to the sender."""
    return news.verdict == "suspect" and not news.vouched_by


class Pace:
    """How many acts this day has seen while a proposal is ruled on: its own count as well."""

    def __init__(self, today: dict[str, Any], intended: set[str]) -> None:
        self.today, self._intended = today, intended

    def count(self, action: Action, ruling: Ruling) -> None:
        """Adds an act that may follow; one that is intended already was counted by the outbox."""
        if ruling.outcome == "never" or action.key in self._intended:
            return
        acts, standing = self.today["acts_today"], {**self.today["standing_acts_today"]}
        if ruling.outcome == "act":
            standing[ruling.standing] = standing.get(ruling.standing, 0) + 1
        counted = {"acts_today": acts + type(action).outward, "standing_acts_today": standing}
        self.today = {**self.today, **counted}


class Authority:
    """Rules on actions and turns what is allowed into outbox rows, in the caller's transaction."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    def rulings(
        self,
        connection: Connection,
        rules: Rules,
        state: CaseState,
        context: Any,
        proposal: Proposal,
        reads: Reads | None = None,
    ) -> tuple[Ruling, ...]:
        """A ruling for each action of the proposal, everything recomputed."""
        spend = self.spend_minor(connection, rules, state, context, proposal)
        evidence = self._evidence(connection, reads, context.held)
        shared = self._shared(connection, rules, state, context)
        lacks = self._unpriced(rules, context, proposal) if spend is None else ""
        known = outbox.known(connection, state.id)
        pace = Pace(shared, {*known})
        done = frozenset(key for key, how in known.items() if how != "failed")
        live = stops(connection)
        found = []
        for action in proposal.actions:
            spent = spend if action.option else 0
            world = World(
                **pace.today,
                measures=measured(action, rules.measures(context, action, spend)),
                resolved=evidence.resolve(action.slots().values()),
                stopped=self._stopped(live, rules, state, action),
                spent_minor=spent,
                unpriced=lacks if spent is None else "",
                terms=rules.terms(context, action),
                intended_keys=done,
                waits_for_answer=bool(proposal.held_by),
                recipient_problem=self._recipient_problem(action, state),
            )
            found.append(rule(action, world, self._deps.policy))
            pace.count(action, found[-1])
        return tuple(found)

    def again(
        self, connection: Connection, rules: Rules, state: CaseState, context: Any, action: Action
    ) -> Ruling:
        """Whether an effect that was decided before, and was never done, may still be done."""
        world = World(
            **self._shared(connection, rules, state, context),
            measures=rules.measures(context, action, spent_before(connection, state, rules.CODE)),
            resolved=self._evidence(connection, held=context.held).resolve(action.slots().values()),
            terms=rules.terms(context, action),
            recipient_problem=self._recipient_problem(action, state),
        )
        return rule_again(action, world, self._deps.policy)

    def _evidence(
        self, connection: Connection, reads: Reads | None = None, held: Sequence[Held] = ()
    ) -> Evidence:
        deps = self._deps
        return Evidence(
            reads=WithApprovals(reads or deps.reads, lambda: connection),
            blob=deps.blobs.read,
            parse=deps.parse,
            verdict=lambda raw: deps.verdict(raw).verdict,
            fact=lambda fact_id: fact_in_force(connection, fact_id),
            partner=lambda raw: deps.verdict(raw).partner_id,
            known=Known(
                vouched=vouched_for(connection),
                knows=lambda partner: habits(taught(connection, partner)),
                said=lambda message: _said(connection, message),
                held=tuple(held),
            ),
        )

    def spend_minor(
        self,
        connection: Connection,
        rules: Rules,
        state: CaseState,
        context: Any,
        proposal: Proposal,
    ) -> int | None:
        """What the order's cases commit beyond plan with this proposal, in minor units of the
        policy's currency: splitting a sum over decisions does not make it smaller.

        Priced again from the record; None when an amount or an exchange rate is missing.
        """
        before = spent_before(connection, state, rules.CODE)
        now = self.committed(rules, context, proposal)
        return None if before is None or now is None else before + now

    def committed(self, rules: Rules, context: Any, proposal: Proposal) -> int | None:
        """What this proposal alone commits; None when nobody can say."""
        options = {(one.object, one.name): one for one in rules.reprice(context)}
        total = 0
        for ranking in proposal.rankings:
            option = options.get((ranking.object, ranking.winner))
            if not ranking.winner:
                continue
            if option is None or option.unknown:
                return None
            money = self._convert(option.committed, context)
            if money is None:
                return None
            total += max(0, money.minor)
        return total

    def _unpriced(self, rules: Rules, context: Any, proposal: Proposal) -> str:
        """What is missing to say what a proposal commits."""
        chosen = {(one.object, one.winner) for one in proposal.rankings}
        taken = [one for one in rules.reprice(context) if (one.object, one.name) in chosen]
        found = [f"{one.name} lacks {what}" for one in taken for what in one.unknown]
        found += [context.no_rate for one in taken if self._convert(one.committed, context) is None]
        return "; ".join(found) or "an earlier decision here was taken without a known amount"

    def allow(
        self,
        connection: Connection,
        state: CaseState,
        actions: Sequence[Action],
        *,
        authority: dict[str, Any],
        cause: Fact,
        now: datetime,
    ) -> list[Fact]:
        """Intends the effects: one fact and one outbox row each, never the same effect twice.

        One that failed, and so never happened, is intended anew under the new authority.
        """
        known = outbox.known(connection, state.id)
        found: list[Fact] = []
        for action in actions:
            if known.get(action.key, "failed") != "failed":
                continue
            told = action.model_dump(mode="json")
            body = {
                "key": action.key,
                "worked_out": as_proposed(action).key,
                "action": told,
                "said": action.said(),
                "authority": authority,
                "to": addressee(action, self._deps.reads),
                "about": sorted({*action.objects, *action.named(), *ordered(action)}),
            }
            if parts := parts_of(action):
                body["parts"] = list(parts)
            fact = NewFact(
                stream=f"case:{state.id}",
                kind="intended",
                at=now,
                actor="authority",
                causes=(cause.id,),
                body=body,
            )
            found += chain.append(connection, [fact])
            row = Intended(
                key=action.key,
                case_id=state.id,
                action=told,
                authority=authority,
                fact_id=found[-1].id,
                partner=state.partner if type(action).outward else "",
                day=now.date(),
            )
            if not outbox.intend(connection, row):
                outbox.intend_again(connection, row)
        return found

    def reserve(
        self,
        connection: Connection,
        state: CaseState,
        proposal: Proposal,
        draws: Sequence[Draw],
        expires_at: datetime,
    ) -> None:
        """Softly holds what the proposal draws on."""
        reservations.hold(
            connection,
            case_id=state.id,
            proposal=proposal.hash,
            draws=draws,
            expires_at=expires_at,
        )

    def _shared(
        self, connection: Connection, rules: Rules, state: CaseState, context: Any
    ) -> dict[str, Any]:
        deps, now = self._deps, self._deps.clock.now()
        workflow = deps.policy.workflows.get(rules.NAME)
        owner = workflow.owner_rule(rules.constraint(context)) if workflow else None
        holders = deps.people.in_role(owner.function, owner.role) if owner else ()
        return {
            "now": now,
            "mode": mode_of(connection, rules.NAME, state.partner),
            "owner": holders[0].id if holders else "",
            "grant": rules.grant(context, state, deps.policy),
            "acts_today": outbox.acts_on(connection, now.date(), state.partner),
            "standing_acts_today": outbox.standing_acts_on(connection, now.date()),
            "forged": bool(state.news) and all(map(_is_forged, state.news)),
        }

    def _stopped(
        self, live: dict[str, dict[str, str]], rules: Rules, state: CaseState, action: Action
    ) -> str:
        partners = frozenset({state.partner})
        if names_partners(live):
            partners = partners_touched(action, state.partner, self._deps.reads)
        return stopped_by(live, rules.NAME, partners, action.kind)

    def _recipient_problem(self, action: Action, state: CaseState) -> str:
        contact = action.slots().get("contact")
        if contact is None:
            return ""
        row = self._deps.reads.row("contacts", contact.value)
        if row is None:
            return f"contact {contact.value} is not on record"
        if isinstance(action, SendMessage):
            problem = wrong_reader(action, row, state.partner, state.news, self._deps.reads)
            if problem:
                return problem
        if row.text("do_not_reply") == "yes":
            return f"contact {contact.value} does not read mail"
        return "" if row.text("mail") else f"contact {contact.value} has no mail address"

    def _convert(self, money: Money, context: Any) -> Money | None:
        return in_currency(money, self._deps.policy.currency, context.fx, context.today)
