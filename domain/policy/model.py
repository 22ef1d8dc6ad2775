"""The parts of a policy: owners, trade-offs, clauses, delegation and standing authority."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from domain.canonical import digest
from domain.effort import Effort, shipped
from domain.people import LEVELS
from domain.policy.conditions import Condition, check_condition
from domain.sweeps import Silence
from domain.tradeoffs import Tier
from domain.values import Value

#: A standing authority lives at most this long.
STANDING_DAYS = 180


def _level(level: str) -> str:
    if level not in LEVELS:
        raise ValueError(f"level {level!r} is unknown; use one of {', '.join(LEVELS)}")
    return level


def _condition(text: str) -> str:
    check_condition(text)
    return text


class OwnerRule(Value):
    """Who decides where a function holds the binding constraint; rank does not replace it."""

    constraint: str
    function: str
    role: str
    escalates_to: tuple[str, ...] = ()


class Rung(Value):
    """One rung of the escalation ladder, at a share of the time left to decide."""

    at_pct: int = Field(ge=1, le=100)
    do: Literal["remind", "escalate", "freeze", "lapse"]
    to: tuple[str, ...] = ()


class WorkflowPolicy(Value):
    """What policy says about one workflow. Absent parts forbid `act` for it.

    Its mode is set by the flow's owner, or by whoever has at least `mode_level`. People of the
    functions in `confirms_senders` may vouch for a sender they have spoken to. A case closes only
    when the functions in `acknowledged_by` have taken what was handed to them, and partners have
    confirmed the kinds of act their workflow waits for; `confirmed` narrows these. A promise is
    broken `grace_days` after its day.
    """

    flow_owner: str = ""
    mode_level: str = "director"
    owners: tuple[OwnerRule, ...] = ()
    trade_offs: tuple[Tier, ...] = ()
    hard: tuple[str, ...] = ()
    escalation: tuple[Rung, ...] = ()
    confirms_senders: tuple[str, ...] = ()
    acknowledged_by: tuple[str, ...] = ()
    confirmed: tuple[str, ...] | None = None
    grace_days: int = Field(default=1, ge=0, le=60)

    @field_validator("mode_level")
    @classmethod
    def _checked(cls, level: str) -> str:
        return _level(level)

    def owner_rule(self, constraint: str) -> OwnerRule | None:
        """The rule for a constraint, or None: then nobody owns it and nothing may happen."""
        return next((rule for rule in self.owners if rule.constraint == constraint), None)


class Signature(Value):
    """Who signed a standing clause and when; `digest` is of the clause that was signed."""

    by: str
    on: date
    digest: str


class Standing(Value):
    """A standing authority: a bounded, expiring, revocable permission signed by its owner.

    `cap_minor` bounds what a case may commit under it in all, `per_day` how many acts a day.
    """

    id: str
    title: str
    owner: str
    kinds: tuple[str, ...]
    when: str
    cap_minor: int = Field(ge=0)
    per_day: int = Field(ge=1)
    valid_from: date
    valid_until: date
    revoked_on: date | None = None
    signature: Signature | None = None

    @field_validator("when")
    @classmethod
    def _checked(cls, text: str) -> str:
        return _condition(text)

    @model_validator(mode="after")
    def _bounded(self) -> Standing:
        days = (self.valid_until - self.valid_from).days
        if not 0 <= days <= STANDING_DAYS:
            raise ValueError(f"standing authority {self.id} must end within {STANDING_DAYS} days")
        return self

    def signed_content(self) -> str:
        """Digest of all that a signature covers: everything but the signature and revocation."""
        return digest(self.model_dump(exclude={"signature", "revoked_on"}))

    def defect(self, day: date) -> str:
        """Why it gives no authority on that day; empty when it does."""
        if self.signature is None:
            return f"{self.id} is not signed"
        if self.signature.by != self.owner:
            return f"{self.id} is signed by {self.signature.by}, not by its owner {self.owner}"
        if self.signature.digest != self.signed_content():
            return f"{self.id} was changed after {self.signature.by} signed it"
        if self.signature.on > day:
            return f"{self.id} is signed only on {self.signature.on}"
        if self.revoked_on is not None and self.revoked_on <= day:
            return f"{self.id} was revoked on {self.revoked_on}"
        if not self.valid_from <= day <= self.valid_until:
            return f"{self.id} holds from {self.valid_from} to {self.valid_until} only"
        return ""


class Band(Value):
    """Up to `to` (in the unit of the measure, None = without end) this level may decide.

    `function` is whose level; None = the row's own, empty = any.
    """

    to: int | None = None
    level: str
    function: str | None = None

    @field_validator("level")
    @classmethod
    def _checked(cls, level: str) -> str:
        return _level(level)


class Delegation(Value):
    """One row of the delegation of authority: which level may decide how much of a measure.

    A level of `none` may run under standing authority, unless `always_human` holds.
    `personal_limit`: an amount of money also counts against the signer's own limit.
    `own_function`: only people of the function itself sign, also where a level counts for all.
    """

    id: str
    title: str
    measure: str = ""
    function: str = ""
    bands: tuple[Band, ...] = ()
    personal_limit: bool = True
    own_function: bool = False
    always_human: str = ""

    @field_validator("always_human")
    @classmethod
    def _checked(cls, text: str) -> str:
        return _condition(text) if text else text

    def band_for(self, value: int) -> Band:
        """The band this value falls in; the highest level of any function beyond all bands."""
        for band in self.bands:
            if band.to is None or value <= band.to:
                return band
        return Band(level=LEVELS[-1], function="")

    def first_person(self) -> Band:
        """The lowest band in which a person decides; the highest level when there is none."""
        people = [band for band in self.bands if band.level != "none"]
        lowest = min(people, key=lambda band: LEVELS.index(band.level), default=None)
        return lowest or Band(level=LEVELS[-1], function="")


class Clause(Value):
    """What happens with actions of these kinds when the condition holds; the first match rules.

    `act` needs a standing authority that covers the action, or it becomes `ask`. `ask` asks the
    case's owner and, through `delegation` rows, whoever may decide the amount.
    """

    id: str
    kinds: tuple[str, ...]
    when: str = "true"
    then: Literal["act", "ask", "never"]
    delegation: tuple[str, ...] = ()
    why: str = ""

    @field_validator("when")
    @classmethod
    def _checked(cls, text: str) -> str:
        return _condition(text)

    def condition(self) -> Condition:
        """Its condition."""
        return Condition(text=self.when)


class Policy(Value):
    """A whole policy. Its `hash` is what approvals bind to."""

    version: str
    title: str = ""
    currency: str
    authorisation: Literal["standing", "each"] = "standing"
    approval_hours: int = Field(default=48, ge=1, le=24 * 31)
    proposal_hours: int = Field(default=24, ge=1, le=24 * 31)
    outward_per_partner_day: int = Field(default=20, ge=1)
    resume_people: int = Field(default=2, ge=2)
    key_customer_mark: str = "key account"
    workflows: dict[str, WorkflowPolicy] = {}
    clauses: tuple[Clause, ...] = ()
    delegation: tuple[Delegation, ...] = ()
    standing: tuple[Standing, ...] = ()
    silence: Silence = Silence()
    effort: Effort = Field(default_factory=shipped)

    @cached_property
    def hash(self) -> str:
        """Digest of all that rules an act: what an hour of work costs voids no approval."""
        return digest(self.model_dump(exclude={"effort"}))

    def row(self, delegation_id: str) -> Delegation:
        """A row of the delegation of authority (checked to exist at load)."""
        return next(row for row in self.delegation if row.id == delegation_id)
