"""A ruling: what policy makes of one action, with the clause, the values and every check."""

from __future__ import annotations

from typing import Literal

from domain.values import Value

Outcome = Literal["act", "ask", "never"]

#: Each reason the gate can refuse with; one forgery or breach, one reason.
REASONS: dict[str, str] = {
    "stopped": "execution is stopped for this",
    "schema": "it is not a well-formed action",
    "unknown_kind": "it is no kind of action this product knows",
    "not_in_case": "it touches something that does not belong to the case",
    "kind_not_granted": "the workflow does not include this kind of action",
    "grant_expired": "the case's grant to act has expired; a note of what holds now renews it",
    "unknown_reference": "it names something that is not on record",
    "forged_master": "master data hold another value than claimed",
    "stale_master": "the record has changed since it was read",
    "reserved_by_others": "other cases hold more of it by now",
    "forged_span": "the quoted words do not stand where claimed",
    "forged_value": "the quoted words do not say that value",
    "forged_arguments": "the sender does not write days and numbers like that",
    "quoted_history": "the words are quoted history or a signature, not news",
    "forged_human": "no person gave that value",
    "forged_derivation": "computing it again gives another value",
    "forged_policy_text": "it is no fixed word of the product for this slot",
    "model_text": "a model wrote it, and a model's words never act",
    "wrong_source": "such a source may not fill this slot",
    "wrong_letter": "its words are not those of the letter it claims to be",
    "destination": "a destination may only come from master data by its id",
    "sender_not_trusted": "the sender's identity is not proven enough for this",
    "recipient_not_usable": "the recipient cannot be written to",
    "beyond_terms": "it is outside the order's or contract's terms",
    "cap": "the case would commit more than it may",
    "velocity": "too many acts towards this partner today",
    "already_done": "the very same effect was already intended",
    "unknown_amount": "its amount cannot be computed in the policy's currency",
    "observe": "the workflow only observes",
    "no_owner": "nobody owns this decision",
    "unmatched": "no clause speaks of it",
    "never_clause": "a clause forbids it",
    "condition_error": "a condition could not be evaluated",
    "always_human": "delegation of authority keeps this for people",
    "no_standing": "no standing authority covers it",
    "old_news": "what it rests on is old, so a person decides",
    "each": "standing authority is turned off",
    "advise": "the workflow only advises",
    "by_clause": "a clause asks for a person",
    "waits_for_answer": "a question must be answered first",
    "travels_with_proposal": "it belongs to a proposal that waits for a decision",
}


def renewal(case: str) -> str:
    """The command by which a person renews a case's grant to act."""
    return f'`seamline note {case} "WHAT HOLDS NOW" --said-by WHO --as PERSON`'


def ending(case: str) -> str:
    """The command by which whoever owns a case ends it without its acts."""
    return f'`seamline decide {case} reject --reason "WHAT WAS DONE" --as PERSON`'


class Check(Value):
    """One check the gate made: its name, whether it passed, and the values it looked at."""

    name: str
    passed: bool
    values: dict[str, str] = {}


class Requirement(Value):
    """Someone who must approve: of a function (any when empty), at least a level, for an amount.

    `role` set means exactly this role holds the constraint (the owner); `line` are the roles above
    it, for when all who may act in it have asked for the very thing. `own`: nobody of another
    function signs, whatever the level.
    """

    function: str = ""
    role: str = ""
    level: str = "none"
    amount_minor: int = 0
    clause: str = ""
    line: tuple[str, ...] = ()
    own: bool = False

    def said(self) -> str:
        """In words."""
        who = self.role or self.level
        return f"{who} of {self.function}" if self.function else who


class Ruling(Value):
    """act | ask | never for one action. `standing` names the authority an `act` runs under."""

    action_key: str
    kind: str
    outcome: Outcome
    reason: str
    detail: str = ""
    clause: str = ""
    standing: str = ""
    policy_hash: str = ""
    requires: tuple[Requirement, ...] = ()
    values: dict[str, str] = {}
    checks: tuple[Check, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing stands against it but that it was intended already."""
        return self.reason == "already_done"

    def said(self) -> str:
        """The ruling in one sentence."""
        words = f"{self.outcome}: {REASONS[self.reason] if self.outcome != 'act' else 'allowed'}"
        clause = f" (clause {self.clause}{', ' + self.standing if self.standing else ''})"
        return words + (f": {self.detail}" if self.detail else "") + (clause if self.clause else "")
