"""A fact: an immutable, numbered, chained record of something that happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.canonical import digest
from domain.errors import Refused
from domain.values import Value

#: Stored kinds of fact and their dotted names in exports and webhooks. One table, both ways.
ALIASES: dict[str, str] = {
    "workspace_made": "workspace.made",
    "record_loaded": "record.loaded",
    "clock_advanced": "clock.advanced",
    "mode_changed": "mode.changed",
    "policy_changed": "policy.changed",
    "people_changed": "people.changed",
    "absence_declared": "people.absence_declared",
    "absence_ended": "people.absence_ended",
    "taught": "partner.taught",
    "untaught": "partner.untaught",
    "stopped": "execution.stopped",
    "resume_asked": "execution.resume_asked",
    "resumed": "execution.resumed",
    "event_received": "event.received",
    "event_refused": "event.refused",
    "signed_in": "person.signed_in",
    "signed_out": "person.signed_out",
    "sign_in_refused": "person.sign_in_refused",
    "act_refused": "person.act_refused",
    "token_made": "token.made",
    "token_revoked": "token.revoked",
    "token_used": "token.used",
    "notice_written": "notice.written",
    "notice_begun": "notice.begun",
    "notice_sent": "notice.sent",
    "notice_put_off": "notice.put_off",
    "notice_failed": "notice.failed",
    "message_filed": "message.filed",
    "message_repeated": "message.repeated",
    "message_parked": "message.parked",
    "message_unparked": "message.unparked",
    "file_laid": "file.laid",
    "arrival_noted": "message.arrival_noted",
    "message_dismissed": "message.dismissed",
    "acknowledgement_withheld": "acknowledgement.withheld",
    "message_read": "message.read",
    "sender_confirmed": "message.sender_confirmed",
    "signature_checked": "message.signature_checked",
    "swept": "silence.swept",
    "silence_found": "case.silence_found",
    "case_opened": "case.opened",
    "case_joined": "case.joined",
    "news_replaced": "case.news_replaced",
    "recalled": "memory.recalled",
    "handoff_offered": "handoff.offered",
    "handoff_accepted": "handoff.accepted",
    "handoff_refused": "handoff.refused",
    "assessed": "case.assessed",
    "options_priced": "options.priced",
    "question_asked": "question.asked",
    "question_answered": "question.answered",
    "proposed": "decision.proposed",
    "superseded": "decision.superseded",
    "contested": "decision.contested",
    "contest_ended": "decision.contest_ended",
    "ruled": "decision.ruled",
    "held_back": "decision.held_back",
    "approval_asked": "decision.approval_asked",
    "reminded": "decision.reminded",
    "escalated": "decision.escalated",
    "lapsed": "decision.lapsed",
    "decided": "decision.decided",
    "intended": "effect.intended",
    "effect_confirmed": "effect.confirmed",
    "effect_failed": "effect.failed",
    "effect_unknown": "effect.unknown",
    "awaiting_erp": "effect.awaiting_erp",
    "effect_overtaken": "effect.overtaken",
    "effect_settled": "effect.settled",
    "outcome_verified": "outcome.verified",
    "outcome_mismatch": "outcome.mismatch",
    "commitment_made": "commitment.made",
    "commitment_kept": "commitment.kept",
    "commitment_broken": "commitment.broken",
    "commitment_withdrawn": "commitment.withdrawn",
    "chased": "partner.chased",
    "unanswered": "partner.unanswered",
    "outstanding": "case.outstanding",
    "assumption_made": "decision.assumption_made",
    "watch_set": "decision.watch_set",
    "bill_approved": "decision.bill_approved",
    "outcome_measured": "outcome.measured",
    "assumption_changed": "decision.assumption_changed",
    "drifted": "decision.drifted",
    "override_seen": "override.seen",
    "acknowledged": "party.acknowledged",
    "note_taken": "case.note_taken",
    "corrected": "case.corrected",
    "mail_moved": "case.mail_moved",
    "merged": "case.merged",
    "split_off": "case.split_off",
    "taken_over": "case.taken_over",
    "claimed": "case.claimed",
    "released": "case.released",
    "snoozed": "case.snoozed",
    "woken": "case.woken",
    "stuck": "case.stuck",
    "tried_again": "case.tried_again",
    "closed": "case.closed",
    "reopened": "case.reopened",
    "remembered": "memory.remembered",
    "model_called": "model.called",
}

#: The first link of every chain.
GENESIS = "0" * 64


class NewFact(Value):
    """A fact before the ledger numbers it. `causes` are ids of facts it follows from."""

    stream: str
    kind: str
    at: datetime
    actor: str
    causes: tuple[str, ...] = ()
    body: dict[str, Any] = {}

    @property
    def id(self) -> str:
        """Derived from the content, so that a repeat is recognised; the time is no content."""
        if self.kind not in ALIASES:
            raise Refused(f"{self.kind!r} is no kind of fact")
        return digest([self.stream, self.kind, self.actor, list(self.causes), self.body])


class Fact(Value):
    """A fact in the ledger; `hash` covers everything here and the hash of the one before."""

    number: int
    id: str
    stream: str
    kind: str
    at: datetime
    actor: str
    causes: tuple[str, ...] = ()
    body: dict[str, Any] = {}
    prev: str
    hash: str
