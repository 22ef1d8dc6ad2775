"""A proposal: the chosen options, how they were chosen, and the exact actions across functions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cached_property

from domain.actions import Action
from domain.canonical import digest
from domain.money import Money
from domain.options import Draw
from domain.pins import Pin, standing
from domain.reading import Question
from domain.ruling import Requirement
from domain.tradeoffs import Ranking
from domain.values import Value

SCHEMA = "proposal-1"


class Joint(Value):
    """The other case's part of a joint proposal, on the same snapshot of what both draw on.

    `other` is what that case would do with `take` less of `object`, `displaced` the hash of its
    open proposal that this would take the place of. `own` and `others` are what the parts draw,
    `by` is the person who contests.
    """

    other: Proposal
    displaced: str
    object: str
    take: Decimal
    own: tuple[Draw, ...] = ()
    others: tuple[Draw, ...] = ()
    by: str = ""

    @property
    def requesters(self) -> frozenset[str]:
        """Who asked for it: whoever contests, and whoever asked for the other case's part."""
        return self.other.requesters | ({self.by} if self.by else set())


class Proposal(Value):
    """One coordinated answer to a case, decided as a whole.

    `run` and `through` tie it to the graph run and the last fact that run had seen; `snapshot`
    and `policy` are the hashes of the facts and the policy it rests on. `spend` is what it
    commits beyond plan, None while nobody can say. `until` is the latest useful decision time.
    `scarce` are objects that options may draw on, `ceilings` how much of some others may hold
    before an option changes, `short` those of which less is left than it takes; `joint` is the
    part of another case that is decided with it; `corrected_by` are the people whose own word a
    read value is that it rests on, `called_by` who called back about an account.
    """

    case: str
    workflow: str
    run: str
    through: int
    snapshot: str
    policy: str
    requested_by: str
    constraint: str
    summary: str
    rankings: tuple[Ranking, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    spend: Money | None = None
    until: datetime
    until_why: str
    concerns: tuple[str, ...] = ()
    scarce: tuple[str, ...] = ()
    ceilings: dict[str, Decimal] = {}
    short: tuple[str, ...] = ()
    joint: Joint | None = None
    corrected_by: tuple[str, ...] = ()
    called_by: tuple[str, ...] = ()

    @cached_property
    def pins(self) -> dict[str, Pin]:
        """What people changed in it and chose for it, by name."""
        return standing(self.rankings, self.actions)

    @property
    def askers(self) -> frozenset[str]:
        """Who may not approve it: whoever asked for it, or called back about an account in it."""
        joint = self.joint.other.called_by if self.joint else ()
        return frozenset((*self.requesters, *self.called_by, *joint))

    @property
    def requesters(self) -> frozenset[str]:
        """Whoever asked for it or for the part that is decided with it, whose change or choice
        stands in it, or who corrected what it rests on."""
        joint = self.joint.requesters if self.joint else ()
        changed = (one.person for one in self.pins.values())
        return frozenset((self.requested_by, *changed, *self.corrected_by, *joint))

    @property
    def held_by(self) -> tuple[Question, ...]:
        """Questions that must be answered before it can be decided."""
        return tuple(one for one in self.questions if one.holds)

    @cached_property
    def hash(self) -> str:
        """What an approval binds to: the exact actions, facts, policy, requester and run."""
        return digest(
            {
                "schema": SCHEMA,
                "case": self.case,
                "run": self.run,
                "snapshot": self.snapshot,
                "policy": self.policy,
                "requested_by": self.requested_by,
                "until": self.until,
                "actions": [one.model_dump(mode="python") for one in self.actions],
                "questions": [one.model_dump(mode="python") for one in self.questions],
                **({"corrected_by": self.corrected_by} if self.corrected_by else {}),
                **({"called_by": self.called_by} if self.called_by else {}),
                **({"joint": self.joint.other.hash} if self.joint else {}),
                **({"contested_by": self.joint.by} if self.joint and self.joint.by else {}),
            }
        )


Joint.model_rebuild()


class Approval(Value):
    """A person's consent: bound to the proposal's hash and to what the person was shown."""

    person: str
    at: datetime
    proposal: str
    view: str
    reason: str = ""


class Asked(Value):
    """Whom a proposal waits for, until when, and what happens if nobody answers.

    `gaps` is what nobody could sign when it was asked, in words.
    """

    requires: tuple[Requirement, ...]
    people: tuple[str, ...]
    until: datetime
    if_nobody: str
    gaps: tuple[str, ...] = ()
