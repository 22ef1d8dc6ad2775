"""What the memory shows: an evidence table, counted from closed cases, beside the cases recalled.

It is shown and weighs nothing: it changes no ranking and raises no authority.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from pydantic import Field

from domain.precedent import Precedent
from domain.values import Value
from memory.gist import clean

#: Fewer comparable cases than this are no precedent (likeness cannot tell; counts can).
ENOUGH = 3
#: How many cases' worth the average of all actions weighs against an action's own record.
SHRINK = 2.0
WORKED = "resolved as planned"


class Only(Value):
    """Filters: nothing but cases of this workflow, partner, item and lane ("" = any)."""

    workflow: str = ""
    partner_id: str = ""
    item_id: str = ""
    lane: str = ""


class Asked(Value):
    """A situation and its facts as known on `as_of`: nothing that closed later is seen.

    `exact_id` is an identifier that was named; what carries it comes first.
    """

    situation: str
    as_of: date
    workflow: str = ""
    partner_id: str = ""
    item_id: str = ""
    lane: str = ""
    cause: str = ""
    cause_party: str = ""
    exact_id: str = ""
    limit: int = Field(default=5, ge=1, le=50)
    only: Only = Only()

    @property
    def reason(self) -> str:
        """The reason code in words, empty when it is not known."""
        return "" if self.cause in ("", "unknown") else f"{self.cause_party} {self.cause}".strip()


class Weights(Value):
    """What a shared facet adds to a cosine; configuration, to be fitted anew from `recall_log`.

    An identifier that was named outweighs everything else together.
    """

    workflow: float = 0.20
    partner_id: float = 0.15
    reason: float = 0.30
    exact_id: float = 2.00


class RecalledCase(Value):
    """A closed case and why it was recalled. Its texts are data, cleaned for showing."""

    case_id: str
    score: float
    cosine: float
    why: tuple[str, ...]
    workflow: str
    closed_on: date
    partner_id: str
    situation: str
    decision: str
    outcome: str
    resolved_by: str
    forecast_cost: Decimal | None
    actual_cost: Decimal | None
    currency: str
    verified: bool
    source: Literal["history", "case"]

    @classmethod
    def of(cls, kept: Precedent, score: float, cosine: float, why: tuple[str, ...]) -> RecalledCase:
        """The precedent as it is shown."""
        fields = {name: getattr(kept, name) for name in cls.model_fields if hasattr(kept, name)}
        texts = {name: clean(text) for name, text in fields.items() if isinstance(text, str)}
        return cls(**{**fields, **texts}, score=score, cosine=cosine, why=why)


class ActionEvidence(Value):
    """How an action fared in comparable cases; `success` is shrunk towards the average of all."""

    action: str
    tried: int
    worked: int
    success: float
    same_partner: int
    verified: int
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()


class EvidenceTable(Value):
    """The actions tried for this reason, and the cases most like this one.

    `n_eff` counts the comparable cases that may vote. `asked.situation` is the gist only.
    """

    asked: Asked
    model_id: str
    index: str
    says: str
    n_eff: float
    has_precedent: bool
    actions: tuple[ActionEvidence, ...] = ()
    cases: tuple[RecalledCase, ...] = ()


class Tally(NamedTuple):
    """How often an action was tried in the cases that are counted."""

    action: str
    tried: int
    worked: int
    same_partner: int
    verified: int


class Example(NamedTuple):
    """One of the cases that are counted."""

    case_id: str
    action: str
    outcome: str


def counted(tallies: Sequence[Tally], examples: Sequence[Example]) -> tuple[ActionEvidence, ...]:
    """One row an action, the best record first; the first fitting `examples` are named."""
    tried, worked = sum(each.tried for each in tallies), sum(each.worked for each in tallies)
    average = (worked + 1) / (tried + 2)
    rows = [_row(each, average, examples) for each in tallies]
    return tuple(sorted(rows, key=lambda row: (-row.success, -row.tried, row.action)))


def says(asked: Asked, n_eff: float) -> str:
    """Whether there is a precedent, in one sentence."""
    if not asked.reason:
        return "no precedent: the reason is not known yet, so these cases are only alike"
    if n_eff >= ENOUGH:
        return f"{n_eff:g} comparable cases for the reason {asked.reason}"
    found = "no case" if not n_eff else "1 case" if n_eff == 1 else f"{n_eff:g} cases"
    return f"no precedent: {found} for the reason {asked.reason}, and {ENOUGH} are needed"


def _row(tally: Tally, average: float, examples: Sequence[Example]) -> ActionEvidence:
    own = [each for each in examples if each.action == tally.action]
    return ActionEvidence(
        action=clean(tally.action),
        tried=tally.tried,
        worked=tally.worked,
        success=round((tally.worked + SHRINK * average) / (tally.tried + SHRINK), 3),
        same_partner=tally.same_partner,
        verified=tally.verified,
        supporting=tuple(each.case_id for each in own if each.outcome == WORKED)[:2],
        contradicting=tuple(each.case_id for each in own if each.outcome != WORKED)[:1],
    )
